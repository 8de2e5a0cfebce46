import type { DecidedBy, Missing, NearMiss, PolicyLayer } from '../../src-shared/decision/explanation.ts';
import { nameInArn } from '../../src-shared/arn.ts';
import type { CompiledPolicy, CompiledStatement } from './compile.ts';
import { explainCondition } from './conditions/explain-condition.ts';
import {
  actsForRoot,
  applies,
  findAllow,
  findResourceGrant,
  hasOwnPolicies,
  isLimit,
  isLimitedBySession,
  needsResourcePolicy,
  resourceLayerOf,
} from './evaluation.ts';
import { escapesResourcePolicy, exemptFromRcps, exemptFromScps } from './exemptions.ts';
import { type PreparedRequest, actionMatches, principalMatch, resourceMatches } from './matching.ts';
import type { PolicySet } from './policy-set.ts';
import { type PrincipalMatch, compilePrincipal, matchPrincipal } from './principals.ts';
import { actionApplies } from './relation.ts';

/** What is missing, before it is put into words. */
export type MissingPart = Missing extends infer Kind ? (Kind extends Missing ? Omit<Kind, 'sentence'> : never) : never;

type MissingAllow = Extract<MissingPart, { kind: 'allow' }>;

type MissingGrant = Exclude<MissingPart, { kind: 'deny' | 'relation' }>;

type PrincipalToName = NonNullable<MissingAllow['principal']>;

/**
 * The smallest set of changes that lets a denied request through: the Deny statements that would have to go, and for
 * each kind of policy that fails to allow it, one Allow. With all of them made the request is allowed; with any one left
 * out it is not. Where the resource's policy could let the principal in past a permissions boundary or a session
 * policy, that way is not offered: it is shorter, but it goes around a limit that somebody set on purpose.
 */
export function whatIsMissing(request: PreparedRequest, policies: PolicySet): MissingPart[] {
  if (!actionApplies(request)) return [{ kind: 'relation' }];
  return [
    ...denials(request, policies).map((statement): MissingPart => ({ kind: 'deny', statement })),
    ...missingAllows(request, policies),
  ];
}

/**
 * Every Deny that applies, in the order in which AWS names the kinds of policy. A managed policy that is attached in
 * several places holds the statement once.
 */
function denials(request: PreparedRequest, policies: PolicySet): DecidedBy[] {
  const found: DecidedBy[] = [];
  const add = (layer: PolicyLayer, list: readonly CompiledPolicy[] = []): void => {
    for (const { statements } of list) {
      for (const statement of statements) {
        if (statement.effect !== 'Deny' || !applies(statement, request)) continue;
        const deny = decidedBy(layer, statement);
        if (!found.some((other) => isSameStatement(other, deny))) found.push(deny);
      }
    }
  };
  if (exemptFromRcps(request) === null) add('rcp', policies.rcp?.flat());
  if (exemptFromScps(request.principal) === null) add('scp', policies.scp?.flat());
  add('vpcEndpoint', policies.vpcEndpoint);
  add('trust', policies.trust);
  if (!escapesResourcePolicy(request)) add('resource', policies.resource);
  add('identity', policies.identity);
  add('boundary', policies.boundary);
  add('session', policies.session);
  return found;
}

function isSameStatement(left: DecidedBy, right: DecidedBy): boolean {
  return (
    left.layer === right.layer &&
    left.policyArn !== null &&
    left.policyArn === right.policyArn &&
    left.statementIndex === right.statementIndex
  );
}

/** Names a statement, as what decided or as what would have to change. */
export function decidedBy(layer: PolicyLayer, { policy, index, sid, position }: CompiledStatement): DecidedBy {
  return {
    layer,
    policyName: policy.name,
    policyArn: policy.arn,
    policySource: policy.source,
    statementIndex: index,
    sid,
    line: position?.line ?? null,
    column: position?.column ?? null,
  };
}

/** The Allows that `settle` would ask for in vain, one after the other, and what keeps those that are there from counting. */
function missingAllows(request: PreparedRequest, policies: PolicySet): MissingGrant[] {
  const missing: MissingAllow[] = [];
  if (policies.scp !== undefined && exemptFromScps(request.principal) === null) {
    for (const [level, list] of policies.scp.entries()) {
      if (findAllow(list, request) === null) missing.push(missingAllow('scp', list, request, level));
    }
  }
  if (isLimit(policies.vpcEndpoint) && findAllow(policies.vpcEndpoint, request) === null) {
    missing.push(missingAllow('vpcEndpoint', policies.vpcEndpoint, request));
  }
  return [...missing, ...missingGrants(request, policies)];
}

/** An Allow that a kind of policy lacks which names no principal, or any that fits. */
function missingAllow(
  layer: PolicyLayer,
  policies: readonly CompiledPolicy[],
  request: PreparedRequest,
  level: number | null = null,
): MissingAllow {
  const principal = layer === 'vpcEndpoint' ? principalToName(request) : null;
  const near = nearMiss(layer, policies, request, () => true);
  return { kind: 'allow', layer, level, principal, policies: namesOf(policies), nearMiss: near };
}

