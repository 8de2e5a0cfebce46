import { nameInArn, type Arn } from '../../../src-shared/arn.ts';
import { AwsError, GatehouseError } from '../../../src-shared/errors.ts';
import { membershipOf } from '../../account/organization.ts';
import { organizationPolicies } from '../../account/organization-policies.ts';
import { createPolicyCompiler } from '../../account/policy-compiler.ts';
import { malformedPolicyMessage } from '../../authorization/check-policy.ts';
import { compilePolicy, type CompiledPolicy } from '../../authorization/compile.ts';
import type { PolicyKind } from '../../authorization/policy/document.ts';
import type { ActionScene } from '../handler.ts';
import { invalidInput } from './errors.ts';
import { nameOf, type Identity } from './identities.ts';
import { managedPolicyDocument, type PermissionsPolicy } from './permissions-policies.ts';

type PolicyScene = Pick<ActionScene, 'accountId' | 'model' | 'managedPolicies'>;

/** A policy that takes part in a simulation. */
export interface SimulatedPolicy {
  /** Its name is the `SourcePolicyId` of its statements, its source their `SourcePolicyType`. */
  readonly compiled: CompiledPolicy;
  readonly document: string;
}

/**
 * The types of policy as AWS was recorded to answer them. The reference lists others (`user`, `aws-managed`, …), which
 * no answer has.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_Statement.html
 */
export const IDENTITY_POLICY = 'IAM Policy';
export const RESOURCE_POLICY = 'Resource Policy';

/** What binds whoever is simulated, beside the permissions policies. */
export interface SimulatedOrganization {
  /** From the root down to the account; null where service control policies do not bind the account. */
  readonly levels: readonly (readonly CompiledPolicy[])[] | null;
}

/**
 * Policies that a simulation is given as texts, by their place in the parameter: `PolicyInputList.1`.
 * @throws AwsError `InvalidInput` for one that does not follow the grammar.
 */
export function givenPolicies(documents: readonly string[], parameter: string): SimulatedPolicy[] {
  return documents.map((document, index) =>
    givenPolicy(document, { id: `${parameter}.${index + 1}`, type: IDENTITY_POLICY }, 'identity'),
  );
}

/**
 * The permissions boundary that a simulation is given.
 * @returns null where none is.
 * @throws AwsError `InvalidInput` for more than one, or one that does not follow the grammar.
 */
export function givenBoundary(documents: readonly string[]): SimulatedPolicy | null {
  if (documents.length > 1) throw invalidInput('You can input only one permissions boundary policy.');
  return givenPolicies(documents, 'PermissionsBoundaryPolicyInputList')[0] ?? null;
}

/**
 * The resource-based policy that a simulation is given.
 * @throws AwsError `InvalidInput` when it does not follow the grammar.
 */
export function givenResourcePolicy(document: string, kind: 'resource' | 'trust'): SimulatedPolicy {
  return givenPolicy(document, { id: 'ResourcePolicy', type: RESOURCE_POLICY }, kind);
}

/**
 * Service control policies that a simulation is given, from the root of the organization down to the account.
 * @throws AwsError `InvalidInput` for a level without a policy, or a policy that does not follow the grammar.
 */
export function givenOrganization(levels: readonly (readonly string[])[]): SimulatedOrganization {
  return {
    levels: levels.map((documents, level) => {
      if (documents.length === 0) throw invalidInput(`Level ${level + 1} has no service control policy.`);
      const parameter = `OrderedOrganizationPolicyInputList.${level + 1}.ServiceControlPolicyInputList`;
      return documents.map(
        (document, index) => givenPolicy(document, { id: `${parameter}.${index + 1}`, type: 'SCP' }, 'scp').compiled,
      );
    }),
  };
}

function givenPolicy(document: string, source: { id: string; type: string }, kind: PolicyKind): SimulatedPolicy {
  const refusal = malformedPolicyMessage(document, kind);
  if (refusal !== null) throw invalidInput(`${source.id}: ${refusal}`);
  return { document, compiled: compilePolicy(document, { name: source.id, arn: null, source: source.type }, kind) };
}

/**
 * The policies of an identity as a simulation takes them.
 * @throws AwsError `PolicyEvaluation` for one that cannot be read.
 */
export function identityPolicies(policies: readonly PermissionsPolicy[]): SimulatedPolicy[] {
  return policies.map((policy) => heldPolicy(sourcePolicyId(policy), policy.arn, policy.document));
}

/** A managed policy is known by its name, an inline one by that of its holder as well: `user_lucy_buckets`. */
function sourcePolicyId({ name, arn, holder }: PermissionsPolicy): string {
  return arn === null ? `${holder.type}_${nameOf(holder)}_${name}` : name;
}

/**
 * The permissions boundary of an identity. One whose policy is gone allows nothing.
 * @returns null where it has none.
 */
export function boundaryPolicy(identity: Identity, scene: PolicyScene): SimulatedPolicy | null {
  const arn = identity.type === 'group' ? null : identity.permissionsBoundary;
  if (arn === null) return null;
  return heldPolicy(nameInArn(arn), arn, managedPolicyDocument(arn, scene) ?? ALLOWS_NOTHING);
}

/** A policy must have a statement, so this one allows an action that no service has. */
const ALLOWS_NOTHING = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"none:None","Resource":"*"}}';

function heldPolicy(name: string, arn: Arn | null, document: string): SimulatedPolicy {
  return { document, compiled: evaluated(() => compilePolicy(document, { name, arn, source: IDENTITY_POLICY })) };
}

/**
 * How the account's organization binds its principals.
 * @returns null where the account is in no organization.
 * @throws AwsError `PolicyEvaluation` when a service control policy cannot be read.
 */
export function organizationOf(accountId: string, { model }: PolicyScene): SimulatedOrganization | null {
  return evaluated(() => {
    if (membershipOf(model, accountId) === null) return null;
    const levels = organizationPolicies(model, accountId, 'SERVICE_CONTROL_POLICY', createPolicyCompiler());
    return { levels };
  });
}

/** What cannot be read of the model's policies fails the simulation, as AWS's PolicyEvaluation says. */
function evaluated<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof GatehouseError) throw new AwsError('PolicyEvaluation', 500, thrown.message);
    throw thrown;
  }
}
