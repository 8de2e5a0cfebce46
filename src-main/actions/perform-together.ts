import { AwsError } from '../../src-shared/errors.ts';
import { createObjectDesk } from '../account/object-desk.ts';
import { createSecretDesk } from '../account/secret-desk.ts';
import type { RequestPlace } from './handler.ts';
import type { PerformanceTools, PreparedOperation } from './prepare-operation.ts';

/**
 * Performs several operations as one change of the history: all of them, or none. Each sees what those before it did.
 * For the designer, who needs no permission.
 * @param label what the change is called in the history.
 * @param step is awaited between the operations, so that others have their turn; what it throws ends the work.
 * @returns what each operation answered, in order.
 * @throws AwsError of the first operation that fails, with its place in the list: `operations[3]`. Nothing is changed.
 */
export function performTogether(
  label: string,
  operations: readonly PreparedOperation[],
  scene: RequestPlace,
  tools: PerformanceTools,
  step: (done: number) => Promise<void>,
): Promise<unknown[]> {
  const { workspace, vault } = tools;
  const secrets = createSecretDesk(vault, workspace.store.identity.id);
  const objects = createObjectDesk(workspace.store.objects);
  return workspace.perform(
    label,
    'designer',
    async (draft) => {
      const outputs: unknown[] = [];
      for (const [index, operation] of operations.entries()) {
        await step(index);
        try {
          outputs.push(await operation.performOn(scene, { draft, objects, secrets }, tools));
        } catch (thrown) {
          if (!(thrown instanceof AwsError)) throw thrown;
          throw new AwsError(thrown.code, thrown.httpStatus, thrown.message, `operations[${index}]`);
        }
      }
      return outputs;
    },
    {
      beforeCommit: () => secrets.flush(),
      alongside: () => objects.writes(),
      rollback: () => secrets.rollback(),
    },
  );
}
