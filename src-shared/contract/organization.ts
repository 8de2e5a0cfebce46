import { z } from 'zod';
import { Arn } from '../arn.ts';
import { OrganizationPolicyType } from '../model/documents.ts';
import { Nothing, procedure } from './define.ts';

/** What an element of a statement lists; `negated` where it is the Not… form, such as NotAction. */
const ElementValues = z.object({ negated: z.boolean(), values: z.array(z.string()) });

/** Whether something is so for every request, for those on some resources or under conditions, or for none. */
export const Extent = z.enum(['all', 'some', 'none']);
export type Extent = z.infer<typeof Extent>;

/** A statement of a service control policy or a resource control policy. */
export const ControlStatement = z.object({
  /** Its place in the policy, from 0. */
  index: z.number().int(),
  sid: z.string().nullable(),
  effect: z.enum(['Allow', 'Deny']),
  actions: ElementValues,
  /** Null where the statement has no such element. */
  resources: ElementValues.nullable(),
  conditions: z.array(z.object({ operator: z.string(), key: z.string(), values: z.array(z.string()) })),
  /** Which requests for the action that was asked about it matches; without one, which requests at all. */
  matches: Extent,
});
export type ControlStatement = z.infer<typeof ControlStatement>;

/**
 * The policies of a type at a root, an organizational unit or an account. A request passes a level where a statement of
 * it allows the request and none denies it.
 */
export const ControlLevel = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['root', 'organizationalUnit', 'account']),
  policies: z.array(
    z.object({
      id: z.string(),
      arn: Arn,
      name: z.string(),
      awsManaged: z.boolean(),
      statements: z.array(ControlStatement),
    }),
  ),
  /** How many of the requests the Allow statements match, and how many the Deny statements. */
  allowed: Extent,
  denied: Extent,
  /** How many pass: what is allowed and not denied. */
  passes: Extent,
});
export type ControlLevel = z.infer<typeof ControlLevel>;

/** Why no policies of a type bind a root, an organizational unit or an account. */
export const Unbound = z.enum(['managementAccount', 'notEnabled']);
export type Unbound = z.infer<typeof Unbound>;

/** A policy that AWS keeps and that every organization can attach. */
export const AwsOrganizationPolicy = z.object({
  id: z.string(),
  arn: Arn,
  name: z.string(),
  policyType: OrganizationPolicyType,
  content: z.string(),
});
export type AwsOrganizationPolicy = z.infer<typeof AwsOrganizationPolicy>;

/** What is asked of the organization beyond its documents. */
export const organizationProcedures = {
  /** The policies that AWS keeps, such as FullAWSAccess. */
  'organization.awsPolicies': procedure(Nothing, z.array(AwsOrganizationPolicy)),
  /**
   * What the policies of a type leave at a root, an organizational unit or an account: level by level from the root, for
   * all requests or those for one action. The levels are there as well where the policies do not bind; the reason too.
   */
  'organization.effect': procedure(
    z.object({
      /** Of the root, the organizational unit or the account. */
      targetId: z.string().max(64),
      policyType: OrganizationPolicyType,
      /** Such as `s3:GetObject`; null for all. */
      action: z.string().max(200).nullable(),
    }),
    z.object({
      levels: z.array(ControlLevel),
      passes: Extent,
      unbound: Unbound.nullable(),
    }),
  ),
} as const;
