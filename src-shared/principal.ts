import { z } from 'zod';
import { AccountId, Arn } from './arn.ts';

/** A tag on an identity, a session or a resource. */
export const Tag = z.object({ Key: z.string().min(1).max(128), Value: z.string().max(256) });
export type Tag = z.infer<typeof Tag>;

/**
 * Who asks, once authentication has found out. The kinds are those of the Principal element.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export const Principal = z.discriminatedUnion('kind', [
  /** The account's root user. */
  z.object({ kind: z.literal('root'), arn: Arn, accountId: AccountId }),
  z.object({
    kind: z.literal('user'),
    arn: Arn,
    accountId: AccountId,
    userName: z.string(),
    userId: z.string(),
    tags: z.array(Tag),
  }),
  /** A session of an assumed role: `arn` is the session's (`arn:aws:sts::…:assumed-role/NAME/SESSION`). */
  z.object({
    kind: z.literal('roleSession'),
    arn: Arn,
    accountId: AccountId,
    roleArn: Arn,
    roleId: z.string(),
    sessionName: z.string(),
    tags: z.array(Tag),
    /** Whether the role is linked to a service: organization policies do not bind such roles. */
    serviceLinked: z.boolean().default(false),
  }),
  /** A session made by sts:GetFederationToken for `userArn`. */
  z.object({
    kind: z.literal('federatedUser'),
    arn: Arn,
    accountId: AccountId,
    name: z.string(),
    userArn: Arn,
    tags: z.array(Tag),
  }),
  /**
   * Somebody whom an identity provider vouches for, on the way to a role: the caller of sts:AssumeRoleWithSAML and
   * sts:AssumeRoleWithWebIdentity. Once the role is assumed, it is a role session like any other.
   */
  z.object({
    kind: z.literal('federated'),
    /** The ARN of the SAML or OIDC provider, or one of the providers built in, such as `accounts.google.com`. */
    provider: z.string(),
    /** The account that holds the provider; null for the built-in ones, which belong to none. */
    providerAccountId: AccountId.nullable(),
    /** Whom the provider vouches for: the `sub` claim or the NameID; empty where it is not known. */
    subject: z.string(),
  }),
  /** An AWS service acting by itself, such as `lambda.amazonaws.com`. */
  z.object({ kind: z.literal('service'), service: z.string() }),
  z.object({ kind: z.literal('anonymous') }),
]);
export type Principal = z.infer<typeof Principal>;
