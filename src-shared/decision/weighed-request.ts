import { z } from 'zod';
import { AccountId, Arn } from '../arn.ts';
import { Principal } from '../principal.ts';

/**
 * To what a service delivered the credentials of a role: an EC2 instance by its instance metadata service, of which
 * there are two versions, or a Lambda function by its environment variables.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
export const RoleDelivery = z.discriminatedUnion('to', [
  z.object({
    to: z.literal('instance'),
    arn: Arn,
    vpcId: z.string(),
    privateIpAddress: z.string(),
    metadataVersion: z.union([z.literal(1), z.literal(2)]),
  }),
  z.object({ to: z.literal('function'), arn: Arn }),
]);
export type RoleDelivery = z.infer<typeof RoleDelivery>;

const ContextValue = z.union([z.string(), z.array(z.string()).readonly()]);
const Assertions = z.record(z.string(), ContextValue);

/** The identity provider behind a caller or a session, and what it said. */
export const ProviderWord = z.discriminatedUnion('protocol', [
  z.object({ protocol: z.literal('oidc'), provider: z.string(), claims: Assertions }),
  z.object({ protocol: z.literal('saml'), provider: z.string(), attributes: Assertions }),
]);

/** What temporary credentials were asked for with, as far as a decision may depend on it. Nothing of it is secret. */
export const WeighedSession = z.object({
  /** The STS operation that gave them, or what else did. */
  issuedBy: z.enum([
    'AssumeRole',
    'AssumeRoleWithSAML',
    'AssumeRoleWithWebIdentity',
    'AssumeRoot',
    'GetFederationToken',
    'GetSessionToken',
    'instanceMetadata',
    'executionEnvironment',
    'console',
  ]),
  issuedAt: z.iso.datetime(),
  /** When the MFA code was given; null where none was. */
  mfaAt: z.iso.datetime().nullable(),
  /** Set when the role was assumed; it stays through role chaining. */
  sourceIdentity: z.string().nullable(),
  /** The session policy passed as text, and the ARNs of those passed as managed policies. */
  policy: z.string().nullable(),
  policyArns: z.array(Arn),
  /** The identity provider behind the session, and what it said; null where there is none. */
  federation: ProviderWord.nullable(),
  /** Left out where nothing was delivered to a machine or a function. */
  delivery: RoleDelivery.exactOptional(),
});
export type WeighedSession = z.infer<typeof WeighedSession>;

/** What authorization was asked beyond what the rest of a record tells, so that the same can be asked again. */
export const WeighedRequest = z.object({
  /** Whoever asked; of temporary credentials, as they were issued: their tags are the session's alone. */
  principal: Principal,
  /** Null for long-term access keys and for callers without credentials. */
  session: WeighedSession.nullable(),
  /** Who vouches for a caller without credentials; null where nobody does. */
  federation: ProviderWord.nullable(),
  sourceIp: z.string(),
  secureTransport: z.boolean(),
  /** What else is asked of each part, in the order of the request's parts. */
  parts: z.array(
    z.object({
      /** The condition keys that the operation itself sets, by the names that AWS writes. */
      context: z.record(z.string(), ContextValue).exactOptional(),
      /** The account that owns the resource, where it is not the caller's. */
      resourceAccountId: AccountId.exactOptional(),
      /** The ARN of what holds the resource-based policy, where the resource itself does not. */
      policyHolder: z.string().exactOptional(),
      /** The entry of a list that the part is of, in operations that do each entry by itself. */
      entry: z.number().int().exactOptional(),
    }),
  ),
});
export type WeighedRequest = z.infer<typeof WeighedRequest>;
