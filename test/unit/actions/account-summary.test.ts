import { describe, expect, it } from 'vitest';
import { ALLOW_ALL_S3, READ_ONLY_ACCESS, TestAccount, TRUST_EC2 } from './test-account.ts';

/** The keys of the API's `summaryKeyType`. */
const KEYS = `
  Users UsersQuota Groups GroupsQuota ServerCertificates ServerCertificatesQuota UserPolicySizeQuota
  GroupPolicySizeQuota GroupsPerUserQuota SigningCertificatesPerUserQuota AccessKeysPerUserQuota MFADevices
  MFADevicesInUse AccountMFAEnabled AccountAccessKeysPresent AccountPasswordPresent
  AccountSigningCertificatesPresent AttachedPoliciesPerGroupQuota AttachedPoliciesPerRoleQuota
  AttachedPoliciesPerUserQuota Policies PoliciesQuota PolicySizeQuota PolicyVersionsInUse PolicyVersionsInUseQuota
  VersionsPerPolicyQuota GlobalEndpointTokenVersion AssumeRolePolicySizeQuota InstanceProfiles
  InstanceProfilesQuota Providers RolePolicySizeQuota Roles RolesQuota
`.trim();

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html
describe('GetAccountSummary', () => {
  it('has every key that the API names', async () => {
    const { SummaryMap = {} } = await new TestAccount().perform('iam:GetAccountSummary');
    expect(Object.keys(SummaryMap).toSorted()).toEqual(KEYS.split(/\s+/).toSorted());
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  it('tells IAM’s default quotas', async () => {
    expect((await new TestAccount().perform('iam:GetAccountSummary')).SummaryMap).toMatchObject({
      UsersQuota: 5000,
      GroupsQuota: 300,
      RolesQuota: 1000,
      PoliciesQuota: 1500,
      InstanceProfilesQuota: 1000,
      ServerCertificatesQuota: 20,
      GroupsPerUserQuota: 10,
      AccessKeysPerUserQuota: 2,
      SigningCertificatesPerUserQuota: 2,
      AttachedPoliciesPerUserQuota: 10,
      VersionsPerPolicyQuota: 5,
      UserPolicySizeQuota: 2048,
      GroupPolicySizeQuota: 5120,
      RolePolicySizeQuota: 10_240,
      PolicySizeQuota: 6144,
      AssumeRolePolicySizeQuota: 2048,
    });
  });

  it('counts what the account has, and what of it is in use', async () => {
    const aws = new TestAccount();
    await aws.perform('iam:CreateUser', { UserName: 'lucy', PermissionsBoundary: READ_ONLY_ACCESS });
    await aws.perform('iam:CreateGroup', { GroupName: 'developers' });
    await aws.perform('iam:CreateRole', { RoleName: 'server', AssumeRolePolicyDocument: TRUST_EC2 });
    await aws.perform('iam:CreateInstanceProfile', { InstanceProfileName: 'web' });
    await aws.perform('iam:CreatePolicy', { PolicyName: 'own', PolicyDocument: ALLOW_ALL_S3 });
    await aws.perform('iam:CreateVirtualMFADevice', { VirtualMFADeviceName: 'phone' });
    await aws.perform('iam:CreateOpenIDConnectProvider', { Url: 'https://idp.example.com' });
    expect((await aws.perform('iam:GetAccountSummary')).SummaryMap).toMatchObject({
      Users: 1,
      Groups: 1,
      Roles: 1,
      InstanceProfiles: 1,
      Policies: 1,
      PolicyVersionsInUse: 1,
      Providers: 1,
      MFADevices: 1,
      MFADevicesInUse: 0,
      AccountMFAEnabled: 0,
      AccountPasswordPresent: 0,
    });
  });
});
