import { nameInArn, parseArn, type Arn } from '../../../src-shared/arn.ts';
import { contextOfPrincipal } from '../../authorization/principal-context.ts';
import type { ContextKeys } from '../../authorization/request.ts';
import { userPrincipal } from '../../account/user-principal.ts';
import { handler, type ActionScene } from '../handler.ts';
import type { OperationInput, OperationOutput } from '../operations.ts';
import { page } from '../paging.ts';
import { invalidInput } from './errors.ts';
import type { Identity } from './identities.ts';
import { permissionsPoliciesOf, requireIdentityByArn } from './permissions-policies.ts';
import {
  simulateAccess,
  type EvalDecision,
  type SimulatedAccess,
  type SimulatedCaller,
  type Simulation,
} from './simulated-access.ts';
import { simulatedContext } from './simulated-context.ts';
import { readExclusions } from './simulated-exclusions.ts';
import {
  boundaryPolicy,
  givenBoundary,
  givenOrganization,
  givenPolicies,
  givenResourcePolicy,
  identityPolicies,
  organizationOf,
} from './simulated-policies.ts';
import {
  assertResourceHandling,
  assertSimulatedActions,
  assertSimulatedResources,
  resourceOwner,
} from './simulated-request.ts';

/** What the two operations have in common. */
type SimulationInput = Omit<OperationInput<'iam:SimulatePrincipalPolicy'>, 'PolicySourceArn' | 'PolicyExclusionList'>;
type SimulationOutput = OperationOutput<'iam:SimulatePrincipalPolicy'>;
type EvaluationResult = NonNullable<SimulationOutput['EvaluationResults']>[number];

/** Who is simulated, and by which policies. */
type Simulated = Pick<Simulation, 'identity' | 'boundary' | 'organization'> & {
  readonly caller: SimulatedCaller;
  /** What is known of the caller; empty where nobody in particular calls. */
  readonly ofCaller: ContextKeys;
};

/**
 * Simulations of policies: our own evaluator, asked about requests that nobody makes.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html
 */
export const simulationHandlers = {
  'iam:SimulatePrincipalPolicy': handler({
    name: 'iam:SimulatePrincipalPolicy',
    label: null,
    authorize: ({ PolicySourceArn }) => [{ action: 'iam:SimulatePrincipalPolicy', resource: PolicySourceArn }],
    perform: (input, scene) => {
      const source = requireIdentityByArn(input.PolicySourceArn, scene);
      const exclusions = readExclusions(input.PolicyExclusionList ?? []);
      const boundaryArn = source.type === 'group' ? null : source.permissionsBoundary;
      const held = permissionsPoliciesOf(source, scene).filter((policy) => !exclusions.excludesPolicy(policy));
      if (input.ResourcePolicy !== undefined && input.CallerArn === undefined && source.type !== 'user') {
        throw invalidInput(
          'CallerArn is required with a ResourcePolicy unless PolicySourceArn is that of an IAM user.',
        );
      }
      return simulate(input, {
        ...simulatedCaller(input.CallerArn, source, scene),
        identity: [...identityPolicies(held), ...givenPolicies(input.PolicyInputList ?? [], 'PolicyInputList')],
        boundary:
          givenBoundary(input.PermissionsBoundaryPolicyInputList ?? []) ??
          (boundaryArn !== null && exclusions.excludesBoundary(boundaryArn) ? null : boundaryPolicy(source, scene)),
        organization: exclusions.excludesServiceControlPolicies ? null : organizationOf(scene.accountId, scene),
      });
    },
  }),

  'iam:SimulateCustomPolicy': handler({
    name: 'iam:SimulateCustomPolicy',
    label: null,
    authorize: () => [{ action: 'iam:SimulateCustomPolicy', resource: '*' }],
    perform: (input, scene) => {
      if (input.ResourcePolicy !== undefined && input.CallerArn === undefined) {
        throw invalidInput('CallerArn is required with a ResourcePolicy.');
      }
      const levels = input.OrderedOrganizationPolicyInputList;
      return simulate(input, {
        ...simulatedCaller(input.CallerArn, null, scene),
        identity: givenPolicies(input.PolicyInputList, 'PolicyInputList'),
        boundary: givenBoundary(input.PermissionsBoundaryPolicyInputList ?? []),
        organization:
          levels === undefined
            ? null
            : givenOrganization(levels.map(({ ServiceControlPolicyInputList: documents = [] }) => documents)),
      });
    },
  }),
};

function simulate(input: SimulationInput, { caller, ofCaller, ...policies }: Simulated): SimulationOutput {
  const resources = input.ResourceArns === undefined || input.ResourceArns.length === 0 ? ['*'] : input.ResourceArns;
  assertSimulatedActions(input.ActionNames);
  assertSimulatedResources(resources);
  assertResourceHandling(input.ResourceHandlingOption, resources);
  const isTrustPolicy = input.ActionNames.every((action) => ASSUMES_ROLE.test(action));
  const simulation: Simulation = {
    ...policies,
    caller,
    context: simulatedContext(input.ContextEntries ?? [], ofCaller),
    resourceOwner: resourceOwner(input.ResourceOwner) ?? caller.accountId,
    resource:
      input.ResourcePolicy === undefined
        ? null
        : givenResourcePolicy(input.ResourcePolicy, isTrustPolicy ? 'trust' : 'resource'),
    isTrustPolicy: isTrustPolicy && input.ResourcePolicy !== undefined,
  };
  // The list to be paged is the caller's own, so that positions in it stand still.
  const actions = input.ActionNames.map((action, position) => ({ action, position: String(position) }));
  const { items, page: paging } = page(actions, ({ position }) => position, input);
  return { EvaluationResults: items.map(({ action }) => evaluationResult(action, resources, simulation)), ...paging };
}

