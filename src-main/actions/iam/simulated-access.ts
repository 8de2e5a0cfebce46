import { parseArn } from '../../../src-shared/arn.ts';
import type { Principal } from '../../../src-shared/principal.ts';
import { compilePolicy } from '../../authorization/compile.ts';
import { conclude } from '../../authorization/conclude.ts';
import { applies, findAllow } from '../../authorization/evaluation.ts';
import { prepareRequest, type PreparedRequest } from '../../authorization/matching.ts';
import { askingStatements, missingContext } from '../../authorization/missing-context.ts';
import { statementSpans } from '../../authorization/policy/statement-spans.ts';
import type { PolicySet } from '../../authorization/policy-set.ts';
import type { ContextKeys } from '../../authorization/request.ts';
import type { ServiceFacts } from '../../authorization/service-facts.ts';
import type { OperationOutput } from '../operations.ts';
import {
  IDENTITY_POLICY,
  RESOURCE_POLICY,
  type SimulatedOrganization,
  type SimulatedPolicy,
} from './simulated-policies.ts';

type EvaluationResult = NonNullable<OperationOutput<'iam:SimulateCustomPolicy'>['EvaluationResults']>[number];
type MatchedStatement = NonNullable<EvaluationResult['MatchedStatements']>[number];
/** As the API has it. */
export type EvalDecision = EvaluationResult['EvalDecision'];

/** A principal of an account: nobody else can be simulated. */
export type SimulatedCaller = Extract<Principal, { kind: 'user' | 'roleSession' }>;

/** What is the same for every action and resource of a simulation. */
export interface Simulation {
  readonly caller: SimulatedCaller;
  readonly context: ContextKeys;
  /** The account that owns what names no owner in its ARN. */
  readonly resourceOwner: string;
  readonly identity: readonly SimulatedPolicy[];
  readonly boundary: SimulatedPolicy | null;
  readonly resource: SimulatedPolicy | null;
  /** Whether `resource` is the trust policy of a role. */
  readonly isTrustPolicy: boolean;
  readonly organization: SimulatedOrganization | null;
}

/** What a simulation says of one action on one resource. */
export interface SimulatedAccess {
  readonly decision: EvalDecision;
  readonly matchedStatements: readonly MatchedStatement[];
  /** Condition keys as the policies write them. */
  readonly missingContextValues: readonly string[];
  /** Null where no boundary applies. */
  readonly allowedByBoundary: boolean | null;
  /** Null where the caller's account is in no organization. */
  readonly allowedByOrganizations: boolean | null;
  /** What each side says of a request across accounts; null within one, and where a service control policy denies. */
  readonly acrossAccounts: Readonly<Record<string, EvalDecision>> | null;
}

/**
 * A simulation holds no resource against an action: AWS was recorded to allow s3:PutObject on a bucket. Resource control
 * policies are not part of one.
 */
const NO_FACTS: ServiceFacts = { resourcesOf: () => null, underResourceControlPolicies: () => false };

/**
 * Evaluates one action on one resource, as the gate would evaluate a request by the same policies. AWS's simulator in
 * the console passes over service control policies that have conditions; the API's page does not say so, and here
 * they count.
 * @param resource an ARN, or `*`.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html
 */
