import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import type { AskedOperation, RefusedOperation } from '../../src-shared/contract/identities.ts';
import { AwsError, GatehouseError } from '../../src-shared/errors.ts';
import { effectiveActions, effectiveServices } from '../account/effective-services.ts';
import { policiesOfIdentity, requireIdentity } from '../account/identity-policies.ts';
import { organizationLevels } from '../account/organization-levels.ts';
import { accountAsked } from '../account/workspace-accounts.ts';
import { isOperationName, type OperationName } from '../actions/operations.ts';
import { performTogether } from '../actions/perform-together.ts';
import { prepareOperation } from '../actions/prepare-operation.ts';
import { EffectivePermissions } from '../authorization/effective-permissions.ts';
import type { ReachFacts } from '../authorization/statement-reach.ts';
import type { Lab } from '../lab.ts';
import type { Following, LongWork } from '../long-work.ts';
import type { GateParts } from '../remaining-steps.ts';
import type { ServiceReference } from '../request/service-reference.ts';
import type { TimelineTeller } from '../timeline/teller.ts';
import { modelledInput, performOperation } from './actions.ts';

type IdentityHandlers = Pick<
  Handlers<GatehouseContract>,
  | 'identities.performAll'
  | 'identities.effectivePermissions'
  | 'identities.effectiveActions'
  | 'identities.organizationLevels'
>;

/** The designer's operations are quick, so that others have their turn after so many. */
const OPERATIONS_A_TURN = 50;

/** What is asked of users, groups and roles beyond their documents. */
export function identityProcedures(
  lab: Lab,
  on: GateParts,
  tell: TimelineTeller,
  longWork: LongWork,
): IdentityHandlers {
  const facts: ReachFacts = { ...on.facts, namesAccount: (type) => namesAccount(type, on.reference) };
  const permissionsOf = (arn: string): EffectivePermissions => {
    const { model, policies: applicable } = lab.require().gate.scales;
    const { policies, known } = policiesOfIdentity(requireIdentity(model, arn), model, applicable);
    return new EffectivePermissions(policies, known, facts);
  };

  return {
    'identities.performAll': ({ label, operations, workId, ...asked }) => {
      const work = { label, operations: operations.map(parsed), ...asked };
      return longWork.run(workId, (following) =>
        lab.session.kind === 'designer'
          ? performAsOne(lab, on, work, following)
          : requestEach(lab, on, tell, work, following),
      );
    },
    'identities.effectivePermissions': ({ arn, query }) => effectiveServices(permissionsOf(arn), on.reference, query),
    'identities.effectiveActions': ({ arn, service, query }) =>
      effectiveActions(permissionsOf(arn), on.reference, service, query),
    'identities.organizationLevels': ({ accountId }) => {
      const { model } = lab.require().workspace;
      return organizationLevels(model, accountAsked(model, accountId));
    },
  };
}

/** Several operations that are asked for together. */
interface Work {
  readonly label: string;
  readonly operations: readonly KnownOperation[];
  readonly accountId?: string;
}

type KnownOperation = AskedOperation & { readonly operation: OperationName };

/** @throws GatehouseError `UnknownOperation`. */
function parsed({ operation, ...asked }: AskedOperation): KnownOperation {
  if (isOperationName(operation)) return { ...asked, operation };
  throw new GatehouseError('UnknownOperation', `Gatehouse does not perform ${operation}.`, { place: operation });
}

interface Outcome {
  outputs: unknown[];
  refused: RefusedOperation[];
}

/** The designer's: one change, whole or not at all. */
async function performAsOne(
  lab: Lab,
  on: GateParts,
  { label, operations, accountId }: Work,
  { step }: Following,
): Promise<Outcome> {
  const { workspace } = lab.require();
  const scene = {
    accountId: accountAsked(workspace.model, accountId),
    region: 'us-east-1',
    actor: { kind: 'designer' } as const,
  };
  const prepared = operations.map(({ operation, parameters }) =>
    prepareOperation(operation, parameters, modelledInput(on.reference, operation)),
  );
  const outputs = await performTogether(label, prepared, scene, { ...on, workspace }, async (done) => {
    if (done % OPERATIONS_A_TURN === 0) await step(done, operations.length);
  });
  return { outputs, refused: [] };
}

/** A principal's: a request each. Once one about a subject is refused, the others about it are not asked any more. */
async function requestEach(
  lab: Lab,
  on: GateParts,
  tell: TimelineTeller,
  { operations }: Work,
  { step }: Following,
): Promise<Outcome> {
  const outputs: unknown[] = [];
  const refused = new Map<string, RefusedOperation>();
  for (const [index, { operation, parameters, subject }] of operations.entries()) {
    if (await isCancelled(step, index, operations.length)) break;
    if (refused.has(subject)) {
      outputs.push(null);
      continue;
    }
    try {
      const { output } = await performOperation(lab, on, tell, { operation, parameters });
      outputs.push(output);
    } catch (thrown) {
      if (!(thrown instanceof AwsError)) throw thrown;
      const { code, message, place } = thrown;
      const recordId = place?.startsWith(RECORD_PLACE) ? place.slice(RECORD_PLACE.length) : null;
      refused.set(subject, { subject, operation, code, message, recordId });
      outputs.push(null);
    }
  }
  return { outputs, refused: [...refused.values()] };
}

/** Requests that were made are made: cancelling only ends the list. */
async function isCancelled(step: Following['step'], done: number, total: number): Promise<boolean> {
  try {
    await step(done, total);
    return false;
  } catch (thrown) {
    if (thrown instanceof GatehouseError && thrown.code === 'WorkCancelled') return true;
    throw thrown;
  }
}

/** How a refusal says where its record is. */
const RECORD_PLACE = 'timeline:';

/** By the ARN patterns of the service authorization reference; some types of AWS's own have none. */
function namesAccount(resourceType: string, reference: ServiceReference): boolean {
  const [service = '', name = ''] = resourceType.split(':');
  const arnPattern = reference.resourceType(service, name)?.arnPattern;
  return arnPattern === undefined || arnPattern.split(':')[4] !== '';
}