/** A role's trust policy is the resource-based policy of these. */
const ASSUMES_ROLE = /^sts:(AssumeRole(WithSAML|WithWebIdentity)?|TagSession|SetSourceIdentity)$/i;

/**
 * One action on all the resources. AWS does not say which ARN stands for several resources, so none does.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html
 */
function evaluationResult(action: string, resources: readonly string[], simulation: Simulation): EvaluationResult {
  const results = resources.map((resource) => ({ resource, ...simulateAccess(action, resource, simulation) }));
  const [only] = results.length === 1 ? results : [];
  const isSpecific = resources.some((resource) => resource !== '*');
  const byOrganizations = results.map(({ allowedByOrganizations }) => allowedByOrganizations);
  return {
    EvalActionName: action,
    ...(only && { EvalResourceName: only.resource }),
    EvalDecision: decisionOnAll(results.map(({ decision }) => decision)),
    MatchedStatements: distinct(results.flatMap(({ matchedStatements }) => matchedStatements)),
    MissingContextValues: isSpecific ? [] : results.flatMap(({ missingContextValues }) => missingContextValues),
    ...(byOrganizations.includes(null)
      ? {}
      : { OrganizationsDecisionDetail: { AllowedByOrganizations: !byOrganizations.includes(false) } }),
    ...boundaryDetail(results),
    ...(isSpecific && !byOrganizations.includes(false) ? { EvalDecisionDetails: detailsOnAll(results) } : {}),
    ...(isSpecific
      ? {
          ResourceSpecificResults: results.map((result) => ({
            EvalResourceName: result.resource,
            EvalResourceDecision: result.decision,
            MatchedStatements: result.matchedStatements,
            MissingContextValues: result.missingContextValues,
            ...(result.acrossAccounts && { EvalDecisionDetails: result.acrossAccounts }),
            ...boundaryDetail([result]),
          })),
        }
      : {}),
  };
}

function boundaryDetail(
  results: readonly SimulatedAccess[],
): Pick<EvaluationResult, 'PermissionsBoundaryDecisionDetail'> {
  const allowed = results.map(({ allowedByBoundary }) => allowedByBoundary);
  if (allowed.includes(null)) return {};
  return { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: !allowed.includes(false) } };
}

/** An action on several resources is allowed when it is on each; a deny outweighs. */
function decisionOnAll(decisions: readonly EvalDecision[]): EvalDecision {
  if (decisions.includes('explicitDeny')) return 'explicitDeny';
  return decisions.includes('implicitDeny') ? 'implicitDeny' : 'allowed';
}

function detailsOnAll(results: readonly SimulatedAccess[]): Record<string, EvalDecision> {
  const sides = new Map<string, EvalDecision[]>();
  for (const { acrossAccounts } of results) {
    for (const [side, decision] of Object.entries(acrossAccounts ?? {})) {
      sides.set(side, [...(sides.get(side) ?? []), decision]);
    }
  }
  return Object.fromEntries([...sides].map(([side, decisions]) => [side, decisionOnAll(decisions)]));
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/**
 * Who is taken to call: the user that `CallerArn` names, whether there is one or not, else the user or role whose
 * policies are simulated. What follows from who calls is part of the context; AWS's page does not list which keys are.
 * @throws AwsError `InvalidInput` when `CallerArn` is not that of an IAM user.
 */
function simulatedCaller(
  callerArn: string | undefined,
  source: Identity | null,
  { model, accountId }: Pick<ActionScene, 'model' | 'accountId'>,
): { readonly caller: SimulatedCaller; readonly ofCaller: ContextKeys } {
  if (callerArn !== undefined) return known(namedCaller(callerArn, model));
  if (source?.type === 'user') return known(userPrincipal(source));
  if (source?.type === 'role') {
    const { arn, roleName, tags } = source;
    const sessionArn: Arn = `arn:aws:sts::${accountId}:assumed-role/${roleName}/simulation`;
    // The name of a session is not known here, and so neither is aws:userid.
    const session = {
      arn: sessionArn,
      sessionName: 'simulation',
      roleArn: arn,
      roleId: '',
      serviceLinked: isServiceLinked(arn),
    };
    return known({ kind: 'roleSession', accountId, tags: [...tags], ...session });
  }
  // Nobody in particular, of whom no condition key is known.
  const arn: Arn = `arn:aws:iam::${accountId}:user/anybody`;
  return { caller: { kind: 'user', arn, accountId, userName: 'anybody', userId: '', tags: [] }, ofCaller: new Map() };
}

function known(caller: SimulatedCaller): { readonly caller: SimulatedCaller; readonly ofCaller: ContextKeys } {
  return { caller, ofCaller: contextOfPrincipal(caller) };
}

function namedCaller(arn: string, model: ActionScene['model']): SimulatedCaller {
  const parts = parseArn(arn);
  if (parts?.service !== 'iam' || !parts.resource.startsWith('user/') || !/^\d{12}$/.test(parts.accountId)) {
    throw invalidInput(`CallerArn must be the ARN of an IAM user: ${arn}`);
  }
  const found = model.find('user', arn);
  if (found !== null) return userPrincipal(found);
  const userName = nameInArn(arn);
  return {
    kind: 'user',
    arn: `arn:${arn.slice('arn:'.length)}`,
    accountId: parts.accountId,
    userName,
    userId: '',
    tags: [],
  };
}

/** Organization policies do not bind the roles that services are linked to. */
function isServiceLinked(roleArn: Arn): boolean {
  return roleArn.includes(':role/aws-service-role/');
}
