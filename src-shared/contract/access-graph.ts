import { z } from 'zod';
import { AccountId, Arn } from '../arn.ts';
import { Decision, DecidedBy, PolicyLayer } from '../decision/explanation.ts';
import { procedure } from './define.ts';
import { WorkId } from './work.ts';

/** Who may become a role. */
export const AccessNode = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('user'), id: z.string(), name: z.string() }),
  /** Users whom one and the same policy lets in; more than a few are told together. */
  z.object({
    kind: z.literal('users'),
    id: z.string(),
    /** How the policy comes to apply to them, such as `attached to group developers`. */
    name: z.string(),
    count: z.number().int(),
    /** Some of them. */
    arns: z.array(Arn),
  }),
  z.object({ kind: z.literal('role'), id: z.string(), name: z.string() }),
  /** An AWS service, such as `lambda.amazonaws.com`. */
  z.object({ kind: z.literal('service'), id: z.string(), name: z.string() }),
  /** An identity provider, by ARN or by its host. */
  z.object({ kind: z.literal('identityProvider'), id: z.string(), name: z.string() }),
  /** Another account as a whole, or one of its principals. */
  z.object({ kind: z.literal('otherAccount'), id: z.string(), name: z.string() }),
  /** `*` */
  z.object({ kind: z.literal('everybody'), id: z.string(), name: z.string() }),
]);
export type AccessNode = z.infer<typeof AccessNode>;

/** That somebody may become a role. */
export const AccessEdge = z.object({
  from: z.string(),
  to: z.string(),
  /**
   * `mayAssume`: every policy that takes part allows it. `trusted`: the role's trust policy names them, and the rest is not
   * for this account's policies to say.
   */
  kind: z.enum(['mayAssume', 'trusted']),
  /** Only under conditions, such as an MFA code. */
  isConditional: z.boolean(),
  /** Which statement lets them, or why, in a sentence. */
  because: z.string(),
});
export type AccessEdge = z.infer<typeof AccessEdge>;

export const AccessGraph = z.object({
  nodes: z.array(AccessNode),
  edges: z.array(AccessEdge),
  /** How many pairs of a principal and a role were weighed, of how many. */
  weighed: z.number().int(),
  pairs: z.number().int(),
});
export type AccessGraph = z.infer<typeof AccessGraph>;

/** One statement on the way from a principal to a permission. */
export const PermissionPath = z.object({
  layer: PolicyLayer,
  effect: z.enum(['Allow', 'Deny']),
  /** Whether it applies as things stand; false where its conditions do not hold. */
  applies: z.boolean(),
  statement: DecidedBy,
});
export type PermissionPath = z.infer<typeof PermissionPath>;

/** Who can become whom, and by which policies. */
export const accessGraphProcedures = {
  /** Of one account's roles, or of one identity's only. Can be followed and cancelled. */
  'accessGraph.roles': procedure(
    z.object({ workId: WorkId, accountId: AccountId, focus: Arn.nullable() }),
    AccessGraph,
  ),
  /**
   * The statements that lead a user or a role to a permission, or keep it from them: by identity-based and resource-based
   * policies, boundaries and organization policies. Fails with `NoSuchIdentity`.
   */
  'accessGraph.permission': procedure(
    z.object({
      arn: Arn,
      action: z.string().regex(/^[a-z0-9-]+:\w+$/i, 'An action looks like s3:GetObject.'),
      resource: z.string().min(1),
    }),
    z.object({ decision: Decision, reason: z.string(), paths: z.array(PermissionPath) }),
  ),
} as const;