function namesOf(policies: readonly CompiledPolicy[]): string[] {
  return [...new Set(policies.map(({ name }) => name))];
}

/** What is missing of the principal's own policies and of the resource's. */
function missingGrants(request: PreparedRequest, policies: PolicySet): MissingGrant[] {
  const { resourceRestriction, ...unrestricted } = policies;
  const needsGrant = resourceMustAllow(request, policies);
  const grants = missingGrantsOf(request, needsGrant ? unrestricted : policies);
  const isRestricted = needsGrant && policies.trust === undefined && resourceRestriction !== undefined;
  return isRestricted ? [{ kind: 'restriction' }, ...grants] : grants;
}

/** Whether nothing but the resource's own policy can let the principal in, or nothing without it. */
function resourceMustAllow(request: PreparedRequest, policies: PolicySet): boolean {
  return !hasOwnPolicies(request.principal) || !isSameAccount(request) || needsResourcePolicy(request, policies);
}

function missingGrantsOf(request: PreparedRequest, policies: PolicySet): MissingAllow[] {
  const layer = resourceLayerOf(policies);
  const resourcePolicies = policies.trust ?? policies.resource;
  const grant = findResourceGrant(request, policies);
  const sameAccount = isSameAccount(request);
  const own = missingOwn(request, policies, sameAccount);
  if (grant !== null || !resourceMustAllow(request, policies)) return own(grant?.match ?? 'none');

  const principal = principalToName(request);
  const named = matchPrincipal(
    compilePrincipal({ negated: false, values: [principal] }),
    request.principal,
    request.bounded,
  );
  const others = own(named);
  // A statement whose conditions fail is a near miss only if it spares as much of the rest as the one proposed.
  const near = nearMiss(layer, resourcePolicies, request, (match) => own(match).length === others.length);
  return [
    ...others.filter((part) => part.layer === 'identity'),
    { kind: 'allow', layer, level: null, principal, policies: namesOf(resourcePolicies), nearMiss: near },
    ...others.filter((part) => part.layer !== 'identity'),
  ];
}

function isSameAccount({ principal, resourceAccountId }: PreparedRequest): boolean {
  return hasOwnPolicies(principal) && principal.accountId === resourceAccountId;
}

/**
 * What the principal's own policies lack, by how a policy of the resource that allows it names the principal (`none`
 * where there is no such policy). In the same account one that names it directly makes up for all of them, and one that
 * names its role or user for the identity-based ones.
 */
function missingOwn(
  request: PreparedRequest,
  policies: PolicySet,
  sameAccount: boolean,
): (match: PrincipalMatch) => MissingAllow[] {
  if (!hasOwnPolicies(request.principal)) return () => [];
  const identityAllows = actsForRoot(request.principal) || findAllow(policies.identity, request) !== null;
  const identity = identityAllows ? [] : [missingAllow('identity', policies.identity, request)];
  const { boundary, session = [] } = policies;
  const limits: MissingAllow[] = [];
  if (isLimit(boundary) && findAllow(boundary, request) === null) {
    limits.push(missingAllow('boundary', boundary, request));
  }
  if (isLimitedBySession(request, policies) && findAllow(session, request) === null) {
    limits.push(missingAllow('session', session, request));
  }
  return (match) => {
    if (sameAccount && match === 'direct') return [];
    return sameAccount && match === 'identity' ? limits : [...identity, ...limits];
  };
}

/**
 * How a policy of the resource would best name the principal: a session by its role, since sessions come and go, and a
 * federated user by the user who asked for it, where that is known.
 */
function principalToName({ principal }: PreparedRequest): PrincipalToName {
  switch (principal.kind) {
    case 'anonymous':
      return { type: 'AWS', value: '*' };
    case 'service':
      return { type: 'Service', value: principal.service };
    case 'federated':
      return { type: 'Federated', value: principal.provider };
    case 'root':
    case 'user':
      return { type: 'AWS', value: principal.arn };
    case 'roleSession':
      return { type: 'AWS', value: principal.roleArn };
    case 'federatedUser':
      return { type: 'AWS', value: nameInArn(principal.userArn) === '' ? principal.arn : principal.userArn };
  }
}

/**
 * The first Allow that fails by its conditions alone.
 * @param suits whether one that names the principal so would do.
 */
function nearMiss(
  layer: PolicyLayer,
  policies: readonly CompiledPolicy[],
  request: PreparedRequest,
  suits: (match: PrincipalMatch) => boolean,
): NearMiss | null {
  for (const { statements } of policies) {
    for (const statement of statements) {
      if (statement.effect === 'Deny' || statement.conditions.length === 0) continue;
      if (!actionMatches(statement, request.action) || !resourceMatches(statement, request)) continue;
      const match = principalMatch(statement, request);
      if (match === 'none' || !suits(match)) continue;
      const conditions = statement.conditions
        .map((condition) => explainCondition(condition, request.context))
        .filter(({ matched }) => !matched);
      return { ...decidedBy(layer, statement), conditions };
    }
  }
  return null;
}
