import { z } from 'zod';
import * as is from './constraints.ts';
import { operation } from './operation.ts';

/*
 * The two operations of STS that anybody may call without a signature: a token or an assertion stands for the caller.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html
 */

const RoleArn = is.text(20, 2048);
const RoleSessionName = is.text(2, 64, /^[\w+=,.@-]*$/, '[\\w+=,.@-]*');
const SessionPolicy = is.text(1, 2048, /^[\t\n\r\u0020-\u00ff]+$/, '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+');
const PolicyArns = z
  .array(z.object({ arn: is.PolicyArn.optional() }))
  .max(10, 'Member must have length less than or equal to 10');
const DurationSeconds = is.integer(900, 43_200);

const AssumedRole = {
  Credentials: z.object({
    AccessKeyId: z.string(),
    SecretAccessKey: z.string(),
    SessionToken: z.string(),
    Expiration: z.string(),
  }),
  AssumedRoleUser: z.object({ AssumedRoleId: z.string(), Arn: z.string() }),
  PackedPolicySize: z.number().int().optional(),
  SourceIdentity: z.string().optional(),
  SessionTokenSize: z.number().int(),
  /** For OIDC the client that the token was made for, for SAML the recipient of the assertion. */
  Audience: z.string(),
};

export const stsFederationOperations = {
  AssumeRoleWithWebIdentity: operation(
    z.object({
      RoleArn,
      RoleSessionName,
      WebIdentityToken: is.text(4, 20_000),
      /** For OAuth 2.0 access tokens alone, which name no provider themselves. */
      ProviderId: is.text(4, 2048).optional(),
      PolicyArns: PolicyArns.optional(),
      Policy: SessionPolicy.optional(),
      DurationSeconds: DurationSeconds.optional(),
    }),
    z.object({ ...AssumedRole, SubjectFromWebIdentityToken: z.string(), Provider: z.string() }),
  ),
  AssumeRoleWithSAML: operation(
    z.object({
      RoleArn,
      PrincipalArn: RoleArn,
      SAMLAssertion: is.text(4, 100_000),
      PolicyArns: PolicyArns.optional(),
      Policy: SessionPolicy.optional(),
      DurationSeconds: DurationSeconds.optional(),
    }),
    z.object({
      ...AssumedRole,
      Subject: z.string(),
      SubjectType: z.string(),
      Issuer: z.string(),
      NameQualifier: z.string(),
    }),
  ),
} as const;
