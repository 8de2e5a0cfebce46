import type { PolicyLayer } from '../../src-shared/decision/explanation.ts';
import type { CompiledPolicy, CompiledStatement } from './compile.ts';
import { type PreparedRequest, actionMatches, conditionsHold, principalMatch, resourceMatches } from './matching.ts';
import type { PolicySet } from './policy-set.ts';
import type { PrincipalMatch } from './principals.ts';
import type { AuthorizationRequest } from './request.ts';
import type { StatementIndex } from './statement-index.ts';

/** A statement that took effect, and the kind of policy it stands in. */
export interface Found {
  readonly layer: PolicyLayer;
  readonly statement: CompiledStatement;
}

/** A statement of a resource-based policy that allows, with how it names the principal. */
interface Grant {
  readonly match: PrincipalMatch;
  readonly statement: CompiledStatement;
}

/**
 * Finds a Deny that applies, in the order in which AWS names the kinds of policy. It settles the matter.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function findDeny(request: PreparedRequest, policies: PolicySet): Found | null {
  return (
    (policies.rcp && denyInLevels('rcp', policies.rcp, request)) ??
    (policies.scp && hasAccount(request) ? denyInLevels('scp', policies.scp, request) : null) ??
    (policies.vpcEndpoint && denyIn('vpcEndpoint', policies.vpcEndpoint, request)) ??
    (policies.trust && denyIn('trust', policies.trust, request)) ??
    denyIn('resource', policies.resource, request) ??
    denyIn('identity', policies.identity, request) ??
    (policies.boundary && denyIn('boundary', policies.boundary, request)) ??
    (policies.session && denyIn('session', policies.session, request)) ??
    null
  );
}

function denyInLevels(
  layer: PolicyLayer,
  levels: readonly (readonly CompiledPolicy[])[],
  request: PreparedRequest,
): Found | null {
  for (const level of levels) {
    const found = denyIn(layer, level, request);
    if (found !== null) return found;
  }
  return null;
}

function denyIn(layer: PolicyLayer, policies: readonly CompiledPolicy[], request: PreparedRequest): Found | null {
  for (let index = 0; index < policies.length; index += 1) {
    const policy = policies[index];
    if (policy === undefined) continue;
    const statement = findApplying(policy.denies, request);
    if (statement !== null) return { layer, statement };
  }
  return null;
}

/** Finds an Allow that applies in a list of policies. */
export function findAllow(policies: readonly CompiledPolicy[], request: PreparedRequest): CompiledStatement | null {
  for (let index = 0; index < policies.length; index += 1) {
    const policy = policies[index];
    if (policy === undefined) continue;
    const statement = findApplying(policy.allows, request);
    if (statement !== null) return statement;
  }
  return null;
}

function findApplying(index: StatementIndex, request: PreparedRequest): CompiledStatement | null {
  const exact = index.byAction?.get(request.action);
  if (exact !== undefined) {
    for (let at = 0; at < exact.length; at += 1) {
      const statement = exact[at];
      if (statement !== undefined && appliesBeyondAction(statement, request)) return statement;
    }
  }
  const service = index.byService?.get(request.service);
  if (service !== undefined) {
    for (let at = 0; at < service.length; at += 1) {
      const statement = service[at];
      if (statement !== undefined && applies(statement, request)) return statement;
    }
  }
  const rest = index.anyService;
  for (let at = 0; at < rest.length; at += 1) {
    const statement = rest[at];
    if (statement !== undefined && applies(statement, request)) return statement;
  }
  return null;
}

/** Whether a statement's every element matches, so that its effect applies. */
export function applies(statement: CompiledStatement, request: PreparedRequest): boolean {
  return actionMatches(statement, request.action) && appliesBeyondAction(statement, request);
}

function appliesBeyondAction(statement: CompiledStatement, request: PreparedRequest): boolean {
  return (
    resourceMatches(statement, request) &&
    principalMatch(statement, request) !== 'none' &&
    conditionsHold(statement, request.context)
  );
}

const STRENGTH: Readonly<Record<PrincipalMatch, number>> = { none: 0, account: 1, identity: 2, direct: 3 };

