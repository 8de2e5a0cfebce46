import type { DocumentEdit } from '../../src-shared/model/documents.ts';
import type { OperationName } from '../../src-shared/operations/registry.ts';
import type { AwsManagedPolicies } from '../account/managed-policies.ts';
import { createSecretDesk } from '../account/secret-desk.ts';
import type { Workspace } from '../account/workspace.ts';
import type { Clock } from '../clock.ts';
import type { Vault } from '../credentials/vault.ts';
import type { Random } from '../random.ts';
import type { ActionScene, NeededPart, RequestScene } from './handler.ts';
import { parseInput } from './parse-input.ts';
import { handlerOf } from './registry.ts';

/** What performing an operation works on. */
export interface PerformanceTools {
  readonly workspace: Workspace;
  readonly vault: Vault;
  readonly managedPolicies: AwsManagedPolicies;
  readonly clock: Clock;
  readonly random: Random;
}

/** An operation with its input parsed: ready to be weighed, and then done. */
export interface PreparedOperation {
  readonly name: OperationName;
  /** What it needs to be allowed. */
  parts(scene: RequestScene): readonly NeededPart[];
  /**
   * Does it and commits what it changed, documents and secrets together.
   * @throws AwsError as the service would; nothing is changed then.
   */
  perform(scene: Omit<RequestScene, 'model'>, tools: PerformanceTools): Promise<PerformedOperation>;
}

/** What an operation answered, and what it changed. */
export interface PerformedOperation {
  readonly output: unknown;
  readonly edits: readonly DocumentEdit[];
}

/**
 * Parses the parameters of an operation and ties them to its handler.
 * @throws AwsError when the service would refuse the parameters.
 */
export function prepareOperation<Name extends OperationName>(name: Name, parameters: unknown): PreparedOperation {
  const handler = handlerOf(name);
  const input = parseInput(name, parameters);
  return {
    name,
    parts: (scene) => handler.authorize(input, scene),
    perform: (scene, { workspace, vault, managedPolicies, clock, random }) => {
      const secrets = createSecretDesk(vault, workspace.store.identity.id);
      const { accountId, region, actor } = scene;
      const on = (model: ActionScene['model']): ActionScene => {
        return { accountId, region, actor, model, secrets, managedPolicies, clock, random };
      };
      // Operations that only read take their turn as well, so that what they see is whole.
      return workspace.perform(
        handler.label?.(input) ?? name,
        actor.kind === 'designer' ? 'designer' : 'request',
        async (draft) => ({ output: await handler.perform(input, on(draft)), edits: draft.edits() }),
        { beforeCommit: () => secrets.flush(), rollback: () => secrets.rollback() },
      );
    },
  };
}
