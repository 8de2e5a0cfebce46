import { POLICY_QUOTAS } from '../../authorization/check-policy.ts';
import { limitExceeded } from './errors.ts';

/**
 * IAM's default quotas. Sizes count characters without white space.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const QUOTAS = {
  UsersPerAccount: 5000,
  GroupsPerAccount: 300,
  RolesPerAccount: 1000,
  InstanceProfilesPerAccount: 1000,
  PoliciesPerAccount: 1500,
  /** How many roles an instance profile may hold. */
  InstanceSessionsPerInstanceProfile: 1,
  AccessKeysPerUser: 2,
  GroupsPerUser: 10,
  MFADevicesPerUser: 8,
  SigningCertificatesPerUser: 2,
  SSHPublicKeysPerUser: 5,
  /** For each service. */
  ServiceSpecificCredentialsPerUser: 2,
  ServerCertificatesPerAccount: 20,
  PoliciesPerUser: 10,
  PoliciesPerGroup: 10,
  PoliciesPerRole: 10,
  OpenIdConnectProvidersPerAccount: 100,
  ClientIdsPerOpenIdConnectProvider: 100,
  SAMLProvidersPerAccount: 100,
  /** Of one managed policy. */
  PolicySize: POLICY_QUOTAS.managed,
  /** Of a role's trust policy. */
  ACLSizePerRole: 2048,
} as const;

/** How large the inline policies of one identity may be together. */
export const INLINE_POLICY_SIZE = {
  user: POLICY_QUOTAS.userInline,
  group: POLICY_QUOTAS.groupInline,
  role: POLICY_QUOTAS.roleInline,
} as const;

export const VERSIONS_PER_POLICY = 5;
/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html (PolicyVersionsInUseQuota) */
export const POLICY_VERSIONS_IN_USE = 10_000;
export const TAGS_PER_RESOURCE = 50;

/**
 * Checks a count against a quota.
 * @param count what there would be afterwards.
 * @throws AwsError `LimitExceeded` in IAM's words, `Cannot exceed quota for AccessKeysPerUser: 2`.
 */
export function assertWithinQuota(quota: keyof typeof QUOTAS, count: number): void {
  if (count > QUOTAS[quota]) throw limitExceeded(`Cannot exceed quota for ${quota}: ${QUOTAS[quota]}`);
}
