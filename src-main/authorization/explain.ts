import type {
  Effect,
  Explanation,
  LayerExplanation,
  PolicyExplanation,
  PolicyLayer,
} from '../../src-shared/decision/explanation.ts';
import type { CompiledPolicy } from './compile.ts';
import { type Verdict, conclude } from './conclude.ts';
import { escapesResourcePolicy, exemptFromRcps, exemptFromScps, needsNoPermission } from './exemptions.ts';
import { explainStatement } from './explain-statement.ts';
import { type PreparedRequest, prepareRequest } from './matching.ts';
import { decidedBy, whatIsMissing } from './missing.ts';
import { askingStatements, missingContext } from './missing-context.ts';
import { type PolicySet, levelsOf } from './policy-set.ts';
import { describeMissing } from './missing-sentence.ts';
import { reasonFor } from './reason.ts';
import { explainRelation } from './relation.ts';
import type { AuthorizationRequest } from './request.ts';
import type { ServiceFacts } from './service-facts.ts';

/**
 * The verdict of `decide`, with every layer and statement compared by value, which statement settled it, what would
 * have to change for the request to be allowed, and which condition keys were asked for in vain.
 */
export function explain(request: AuthorizationRequest, policies: PolicySet, facts: ServiceFacts): Explanation {
  const prepared = prepareRequest(request, policies, facts);
  const verdict = nameVerdict(conclude(prepared, policies));
  const relation = explainRelation(prepared);
  const restriction = policies.resourceRestriction ?? null;
  const setting = { relation, scpLevels: policies.scp?.length ?? 0, restriction };
  const missing =
    verdict.decision === 'Allowed'
      ? []
      : whatIsMissing(prepared, policies).map((part) => describeMissing(request, part, setting));
  return {
    ...verdict,
    reason: reasonFor(request, { ...verdict, ...setting, missing, needsNoPermission: needsNoPermission(prepared) }),
    layers: explainLayers(request, prepared, policies),
    relation,
    missing,
    missingContext: missingContext(prepared, askingStatements(policies)),
  };
}

function nameVerdict({ decision, by, stoppedBy }: Verdict): Pick<Explanation, 'decision' | 'decidedBy' | 'stoppedBy'> {
  return { decision, decidedBy: by === null ? null : decidedBy(by.layer, by.statement), stoppedBy };
}

function explainLayers(
  request: AuthorizationRequest,
  prepared: PreparedRequest,
  policies: PolicySet,
): LayerExplanation[] {
  return levelsOf(policies).map(({ layer, levels }) => {
    const hasLevels = layer === 'scp' || layer === 'rcp';
    const explained = levels.map((level, index) =>
      level.map((policy) => explainPolicy(policy, hasLevels ? index : null, request, prepared)),
    );
    const effects = explained.map((level) => levelEffect(layer, level));
    const effect = layerEffect(effects);
    const restriction = layer === 'resource' && effect !== 'Deny' ? (policies.resourceRestriction ?? null) : null;
    return {
      layer,
      effect,
      levels: hasLevels ? effects : [],
      exemption: exemption(layer, prepared) ?? restriction,
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
        ? 'The policy of a resource cannot keep the root user of its owner from the policy itself.'
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
  level: number | null,
  request: AuthorizationRequest,
  prepared: PreparedRequest,
): PolicyExplanation {
  const statements = policy.statements.map((statement) => explainStatement(statement, request, prepared));
  return { name: policy.name, arn: policy.arn, source: policy.source, level, statements };
}

/** A Deny anywhere denies; an Allow is needed at every level. */
function layerEffect(levels: readonly Effect[]): Effect {
  if (levels.includes('Deny')) return 'Deny';
  return levels.every((effect) => effect === 'Allow') ? 'Allow' : 'None';
}

/** What the policies of one level say; RCPFullAWSAccess, which is always attached, allows at each level of RCPs. */
function levelEffect(layer: PolicyLayer, level: readonly PolicyExplanation[]): Effect {
  if (takesEffect(level, 'Deny')) return 'Deny';
  return layer === 'rcp' || takesEffect(level, 'Allow') ? 'Allow' : 'None';
}

function takesEffect(level: readonly PolicyExplanation[], effect: 'Allow' | 'Deny'): boolean {
  return level.some(({ statements }) => statements.some((entry) => entry.matched && entry.effect === effect));
}
