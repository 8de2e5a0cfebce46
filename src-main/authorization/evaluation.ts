import type { PolicyLayer, Stop } from '../../src-shared/decision/explanation.ts';
import type { Principal } from '../../src-shared/principal.ts';
import type { CompiledPolicy, CompiledStatement } from './compile.ts';
import { escapesResourcePolicy, exemptFromRcps, exemptFromScps } from './exemptions.ts';
import { type PreparedRequest, actionMatches, conditionsHold, principalMatch, resourceMatches } from './matching.ts';
import type { PolicySet } from './policy-set.ts';
import { type PrincipalMatch, STRENGTH } from './principals.ts';
import { actionApplies } from './relation.ts';
import { type StatementIndex, findStatement } from './statement-index.ts';

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
    (policies.rcp && exemptFromRcps(request) === null ? denyInLevels('rcp', policies.rcp, request) : null) ??
    (policies.scp && exemptFromScps(request.principal) === null ? denyInLevels('scp', policies.scp, request) : null) ??
    (policies.vpcEndpoint && denyIn('vpcEndpoint', policies.vpcEndpoint, request)) ??
    (policies.trust && denyIn('trust', policies.trust, request)) ??
    (escapesResourcePolicy(request) ? null : denyIn('resource', policies.resource, request)) ??
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
    const statement = findIn(policy.denies, request, applies);
    if (statement !== null) return { layer, statement };
  }
  return null;
}

/** Finds an Allow that applies in a list of policies. */
export function findAllow(policies: readonly CompiledPolicy[], request: PreparedRequest): CompiledStatement | null {
  for (let index = 0; index < policies.length; index += 1) {
    const policy = policies[index];
    if (policy === undefined) continue;
    const statement = findIn(policy.allows, request, applies);
    if (statement !== null) return statement;
  }
  return null;
}

