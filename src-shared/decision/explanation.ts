import { z } from 'zod';

/** By default everything is denied; an explicit allow overrides that; an explicit deny overrides any allow. */
export const Decision = z.enum(['Allowed', 'ImplicitlyDenied', 'ExplicitlyDenied']);
export type Decision = z.infer<typeof Decision>;

/** The kinds of policy that take part in a decision. */
export const PolicyLayer = z.enum([
  'identity',
  'resource',
  'boundary',
  'session',
  'scp',
  'rcp',
  'vpcEndpoint',
  'trust',
]);
export type PolicyLayer = z.infer<typeof PolicyLayer>;

/** How one of Principal, Action, Resource or their Not forms fared. */
export const ElementExplanation = z.object({
  element: z.enum(['Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource']),
  matched: z.boolean(),
  /** The values as written in the policy. */
  wanted: z.array(z.string()),
  /** The same values with policy variables filled in; equal to `wanted` where there are none. */
  resolved: z.array(z.string()),
  /** What the request carries. */
  actual: z.string(),
  /** The entry of `wanted` that decided, where one did. */
  matchedBy: z.string().nullable(),
});
export type ElementExplanation = z.infer<typeof ElementExplanation>;

/** How one operator and key of a Condition fared. */
export const ConditionExplanation = z.object({
  operator: z.string(),
  key: z.string(),
  matched: z.boolean(),
  wanted: z.array(z.string()),
  resolved: z.array(z.string()),
  /** The values in the request context; null where the key is absent. */
  actual: z.array(z.string()).nullable(),
  /**
   * Each value of the request with the entry of `wanted` that it matches, null where it matches none. A Not… operator
   * wants every such match to be null. Empty for Null, which compares no values.
   */
  matches: z.array(z.object({ actual: z.string(), matchedBy: z.string().nullable() })).default([]),
  /** Why, in a sentence, where the values alone do not tell (absent key, IfExists, a value that is no number). */
  note: z.string().nullable(),
});
export type ConditionExplanation = z.infer<typeof ConditionExplanation>;

export const StatementExplanation = z.object({
  /** Position in the Statement list, from 0. */
  index: z.number().int(),
  sid: z.string().nullable(),
  effect: z.enum(['Allow', 'Deny']),
  /** True when every element and every condition matched, so that the effect applies. */
  matched: z.boolean(),
  /** Where the statement begins in the policy's text, from 1; null where the text is not at hand. */
  line: z.number().int().nullable(),
  column: z.number().int().nullable(),
  elements: z.array(ElementExplanation),
  conditions: z.array(ConditionExplanation),
});
export type StatementExplanation = z.infer<typeof StatementExplanation>;

export const PolicyExplanation = z.object({
  name: z.string(),
  /** Null for inline policies. */
  arn: z.string().nullable(),
  /** How the policy comes to apply, such as `attached to group developers` or `inline in user lucy`. */
  source: z.string(),
  /** The level of an SCP or RCP, from 0 at the root of the organization; null in layers that have no levels. */
  level: z.number().int().nullable().default(null),
  statements: z.array(StatementExplanation),
});
export type PolicyExplanation = z.infer<typeof PolicyExplanation>;

/** What policies together say: an explicit deny, an allow, or nothing. */
export const Effect = z.enum(['Allow', 'Deny', 'None']);
export type Effect = z.infer<typeof Effect>;

export const LayerExplanation = z.object({
  layer: PolicyLayer,
  /** What the policies of this layer together say. */
  effect: Effect,
  /** What each level of SCPs or RCPs says, from the root of the organization; empty in layers that have no levels. */
  levels: z.array(Effect).default([]),
  /** Why the layer takes no part although it has policies, in a sentence; null when it takes part. */
  exemption: z.string().nullable().default(null),
  policies: z.array(PolicyExplanation),
});
export type LayerExplanation = z.infer<typeof LayerExplanation>;

/** The statement that settled the matter. */
export const DecidedBy = z.object({
  layer: PolicyLayer,
  policyName: z.string(),
  policyArn: z.string().nullable(),
  /** How the policy comes to apply, which tells two of the same name apart. */
  policySource: z.string().default(''),
  statementIndex: z.number().int(),
  sid: z.string().nullable(),
  /** Where the statement begins in the policy's text, from 1; null where the text is not at hand. */
  line: z.number().int().nullable().default(null),
  column: z.number().int().nullable().default(null),
});
export type DecidedBy = z.infer<typeof DecidedBy>;

/**
 * Whether the action is one that resources of this type know.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const RelationExplanation = z.object({
  applies: z.boolean(),
  /** The resource types that the action takes, such as `iam:role`; empty when it takes none, only `*`. */
  resourceTypes: z.array(z.string()),
});
export type RelationExplanation = z.infer<typeof RelationExplanation>;

/** What closed the way: a kind of policy, or that the action does not apply to such a resource at all. */
export const Stop = z.enum([...PolicyLayer.options, 'relation']);
export type Stop = z.infer<typeof Stop>;

/** An Allow statement that matches the request in everything but its conditions. */
export const NearMiss = DecidedBy.extend({ conditions: z.array(ConditionExplanation) });
export type NearMiss = z.infer<typeof NearMiss>;

/** One thing that stands between the request and its being allowed. All that are listed are needed; none is idle. */
export const Missing = z.discriminatedUnion('kind', [
  /** A statement that allows it, in a policy of this layer. */
  z.object({
    kind: z.literal('allow'),
    layer: PolicyLayer,
    /** The level of an SCP, from 0 at the root of the organization; null in layers that have no levels. */
    level: z.number().int().nullable(),
    /** What a Principal element would have to name, such as `{ "AWS": "arn:…" }`; null in layers that have none. */
    principal: z.object({ type: z.enum(['AWS', 'Service', 'Federated']), value: z.string() }).nullable(),
    /** The policies of this layer (and level) that are there and do not allow it, by name. */
    policies: z.array(z.string()).default([]),
    /** The statement that would do if its conditions held; null where there is none. */
    nearMiss: NearMiss.nullable(),
    sentence: z.string(),
  }),
  /** The absence of a statement that denies it. */
  z.object({ kind: z.literal('deny'), statement: DecidedBy, sentence: z.string() }),
  /** The absence of a setting of the resource that keeps its policy from letting anybody in. */
  z.object({ kind: z.literal('restriction'), sentence: z.string() }),
  /** Another resource, or another action: no policy could allow this one on that. */
  z.object({ kind: z.literal('relation'), sentence: z.string() }),
]);
export type Missing = z.infer<typeof Missing>;

/** Why a request was allowed or denied, layer by layer, statement by statement, value by value. */
export const Explanation = z.object({
  decision: Decision,
  /** Null when nothing matched: the default deny decided. */
  decidedBy: DecidedBy.nullable(),
  /** What stopped the request; null when it was allowed. */
  stoppedBy: Stop.nullable(),
  /** One or two sentences that a learner can follow. */
  reason: z.string(),
  layers: z.array(LayerExplanation),
  /** Null where the action is not in AWS's reference, so that nothing can be said. */
  relation: RelationExplanation.nullable().default(null),
  /** The smallest set of changes that would let the request through; empty when it was allowed. */
  missing: z.array(Missing).default([]),
  /** Condition keys that a policy asked for and the request did not carry. */
  missingContext: z.array(z.string()),
});
export type Explanation = z.infer<typeof Explanation>;
