import { z } from 'zod';
import { Arn } from '../arn.ts';
import { PolicyLayer } from '../decision/explanation.ts';
import { AskedAccount } from './asked-account.ts';
import { procedure } from './define.ts';
import { WorkId } from './work.ts';

/**
 * How the service authorization reference classes actions, in the order in which AWS lists them.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html
 */
export const ACCESS_LEVELS = ['List', 'Read', 'Tagging', 'Write', 'Permissions management'] as const;
export const AccessLevel = z.enum(ACCESS_LEVELS);
export type AccessLevel = z.infer<typeof AccessLevel>;

/** A statement that counts towards what is effectively permitted, and the policy it stands in. */
export const EffectiveStatement = z.object({
  layer: PolicyLayer,
  /** The policy's name. */
  policy: z.string(),
  /** Null for an inline policy. */
  arn: z.string().nullable(),
  /** How it comes to apply, such as `attached to group developers`. */
  source: z.string(),
  /** Its place in the policy, from 0. */
  index: z.number().int(),
  sid: z.string().nullable(),
});
export type EffectiveStatement = z.infer<typeof EffectiveStatement>;

/**
 * What becomes of an action: `allowed` where a policy of the principal allows it and nothing takes all of that away,
 * `limited` where the boundary or the organization does not allow it, `denied` where a statement denies all of it.
 */
export const EffectiveState = z.enum(['allowed', 'limited', 'denied']);
export type EffectiveState = z.infer<typeof EffectiveState>;

export const EffectiveAction = z.object({
  /** With its service prefix. */
  action: z.string(),
  accessLevel: AccessLevel,
  description: z.string(),
  state: EffectiveState,
  /** Whether on every resource of the account, or on some. */
  resources: z.enum(['all', 'some']),
  /** Whether it depends on conditions that the request alone can tell. */
  conditional: z.boolean(),
  /** The Allow statements of identity-based policies that match it. Empty for what needs no permission. */
  allowedBy: z.array(EffectiveStatement),
  /** What keeps it from being allowed: statements that deny it. */
  deniedBy: z.array(EffectiveStatement),
  /** Statements that deny it on some resources or under conditions. */
  deniedInPart: z.array(EffectiveStatement),
  /** The kinds of policy that do not allow it, or not all of it, with what of theirs bears on it. */
  limitedBy: z.array(z.object({ layer: PolicyLayer, where: z.string(), inPart: z.boolean() })),
});
export type EffectiveAction = z.infer<typeof EffectiveAction>;

const LevelSummary = z.object({
  accessLevel: AccessLevel,
  /** How many actions of the level the service has. */
  total: z.number().int(),
  allowed: z.number().int(),
  /** Of those allowed: how many not on every resource. */
  onSome: z.number().int(),
  /** Of those allowed: how many depend on conditions. */
  conditional: z.number().int(),
  limited: z.number().int(),
  denied: z.number().int(),
});
export type LevelSummary = z.infer<typeof LevelSummary>;

export const EffectiveService = z.object({ service: z.string(), name: z.string(), levels: z.array(LevelSummary) });
export type EffectiveService = z.infer<typeof EffectiveService>;

/** A root, an organizational unit or an account, and the service control policies that are attached to it. */
export const OrganizationLevel = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['root', 'organizationalUnit', 'account']),
  policies: z.array(z.object({ arn: z.string(), name: z.string(), awsManaged: z.boolean() })),
});
export type OrganizationLevel = z.infer<typeof OrganizationLevel>;

/** One operation among several. */
export const AskedOperation = z.object({
  operation: z.string(),
  parameters: z.unknown(),
  /** What it is about, such as an ARN: once an operation was refused, no more is asked about the same. */
  subject: z.string(),
});
export type AskedOperation = z.infer<typeof AskedOperation>;

export const RefusedOperation = z.object({
  subject: z.string(),
  operation: z.string(),
  code: z.string(),
  message: z.string(),
  /** Of the decision in the timeline; null where there is none. */
  recordId: z.string().nullable(),
});
export type RefusedOperation = z.infer<typeof RefusedOperation>;

const Filtered = z.object({ arn: Arn, query: z.string().max(200) });

/** What is asked of users, groups and roles beyond their documents. */
export const identityProcedures = {
  /**
   * Performs several operations. For the designer they are one change of the history, done whole or not at all; of a
   * principal who signed in each is a request of its own, and what is refused is told at the end; cancelled, the
   * answer tells of those that were made.
   */
  'identities.performAll': procedure(
    z.object({
      /** What the change is called in the history, such as `Delete 12 users`. */
      label: z.string().min(1).max(200),
      operations: z.array(AskedOperation).min(1).max(100_000),
      accountId: AskedAccount,
      workId: WorkId,
    }),
    z.object({
      /** What each operation answered, in order; null for those that were refused, or not asked for that reason. */
      outputs: z.array(z.unknown()),
      refused: z.array(RefusedOperation),
    }),
  ),
  /**
   * What a user, a group or a role is permitted by its policies, by service and access level. Of a group: what it gives
   * to its members.
   */
  'identities.effectivePermissions': procedure(
    Filtered,
    z.object({
      /** Services without any permitted action, whose names do not match or whose actions do not, are left out. */
      services: z.array(EffectiveService),
      allowed: z.number().int(),
      limited: z.number().int(),
      denied: z.number().int(),
    }),
  ),
  /** The actions of one service that a policy of the identity allows, and what becomes of each. */
  'identities.effectiveActions': procedure(Filtered.extend({ service: z.string() }), z.array(EffectiveAction)),
  /** The service control policies that bind an account, from the root down; with a reason where none do. */
  'identities.organizationLevels': procedure(
    z.object({ accountId: AskedAccount }),
    z.object({
      levels: z.array(OrganizationLevel),
      unbound: z.enum(['noOrganization', 'managementAccount', 'notEnabled']).nullable(),
    }),
  ),
} as const;
