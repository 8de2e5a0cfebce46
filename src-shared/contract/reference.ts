import { z } from 'zod';
import { Nothing, procedure } from './define.ts';

/** An action of the service authorization reference. */
export const ActionInfo = z.object({
  /** With its service prefix, such as `s3:GetObject`. */
  action: z.string(),
  accessLevel: z.string(),
  description: z.string(),
  resourceTypes: z.array(z.object({ name: z.string(), arnPattern: z.string(), required: z.boolean() })),
  /** Those of its resource types among them. */
  conditionKeys: z.array(z.string()),
});
export type ActionInfo = z.infer<typeof ActionInfo>;

/** A condition key, such as `aws:RequestTag/${TagKey}`. */
export const ConditionKeyInfo = z.object({
  key: z.string(),
  /** What its values are: `String`, `ARN`, `Bool`, `Date`, `IPAddress`, `Numeric`, or `ArrayOf…` of one of them. */
  type: z.string(),
  /** Empty where AWS's reference has none. */
  description: z.string(),
});
export type ConditionKeyInfo = z.infer<typeof ConditionKeyInfo>;

/** A service with everything that a policy can say about it. */
export const ServiceInfo = z.object({
  prefix: z.string(),
  name: z.string(),
  actions: z.array(ActionInfo.extend({ dependentActions: z.array(z.string()) })),
  resourceTypes: z.array(z.object({ name: z.string(), arnPattern: z.string() })),
  /** Those that its actions and resource types name. */
  conditionKeys: z.array(ConditionKeyInfo),
});
export type ServiceInfo = z.infer<typeof ServiceInfo>;

/** Looking things up in AWS's service authorization reference. */
export const referenceProcedures = {
  'reference.services': procedure(
    Nothing,
    z.array(z.object({ prefix: z.string(), name: z.string(), actionCount: z.number().int() })),
  ),
  'reference.searchActions': procedure(
    z.object({ query: z.string().max(200), limit: z.number().int().min(1).max(500) }),
    z.array(ActionInfo),
  ),
  /** Null where AWS lists no service with that prefix. */
  'reference.service': procedure(z.object({ prefix: z.string().max(100) }), ServiceInfo.nullable()),
  /** The condition keys that any action may carry. */
  'reference.globalConditionKeys': procedure(Nothing, z.array(ConditionKeyInfo)),
} as const;