/** The Allow of resource-based policies that names the principal most directly; null where none applies. */
export function findGrant(policies: readonly CompiledPolicy[], request: PreparedRequest): Grant | null {
  let best: Grant | null = null;
  for (const { allows } of policies) {
    const candidates = [
      ...(allows.byAction?.get(request.action) ?? []),
      ...(allows.byService?.get(request.service) ?? []),
      ...allows.anyService,
    ];
    for (const statement of candidates) {
      if (!applies(statement, request)) continue;
      const match = principalMatch(statement, request);
      if (match === 'direct') return { match, statement };
      if (best === null || STRENGTH[match] > STRENGTH[best.match]) best = { match, statement };
    }
  }
  return best;
}

/** How the matter stands when no Deny applies: what allows the request, or the kind of policy that fails to. */
export type Settlement =
  { readonly allowed: true; readonly by: Found | null } | { readonly allowed: false; readonly stoppedBy: PolicyLayer };

/**
 * Settles a request to which no Deny applies. Each kind of policy is asked only once its answer matters.
 *
 * - SCPs must allow at every level, and a VPC endpoint's policy must allow.
 * - Nobody, and a service, have no policies of their own: the resource's must allow.
 * - In the same account either side suffices, but a grant to a role or a federating user stays within boundary and
 *   session policies, and one to the account leaves it to the account. A role's trust policy and a key policy must
 *   allow in any case.
 * - Across accounts both sides must allow.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function settle(request: AuthorizationRequest, prepared: PreparedRequest, policies: PolicySet): Settlement {
  if (policies.scp !== undefined && hasAccount(prepared)) {
    for (const level of policies.scp) if (findAllow(level, prepared) === null) return stopped('scp');
  }
  if (isLimit(policies.vpcEndpoint) && findAllow(policies.vpcEndpoint, prepared) === null)
    return stopped('vpcEndpoint');

  const resourceLayer: PolicyLayer = policies.trust === undefined ? 'resource' : 'trust';
  const resourcePolicies = policies.trust ?? policies.resource;
  const grant = resourcePolicies.length === 0 ? null : findGrant(resourcePolicies, prepared);
  const { principal } = request;
  if (principal.kind === 'anonymous' || principal.kind === 'service') {
    return grant === null ? stopped(resourceLayer) : allowed(resourceLayer, grant.statement);
  }

  const sameAccount = principal.accountId === request.resourceAccountId;
  if (sameAccount && grant?.match === 'direct') return allowed(resourceLayer, grant.statement);
  const byItself = sameAccount && grant?.match === 'identity';
  const isRoot = principal.kind === 'root';
  const identityAllow = isRoot || byItself ? null : findAllow(policies.identity, prepared);
  if (identityAllow === null && !isRoot && !byItself) return stopped('identity');
  if (grant === null && (!sameAccount || needsResourcePolicy(request, policies))) return stopped(resourceLayer);
  if (isLimit(policies.boundary) && findAllow(policies.boundary, prepared) === null) return stopped('boundary');
  if (isLimitedBySession(request, policies) && findAllow(policies.session ?? [], prepared) === null) {
    return stopped('session');
  }
  if (identityAllow !== null) return allowed('identity', identityAllow);
  return grant === null ? { allowed: true, by: null } : allowed(resourceLayer, grant.statement);
}

function stopped(layer: PolicyLayer): Settlement {
  return { allowed: false, stoppedBy: layer };
}

function allowed(layer: PolicyLayer, statement: CompiledStatement): Settlement {
  return { allowed: true, by: { layer, statement } };
}

function isLimit(policies: readonly CompiledPolicy[] | undefined): policies is readonly CompiledPolicy[] {
  return policies !== undefined && policies.length > 0;
}

/**
 * A federated user to whose session no policy was passed has no permissions but those that resource-based policies
 * give the session by its ARN.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
 */
function isLimitedBySession(request: AuthorizationRequest, policies: PolicySet): boolean {
  return request.principal.kind === 'federatedUser' || isLimit(policies.session);
}

/** SCPs bind the principals of an account; nobody and services belong to none. */
function hasAccount(request: PreparedRequest): boolean {
  return request.principal.kind !== 'anonymous' && request.principal.kind !== 'service';
}

/**
 * Whether the resource's own policy must allow even in its own account: to assume a role, and for KMS keys, whose
 * key policy alone can let IAM policies take part.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
function needsResourcePolicy(request: AuthorizationRequest, policies: PolicySet): boolean {
  return policies.trust !== undefined || /^arn:[^:]*:kms:[^:]*:[^:]*:key\//.test(request.resource);
}
