import { z } from 'zod';
import * as is from './constraints.ts';
import { operation } from './operation.ts';

/*
 * Lengths, patterns and ranges are those of the STS API reference; where a page gives a pattern, its spelling is the one
 * that AWS quotes in its validation errors.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html
 */

const RoleArn = is.text(20, 2048);
const RoleSessionName = is.text(2, 64, /^[\w+=,.@-]*$/, '[\\w+=,.@-]*');
const FederatedUserName = is.text(2, 32, /^[\w+=,.@-]*$/, '[\\w+=,.@-]*');
const SourceIdentity = is.text(2, 64, /^[\w+=,.@-]*$/, '[\\w+=,.@-]*');
const ExternalId = is.text(2, 1224, /^[\w+=,.@:/-]*$/, '[\\w+=,.@:\\/-]*');
const SerialNumber = is.text(9, 256, /^[\w+=/:,.@-]*$/, '[\\w+=/:,.@-]*');
const TokenCode = is.text(6, 6, /^\d*$/, '[\\d]*');
const AccessKeyId = is.text(16, 128, /^\w*$/, '[\\w]*');

/** A session policy: at most 2,048 characters, none beyond Latin-1 and none that cannot be printed. */
const SessionPolicy = is.text(1, 2048, /^[\t\n\r\u0020-\u00ff]+$/, '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+');
const PolicyDescriptor = z.object({ arn: is.PolicyArn.optional() });
const PolicyArns = z.array(PolicyDescriptor).max(10, 'Member must have length less than or equal to 10');

/** In bytes; 0 leaves the token as large as it is. */
const MinimumSessionTokenSize = is.integer(0, 4096);

const Credentials = z.object({
  AccessKeyId: z.string(),
  SecretAccessKey: z.string(),
  SessionToken: z.string(),
  Expiration: z.string(),
});

const SessionTokenSize = z.number().int();
const PackedPolicySize = z.number().int().optional();
const AssumedRoleUser = z.object({ AssumedRoleId: z.string(), Arn: z.string() });

/** What every operation that assumes a role answers with. */
const AssumedRole = z.object({
  Credentials,
  AssumedRoleUser,
  PackedPolicySize,
  SourceIdentity: z.string().optional(),
  SessionTokenSize,
});

/** The STS operations that Gatehouse performs. @see https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html */
export const stsOperations = {
  GetCallerIdentity: operation(z.object({}), z.object({ UserId: z.string(), Account: z.string(), Arn: z.string() })),

  AssumeRole: operation(
    z.object({
      RoleArn,
      RoleSessionName,
      PolicyArns: PolicyArns.optional(),
      Policy: SessionPolicy.optional(),
      DurationSeconds: is.integer(900, 43_200).optional(),
      Tags: is.Tags.optional(),
      TransitiveTagKeys: is.TagKeys.optional(),
      ExternalId: ExternalId.optional(),
      SerialNumber: SerialNumber.optional(),
      TokenCode: TokenCode.optional(),
      SourceIdentity: SourceIdentity.optional(),
      MinimumSessionTokenSize: MinimumSessionTokenSize.optional(),
    }),
    AssumedRole,
  ),

  GetSessionToken: operation(
    z.object({
      DurationSeconds: is.integer(900, 129_600).optional(),
      SerialNumber: SerialNumber.optional(),
      TokenCode: TokenCode.optional(),
      MinimumSessionTokenSize: MinimumSessionTokenSize.optional(),
    }),
    z.object({ Credentials, SessionTokenSize }),
  ),

  GetFederationToken: operation(
    z.object({
      Name: FederatedUserName,
      Policy: SessionPolicy.optional(),
      PolicyArns: PolicyArns.optional(),
      DurationSeconds: is.integer(900, 129_600).optional(),
      Tags: is.Tags.optional(),
      MinimumSessionTokenSize: MinimumSessionTokenSize.optional(),
    }),
    z.object({
      Credentials,
      FederatedUser: z.object({ FederatedUserId: z.string(), Arn: z.string() }),
      PackedPolicySize,
      SessionTokenSize,
    }),
  ),

  AssumeRoot: operation(
    z.object({
      TargetPrincipal: is.text(12, 2048),
      TaskPolicyArn: PolicyDescriptor,
      DurationSeconds: is.integer(0, 900).optional(),
      MinimumSessionTokenSize: MinimumSessionTokenSize.optional(),
    }),
    z.object({ Credentials, SourceIdentity: z.string().optional(), SessionTokenSize }),
  ),

  GetAccessKeyInfo: operation(z.object({ AccessKeyId }), z.object({ Account: z.string() })),

  DecodeAuthorizationMessage: operation(
    z.object({ EncodedMessage: is.text(1, 10_240) }),
    z.object({ DecodedMessage: z.string() }),
  ),
} as const;
