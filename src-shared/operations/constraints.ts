import { z } from 'zod';

/**
 * Length and pattern rules of IAM's API reference. The messages are the second half of AWS's sentence
 * `Value '…' at '…' failed to satisfy constraint: …`.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html
 */
function text(minimum: number, maximum: number, pattern?: RegExp, written?: string): z.ZodString {
  const bounded = z
    .string()
    .min(minimum, `Member must have length greater than or equal to ${minimum}`)
    .max(maximum, `Member must have length less than or equal to ${maximum}`);
  return pattern === undefined
    ? bounded
    : bounded.regex(pattern, `Member must satisfy regular expression pattern: ${written ?? pattern.source}`);
}

export const UserName = text(1, 64, /^[\w+=,.@-]+$/, '[\\w+=,.@-]+');
export const GroupName = text(1, 128, /^[\w+=,.@-]+$/, '[\\w+=,.@-]+');
export const RoleName = text(1, 64, /^[\w+=,.@-]+$/, '[\\w+=,.@-]+');
export const PolicyName = text(1, 128, /^[\w+=,.@-]+$/, '[\\w+=,.@-]+');
export const VirtualMfaDeviceName = text(1, 226, /^[\w+=,.@-]+$/, '[\\w+=,.@-]+');
export const Path = text(1, 512, /^(\/|\/[\u0021-\u007e]+\/)$/, '(\\u002F)|(\\u002F[\\u0021-\\u007F]+\\u002F)');
export const PolicyText = text(1, 131072);
export const PolicyArn = text(20, 2048);
export const AccessKeyId = text(16, 128, /^\w+$/, '[\\w]+');
export const SerialNumber = text(9, 256, /^[\w+=/:,.@-]+$/, '[\\w+=/:,.@-]+');
export const AuthenticationCode = text(6, 6, /^\d{6}$/, '[\\d]+');
export const Password = text(1, 128);
export const PathPrefix = text(1, 512);
export const MaxItems = z.coerce
  .number()
  .int()
  .min(1, 'Member must have value greater than or equal to 1')
  .max(1000, 'Member must have value less than or equal to 1000');
export const Marker = text(1, 4096);
