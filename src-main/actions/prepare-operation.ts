import type { DocumentEdit } from '../../src-shared/model/documents.ts';
import type { AwsManagedPolicies } from '../account/managed-policies.ts';
import { createSecretDesk } from '../account/secret-desk.ts';
import type { Workspace } from '../account/workspace.ts';
import { openSessionSeals } from '../authentication/session-seals.ts';
import type { Clock } from '../clock.ts';
import type { Vault } from '../credentials/vault.ts';
import type { Random } from '../random.ts';
import type { StructureShape } from '../request/service-model.ts';
import type { ActionScene, NeededPart, Proof, RequestScene } from './handler.ts';
import type { OperationName } from './operations.ts';
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

/** An operation with its input parsed: ready to be weighed and done. */
export interface PreparedOperation {
  readonly name: OperationName;
  /**
   * Checks what the parameters prove, and notes codes that are used up by it.
   * @throws AwsError when they prove nothing.
   */
  prove(scene: Omit<RequestScene, 'model'>, tools: PerformanceTools): Promise<Proof>;
  /**
   * Does it and commits what it changed, documents and secrets together.
   * @param weigh is given what the operation needs to be allowed and throws when it is not. It is asked in the same turn
   *   in which the operation is done, so that no other change comes between the two. Left out for the designer, who
   *   needs no permission.
   * @throws AwsError as the service would, and whatever `weigh` throws; nothing is changed then.
   */
  perform(
    scene: Omit<RequestScene, 'model'>,
    tools: PerformanceTools,
    weigh?: (needed: readonly NeededPart[]) => void,
  ): Promise<PerformedOperation>;
}

/** What an operation answered, and what it changed. */
export interface PerformedOperation {
  readonly output: unknown;
  readonly edits: readonly DocumentEdit[];
}

/**
 * Parses the parameters of an operation and ties them to its handler.
 * @param shape of the input in AWS's API model; null where Gatehouse has no model of the operation.
 * @throws AwsError when the service would refuse the parameters.
 */
export function prepareOperation<Name extends OperationName>(
  name: Name,
  parameters: unknown,
  shape: StructureShape | null,
): PreparedOperation {
  const handler = handlerOf(name);
  const input = parseInput(name, parameters, shape);
  return {
    name,
    prove: async (scene, tools) => {
      if (handler.prove === undefined) return {};
      const { workspace, vault } = tools;
      const secrets = createSecretDesk(vault, workspace.store.identity.id);
      return workspace.note(async (draft) => handler.prove?.(input, sceneOn(scene, draft, secrets, tools)) ?? {});
    },
    perform: (scene, tools, weigh) => {
      const { workspace, vault } = tools;
      const secrets = createSecretDesk(vault, workspace.store.identity.id);
      // Operations that only read take their turn as well, so that what they see is whole.
      return workspace.perform(
        handler.label?.(input) ?? name,
        scene.actor.kind === 'designer' ? 'designer' : 'request',
        async (draft) => {
          const place = sceneOn(scene, draft, secrets, tools);
          weigh?.(handler.authorize(input, place));
          return { output: await handler.perform(input, place), edits: draft.edits() };
        },
        { beforeCommit: () => secrets.flush(), rollback: () => secrets.rollback() },
      );
    },
  };
}

function sceneOn(
  scene: Omit<RequestScene, 'model'>,
  model: ActionScene['model'],
  secrets: ActionScene['secrets'],
  { workspace, vault, managedPolicies, clock, random }: PerformanceTools,
): ActionScene {
  const seals = () => openSessionSeals(vault, workspace.store.identity.id, random);
  return { ...scene, model, secrets, managedPolicies, clock, random, seals };
}
