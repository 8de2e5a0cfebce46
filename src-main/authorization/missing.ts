import type { DecidedBy, Missing, NearMiss, PolicyLayer } from '../../src-shared/decision/explanation.ts';
import type { CompiledPolicy, CompiledStatement } from './compile.ts';
import { explainCondition } from './conditions/explain-condition.ts';
import {
  applies,
  findAllow,
  findGrant,
  hasOwnPolicies,
  isLimit,
  isLimitedBySession,
  needsResourcePolicy,
  resourceLayerOf,
} from './evaluation.ts';
import { escapesResourcePolicy, exemptFromRcps, exemptFromScps } from './exemptions.ts';
import { type PreparedRequest, actionMatches, principalMatch, resourceMatches } from './matching.ts';
import type { PolicySet } from './policy-set.ts';
import { type PrincipalMatch, STRENGTH } from './principals.ts';
import { actionApplies } from './relation.ts';

/** What is missing, before it is put into words. */
export type MissingPart = Missing extends infer Kind ? (Kind extends Missing ? Omit<Kind, 'sentence'> : never) : never;

type MissingAllow = Extract<MissingPart, { kind: 'allow' }>;

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

/** Every Deny that applies, in the order in which AWS names the kinds of policy. */
function denials(request: PreparedRequest, policies: PolicySet): DecidedBy[] {
  const found: DecidedBy[] = [];
  const add = (layer: PolicyLayer, list: readonly CompiledPolicy[] | undefined): void => {
    for (const { statements } of list ?? []) {
      for (const statement of statements) {
        if (statement.effect === 'Deny' && applies(statement, request)) found.push(decidedBy(layer, statement));
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

/** The Allows that `settle` would ask for in vain, one after the other. */
function missingAllows(request: PreparedRequest, policies: PolicySet): MissingAllow[] {
  const missing: MissingAllow[] = [];
  const need = (layer: PolicyLayer, list: readonly CompiledPolicy[], level: number | null = null): void => {
    missing.push({ kind: 'allow', layer, level, principal: null, nearMiss: nearMiss(layer, list, request, null) });
  };
  if (policies.scp !== undefined && exemptFromScps(request.principal) === null) {
    for (const [level, list] of policies.scp.entries()) if (findAllow(list, request) === null) need('scp', list, level);
  }
  if (isLimit(policies.vpcEndpoint) && findAllow(policies.vpcEndpoint, request) === null) {
    need('vpcEndpoint', policies.vpcEndpoint);
  }
  missing.push(...missingGrants(request, policies));
  return missing;
}

/** What is missing of the principal's own policies and of the resource's. */
function missingGrants(request: PreparedRequest, policies: PolicySet): MissingAllow[] {
  const { principal } = request;
  const resourceLayer = resourceLayerOf(policies);
  const resourcePolicies = policies.trust ?? policies.resource;
  const grant = resourcePolicies.length === 0 ? null : findGrant(resourcePolicies, request);
  const ofResource = (weakest: PrincipalMatch): MissingAllow => ({
    kind: 'allow',
    layer: resourceLayer,
    level: null,
    principal: principalToName(request),
    nearMiss: nearMiss(resourceLayer, resourcePolicies, request, weakest),
  });
  if (!hasOwnPolicies(principal)) return grant === null ? [ofResource('account')] : [];

  const sameAccount = principal.accountId === request.resourceAccountId;
  if (sameAccount && grant?.match === 'direct') return [];
  const missing: MissingAllow[] = [];
  const need = (layer: PolicyLayer, list: readonly CompiledPolicy[]): void => {
    const found = nearMiss(layer, list, request, null);
    missing.push({ kind: 'allow', layer, level: null, principal: null, nearMiss: found });
  };
  const isRoot = principal.kind === 'root';
  const identityAllows = isRoot || findAllow(policies.identity, request) !== null;
  const resourceMustAllow = grant === null && (!sameAccount || needsResourcePolicy(request, policies));
  // In the same account a grant that names the principal stands for its own policies too.
  const resourceSuffices = sameAccount && (grant?.match === 'identity' || resourceMustAllow);
  if (!identityAllows && !resourceSuffices) need('identity', policies.identity);
  const { boundary, session = [] } = policies;
  const boundaryStops = isLimit(boundary) && findAllow(boundary, request) === null;
  const sessionStops = isLimitedBySession(request, policies) && findAllow(session, request) === null;
  // A grant that names a user lets it in past its boundary, so that nothing else is missing.
  const resourceIsEnough = resourceMustAllow && sameAccount && principal.kind === 'user';
  if (resourceMustAllow) {
    const enough: PrincipalMatch = resourceIsEnough ? 'direct' : 'identity';
    const needsMore = !identityAllows || (resourceIsEnough && (boundaryStops || sessionStops));
    missing.push(ofResource(sameAccount && needsMore ? enough : 'account'));
  }
  if (resourceIsEnough) return missing;
  if (boundaryStops) need('boundary', boundary);
  if (sessionStops) need('session', session);
  return missing;
}

/** How a policy of the resource would best name the principal: a session by its role, since sessions come and go. */
function principalToName({ principal }: PreparedRequest): MissingAllow['principal'] {
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
      return { type: 'AWS', value: principal.userArn };
  }
}

/**
 * The first Allow that fails by its conditions alone.
 * @param weakest how closely it has to name the principal; null in policies that name none.
 */
function nearMiss(
  layer: PolicyLayer,
  policies: readonly CompiledPolicy[],
  request: PreparedRequest,
  weakest: PrincipalMatch | null,
): NearMiss | null {
  for (const { statements } of policies) {
    for (const statement of statements) {
      if (statement.effect === 'Deny' || statement.conditions.length === 0) continue;
      if (!actionMatches(statement, request.action) || !resourceMatches(statement, request)) continue;
      const match = principalMatch(statement, request);
      if (match === 'none' || (weakest !== null && STRENGTH[match] < STRENGTH[weakest])) continue;
      const conditions = statement.conditions
        .map((condition) => explainCondition(condition, request.context))
        .filter(({ matched }) => !matched);
      return { ...decidedBy(layer, statement), conditions };
    }
  }
  return null;
}
