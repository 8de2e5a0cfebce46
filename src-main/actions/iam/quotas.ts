import { limitExceeded } from './errors.ts';

/**
 * IAM's default quotas. Sizes count characters without white space.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const QUOTAS = {
  AccessKeysPerUser: 2,
  GroupsPerUser: 10,
  MFADevicesPerUser: 8,
  PoliciesPerUser: 10,
  PoliciesPerGroup: 10,
  PoliciesPerRole: 10,
  /** Of one managed policy. */
  PolicySize: 6144,
  /** Of a role's trust policy. */
  ACLSizePerRole: 2048,
} as const;

/** How large the inline policies of one identity may be together. */
export const INLINE_POLICY_SIZE = { user: 2048, group: 5120, role: 10240 } as const;

export const VERSIONS_PER_POLICY = 5;
export const TAGS_PER_RESOURCE = 50;

/**
 * Checks a count against a quota.
 * @param count what there would be afterwards.
 * @throws AwsError `LimitExceeded` in IAM's words, `Cannot exceed quota for AccessKeysPerUser: 2`.
 */
export function assertWithinQuota(quota: keyof typeof QUOTAS, count: number): void {
  if (count > QUOTAS[quota]) throw limitExceeded(`Cannot exceed quota for ${quota}: ${QUOTAS[quota]}`);
}

/** The size of a policy as IAM counts it: characters, without white space. */
export function policySize(text: string): number {
  return text.replaceAll(/\s/g, '').length;
}
