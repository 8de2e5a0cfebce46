import type { Arn } from '../../../src-shared/arn.ts';

/** The kinds of IAM resource whose ARN is made of a path and a name. */
type NamedResource = 'user' | 'group' | 'role' | 'policy' | 'instance-profile' | 'mfa' | 'server-certificate';

/**
 * The ARN of an IAM resource, such as `arn:aws:iam::123456789012:user/division/lucy`.
 * @param path begins and ends with a slash.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
export function iamArn(kind: NamedResource, accountId: string, path: string, name: string): Arn {
  return `arn:aws:iam::${accountId}:${kind}${path}${name}`;
}

/** Where AWS keeps the policies that it manages. */
export const AWS_MANAGED_POLICY_PREFIX = 'arn:aws:iam::aws:policy/';