/** The first statement that passes the test, of those that may match the request. */
function findIn(index: StatementIndex, request: PreparedRequest, test: StatementTest): CompiledStatement | null {
  const exact = index.byAction?.get(request.action);
  const service = index.byService?.get(request.service);
  return (
    (exact === undefined ? null : findStatement(exact, request, test)) ??
    (service === undefined ? null : findStatement(service, request, test)) ??
    findStatement(index.anyService, request, test)
  );
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

/**
 * The Allow of the resource's own policies that lets the principal in; null where none applies, and where a setting of
 * the resource keeps them from doing so.
 */
export function findResourceGrant(request: PreparedRequest, policies: PolicySet): Grant | null {
  if (policies.trust === undefined && policies.resourceRestriction !== undefined) return null;
  const resourcePolicies = policies.trust ?? policies.resource;
  return resourcePolicies.length === 0 ? null : findGrant(resourcePolicies, request);
}

/** The Allow of resource-based policies that names the principal most directly; null where none applies. */
export function findGrant(policies: readonly CompiledPolicy[], request: PreparedRequest): Grant | null {
  let best: Grant | null = null;
  for (let at = 0; at < policies.length; at += 1) {
    const allows = policies[at]?.allows;
    if (allows === undefined) continue;
    for (const match of CLOSEST_FIRST) {
      if (best !== null && STRENGTH[match] <= STRENGTH[best.match]) break;
      const statement = findIn(allows, request, GRANTS[match]);
      if (statement !== null) best = { match, statement };
    }
  }
  return best;
}

const CLOSEST_FIRST = ['direct', 'identity', 'account'] as const;

type StatementTest = (statement: CompiledStatement, request: PreparedRequest) => boolean;

const GRANTS: Readonly<Record<(typeof CLOSEST_FIRST)[number], StatementTest>> = {
  direct: (statement, request) => principalMatch(statement, request) === 'direct' && applies(statement, request),
  identity: (statement, request) => principalMatch(statement, request) === 'identity' && applies(statement, request),
  account: (statement, request) => principalMatch(statement, request) === 'account' && applies(statement, request),
};

/** How the matter stands when no Deny applies: what allows the request, or what fails to. */
export type Settlement =
  { readonly allowed: true; readonly by: Found | null } | { readonly allowed: false; readonly stoppedBy: Stop };

/**
 * Settles a request to which no Deny applies. Each kind of policy is asked only once its answer matters.
 *
 * - The action must apply to such a resource at all.
 * - SCPs must allow at every level, and a VPC endpoint's policy must allow.
 * - Nobody, a service, and whoever comes with an identity provider's word have no policies of their own: the
 *   resource's must allow.
 * - In the same account either side suffices, but a grant to a role or a federating user stays within boundary and
 *   session policies, and one to the account leaves it to the account. A role's trust policy and a key policy must
 *   allow in any case.
 * - Across accounts both sides must allow.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function settle(request: PreparedRequest, policies: PolicySet): Settlement {
  if (!actionApplies(request)) return stopped('relation');
  if (policies.scp !== undefined && exemptFromScps(request.principal) === null) {
    for (const level of policies.scp) if (findAllow(level, request) === null) return stopped('scp');
  }
  if (isLimit(policies.vpcEndpoint) && findAllow(policies.vpcEndpoint, request) === null) return stopped('vpcEndpoint');

  const resourceLayer = resourceLayerOf(policies);
  const grant = findResourceGrant(request, policies);
  const { principal } = request;
  if (!hasOwnPolicies(principal)) {
    return grant === null ? stopped(resourceLayer) : allowed(resourceLayer, grant.statement);
  }

  const sameAccount = principal.accountId === request.resourceAccountId;
  if (sameAccount && grant?.match === 'direct') return allowed(resourceLayer, grant.statement);
  const byItself = sameAccount && grant?.match === 'identity';
  const isRoot = actsForRoot(principal);
  const identityAllow = isRoot || byItself ? null : findAllow(policies.identity, request);
  if (identityAllow === null && !isRoot && !byItself) return stopped('identity');
  if (grant === null && (!sameAccount || needsResourcePolicy(request, policies))) return stopped(resourceLayer);
  if (isLimit(policies.boundary) && findAllow(policies.boundary, request) === null) return stopped('boundary');
  if (isLimitedBySession(request, policies) && findAllow(policies.session ?? [], request) === null) {
    return stopped('session');
  }
  if (identityAllow !== null) return allowed('identity', identityAllow);
  return grant === null ? { allowed: true, by: null } : allowed(resourceLayer, grant.statement);
}

/** The layer that speaks for the resource: a role's trust policy where the action assumes the role. */
export function resourceLayerOf(policies: PolicySet): 'resource' | 'trust' {
  return policies.trust === undefined ? 'resource' : 'trust';
}

/** Principals of an account, whom identity-based policies can allow something. */
type AccountPrincipal = Extract<Principal, { accountId: string }>;

/** Whether the principal belongs to an account; others have no policies of their own. */
export function hasOwnPolicies(principal: Principal): principal is AccountPrincipal {
  return 'accountId' in principal;
}

/**
 * Whether the root user asks, or somebody for whom it made a session by sts:GetFederationToken: it has no policies and
 * may do everything.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#sts-session-principals
 */
export function actsForRoot(principal: AccountPrincipal): boolean {
  return principal.kind === 'root' || (principal.kind === 'federatedUser' && principal.userArn.endsWith(':root'));
}

function stopped(by: Stop): Settlement {
  return { allowed: false, stoppedBy: by };
}

function allowed(layer: PolicyLayer, statement: CompiledStatement): Settlement {
  return { allowed: true, by: { layer, statement } };
}

export function isLimit(policies: readonly CompiledPolicy[] | undefined): policies is readonly CompiledPolicy[] {
  return policies !== undefined && policies.length > 0;
}

/**
 * A federated user to whose session no policy was passed has no permissions but those that resource-based policies
 * give the session by its ARN.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
 */
export function isLimitedBySession(request: PreparedRequest, policies: PolicySet): boolean {
  return request.principal.kind === 'federatedUser' || isLimit(policies.session);
}

/**
 * Whether the resource's own policy must allow even in its own account: to assume a role, and for KMS keys, whose
 * key policy alone can let IAM policies take part.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export function needsResourcePolicy(request: PreparedRequest, policies: PolicySet): boolean {
  return policies.trust !== undefined || /^arn:[^:]*:kms:[^:]*:[^:]*:key\//.test(request.resource);
}
