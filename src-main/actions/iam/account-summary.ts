import { handler, type ActionScene } from '../handler.ts';
import { policiesInUse } from './policy-facts.ts';
import { INLINE_POLICY_SIZE, POLICY_VERSIONS_IN_USE, QUOTAS, VERSIONS_PER_POLICY } from './quotas.ts';

/** How much an account has of everything, and how much it may have. */
export const accountSummaryHandlers = {
  'iam:GetAccountSummary': handler({
    name: 'iam:GetAccountSummary',
    label: null,
    authorize: () => [{ action: 'iam:GetAccountSummary', resource: '*' }],
    perform: (_input, scene) => ({ SummaryMap: { ...usage(scene), ...ACCOUNT_QUOTAS } }),
  }),
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
const ACCOUNT_QUOTAS = {
  UsersQuota: QUOTAS.UsersPerAccount,
  GroupsQuota: QUOTAS.GroupsPerAccount,
  RolesQuota: QUOTAS.RolesPerAccount,
  PoliciesQuota: QUOTAS.PoliciesPerAccount,
  InstanceProfilesQuota: QUOTAS.InstanceProfilesPerAccount,
  ServerCertificatesQuota: QUOTAS.ServerCertificatesPerAccount,
  UserPolicySizeQuota: INLINE_POLICY_SIZE.user,
  GroupPolicySizeQuota: INLINE_POLICY_SIZE.group,
  RolePolicySizeQuota: INLINE_POLICY_SIZE.role,
  PolicySizeQuota: QUOTAS.PolicySize,
  AssumeRolePolicySizeQuota: QUOTAS.ACLSizePerRole,
  GroupsPerUserQuota: QUOTAS.GroupsPerUser,
  AccessKeysPerUserQuota: QUOTAS.AccessKeysPerUser,
  SigningCertificatesPerUserQuota: QUOTAS.SigningCertificatesPerUser,
  AttachedPoliciesPerUserQuota: QUOTAS.PoliciesPerUser,
  AttachedPoliciesPerGroupQuota: QUOTAS.PoliciesPerGroup,
  AttachedPoliciesPerRoleQuota: QUOTAS.PoliciesPerRole,
  VersionsPerPolicyQuota: VERSIONS_PER_POLICY,
  PolicyVersionsInUseQuota: POLICY_VERSIONS_IN_USE,
};

function usage(scene: ActionScene): Record<string, number> {
  const { model, accountId } = scene;
  const account = model.accountByIdOrAlias(accountId);
  const devices = model.list('mfaDevice', accountId);
  return {
    Users: model.list('user', accountId).length,
    Groups: model.list('group', accountId).length,
    Roles: model.list('role', accountId).length,
    Policies: model.list('policy', accountId).length,
    // The default version of each policy that is in use, AWS's own included; AWS does not say how it counts.
    PolicyVersionsInUse: policiesInUse(scene).size,
    InstanceProfiles: model.list('instanceProfile', accountId).length,
    ServerCertificates: model.list('serverCertificate', accountId).length,
    Providers: model.list('openIdConnectProvider', accountId).length + model.list('samlProvider', accountId).length,
    MFADevices: devices.length,
    MFADevicesInUse: devices.filter(({ enableDate }) => enableDate !== null).length,
    AccountMFAEnabled: flag((account?.rootMfaDevices.length ?? 0) > 0),
    // The root user has no access keys and no signing certificates here.
    AccountAccessKeysPresent: 0,
    AccountSigningCertificatesPresent: 0,
    AccountPasswordPresent: flag((account?.rootLoginProfile ?? null) !== null),
    GlobalEndpointTokenVersion: account?.globalEndpointTokenVersion === 'v2Token' ? 2 : 1,
  };
}

const flag = (isSo: boolean): 0 | 1 => (isSo ? 1 : 0);
