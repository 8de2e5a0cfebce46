import type {
  DecidedBy,
  Explanation,
  LayerExplanation,
  PolicyExplanation,
  PolicyLayer,
} from '../../src-shared/decision/explanation.ts';
import type { CompiledPolicy, CompiledStatement } from './compile.ts';
import { isBounded } from './decide.ts';
import { type Found, type Settlement, findDeny, settle } from './evaluation.ts';
import { explainStatement } from './explain-statement.ts';
import { type PreparedRequest, actionMatches, prepareRequest, principalMatch, resourceMatches } from './matching.ts';
import type { PolicySet } from './policy-set.ts';
import { reasonFor } from './reason.ts';
import type { AuthorizationRequest } from './request.ts';
import { missingVariables } from './template.ts';

/**
 * The verdict of `decide`, with every layer and statement compared by value, which statement settled it, and which
 * condition keys were asked for in vain. Lines and columns are left null; `locateStatements` gives them from the text.
 */
export function explain(request: AuthorizationRequest, policies: PolicySet): Explanation {
  const prepared = prepareRequest(request, isBounded(policies));
  const deny = findDeny(prepared, policies);
  const settlement = deny === null ? settle(request, prepared, policies) : null;
  const layers = explainLayers(request, prepared, policies);
  const verdict = conclude(deny, settlement);
  return {
    ...verdict,
    reason: reasonFor(request, { ...verdict, layers }),
    layers,
    missingContext: missingContext(prepared, policies),
  };
}

function conclude(
  deny: Found | null,
  settlement: Settlement | null,
): Pick<Explanation, 'decision' | 'decidedBy' | 'stoppedBy'> {
  if (deny !== null || settlement === null) {
    return { decision: 'ExplicitlyDenied', decidedBy: decidedBy(deny), stoppedBy: deny?.layer ?? null };
  }
  return settlement.allowed
    ? { decision: 'Allowed', decidedBy: decidedBy(settlement.by), stoppedBy: null }
    : { decision: 'ImplicitlyDenied', decidedBy: null, stoppedBy: settlement.stoppedBy };
}

function decidedBy(found: Found | null): DecidedBy | null {
  if (found === null) return null;
  const { policy, index, sid } = found.statement;
  return { layer: found.layer, policyName: policy.name, policyArn: policy.arn, statementIndex: index, sid };
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
    return { layer, effect: layerEffect(layer, explained), policies: explained.flat() };
  });
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
