import { z } from 'zod';

/**
 * Length and pattern rules of IAM's API reference. The messages are the second half of AWS's sentence
 * `Value '…' at '…' failed to satisfy constraint: …`.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html
 */
export function text(minimum: number, maximum: number, pattern?: RegExp, written?: string): z.ZodString {
  const bounded = z
    .string()
    .min(minimum, `Member must have length greater than or equal to ${minimum}`)
    .max(maximum, `Member must have length less than or equal to ${maximum}`);
  return pattern === undefined
    ? bounded
    : bounded.regex(pattern, `Member must satisfy regular expression pattern: ${written ?? pattern.source}`);
}

export const UserName = text(1, 64, /^[\w+=,.@-]+$/, '[\\w+=,.@-]+');
/** Of a user that is there already: some operations look for longer names than a user can have. */
export const ExistingUserName = text(1, 128, /^[\w+=,.@-]+$/, '[\\w+=,.@-]+');
export const GroupName = text(1, 128, /^[\w+=,.@-]+$/, '[\\w+=,.@-]+');
export const RoleName = text(1, 64, /^[\w+=,.@-]+$/, '[\\w+=,.@-]+');
export const PolicyName = text(1, 128, /^[\w+=,.@-]+$/, '[\\w+=,.@-]+');
export const VirtualMfaDeviceName = text(1, 226, /^[\w+=,.@-]+$/, '[\\w+=,.@-]+');
export const Path = text(1, 512, /^(\/|\/[\u0021-\u007e]+\/)$/, '(\\u002F)|(\\u002F[\\u0021-\\u007F]+\\u002F)');
export const PolicyText = text(1, 131072);
export const PolicyArn = text(20, 2048);
export const PolicyVersionId = text(1, 64, /^v[1-9]\d*(\.[A-Za-z0-9-]*)?$/, 'v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?');
export const PolicyDescription = text(0, 1000);
export const RoleDescription = text(
  0,
  1000,
  /^[\t\n\r\u0020-\u007e\u00a1-\u00ff]*$/,
  '[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*',
);
export const AccessKeyId = text(16, 128, /^\w+$/, '[\\w]+');
export const SerialNumber = text(9, 256, /^[\w+=/:,.@-]+$/, '[\\w+=/:,.@-]+');
export const AuthenticationCode = text(6, 6, /^\d+$/, '[\\d]+');
/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ChangePassword.html */
export const Password = text(1, 128, /^[\t\n\r\u0020-\u00ff]+$/, '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+');
export const AccountAlias = text(
  3,
  63,
  /^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$/,
  '^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$',
);
export const PathPrefix = text(1, 512, /^\/[\u0021-\u007f]*$/, '\\u002F[\\u0021-\\u007F]*');
export const Marker = text(1, 320);

export function integer(minimum: number, maximum: number): z.ZodCoercedNumber {
  return z.coerce
    .number({ error: 'Member must be a number' })
    .int('Member must be a whole number')
    .min(minimum, `Member must have value greater than or equal to ${minimum}`)
    .max(maximum, `Member must have value less than or equal to ${maximum}`);
}

export const MaxItems = integer(1, 1000);
/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html */
export const MinimumPasswordLength = integer(6, 128);
/** In days. */
export const MaxPasswordAge = integer(1, 1095);
export const PasswordReusePrevention = integer(1, 24);
/** In seconds. */
export const MaxSessionDuration = integer(3600, 43200);

/** A boolean, or its text as the Query protocol sends it. */
export const Flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')], {
  error: 'Member must be true or false',
});

/** Of values that are none of a set AWS says neither what they are nor which there are: recorded. */
export function oneOf<const Values extends readonly [string, ...string[]]>(...values: Values) {
  return z.enum(values, { error: 'Member must satisfy enum value set' });
}

export const AccessKeyStatus = oneOf('Active', 'Inactive');
export const PolicyScope = oneOf('All', 'AWS', 'Local');
export const PolicyUsage = oneOf('PermissionsPolicy', 'PermissionsBoundary');

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html */
export const TagKey = text(1, 128, /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u, '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+');
const TagValue = text(0, 256, /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u, '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*');

const AT_MOST_50 = 'Member must have length less than or equal to 50';
export const Tags = z.array(z.object({ Key: TagKey, Value: TagValue })).max(50, AT_MOST_50);
export const TagKeys = z.array(TagKey).max(50, AT_MOST_50);