export function simulateAccess(action: string, resource: string, simulation: Simulation): SimulatedAccess {
  const { caller, context, identity, boundary, organization } = simulation;
  const named = parseArn(resource)?.accountId ?? '';
  const resourceAccountId = /^\d{12}$/.test(named) ? named : simulation.resourceOwner;
  const isAcross = resourceAccountId !== caller.accountId;
  const policies = policySet(simulation, isAcross);
  const prepared = prepareRequest(
    { principal: caller, action, resource, resourceAccountId, context },
    policies,
    NO_FACTS,
  );
  const { decision } = conclude(prepared, policies);
  const allowedByOrganizations = organization === null ? null : allowedBy(organization, prepared);
  return {
    decision: DECISIONS[decision],
    matchedStatements: matchedStatements(simulation, prepared, decision === 'ExplicitlyDenied' ? 'Deny' : 'Allow'),
    // Those of the organization's policies are nothing that an account is told of.
    missingContextValues: missingContext(prepared, askingStatements({ ...policies, scp: [] })),
    allowedByBoundary: boundary === null ? null : sideOf([boundary], prepared) === 'allowed',
    allowedByOrganizations,
    acrossAccounts:
      isAcross && allowedByOrganizations !== false
        ? {
            [IDENTITY_POLICY]: sideOf(identity, prepared),
            [RESOURCE_POLICY]: sideOf(simulation.resource === null ? [] : [simulation.resource], prepared),
          }
        : null,
  };
}

const DECISIONS = { Allowed: 'allowed', ExplicitlyDenied: 'explicitDeny', ImplicitlyDenied: 'implicitDeny' } as const;

function policySet(simulation: Simulation, isAcross: boolean): PolicySet {
  const { identity, boundary, resource, isTrustPolicy, organization, caller } = simulation;
  // Policies of resources are not fetched. What cannot do without (a KMS key) is taken to leave the decision to the
  // account, as its default policy does.
  const resourcePolicies =
    resource === null ? (isAcross ? [] : [leavesToAccount(caller.accountId)]) : [resource.compiled];
  return {
    identity: identity.map(({ compiled }) => compiled),
    ...(boundary && { boundary: [boundary.compiled] }),
    ...(organization?.levels && { scp: organization.levels }),
    ...(isTrustPolicy ? { trust: resourcePolicies, resource: [] } : { resource: resourcePolicies }),
  };
}

function leavesToAccount(accountId: string) {
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
    Action: '*',
    Resource: '*',
  };
  const document = JSON.stringify({ Version: '2012-10-17', Statement: statement });
  return compilePolicy(document, { name: 'default', arn: null, source: RESOURCE_POLICY }, 'resource');
}

/** What policies of one kind say by themselves. */
function sideOf(policies: readonly SimulatedPolicy[], prepared: PreparedRequest): EvalDecision {
  const compiled = policies.map((policy) => policy.compiled);
  if (compiled.some(({ statements }) => statements.some((entry) => denies(entry, prepared)))) return 'explicitDeny';
  return findAllow(compiled, prepared) === null ? 'implicitDeny' : 'allowed';
}

function denies(statement: SimulatedPolicy['compiled']['statements'][number], prepared: PreparedRequest): boolean {
  return statement.effect === 'Deny' && applies(statement, prepared);
}

/** Every level must allow, and none deny. */
function allowedBy({ levels }: SimulatedOrganization, prepared: PreparedRequest): boolean {
  return (levels ?? []).every(
    (level) =>
      findAllow(level, prepared) !== null &&
      !level.some(({ statements }) => statements.some((entry) => denies(entry, prepared))),
  );
}

/** The statements that determine the result: those that deny, or else those that allow. */
function matchedStatements(
  { identity, resource, boundary }: Simulation,
  prepared: PreparedRequest,
  effect: 'Allow' | 'Deny',
): MatchedStatement[] {
  const determining = [
    ...(resource === null ? [] : [resource]),
    ...identity,
    // A boundary gives no permissions.
    ...(boundary === null || effect === 'Allow' ? [] : [boundary]),
  ];
  return determining.flatMap(({ compiled, document }) => {
    const matched = compiled.statements.filter((entry) => entry.effect === effect && applies(entry, prepared));
    if (matched.length === 0) return [];
    const spans = statementSpans(document);
    return matched.map(({ index }) => {
      const span = spans[index];
      return {
        SourcePolicyId: compiled.name,
        SourcePolicyType: compiled.source,
        ...(span && {
          StartPosition: { Line: span.start.line, Column: span.start.column },
          EndPosition: { Line: span.end.line, Column: span.end.column },
        }),
      };
    });
  });
}
