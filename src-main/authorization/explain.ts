import type {
  Explanation,
  LayerExplanation,
  PolicyExplanation,
  PolicyLayer,
} from '../../src-shared/decision/explanation.ts';
import type { CompiledPolicy, CompiledStatement } from './compile.ts';
import { type Found, findDeny, settle } from './evaluation.ts';
import { escapesResourcePolicy, exemptFromRcps, exemptFromScps, needsNoPermission } from './exemptions.ts';
import { explainStatement } from './explain-statement.ts';
import { type PreparedRequest, actionMatches, prepareRequest, principalMatch, resourceMatches } from './matching.ts';
import { decidedBy, whatIsMissing } from './missing.ts';
import type { PolicySet } from './policy-set.ts';
import { describeMissing, reasonFor } from './reason.ts';
import { explainRelation } from './relation.ts';
import type { AuthorizationRequest } from './request.ts';
import type { ServiceFacts } from './service-facts.ts';
import { missingVariables } from './template.ts';

/**
 * The verdict of `decide`, with every layer and statement compared by value, which statement settled it, what would
 * have to change for the request to be allowed, and which condition keys were asked for in vain.
 */
export function explain(request: AuthorizationRequest, policies: PolicySet, facts: ServiceFacts): Explanation {
  const prepared = prepareRequest(request, policies, facts);
  const verdict = conclude(prepared, policies);
  const relation = explainRelation(prepared);
  const missing =
    verdict.decision === 'Allowed'
      ? []
      : whatIsMissing(prepared, policies).map((part) => describeMissing(request, part, relation));
  return {
    ...verdict,
    reason: reasonFor(request, { ...verdict, missing, needsNoPermission: needsNoPermission(prepared) }),
    layers: explainLayers(request, prepared, policies),
    relation,
    missing,
    missingContext: missingContext(prepared, policies),
  };
}

function conclude(
  prepared: PreparedRequest,
  policies: PolicySet,
): Pick<Explanation, 'decision' | 'decidedBy' | 'stoppedBy'> {
  if (needsNoPermission(prepared)) return { decision: 'Allowed', decidedBy: null, stoppedBy: null };
  const deny = findDeny(prepared, policies);
  if (deny !== null) return { decision: 'ExplicitlyDenied', decidedBy: named(deny), stoppedBy: deny.layer };
  const settlement = settle(prepared, policies);
  return settlement.allowed
    ? { decision: 'Allowed', decidedBy: named(settlement.by), stoppedBy: null }
    : { decision: 'ImplicitlyDenied', decidedBy: null, stoppedBy: settlement.stoppedBy };
}

function named(found: Found | null): Explanation['decidedBy'] {
  return found === null ? null : decidedBy(found.layer, found.statement);
}

type Levels = readonly (readonly CompiledPolicy[])[];

/** The kinds of policy that are there, each as its levels; all but SCPs and RCPs have one level. */
function levelsOf(policies: PolicySet): { readonly layer: PolicyLayer; readonly levels: Levels }[] {
  const found: { layer: PolicyLayer; levels: Levels }[] = [{ layer: 'identity', levels: [policies.identity] }];
  const add = (layer: PolicyLayer, levels: Levels | undefined): void => {
    if (levels !== undefined) found.push({ layer, levels });
  };
  add('resource', policies.resource.length === 0 ? undefined : [policies.resource]);
  add('trust', policies.trust && [policies.trust]);
  add('boundary', policies.boundary && [policies.boundary]);
  add('session', policies.session && [policies.session]);
  add('scp', policies.scp);
  add('rcp', policies.rcp);
  add('vpcEndpoint', policies.vpcEndpoint && [policies.vpcEndpoint]);
  return found;
}

function explainLayers(
  request: AuthorizationRequest,
  prepared: PreparedRequest,
  policies: PolicySet,
): LayerExplanation[] {
  return levelsOf(policies).map(({ layer, levels }) => {
    const explained = levels.map((level) => level.map((policy) => explainPolicy(policy, request, prepared)));
    return {
      layer,
      effect: layerEffect(layer, explained),
      exemption: exemption(layer, prepared),
      policies: explained.flat(),
    };
  });
}

/** Why a layer takes no part in the decision although it has policies; null when it takes part. */
function exemption(layer: PolicyLayer, prepared: PreparedRequest): string | null {
  if (needsNoPermission(prepared)) return 'The action needs no permission, so that no policy is asked.';
  switch (layer) {
    case 'scp':
      return exemptFromScps(prepared.principal);
    case 'rcp':
      return exemptFromRcps(prepared);
    case 'resource':
      return escapesResourcePolicy(prepared)
        ? "A bucket policy cannot keep the root user of the bucket's owner from the policy itself."
        : null;
    case 'identity':
    case 'boundary':
    case 'session':
    case 'vpcEndpoint':
    case 'trust':
      return null;
  }
}

function explainPolicy(
  policy: CompiledPolicy,
  request: AuthorizationRequest,
  prepared: PreparedRequest,
): PolicyExplanation {
  const statements = policy.statements.map((statement) => explainStatement(statement, request, prepared));
  return { name: policy.name, arn: policy.arn, source: policy.source, statements };
}

/** A Deny anywhere denies; an Allow is needed at every level (RCPFullAWSAccess allows at each level of RCPs). */
function layerEffect(
  layer: PolicyLayer,
  levels: readonly (readonly PolicyExplanation[])[],
): LayerExplanation['effect'] {
  if (levels.some((level) => takesEffect(level, 'Deny'))) return 'Deny';
  return layer === 'rcp' || levels.every((level) => takesEffect(level, 'Allow')) ? 'Allow' : 'None';
}

function takesEffect(level: readonly PolicyExplanation[], effect: 'Allow' | 'Deny'): boolean {
  return level.some(({ statements }) => statements.some((entry) => entry.matched && entry.effect === effect));
}

/**
 * The keys that statements on this very action, resource and principal asked for and the request does not carry, as
 * the policies write them, each once. Null asks whether a key is absent, and so misses none.
 */
function missingContext(prepared: PreparedRequest, policies: PolicySet): string[] {
  const missing = new Map<string, string>();
  for (const { levels } of levelsOf(policies)) {
    for (const policy of levels.flat()) {
      for (const statement of policy.statements) {
        for (const key of missingKeys(statement, prepared)) missing.set(key.toLowerCase(), key);
      }
    }
  }
  return [...missing.values()].toSorted();
}

function missingKeys(statement: CompiledStatement, prepared: PreparedRequest): string[] {
  if (!actionMatches(statement, prepared.action) || principalMatch(statement, prepared) === 'none') return [];
  const fromResource = (statement.resources ?? []).flatMap((entry) => missingVariables(entry, prepared.context));
  if (!resourceMatches(statement, prepared)) return fromResource;
  const fromConditions = statement.conditions.flatMap(({ operator, key, contextKey, wanted }) => [
    ...(operator.family !== 'Null' && !prepared.context.has(contextKey) ? [key] : []),
    ...wanted.flatMap((template) => missingVariables(template, prepared.context)),
  ]);
  return [...fromResource, ...fromConditions];
}
