import * as iam from '@aws-sdk/client-iam';
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { accountDocument } from '../../src-main/account/new-account.ts';
import { ACCESS_REPORT_OPERATIONS } from '../../src-main/actions/iam/access-report-operations.ts';
import { handlers } from '../../src-main/actions/registry.ts';
import { decodeBase32 } from '../../src-main/authentication/base32.ts';
import { totp } from '../../src-main/authentication/totp.ts';
import { newLocalSamlProvider } from '../../src-main/identity-provider/saml-provider.ts';
import { systemRandom } from '../../src-main/random.ts';
import type { MfaDeviceDocument } from '../../src-shared/model/documents.ts';
import { ACCOUNT_ID, activeKey, iamArn, user } from '../fixtures/account-documents.ts';
import { guardWorkspace, SECRET, type GuardedWorkspace } from '../fixtures/guarded-workspace.ts';
import { makeCertificate } from '../unit/actions/certificates.ts';
import { GateHandler } from './gate-handler.ts';

const NOW = new Date('2026-01-02T03:04:05Z');
const ALLOW_ALL = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
const READ_S3 = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}';
const TRUST_EC2 =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}';
const READ_ONLY_ACCESS = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const TAGS = [{ Key: 'team', Value: 'shop' }];

const LUCY = { UserName: 'lucy' };
const DEVELOPERS = { GroupName: 'developers' };
const DEPLOYER = { RoleName: 'deployer' };
const WEB = { InstanceProfileName: 'web' };
const OWN = { PolicyArn: iamArn('policy/own') };
const OIDC = { OpenIDConnectProviderArn: iamArn('oidc-provider/idp.example.com') };
const SAML = { SAMLProviderArn: iamArn('saml-provider/corp') };
const PHONE = { SerialNumber: iamArn('mfa/phone') };
const CERTIFICATE = { ServerCertificateName: 'shop' };

/** A passkey is registered in the console alone, so it is there from the start. */
const PASSKEY: MfaDeviceDocument = {
  type: 'mfaDevice',
  arn: iamArn('u2f/user/admin/key-ABCDEFGH'),
  kind: 'passkey',
  seedId: null,
  passkey: { id: 'id', publicKey: 'key', counter: 0, transports: [], deviceType: 'singleDevice' },
  accountId: ACCOUNT_ID,
  virtualMfaDeviceName: 'key',
  path: '/',
  createDate: NOW.toISOString(),
  enableDate: NOW.toISOString(),
  userName: 'admin',
  lastAcceptedStep: null,
  driftSteps: 0,
  tags: [],
};

let guarded: GuardedWorkspace;
let client: iam.IAMClient;

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  guarded = await guardWorkspace([
    accountDocument({ accountId: ACCOUNT_ID, name: 'Shop', rootEmail: null }, () => NOW),
    user('admin', {
      accessKeys: [activeKey('AKIAIOSFODNN7EXAMPLE')],
      inlinePolicies: { All: ALLOW_ALL },
      mfaDevices: [PASSKEY.arn],
    }),
    PASSKEY,
  ]);
  client = new iam.IAMClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET },
    requestHandler: new GateHandler(guarded.gate),
    maxAttempts: 1,
  });
});
afterAll(async () => {
  vi.useRealTimers();
  await guarded.workspace.close();
});

/** What earlier rows made that later rows name. */
const made = {
  accessKeyId: '',
  credentialId: '',
  certificateId: '',
  sshPublicKeyId: '',
  mfaSeed: Buffer.of(),
  deletionTaskId: '',
};

/** Two consecutive codes of the device; time moves on, so that none is used twice. */
function codes(): { AuthenticationCode1: string; AuthenticationCode2: string } {
  vi.setSystemTime(Date.now() + 90_000);
  return {
    AuthenticationCode1: totp(made.mfaSeed, new Date(Date.now() - 30_000)),
    AuthenticationCode2: totp(made.mfaSeed, new Date()),
  };
}

/** An operation, a call of it, and what must be in its answer. */
interface Row {
  readonly operation: string;
  readonly call: () => Promise<{ readonly $metadata: { readonly httpStatusCode?: number | undefined } }>;
  readonly answers?: object;
}

const inForce = (name: string) => makeCertificate(name);
const sshKey = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }).toString();

