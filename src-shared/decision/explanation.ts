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
  statements: z.array(StatementExplanation),
});
export type PolicyExplanation = z.infer<typeof PolicyExplanation>;

export const LayerExplanation = z.object({
  layer: PolicyLayer,
  /** What the policies of this layer together say: an explicit deny, an allow, or nothing. */
  effect: z.enum(['Allow', 'Deny', 'None']),
  policies: z.array(PolicyExplanation),
});
export type LayerExplanation = z.infer<typeof LayerExplanation>;

/** The statement that settled the matter. */
export const DecidedBy = z.object({
  layer: PolicyLayer,
  policyName: z.string(),
  policyArn: z.string().nullable(),
  statementIndex: z.number().int(),
  sid: z.string().nullable(),
});
export type DecidedBy = z.infer<typeof DecidedBy>;

/** Why a request was allowed or denied, layer by layer, statement by statement, value by value. */
export const Explanation = z.object({
  decision: Decision,
  /** Null when nothing matched: the default deny decided. */
  decidedBy: DecidedBy.nullable(),
  /** The layer that stopped the request; null when it was allowed. */
  stoppedBy: PolicyLayer.nullable(),
  /** One or two sentences that a learner can follow. */
  reason: z.string(),
  layers: z.array(LayerExplanation),
  /** Condition keys that a policy asked for and the request did not carry. */
  missingContext: z.array(z.string()),
});
export type Explanation = z.infer<typeof Explanation>;
