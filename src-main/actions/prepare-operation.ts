import type { DocumentEdit } from '../../src-shared/model/documents.ts';
import type { AwsManagedPolicies } from '../account/managed-policies.ts';
import { createObjectDesk } from '../account/object-desk.ts';
import { createSecretDesk } from '../account/secret-desk.ts';
import type { Workspace } from '../account/workspace.ts';
import type { ScryptCost } from '../authentication/password.ts';
import { openSessionSeals } from '../authentication/session-seals.ts';
import type { Clock } from '../clock.ts';
import type { Vault } from '../credentials/vault.ts';
import type { Random } from '../random.ts';
import type { StructureShape } from '../request/service-model.ts';
import type { ServiceReference } from '../request/service-reference.ts';
import type {
  ActionScene,
  NeededPart,
  ObjectDesk,
  ObjectEdit,
  Proof,
  RefusedEntries,
  RequestPlace,
} from './handler.ts';
import type { OperationName } from './operations.ts';
import { parseInput } from './parse-input.ts';
import { handlerOf } from './registry.ts';

/** What performing an operation works on. */
export interface PerformanceTools {
  readonly workspace: Workspace;
  readonly vault: Vault;
  readonly managedPolicies: AwsManagedPolicies;
  readonly reference: ServiceReference;
  readonly clock: Clock;
  readonly random: Random;
  /** What password hashes cost; left out for today's cost. */
  readonly passwordCost?: ScryptCost;
}

/** An operation with its input parsed: ready to be weighed and done. */
export interface PreparedOperation {
  readonly name: OperationName;
  /**
   * Checks what the parameters prove, and notes codes that are used up by it.
   * @throws AwsError when they prove nothing.
   */
  prove(scene: RequestPlace, tools: PerformanceTools): Promise<Proof>;
  /** Checks what the parameters prove as `prove` does, and leaves everything as it was: no code is used up. */
  rehearseProof(scene: RequestPlace, tools: PerformanceTools): Promise<Proof>;
  /**
   * What the operation needs to be allowed, as the model stands.
   * @throws AwsError as the service would.
   */
  needs(scene: RequestPlace, tools: PerformanceTools): readonly NeededPart[];
  /**
   * Does it and commits what it changed, documents and secrets together.
   * @param weigh is given what the operation needs to be allowed, and throws when it is not; what it returns are the
   *   entries that are refused alone. It is asked in the same turn in which the operation is done, so that no other change
   *   comes between the two. Left out for the designer, who needs no permission.
   * @throws AwsError as the service would, and whatever `weigh` throws; nothing is changed then.
   */
  perform(
    scene: RequestPlace,
    tools: PerformanceTools,
    weigh?: (needed: readonly NeededPart[]) => RefusedEntries,
  ): Promise<PerformedOperation>;
  /**
   * Does it on a draft that several operations share, for somebody who needs no permission. Commits nothing.
   * @returns what it answered.
   * @throws AwsError as the service would; the draft is not to be committed then.
   */
  performOn(scene: RequestPlace, on: SharedDraft, tools: PerformanceTools): Promise<unknown>;
}

/** What operations work on that are committed together. */
export interface SharedDraft {
  readonly draft: ActionScene['model'];
  readonly objects: ObjectDesk;
  readonly secrets: ActionScene['secrets'];
}

/** What an operation answered, and what it changed. */
export interface PerformedOperation {
  readonly output: unknown;
  readonly edits: readonly DocumentEdit[];
  readonly objectEdits: readonly ObjectEdit[];
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
      return workspace.note(
        async (draft) =>
          handler.prove?.(input, sceneOn(scene, draft, createObjectDesk(workspace.store.objects), secrets, tools)) ??
          {},
      );
    },
    rehearseProof: async (scene, tools) => (await handler.prove?.(input, rehearsedScene(scene, tools))) ?? {},
    needs: (scene, tools) => handler.authorize(input, rehearsedScene(scene, tools)),
    performOn: async (scene, { draft, objects, secrets }, tools) =>
      handler.perform(input, sceneOn(scene, draft, objects, secrets, tools)),
    perform: (scene, tools, weigh) => {
      const { workspace, vault } = tools;
      const secrets = createSecretDesk(vault, workspace.store.identity.id);
      const objects = createObjectDesk(workspace.store.objects);
      // Operations that only read take their turn as well, so that what they see is whole.
      return workspace.perform(
        handler.label?.(input) ?? name,
        scene.actor.kind === 'designer' ? 'designer' : 'request',
        async (draft) => {
          const place = sceneOn(scene, draft, objects, secrets, tools);
          const refusedEntries = weigh?.(handler.authorize(input, place)) ?? place.refusedEntries;
          const output = await handler.perform(input, { ...place, refusedEntries });
          return { output, edits: draft.edits(), objectEdits: objects.edits() };
        },
        {
          beforeCommit: () => secrets.flush(),
          alongside: () => objects.writes(),
          rollback: () => secrets.rollback(),
        },
      );
    },
  };
}

/** A scene of which nothing is ever committed. */
function rehearsedScene(scene: RequestPlace, tools: PerformanceTools): ActionScene {
  const { workspace, vault } = tools;
  const objects = createObjectDesk(workspace.store.objects);
  const secrets = createSecretDesk(vault, workspace.store.identity.id);
  return sceneOn(scene, workspace.sketch(), objects, secrets, tools);
}

function sceneOn(
  scene: RequestPlace,
  model: ActionScene['model'],
  objects: ObjectDesk,
  secrets: ActionScene['secrets'],
  { workspace, vault, managedPolicies, reference, clock, random, passwordCost }: PerformanceTools,
): ActionScene {
  const seals = () => openSessionSeals(vault, workspace.store.identity.id, random);
  const { lastAccess } = workspace.store;
  const tools = { managedPolicies, reference, lastAccess, clock, random, ...(passwordCost && { passwordCost }) };
  return { ...scene, ...tools, model, objects, secrets, seals, refusedEntries: new Map() };
}