const ROWS: readonly Row[] = [
  // The account
  {
    operation: 'CreateAccountAlias',
    call: () => client.send(new iam.CreateAccountAliasCommand({ AccountAlias: 'shop' })),
  },
  {
    operation: 'ListAccountAliases',
    call: () => client.send(new iam.ListAccountAliasesCommand()),
    answers: { AccountAliases: ['shop'], IsTruncated: false },
  },
  {
    operation: 'DeleteAccountAlias',
    call: () => client.send(new iam.DeleteAccountAliasCommand({ AccountAlias: 'shop' })),
  },
  {
    operation: 'UpdateAccountPasswordPolicy',
    call: () => client.send(new iam.UpdateAccountPasswordPolicyCommand({ MinimumPasswordLength: 12 })),
  },
  {
    operation: 'GetAccountPasswordPolicy',
    call: () => client.send(new iam.GetAccountPasswordPolicyCommand()),
    answers: { PasswordPolicy: { MinimumPasswordLength: 12, ExpirePasswords: false } },
  },
  {
    operation: 'DeleteAccountPasswordPolicy',
    call: () => client.send(new iam.DeleteAccountPasswordPolicyCommand()),
  },

  // Users
  {
    operation: 'CreateUser',
    call: () => client.send(new iam.CreateUserCommand({ UserName: 'luci', Path: '/staff/', Tags: TAGS })),
    answers: { User: { UserName: 'luci', Arn: iamArn('user/staff/luci'), CreateDate: NOW, Tags: TAGS } },
  },
  {
    operation: 'UpdateUser',
    call: () => client.send(new iam.UpdateUserCommand({ UserName: 'luci', NewUserName: 'lucy', NewPath: '/' })),
  },
  {
    operation: 'GetUser',
    call: () => client.send(new iam.GetUserCommand(LUCY)),
    answers: { User: { UserName: 'lucy', Path: '/', Tags: TAGS } },
  },
  {
    operation: 'ListUsers',
    call: () => client.send(new iam.ListUsersCommand({ MaxItems: 1 })),
    answers: { Users: [{ UserName: 'admin' }], IsTruncated: true, Marker: expect.any(String) },
  },
  {
    operation: 'TagUser',
    call: () => client.send(new iam.TagUserCommand({ ...LUCY, Tags: [{ Key: 'stage', Value: '' }] })),
  },
  {
    operation: 'UntagUser',
    call: () => client.send(new iam.UntagUserCommand({ ...LUCY, TagKeys: ['team'] })),
  },
  {
    operation: 'ListUserTags',
    call: () => client.send(new iam.ListUserTagsCommand(LUCY)),
    answers: { Tags: [{ Key: 'stage', Value: '' }], IsTruncated: false },
  },
  {
    operation: 'PutUserPermissionsBoundary',
    call: () =>
      client.send(new iam.PutUserPermissionsBoundaryCommand({ ...LUCY, PermissionsBoundary: READ_ONLY_ACCESS })),
  },
  {
    operation: 'DeleteUserPermissionsBoundary',
    call: () => client.send(new iam.DeleteUserPermissionsBoundaryCommand(LUCY)),
  },

  // Groups
  {
    operation: 'CreateGroup',
    call: () => client.send(new iam.CreateGroupCommand({ GroupName: 'devs', Path: '/teams/' })),
    answers: { Group: { GroupName: 'devs', Arn: iamArn('group/teams/devs') } },
  },
  {
    operation: 'AddUserToGroup',
    call: () => client.send(new iam.AddUserToGroupCommand({ ...LUCY, GroupName: 'devs' })),
  },
  {
    operation: 'UpdateGroup',
    call: () => client.send(new iam.UpdateGroupCommand({ GroupName: 'devs', NewGroupName: 'developers' })),
  },
  {
    operation: 'GetGroup',
    call: () => client.send(new iam.GetGroupCommand(DEVELOPERS)),
    answers: { Group: { GroupName: 'developers' }, Users: [LUCY] },
  },
  {
    operation: 'ListGroups',
    call: () => client.send(new iam.ListGroupsCommand({ PathPrefix: '/teams/' })),
    answers: { Groups: [DEVELOPERS] },
  },
  {
    operation: 'ListGroupsForUser',
    call: () => client.send(new iam.ListGroupsForUserCommand(LUCY)),
    answers: { Groups: [{ GroupName: 'developers', Arn: iamArn('group/teams/developers') }], IsTruncated: false },
  },

  // Roles
  {
    operation: 'CreateRole',
    call: () => client.send(new iam.CreateRoleCommand({ ...DEPLOYER, AssumeRolePolicyDocument: TRUST_EC2 })),
    answers: { Role: { RoleName: 'deployer', AssumeRolePolicyDocument: encodeURIComponent(TRUST_EC2) } },
  },
  {
    operation: 'UpdateRole',
    call: () => client.send(new iam.UpdateRoleCommand({ ...DEPLOYER, MaxSessionDuration: 7200 })),
  },
  {
    operation: 'UpdateRoleDescription',
    call: () =>
      client.send(new iam.UpdateRoleDescriptionCommand({ ...DEPLOYER, Description: 'Deploys <shop> & more' })),
    answers: { Role: { Description: 'Deploys <shop> & more', MaxSessionDuration: 7200 } },
  },
  {
    operation: 'UpdateAssumeRolePolicy',
    call: () => client.send(new iam.UpdateAssumeRolePolicyCommand({ ...DEPLOYER, PolicyDocument: TRUST_EC2 })),
  },
  { operation: 'TagRole', call: () => client.send(new iam.TagRoleCommand({ ...DEPLOYER, Tags: TAGS })) },
  {
    operation: 'ListRoleTags',
    call: () => client.send(new iam.ListRoleTagsCommand(DEPLOYER)),
    answers: { Tags: TAGS, IsTruncated: false },
  },
  { operation: 'UntagRole', call: () => client.send(new iam.UntagRoleCommand({ ...DEPLOYER, TagKeys: ['team'] })) },
  {
    operation: 'PutRolePermissionsBoundary',
    call: () =>
      client.send(new iam.PutRolePermissionsBoundaryCommand({ ...DEPLOYER, PermissionsBoundary: READ_ONLY_ACCESS })),
  },
  {
    operation: 'GetRole',
    call: () => client.send(new iam.GetRoleCommand(DEPLOYER)),
    answers: { Role: { PermissionsBoundary: { PermissionsBoundaryArn: READ_ONLY_ACCESS }, RoleLastUsed: {} } },
  },
  {
    operation: 'DeleteRolePermissionsBoundary',
    call: () => client.send(new iam.DeleteRolePermissionsBoundaryCommand(DEPLOYER)),
  },
  {
    operation: 'ListRoles',
    call: () => client.send(new iam.ListRolesCommand()),
    answers: { Roles: [DEPLOYER], IsTruncated: false },
  },

  // Instance profiles
  {
    operation: 'CreateInstanceProfile',
    call: () => client.send(new iam.CreateInstanceProfileCommand(WEB)),
    answers: { InstanceProfile: { ...WEB, Path: '/', Arn: iamArn('instance-profile/web'), Roles: [] } },
  },
  {
    operation: 'AddRoleToInstanceProfile',
    call: () => client.send(new iam.AddRoleToInstanceProfileCommand({ ...WEB, ...DEPLOYER })),
  },
  {
    operation: 'TagInstanceProfile',
    call: () => client.send(new iam.TagInstanceProfileCommand({ ...WEB, Tags: TAGS })),
  },
  {
    operation: 'ListInstanceProfileTags',
    call: () => client.send(new iam.ListInstanceProfileTagsCommand(WEB)),
    answers: { Tags: TAGS },
  },
  {
    operation: 'GetInstanceProfile',
    call: () => client.send(new iam.GetInstanceProfileCommand(WEB)),
    answers: { InstanceProfile: { ...WEB, Roles: [DEPLOYER], Tags: TAGS } },
  },
  {
    operation: 'UntagInstanceProfile',
    call: () => client.send(new iam.UntagInstanceProfileCommand({ ...WEB, TagKeys: ['team'] })),
  },
  {
    operation: 'ListInstanceProfiles',
    call: () => client.send(new iam.ListInstanceProfilesCommand()),
    answers: { InstanceProfiles: [WEB], IsTruncated: false },
  },
  {
    operation: 'ListInstanceProfilesForRole',
    call: () => client.send(new iam.ListInstanceProfilesForRoleCommand(DEPLOYER)),
    answers: { InstanceProfiles: [WEB] },
  },

  // Managed policies
  {
    operation: 'CreatePolicy',
    call: () => client.send(new iam.CreatePolicyCommand({ PolicyName: 'own', PolicyDocument: READ_S3 })),
    answers: { Policy: { PolicyName: 'own', Arn: OWN.PolicyArn, DefaultVersionId: 'v1', AttachmentCount: 0 } },
  },
  {
    operation: 'CreatePolicyVersion',
    call: () => client.send(new iam.CreatePolicyVersionCommand({ ...OWN, PolicyDocument: ALLOW_ALL })),
    answers: { PolicyVersion: { VersionId: 'v2', IsDefaultVersion: false } },
  },
  {
    operation: 'SetDefaultPolicyVersion',
    call: () => client.send(new iam.SetDefaultPolicyVersionCommand({ ...OWN, VersionId: 'v2' })),
  },
  {
    operation: 'ListPolicyVersions',
    call: () => client.send(new iam.ListPolicyVersionsCommand(OWN)),
    answers: {
      Versions: [
        { VersionId: 'v2', IsDefaultVersion: true },
        { VersionId: 'v1', IsDefaultVersion: false },
      ],
    },
  },
  {
    operation: 'GetPolicyVersion',
    call: () => client.send(new iam.GetPolicyVersionCommand({ ...OWN, VersionId: 'v1' })),
    answers: { PolicyVersion: { VersionId: 'v1', IsDefaultVersion: false, Document: expect.stringContaining('%22') } },
  },
  { operation: 'TagPolicy', call: () => client.send(new iam.TagPolicyCommand({ ...OWN, Tags: TAGS })) },
  {
    operation: 'ListPolicyTags',
    call: () => client.send(new iam.ListPolicyTagsCommand(OWN)),
    answers: { Tags: TAGS },
  },
  { operation: 'UntagPolicy', call: () => client.send(new iam.UntagPolicyCommand({ ...OWN, TagKeys: ['team'] })) },
  {
    operation: 'AttachUserPolicy',
    call: () => client.send(new iam.AttachUserPolicyCommand({ ...LUCY, ...OWN })),
  },
  {
    operation: 'AttachGroupPolicy',
    call: () => client.send(new iam.AttachGroupPolicyCommand({ ...DEVELOPERS, ...OWN })),
  },
  {
    operation: 'AttachRolePolicy',
    call: () => client.send(new iam.AttachRolePolicyCommand({ ...DEPLOYER, ...OWN })),
  },
  {
    operation: 'GetPolicy',
    call: () => client.send(new iam.GetPolicyCommand(OWN)),
    answers: { Policy: { AttachmentCount: 3, PermissionsBoundaryUsageCount: 0, IsAttachable: true } },
  },
  {
    operation: 'ListPolicies',
    call: () => client.send(new iam.ListPoliciesCommand({ Scope: 'Local', PolicyUsageFilter: 'PermissionsPolicy' })),
    answers: { Policies: [{ PolicyName: 'own' }], IsTruncated: false },
  },
  {
    operation: 'ListEntitiesForPolicy',
    call: () => client.send(new iam.ListEntitiesForPolicyCommand(OWN)),
    answers: { PolicyUsers: [LUCY], PolicyGroups: [DEVELOPERS], PolicyRoles: [DEPLOYER], IsTruncated: false },
  },
  {
    operation: 'ListAttachedUserPolicies',
    call: () => client.send(new iam.ListAttachedUserPoliciesCommand(LUCY)),
    answers: { AttachedPolicies: [{ PolicyName: 'own', ...OWN }], IsTruncated: false },
  },
  {
    operation: 'ListAttachedGroupPolicies',
    call: () => client.send(new iam.ListAttachedGroupPoliciesCommand(DEVELOPERS)),
    answers: { AttachedPolicies: [{ PolicyName: 'own', ...OWN }] },
  },
  {
    operation: 'ListAttachedRolePolicies',
    call: () => client.send(new iam.ListAttachedRolePoliciesCommand({ ...DEPLOYER, PathPrefix: '/elsewhere/' })),
    answers: { AttachedPolicies: [], IsTruncated: false },
  },

  // Inline policies
  {
    operation: 'PutUserPolicy',
    call: () => client.send(new iam.PutUserPolicyCommand({ ...LUCY, PolicyName: 's3', PolicyDocument: READ_S3 })),
  },
  {
    operation: 'GetUserPolicy',
    call: () => client.send(new iam.GetUserPolicyCommand({ ...LUCY, PolicyName: 's3' })),
    answers: { ...LUCY, PolicyName: 's3', PolicyDocument: expect.stringContaining('s3%3AGet%2A') },
  },
  {
    operation: 'ListUserPolicies',
    call: () => client.send(new iam.ListUserPoliciesCommand(LUCY)),
    answers: { PolicyNames: ['s3'], IsTruncated: false },
  },
  {
    operation: 'PutGroupPolicy',
    call: () =>
      client.send(new iam.PutGroupPolicyCommand({ ...DEVELOPERS, PolicyName: 's3', PolicyDocument: READ_S3 })),
  },
  {
    operation: 'GetGroupPolicy',
    call: () => client.send(new iam.GetGroupPolicyCommand({ ...DEVELOPERS, PolicyName: 's3' })),
    answers: { ...DEVELOPERS, PolicyName: 's3' },
  },
  {
    operation: 'ListGroupPolicies',
    call: () => client.send(new iam.ListGroupPoliciesCommand(DEVELOPERS)),
    answers: { PolicyNames: ['s3'] },
  },
  {
    operation: 'PutRolePolicy',
    call: () => client.send(new iam.PutRolePolicyCommand({ ...DEPLOYER, PolicyName: 's3', PolicyDocument: READ_S3 })),
  },
  {
    operation: 'GetRolePolicy',
    call: () => client.send(new iam.GetRolePolicyCommand({ ...DEPLOYER, PolicyName: 's3' })),
    answers: { ...DEPLOYER, PolicyName: 's3' },
  },
  {
    operation: 'ListRolePolicies',
    call: () => client.send(new iam.ListRolePoliciesCommand(DEPLOYER)),
    answers: { PolicyNames: ['s3'] },
  },

  // The account at once
  {
    operation: 'GetAccountAuthorizationDetails',
    call: () => client.send(new iam.GetAccountAuthorizationDetailsCommand()),
    answers: {
      UserDetailList: [{ UserName: 'admin' }, { ...LUCY, GroupList: ['developers'] }],
      GroupDetailList: [{ ...DEVELOPERS, AttachedManagedPolicies: [OWN] }],
      RoleDetailList: [{ ...DEPLOYER, InstanceProfileList: [{ ...WEB, Roles: [DEPLOYER] }] }],
      Policies: [{ Arn: OWN.PolicyArn, PolicyVersionList: [{ VersionId: 'v2' }, { VersionId: 'v1' }] }],
      IsTruncated: false,
    },
  },
  {
    operation: 'GetAccountSummary',
    call: () => client.send(new iam.GetAccountSummaryCommand()),
    answers: { SummaryMap: { Users: 2, UsersQuota: 5000, Groups: 1, Roles: 1, Policies: 1, InstanceProfiles: 1 } },
  },

  // Passwords
  {
    operation: 'CreateLoginProfile',
    call: () => client.send(new iam.CreateLoginProfileCommand({ UserName: 'admin', Password: 'Str0ng-password' })),
    answers: { LoginProfile: { UserName: 'admin', PasswordResetRequired: false } },
  },
  {
    operation: 'GetLoginProfile',
    call: () => client.send(new iam.GetLoginProfileCommand({ UserName: 'admin' })),
    answers: { LoginProfile: { UserName: 'admin', CreateDate: NOW } },
  },
  {
    operation: 'UpdateLoginProfile',
    call: () => client.send(new iam.UpdateLoginProfileCommand({ UserName: 'admin', Password: 'An0ther-password' })),
  },
  {
    operation: 'ChangePassword',
    call: () =>
      client.send(new iam.ChangePasswordCommand({ OldPassword: 'An0ther-password', NewPassword: 'A-th1rd-password' })),
  },
  {
    operation: 'DeleteLoginProfile',
    call: () => client.send(new iam.DeleteLoginProfileCommand({ UserName: 'admin' })),
  },

  // Access keys
  {
    operation: 'CreateAccessKey',
    call: async () => {
      const answer = await client.send(new iam.CreateAccessKeyCommand(LUCY));
      made.accessKeyId = answer.AccessKey?.AccessKeyId ?? '';
      return answer;
    },
    answers: { AccessKey: { ...LUCY, Status: 'Active', SecretAccessKey: expect.stringMatching(/^.{40}$/) } },
  },
  {
    operation: 'UpdateAccessKey',
    call: () =>
      client.send(new iam.UpdateAccessKeyCommand({ ...LUCY, AccessKeyId: made.accessKeyId, Status: 'Inactive' })),
  },
  {
    operation: 'ListAccessKeys',
    call: () => client.send(new iam.ListAccessKeysCommand(LUCY)),
    answers: { AccessKeyMetadata: [{ ...LUCY, Status: 'Inactive' }] },
  },
  {
    operation: 'GetAccessKeyLastUsed',
    call: () => client.send(new iam.GetAccessKeyLastUsedCommand({ AccessKeyId: made.accessKeyId })),
    answers: { ...LUCY, AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' } },
  },
  {
    operation: 'DeleteAccessKey',
    call: () => client.send(new iam.DeleteAccessKeyCommand({ ...LUCY, AccessKeyId: made.accessKeyId })),
  },

  // MFA devices
  {
    operation: 'CreateVirtualMFADevice',
    call: async () => {
      const answer = await client.send(new iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'phone' }));
      const seed = Buffer.from(answer.VirtualMFADevice?.Base32StringSeed ?? []).toString();
      made.mfaSeed = Buffer.from(decodeBase32(seed) ?? []);
      return answer;
    },
    answers: { VirtualMFADevice: { ...PHONE, QRCodePNG: expect.any(Uint8Array) } },
  },
  {
    operation: 'EnableMFADevice',
    call: () => client.send(new iam.EnableMFADeviceCommand({ ...LUCY, ...PHONE, ...codes() })),
  },
  {
    operation: 'ResyncMFADevice',
    call: () => client.send(new iam.ResyncMFADeviceCommand({ ...LUCY, ...PHONE, ...codes() })),
  },
  {
    operation: 'ListMFADevices',
    call: () => client.send(new iam.ListMFADevicesCommand(LUCY)),
    answers: { MFADevices: [{ ...LUCY, ...PHONE }] },
  },
  {
    operation: 'ListVirtualMFADevices',
    call: () => client.send(new iam.ListVirtualMFADevicesCommand({ AssignmentStatus: 'Assigned' })),
    answers: { VirtualMFADevices: [{ ...PHONE, User: LUCY }] },
  },
  {
    operation: 'GetMFADevice',
    call: () => client.send(new iam.GetMFADeviceCommand({ SerialNumber: PASSKEY.arn })),
    answers: { UserName: 'admin', SerialNumber: PASSKEY.arn, EnableDate: NOW },
  },
  { operation: 'TagMFADevice', call: () => client.send(new iam.TagMFADeviceCommand({ ...PHONE, Tags: TAGS })) },
  {
    operation: 'ListMFADeviceTags',
    call: () => client.send(new iam.ListMFADeviceTagsCommand(PHONE)),
    answers: { Tags: TAGS },
  },
  {
    operation: 'UntagMFADevice',
    call: () => client.send(new iam.UntagMFADeviceCommand({ ...PHONE, TagKeys: ['team'] })),
  },
  {
    operation: 'DeactivateMFADevice',
    call: () => client.send(new iam.DeactivateMFADeviceCommand({ ...LUCY, ...PHONE })),
  },
  {
    operation: 'DeleteVirtualMFADevice',
    call: () => client.send(new iam.DeleteVirtualMFADeviceCommand(PHONE)),
  },

  // Certificates and keys of users
  {
    operation: 'UploadSigningCertificate',
    call: async () => {
      const { certificate: CertificateBody } = await inForce('lucy');
      const answer = await client.send(new iam.UploadSigningCertificateCommand({ ...LUCY, CertificateBody }));
      made.certificateId = answer.Certificate?.CertificateId ?? '';
      return answer;
    },
    answers: { Certificate: { ...LUCY, Status: 'Active' } },
  },
  {
    operation: 'UpdateSigningCertificate',
    call: () =>
      client.send(
        new iam.UpdateSigningCertificateCommand({ ...LUCY, CertificateId: made.certificateId, Status: 'Inactive' }),
      ),
  },
  {
    operation: 'ListSigningCertificates',
    call: () => client.send(new iam.ListSigningCertificatesCommand(LUCY)),
    answers: { Certificates: [{ ...LUCY, Status: 'Inactive' }] },
  },
  {
    operation: 'DeleteSigningCertificate',
    call: () => client.send(new iam.DeleteSigningCertificateCommand({ ...LUCY, CertificateId: made.certificateId })),
  },
  {
    operation: 'UploadSSHPublicKey',
    call: async () => {
      const answer = await client.send(new iam.UploadSSHPublicKeyCommand({ ...LUCY, SSHPublicKeyBody: sshKey() }));
      made.sshPublicKeyId = answer.SSHPublicKey?.SSHPublicKeyId ?? '';
      return answer;
    },
    answers: { SSHPublicKey: { ...LUCY, Status: 'Active' } },
  },
  {
    operation: 'UpdateSSHPublicKey',
    call: () =>
      client.send(
        new iam.UpdateSSHPublicKeyCommand({ ...LUCY, SSHPublicKeyId: made.sshPublicKeyId, Status: 'Inactive' }),
      ),
  },
  {
    operation: 'GetSSHPublicKey',
    call: () =>
      client.send(new iam.GetSSHPublicKeyCommand({ ...LUCY, SSHPublicKeyId: made.sshPublicKeyId, Encoding: 'SSH' })),
    answers: { SSHPublicKey: { Status: 'Inactive', SSHPublicKeyBody: expect.stringMatching(/^ssh-rsa /) } },
  },
  {
    operation: 'ListSSHPublicKeys',
    call: () => client.send(new iam.ListSSHPublicKeysCommand(LUCY)),
    answers: { SSHPublicKeys: [{ ...LUCY, Status: 'Inactive' }] },
  },
  {
    operation: 'DeleteSSHPublicKey',
    call: () => client.send(new iam.DeleteSSHPublicKeyCommand({ ...LUCY, SSHPublicKeyId: made.sshPublicKeyId })),
  },
  {
    operation: 'CreateServiceSpecificCredential',
    call: async () => {
      const answer = await client.send(
        new iam.CreateServiceSpecificCredentialCommand({ ...LUCY, ServiceName: 'codecommit.amazonaws.com' }),
      );
      made.credentialId = answer.ServiceSpecificCredential?.ServiceSpecificCredentialId ?? '';
      return answer;
    },
    answers: { ServiceSpecificCredential: { ...LUCY, Status: 'Active', ServicePassword: expect.any(String) } },
  },
  {
    operation: 'UpdateServiceSpecificCredential',
    call: () =>
      client.send(
        new iam.UpdateServiceSpecificCredentialCommand({
          ...LUCY,
          ServiceSpecificCredentialId: made.credentialId,
          Status: 'Inactive',
        }),
      ),
  },
  {
    operation: 'ListServiceSpecificCredentials',
    call: () => client.send(new iam.ListServiceSpecificCredentialsCommand(LUCY)),
    answers: { ServiceSpecificCredentials: [{ ...LUCY, Status: 'Inactive' }] },
  },
  {
    operation: 'ResetServiceSpecificCredential',
    call: () =>
      client.send(
        new iam.ResetServiceSpecificCredentialCommand({ ...LUCY, ServiceSpecificCredentialId: made.credentialId }),
      ),
    answers: { ServiceSpecificCredential: { ServicePassword: expect.any(String) } },
  },
  {
    operation: 'DeleteServiceSpecificCredential',
    call: () =>
      client.send(
        new iam.DeleteServiceSpecificCredentialCommand({ ...LUCY, ServiceSpecificCredentialId: made.credentialId }),
      ),
  },

  // Server certificates
  {
    operation: 'UploadServerCertificate',
    call: async () => {
      const { certificate, privateKey } = await inForce('shop.example.com');
      return client.send(
        new iam.UploadServerCertificateCommand({
          ServerCertificateName: 'store',
          CertificateBody: certificate,
          PrivateKey: privateKey,
        }),
      );
    },
    answers: { ServerCertificateMetadata: { Arn: iamArn('server-certificate/store') } },
  },
  {
    operation: 'UpdateServerCertificate',
    call: () =>
      client.send(
        new iam.UpdateServerCertificateCommand({ ServerCertificateName: 'store', NewServerCertificateName: 'shop' }),
      ),
  },
  {
    operation: 'GetServerCertificate',
    call: () => client.send(new iam.GetServerCertificateCommand(CERTIFICATE)),
    answers: { ServerCertificate: { ServerCertificateMetadata: CERTIFICATE } },
  },
  {
    operation: 'ListServerCertificates',
    call: () => client.send(new iam.ListServerCertificatesCommand()),
    answers: { ServerCertificateMetadataList: [CERTIFICATE] },
  },
  {
    operation: 'TagServerCertificate',
    call: () => client.send(new iam.TagServerCertificateCommand({ ...CERTIFICATE, Tags: TAGS })),
  },
  {
    operation: 'ListServerCertificateTags',
    call: () => client.send(new iam.ListServerCertificateTagsCommand(CERTIFICATE)),
    answers: { Tags: TAGS },
  },
  {
    operation: 'UntagServerCertificate',
    call: () => client.send(new iam.UntagServerCertificateCommand({ ...CERTIFICATE, TagKeys: ['team'] })),
  },
  {
    operation: 'DeleteServerCertificate',
    call: () => client.send(new iam.DeleteServerCertificateCommand(CERTIFICATE)),
  },

  // Identity providers
  {
    operation: 'CreateOpenIDConnectProvider',
    call: () =>
      client.send(
        new iam.CreateOpenIDConnectProviderCommand({ Url: 'https://idp.example.com', ClientIDList: ['shop'] }),
      ),
    answers: OIDC,
  },
  {
    operation: 'AddClientIDToOpenIDConnectProvider',
    call: () => client.send(new iam.AddClientIDToOpenIDConnectProviderCommand({ ...OIDC, ClientID: 'second' })),
  },
  {
    operation: 'RemoveClientIDFromOpenIDConnectProvider',
    call: () => client.send(new iam.RemoveClientIDFromOpenIDConnectProviderCommand({ ...OIDC, ClientID: 'shop' })),
  },
  {
    operation: 'UpdateOpenIDConnectProviderThumbprint',
    call: () =>
      client.send(new iam.UpdateOpenIDConnectProviderThumbprintCommand({ ...OIDC, ThumbprintList: ['a'.repeat(40)] })),
  },
  {
    operation: 'GetOpenIDConnectProvider',
    call: () => client.send(new iam.GetOpenIDConnectProviderCommand(OIDC)),
    answers: { Url: 'idp.example.com', ClientIDList: ['second'], ThumbprintList: ['a'.repeat(40)] },
  },
  {
    operation: 'ListOpenIDConnectProviders',
    call: () => client.send(new iam.ListOpenIDConnectProvidersCommand()),
    answers: { OpenIDConnectProviderList: [{ Arn: OIDC.OpenIDConnectProviderArn }] },
  },
  {
    operation: 'TagOpenIDConnectProvider',
    call: () => client.send(new iam.TagOpenIDConnectProviderCommand({ ...OIDC, Tags: TAGS })),
  },
  {
    operation: 'ListOpenIDConnectProviderTags',
    call: () => client.send(new iam.ListOpenIDConnectProviderTagsCommand(OIDC)),
    answers: { Tags: TAGS },
  },
  {
    operation: 'UntagOpenIDConnectProvider',
    call: () => client.send(new iam.UntagOpenIDConnectProviderCommand({ ...OIDC, TagKeys: ['team'] })),
  },
  {
    operation: 'DeleteOpenIDConnectProvider',
    call: () => client.send(new iam.DeleteOpenIDConnectProviderCommand(OIDC)),
  },
  {
    operation: 'CreateSAMLProvider',
    call: async () =>
      client.send(new iam.CreateSAMLProviderCommand({ Name: 'corp', SAMLMetadataDocument: await samlMetadata() })),
    answers: SAML,
  },
  {
    operation: 'UpdateSAMLProvider',
    call: async () =>
      client.send(new iam.UpdateSAMLProviderCommand({ ...SAML, SAMLMetadataDocument: await samlMetadata() })),
    answers: SAML,
  },
  {
    operation: 'GetSAMLProvider',
    call: () => client.send(new iam.GetSAMLProviderCommand(SAML)),
    answers: { SAMLMetadataDocument: expect.stringContaining('EntityDescriptor'), CreateDate: expect.any(Date) },
  },
  {
    operation: 'ListSAMLProviders',
    call: () => client.send(new iam.ListSAMLProvidersCommand()),
    answers: { SAMLProviderList: [{ Arn: SAML.SAMLProviderArn }] },
  },
  {
    operation: 'TagSAMLProvider',
    call: () => client.send(new iam.TagSAMLProviderCommand({ ...SAML, Tags: TAGS })),
  },
  {
    operation: 'ListSAMLProviderTags',
    call: () => client.send(new iam.ListSAMLProviderTagsCommand(SAML)),
    answers: { Tags: TAGS },
  },
  {
    operation: 'UntagSAMLProvider',
    call: () => client.send(new iam.UntagSAMLProviderCommand({ ...SAML, TagKeys: ['team'] })),
  },
  { operation: 'DeleteSAMLProvider', call: () => client.send(new iam.DeleteSAMLProviderCommand(SAML)) },

  // Service-linked roles
  {
    operation: 'CreateServiceLinkedRole',
    call: () => client.send(new iam.CreateServiceLinkedRoleCommand({ AWSServiceName: 'rds.amazonaws.com' })),
    answers: { Role: { RoleName: 'AWSServiceRoleForRDS', Path: '/aws-service-role/rds.amazonaws.com/' } },
  },
  {
    operation: 'DeleteServiceLinkedRole',
    call: async () => {
      const answer = await client.send(new iam.DeleteServiceLinkedRoleCommand({ RoleName: 'AWSServiceRoleForRDS' }));
      made.deletionTaskId = answer.DeletionTaskId ?? '';
      return answer;
    },
    answers: {
      DeletionTaskId: expect.stringMatching(/^task\/aws-service-role\/rds\.amazonaws\.com\/AWSServiceRoleForRDS\//),
    },
  },
  {
    operation: 'GetServiceLinkedRoleDeletionStatus',
    call: () => client.send(new iam.GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId: made.deletionTaskId })),
    answers: { Status: 'SUCCEEDED' },
  },

  // The credential report
  {
    operation: 'GenerateCredentialReport',
    call: () => client.send(new iam.GenerateCredentialReportCommand()),
    answers: { State: expect.any(String) },
  },
  {
    operation: 'GetCredentialReport',
    call: () => {
      vi.setSystemTime(Date.now() + 60_000);
      return client.send(new iam.GetCredentialReportCommand());
    },
    answers: { ReportFormat: 'text/csv', Content: expect.any(Uint8Array) },
  },

  // And everything goes
  {
    operation: 'RemoveRoleFromInstanceProfile',
    call: () => client.send(new iam.RemoveRoleFromInstanceProfileCommand({ ...WEB, ...DEPLOYER })),
  },
  { operation: 'DeleteInstanceProfile', call: () => client.send(new iam.DeleteInstanceProfileCommand(WEB)) },
  {
    operation: 'DetachUserPolicy',
    call: () => client.send(new iam.DetachUserPolicyCommand({ ...LUCY, ...OWN })),
  },
  {
    operation: 'DetachGroupPolicy',
    call: () => client.send(new iam.DetachGroupPolicyCommand({ ...DEVELOPERS, ...OWN })),
  },
  {
    operation: 'DetachRolePolicy',
    call: () => client.send(new iam.DetachRolePolicyCommand({ ...DEPLOYER, ...OWN })),
  },
  {
    operation: 'DeletePolicyVersion',
    call: () => client.send(new iam.DeletePolicyVersionCommand({ ...OWN, VersionId: 'v1' })),
  },
  { operation: 'DeletePolicy', call: () => client.send(new iam.DeletePolicyCommand(OWN)) },
  {
    operation: 'DeleteUserPolicy',
    call: () => client.send(new iam.DeleteUserPolicyCommand({ ...LUCY, PolicyName: 's3' })),
  },
  {
    operation: 'DeleteGroupPolicy',
    call: () => client.send(new iam.DeleteGroupPolicyCommand({ ...DEVELOPERS, PolicyName: 's3' })),
  },
  {
    operation: 'DeleteRolePolicy',
    call: () => client.send(new iam.DeleteRolePolicyCommand({ ...DEPLOYER, PolicyName: 's3' })),
  },
  {
    operation: 'RemoveUserFromGroup',
    call: () => client.send(new iam.RemoveUserFromGroupCommand({ ...DEVELOPERS, ...LUCY })),
  },
  { operation: 'DeleteGroup', call: () => client.send(new iam.DeleteGroupCommand(DEVELOPERS)) },
  { operation: 'DeleteRole', call: () => client.send(new iam.DeleteRoleCommand(DEPLOYER)) },
  { operation: 'DeleteUser', call: () => client.send(new iam.DeleteUserCommand(LUCY)) },
];

async function samlMetadata(): Promise<string> {
  const { metadata } = await newLocalSamlProvider('https://corp.idp.example/saml', {
    now: new Date(),
    random: systemRandom,
  });
  return metadata;
}

describe('AWS’s own client for IAM reads the answer of', () => {
  it.each(ROWS)('$operation', async ({ call, answers = {} }) => {
    expect(await call()).toMatchObject({ ...answers, $metadata: { httpStatusCode: 200 } });
  });

  it('every operation that is performed', () => {
    // Registering a passkey is the console's alone, and what tells of access has tests of its own.
    const elsewhere = new Set<string>(['RegisterSecurityKey', ...ACCESS_REPORT_OPERATIONS]);
    const performed = Object.keys(handlers)
      .filter((name) => name.startsWith('iam:'))
      .map((name) => name.slice('iam:'.length))
      .filter((name) => !elsewhere.has(name));
    expect(ROWS.map(({ operation }) => operation).toSorted()).toEqual(performed.toSorted());
  });
});

/** An error of the API's model: what leads to it, and how the client knows it. */
interface Refusal {
  readonly error: string;
  readonly status: number;
  /** A text, or what it must match. */
  readonly message: unknown;
  readonly call: () => Promise<unknown>;
}

const ADMIN = { UserName: 'admin' };

const REFUSALS: readonly Refusal[] = [
  {
    error: 'NoSuchEntityException',
    status: 404,
    message: 'The user with name nobody cannot be found.',
    call: () => client.send(new iam.GetUserCommand({ UserName: 'nobody' })),
  },
  {
    error: 'EntityAlreadyExistsException',
    status: 409,
    message: 'User with name ADMIN already exists.',
    call: () => client.send(new iam.CreateUserCommand({ UserName: 'ADMIN' })),
  },
  {
    error: 'DeleteConflictException',
    status: 409,
    message: 'Cannot delete entity, must delete access keys first.',
    call: () => client.send(new iam.DeleteUserCommand(ADMIN)),
  },
  {
    error: 'LimitExceededException',
    status: 409,
    message: 'Cannot exceed quota for AccessKeysPerUser: 2',
    call: async () => {
      await client.send(new iam.CreateAccessKeyCommand(ADMIN));
      return client.send(new iam.CreateAccessKeyCommand(ADMIN));
    },
  },
  {
    error: 'InvalidInputException',
    status: 400,
    message: 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    call: () =>
      client.send(
        new iam.TagUserCommand({
          ...ADMIN,
          Tags: [
            { Key: 'team', Value: 'a' },
            { Key: 'Team', Value: 'b' },
          ],
        }),
      ),
  },
  {
    error: 'MalformedPolicyDocumentException',
    status: 400,
    message: 'This policy contains invalid Json',
    call: () => client.send(new iam.CreateRoleCommand({ RoleName: 'other', AssumeRolePolicyDocument: '{' })),
  },
  {
    error: 'UnmodifiableEntityException',
    status: 400,
    message:
      "Cannot perform the operation on the protected role 'AWSServiceRoleForECS' - this role is only modifiable by AWS",
    call: async () => {
      await client.send(new iam.CreateServiceLinkedRoleCommand({ AWSServiceName: 'ecs.amazonaws.com' }));
      return client.send(new iam.DeleteRoleCommand({ RoleName: 'AWSServiceRoleForECS' }));
    },
  },
  {
    error: 'PolicyNotAttachableException',
    status: 400,
    message: 'Cannot attach a Service Role Policy to a Customer Role.',
    call: async () => {
      await client.send(new iam.CreateRoleCommand({ RoleName: 'own', AssumeRolePolicyDocument: TRUST_EC2 }));
      const PolicyArn = 'arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy';
      return client.send(new iam.AttachRolePolicyCommand({ RoleName: 'own', PolicyArn }));
    },
  },
  {
    error: 'PasswordPolicyViolationException',
    status: 400,
    message: expect.stringContaining('minimum length'),
    call: () => client.send(new iam.CreateLoginProfileCommand({ ...ADMIN, Password: 'short' })),
  },
  {
    error: 'InvalidAuthenticationCodeException',
    status: 403,
    message: 'Authentication code for device is not valid.',
    call: async () => {
      await client.send(new iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'tablet' }));
      const SerialNumber = iamArn('mfa/tablet');
      const wrong = { AuthenticationCode1: '000000', AuthenticationCode2: '000000' };
      return client.send(new iam.EnableMFADeviceCommand({ ...ADMIN, SerialNumber, ...wrong }));
    },
  },
  {
    error: 'MalformedCertificateException',
    status: 400,
    message: expect.any(String),
    call: () => client.send(new iam.UploadSigningCertificateCommand({ ...ADMIN, CertificateBody: 'no certificate' })),
  },
  {
    error: 'KeyPairMismatchException',
    status: 400,
    message: 'The public key certificate and the private key do not match.',
    call: async () => {
      const [one, other] = await Promise.all([inForce('one'), inForce('other')]);
      return client.send(
        new iam.UploadServerCertificateCommand({
          ServerCertificateName: 'one',
          CertificateBody: one.certificate,
          PrivateKey: other.privateKey,
        }),
      );
    },
  },
  {
    error: 'DuplicateCertificateException',
    status: 409,
    message: expect.any(String),
    call: async () => {
      const { certificate: CertificateBody } = await inForce('twice');
      await client.send(new iam.UploadSigningCertificateCommand({ ...ADMIN, CertificateBody }));
      return client.send(new iam.UploadSigningCertificateCommand({ ...ADMIN, CertificateBody }));
    },
  },
  {
    error: 'DuplicateSSHPublicKeyException',
    status: 400,
    message: expect.any(String),
    call: async () => {
      const SSHPublicKeyBody = sshKey();
      await client.send(new iam.UploadSSHPublicKeyCommand({ ...ADMIN, SSHPublicKeyBody }));
      return client.send(new iam.UploadSSHPublicKeyCommand({ ...ADMIN, SSHPublicKeyBody }));
    },
  },
  {
    error: 'UnrecognizedPublicKeyEncodingException',
    status: 400,
    message: expect.any(String),
    call: () => client.send(new iam.UploadSSHPublicKeyCommand({ ...ADMIN, SSHPublicKeyBody: 'no key' })),
  },
  {
    error: 'ValidationError',
    status: 400,
    message:
      'The specified value for userName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
    call: () => client.send(new iam.GetUserCommand({ UserName: 'a b' })),
  },
];

describe('AWS’s own client for IAM knows the error', () => {
  it.each(REFUSALS)('$error', async ({ call, error, status, message }) => {
    const refusal = await call().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(refusal).toMatchObject({
      name: error,
      message,
      $metadata: { httpStatusCode: status },
    });
  });
});
