import { beforeAll, describe, expect, it } from 'vitest';
import {
  isOperationName as isDeclared,
  operations,
  type OperationName as DeclaredName,
} from '../../../src-shared/operations/registry.ts';
import type { Actor, NeededPart, Proof } from '../../../src-main/actions/handler.ts';
import { IAM_OPERATIONS } from '../../../src-main/actions/iam/operations.ts';
import { handlerOf } from '../../../src-main/actions/registry.ts';
import {
  ACCOUNT_ID,
  ALLOW_ALL_S3,
  OTHER_ACCOUNT_ID,
  READ_ONLY_ACCESS,
  ROOT,
  TestAccount,
  TRUST_EC2,
  userActor,
} from './test-account.ts';

const iam = (resource: string) => `arn:aws:iam::${ACCOUNT_ID}:${resource}`;
const LUCY = iam('user/staff/lucy');
const DEVELOPERS = iam('group/teams/developers');
const DEPLOYER = iam('role/ci/deployer');
const OWN_POLICY = iam('policy/shop/own');
const SERIAL_NUMBER = iam('mfa/lucy-phone');
const UNLOCK_BUCKET = 'arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy';
const SHOP_CERTIFICATE = iam('server-certificate/shop');
const CERTIFICATE_ID = 'TA7SMP42TDN5Z26OBPJE7EXAMPLE';
const SSH_KEY_ID = 'APKAEIVFHP46CEXAMPLE';
const CREDENTIAL_ID = 'ACCA12345ABCDEXAMPLE';
const AUTO_SCALING = iam('role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling');
const BUCKET = 'arn:aws:s3:::lucy-bucket';

const OIDC_PROVIDER = iam('oidc-provider/idp.example.com');
const SAML_PROVIDER = iam('saml-provider/corp');

const BOUNDED = { 'iam:PermissionsBoundary': READ_ONLY_ACCESS };
const TAGS = [{ Key: 'team', Value: 'shop' }];
const TAGGED = { 'aws:RequestTag/team': 'shop', 'aws:TagKeys': ['team'] };

let aws: TestAccount;
beforeAll(async () => {
  aws = new TestAccount();
  await aws.perform('iam:CreateUser', { UserName: 'lucy', Path: '/staff/', PermissionsBoundary: READ_ONLY_ACCESS });
  await aws.perform('iam:CreateGroup', { GroupName: 'developers', Path: '/teams/' });
  await aws.perform('iam:CreateRole', {
    RoleName: 'deployer',
    Path: '/ci/',
    AssumeRolePolicyDocument: TRUST_EC2,
    PermissionsBoundary: READ_ONLY_ACCESS,
  });
  await aws.perform('iam:CreateInstanceProfile', { InstanceProfileName: 'web', Path: '/tier/' });
  await aws.perform('iam:CreateServiceLinkedRole', { AWSServiceName: 'autoscaling.amazonaws.com' });
  await aws.perform('s3:CreateBucket', { Bucket: 'lucy-bucket' });
  await aws.perform('s3:CreateBucket', { Bucket: 'their-bucket' }, { accountId: OTHER_ACCOUNT_ID });
});

const onLucy = (action: string, context?: NeededPart['context']): NeededPart[] => [part(action, LUCY, context)];
const WEB = { InstanceProfileName: 'web' };
const onWeb = (action: string, context?: NeededPart['context']): NeededPart[] => [
  part(action, iam('instance-profile/tier/web'), context),
];
const onDevelopers = (action: string): NeededPart[] => [part(action, DEVELOPERS)];
const onDeployer = (action: string, context: NeededPart['context'] = BOUNDED): NeededPart[] => [
  part(action, DEPLOYER, context),
];

function part(action: string, resource: string, context?: NeededPart['context']): NeededPart {
  return context === undefined ? { action, resource } : { action, resource, context };
}

/** What an identity provider says of somebody, once that was checked. */
const FEDERATED: Required<Pick<Proof, 'principal' | 'federation' | 'asserted'>> = {
  principal: { kind: 'federated', provider: OIDC_PROVIDER, providerAccountId: ACCOUNT_ID, subject: 'lucy' },
  federation: { protocol: 'oidc', provider: OIDC_PROVIDER, claims: { sub: 'lucy', aud: 'shop' } },
  asserted: {
    sessionName: 'from-the-provider',
    tags: TAGS,
    transitiveTagKeys: ['team'],
    sourceIdentity: 'lucy',
    notOnOrAfter: null,
  },
};

/** Each action of assuming a role with the word of an identity provider, judged by one context. */
const onDeployerFederated = (action: string, sessionName: string): NeededPart[] =>
  [action, 'sts:TagSession', 'sts:SetSourceIdentity'].map((needed) => ({
    action: needed,
    resource: DEPLOYER,
    resourceAccountId: ACCOUNT_ID,
    context: {
      'sts:RoleSessionName': sessionName,
      'sts:SourceIdentity': 'lucy',
      'sts:TransitiveTagKeys': ['team'],
      ...TAGGED,
    },
  }));

type Name = DeclaredName | `iam:${(typeof IAM_OPERATIONS)[number]}`;

/** What each operation asks for. An operation that is missing here does not compile. */
const NEEDED: Readonly<
  Record<Name, { given: Record<string, unknown>; needs: NeededPart[]; as?: Actor; proof?: Proof }>
> = {
  'iam:CreateUser': {
    given: { UserName: 'new', Path: '/staff/', PermissionsBoundary: READ_ONLY_ACCESS, Tags: TAGS },
    needs: [
      part('iam:CreateUser', iam('user/staff/new'), { ...BOUNDED, ...TAGGED }),
      part('iam:TagUser', iam('user/staff/new'), TAGGED),
    ],
  },
  'iam:GetUser': { given: { UserName: 'lucy' }, needs: onLucy('iam:GetUser') },
  'iam:ListUsers': { given: {}, needs: [part('iam:ListUsers', '*')] },
  'iam:UpdateUser': {
    given: { UserName: 'lucy', NewUserName: 'lucille' },
    needs: [part('iam:UpdateUser', LUCY), part('iam:UpdateUser', iam('user/staff/lucille'))],
  },
  'iam:DeleteUser': { given: { UserName: 'lucy' }, needs: onLucy('iam:DeleteUser') },
  'iam:TagUser': { given: { UserName: 'lucy', Tags: TAGS }, needs: onLucy('iam:TagUser', TAGGED) },
  'iam:UntagUser': {
    given: { UserName: 'lucy', TagKeys: ['team'] },
    needs: onLucy('iam:UntagUser', { 'aws:TagKeys': ['team'] }),
  },
  'iam:PutUserPolicy': {
    given: { UserName: 'lucy', PolicyName: 'p', PolicyDocument: ALLOW_ALL_S3 },
    needs: onLucy('iam:PutUserPolicy', BOUNDED),
  },
  'iam:DeleteUserPolicy': {
    given: { UserName: 'lucy', PolicyName: 'p' },
    needs: onLucy('iam:DeleteUserPolicy', BOUNDED),
  },
  'iam:AttachUserPolicy': {
    given: { UserName: 'lucy', PolicyArn: OWN_POLICY },
    needs: onLucy('iam:AttachUserPolicy', { 'iam:PolicyARN': OWN_POLICY, ...BOUNDED }),
  },
  'iam:DetachUserPolicy': {
    given: { UserName: 'lucy', PolicyArn: OWN_POLICY },
    needs: onLucy('iam:DetachUserPolicy', { 'iam:PolicyARN': OWN_POLICY, ...BOUNDED }),
  },

  'iam:CreateGroup': { given: { GroupName: 'new' }, needs: [part('iam:CreateGroup', iam('group/new'))] },
  'iam:GetGroup': { given: { GroupName: 'developers' }, needs: onDevelopers('iam:GetGroup') },
  'iam:ListGroups': { given: {}, needs: [part('iam:ListGroups', '*')] },
  'iam:DeleteGroup': { given: { GroupName: 'developers' }, needs: onDevelopers('iam:DeleteGroup') },
  'iam:AddUserToGroup': {
    given: { GroupName: 'developers', UserName: 'lucy' },
    needs: onDevelopers('iam:AddUserToGroup'),
  },
  'iam:RemoveUserFromGroup': {
    given: { GroupName: 'developers', UserName: 'lucy' },
    needs: onDevelopers('iam:RemoveUserFromGroup'),
  },
  'iam:PutGroupPolicy': {
    given: { GroupName: 'developers', PolicyName: 'p', PolicyDocument: ALLOW_ALL_S3 },
    needs: onDevelopers('iam:PutGroupPolicy'),
  },
  'iam:DeleteGroupPolicy': {
    given: { GroupName: 'developers', PolicyName: 'p' },
    needs: onDevelopers('iam:DeleteGroupPolicy'),
  },
  'iam:AttachGroupPolicy': {
    given: { GroupName: 'developers', PolicyArn: OWN_POLICY },
    needs: [part('iam:AttachGroupPolicy', DEVELOPERS, { 'iam:PolicyARN': OWN_POLICY })],
  },
  'iam:DetachGroupPolicy': {
    given: { GroupName: 'developers', PolicyArn: OWN_POLICY },
    needs: [part('iam:DetachGroupPolicy', DEVELOPERS, { 'iam:PolicyARN': OWN_POLICY })],
  },

  'iam:CreateRole': {
    given: { RoleName: 'new', AssumeRolePolicyDocument: TRUST_EC2, PermissionsBoundary: READ_ONLY_ACCESS, Tags: TAGS },
    needs: [
      part('iam:CreateRole', iam('role/new'), { ...BOUNDED, ...TAGGED }),
      part('iam:TagRole', iam('role/new'), TAGGED),
    ],
  },
  'iam:GetRole': { given: { RoleName: 'deployer' }, needs: onDeployer('iam:GetRole') },
  'iam:ListRoles': { given: {}, needs: [part('iam:ListRoles', '*')] },
  'iam:UpdateAssumeRolePolicy': {
    given: { RoleName: 'deployer', PolicyDocument: TRUST_EC2 },
    needs: onDeployer('iam:UpdateAssumeRolePolicy'),
  },
  'iam:DeleteRole': { given: { RoleName: 'deployer' }, needs: onDeployer('iam:DeleteRole') },
  'iam:PutRolePolicy': {
    given: { RoleName: 'deployer', PolicyName: 'p', PolicyDocument: ALLOW_ALL_S3 },
    needs: onDeployer('iam:PutRolePolicy'),
  },
  'iam:DeleteRolePolicy': {
    given: { RoleName: 'deployer', PolicyName: 'p' },
    needs: onDeployer('iam:DeleteRolePolicy'),
  },
  'iam:AttachRolePolicy': {
    given: { RoleName: 'deployer', PolicyArn: OWN_POLICY },
    needs: onDeployer('iam:AttachRolePolicy', { 'iam:PolicyARN': OWN_POLICY, ...BOUNDED }),
  },
  'iam:DetachRolePolicy': {
    given: { RoleName: 'deployer', PolicyArn: OWN_POLICY },
    needs: onDeployer('iam:DetachRolePolicy', { 'iam:PolicyARN': OWN_POLICY, ...BOUNDED }),
  },

  'iam:CreatePolicy': {
    given: { PolicyName: 'own', Path: '/shop/', PolicyDocument: ALLOW_ALL_S3, Tags: TAGS },
    needs: [part('iam:CreatePolicy', OWN_POLICY, TAGGED), part('iam:TagPolicy', OWN_POLICY, TAGGED)],
  },
  'iam:GetPolicy': { given: { PolicyArn: OWN_POLICY }, needs: [part('iam:GetPolicy', OWN_POLICY)] },
  'iam:GetPolicyVersion': {
    given: { PolicyArn: OWN_POLICY, VersionId: 'v1' },
    needs: [part('iam:GetPolicyVersion', OWN_POLICY)],
  },
  'iam:ListPolicies': { given: {}, needs: [part('iam:ListPolicies', '*')] },
  'iam:CreatePolicyVersion': {
    given: { PolicyArn: OWN_POLICY, PolicyDocument: ALLOW_ALL_S3, SetAsDefault: true },
    needs: [part('iam:CreatePolicyVersion', OWN_POLICY)],
  },
  'iam:SetDefaultPolicyVersion': {
    given: { PolicyArn: OWN_POLICY, VersionId: 'v1' },
    needs: [part('iam:SetDefaultPolicyVersion', OWN_POLICY)],
  },
  'iam:DeletePolicyVersion': {
    given: { PolicyArn: OWN_POLICY, VersionId: 'v1' },
    needs: [part('iam:DeletePolicyVersion', OWN_POLICY)],
  },
  'iam:DeletePolicy': { given: { PolicyArn: OWN_POLICY }, needs: [part('iam:DeletePolicy', OWN_POLICY)] },

  'iam:CreateAccessKey': { given: { UserName: 'lucy' }, needs: onLucy('iam:CreateAccessKey') },
  'iam:ListAccessKeys': { given: { UserName: 'lucy' }, needs: onLucy('iam:ListAccessKeys') },
  'iam:GetAccessKeyLastUsed': {
    given: { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
    needs: [part('iam:GetAccessKeyLastUsed', iam('user/*'))],
  },
  'iam:UpdateAccessKey': {
    given: { UserName: 'lucy', AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Inactive' },
    needs: onLucy('iam:UpdateAccessKey'),
  },
  'iam:DeleteAccessKey': {
    given: { UserName: 'lucy', AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
    needs: onLucy('iam:DeleteAccessKey'),
  },
  'iam:CreateLoginProfile': {
    given: { UserName: 'lucy', Password: 'Str0ng-password' },
    needs: onLucy('iam:CreateLoginProfile'),
  },
  'iam:GetLoginProfile': { given: { UserName: 'lucy' }, needs: onLucy('iam:GetLoginProfile') },
  'iam:UpdateLoginProfile': { given: { UserName: 'lucy' }, needs: onLucy('iam:UpdateLoginProfile') },
  'iam:DeleteLoginProfile': { given: { UserName: 'lucy' }, needs: onLucy('iam:DeleteLoginProfile') },
  'iam:ChangePassword': {
    given: { OldPassword: 'Old-horse-7', NewPassword: 'New-horse-8' },
    as: userActor('lucy'),
    needs: onLucy('iam:ChangePassword'),
  },
  'iam:UpdateAccountPasswordPolicy': { given: {}, needs: [part('iam:UpdateAccountPasswordPolicy', '*')] },
  'iam:GetAccountPasswordPolicy': { given: {}, needs: [part('iam:GetAccountPasswordPolicy', '*')] },
  'iam:DeleteAccountPasswordPolicy': { given: {}, needs: [part('iam:DeleteAccountPasswordPolicy', '*')] },

  'iam:CreateVirtualMFADevice': {
    given: { VirtualMFADeviceName: 'lucy-phone', Tags: TAGS },
    needs: [part('iam:CreateVirtualMFADevice', SERIAL_NUMBER, TAGGED), part('iam:TagMFADevice', SERIAL_NUMBER, TAGGED)],
  },
  'iam:EnableMFADevice': {
    given: {
      UserName: 'lucy',
      SerialNumber: SERIAL_NUMBER,
      AuthenticationCode1: '123456',
      AuthenticationCode2: '654321',
    },
    needs: onLucy('iam:EnableMFADevice'),
  },
  'iam:DeactivateMFADevice': {
    given: { UserName: 'lucy', SerialNumber: SERIAL_NUMBER },
    needs: onLucy('iam:DeactivateMFADevice'),
  },
  'iam:DeleteVirtualMFADevice': {
    given: { SerialNumber: SERIAL_NUMBER },
    needs: [part('iam:DeleteVirtualMFADevice', SERIAL_NUMBER)],
  },
  'iam:ListMFADevices': { given: { UserName: 'lucy' }, needs: onLucy('iam:ListMFADevices') },
  'iam:ResyncMFADevice': {
    given: {
      UserName: 'lucy',
      SerialNumber: SERIAL_NUMBER,
      AuthenticationCode1: '123456',
      AuthenticationCode2: '654321',
    },
    needs: onLucy('iam:ResyncMFADevice'),
  },
  'iam:RegisterSecurityKey': {
    given: { UserName: 'lucy', DeviceName: 'key' },
    needs: ['Create', 'Activate'].map((state) =>
      part('iam:EnableMFADevice', LUCY, { 'iam:RegisterSecurityKey': state }),
    ),
    proof: { passkey: { id: 'id', publicKey: 'key', counter: 0, transports: [], deviceType: 'singleDevice' } },
  },
  'iam:GetMFADevice': {
    given: { UserName: 'lucy', SerialNumber: SERIAL_NUMBER },
    needs: onLucy('iam:GetMFADevice'),
  },
  'iam:ListVirtualMFADevices': { given: {}, needs: [part('iam:ListVirtualMFADevices', '*')] },
  'iam:TagMFADevice': {
    given: { SerialNumber: SERIAL_NUMBER, Tags: TAGS },
    needs: [part('iam:TagMFADevice', SERIAL_NUMBER, TAGGED)],
  },
  'iam:UntagMFADevice': {
    given: { SerialNumber: SERIAL_NUMBER, TagKeys: ['team'] },
    needs: [part('iam:UntagMFADevice', SERIAL_NUMBER, { 'aws:TagKeys': ['team'] })],
  },
  'iam:ListMFADeviceTags': {
    given: { SerialNumber: SERIAL_NUMBER },
    needs: [part('iam:ListMFADeviceTags', SERIAL_NUMBER)],
  },

  'iam:UploadServerCertificate': {
    given: {
      ServerCertificateName: 'shop',
      Path: '/cloudfront/',
      CertificateBody: 'c',
      PrivateKey: 'k',
      Tags: TAGS,
    },
    needs: [
      part('iam:UploadServerCertificate', iam('server-certificate/cloudfront/shop'), TAGGED),
      part('iam:TagServerCertificate', iam('server-certificate/cloudfront/shop'), TAGGED),
    ],
  },
  'iam:GetServerCertificate': {
    given: { ServerCertificateName: 'shop' },
    needs: [part('iam:GetServerCertificate', SHOP_CERTIFICATE)],
  },
  'iam:ListServerCertificates': { given: {}, needs: [part('iam:ListServerCertificates', '*')] },
  'iam:UpdateServerCertificate': {
    given: { ServerCertificateName: 'shop', NewPath: '/old/' },
    needs: [
      part('iam:UpdateServerCertificate', SHOP_CERTIFICATE),
      part('iam:UpdateServerCertificate', iam('server-certificate/old/shop')),
    ],
  },
  'iam:DeleteServerCertificate': {
    given: { ServerCertificateName: 'shop' },
    needs: [part('iam:DeleteServerCertificate', SHOP_CERTIFICATE)],
  },
  'iam:TagServerCertificate': {
    given: { ServerCertificateName: 'shop', Tags: TAGS },
    needs: [part('iam:TagServerCertificate', SHOP_CERTIFICATE, TAGGED)],
  },
  'iam:UntagServerCertificate': {
    given: { ServerCertificateName: 'shop', TagKeys: ['team'] },
    needs: [part('iam:UntagServerCertificate', SHOP_CERTIFICATE, { 'aws:TagKeys': ['team'] })],
  },
  'iam:ListServerCertificateTags': {
    given: { ServerCertificateName: 'shop' },
    needs: [part('iam:ListServerCertificateTags', SHOP_CERTIFICATE)],
  },

  'iam:UploadSigningCertificate': {
    given: { UserName: 'lucy', CertificateBody: 'c' },
    needs: onLucy('iam:UploadSigningCertificate'),
  },
  'iam:ListSigningCertificates': { given: { UserName: 'lucy' }, needs: onLucy('iam:ListSigningCertificates') },
  'iam:UpdateSigningCertificate': {
    given: { UserName: 'lucy', CertificateId: CERTIFICATE_ID, Status: 'Inactive' },
    needs: onLucy('iam:UpdateSigningCertificate'),
  },
  'iam:DeleteSigningCertificate': {
    given: { UserName: 'lucy', CertificateId: CERTIFICATE_ID },
    needs: onLucy('iam:DeleteSigningCertificate'),
  },

  'iam:UploadSSHPublicKey': {
    given: { UserName: 'lucy', SSHPublicKeyBody: 'ssh-rsa AAAA' },
    needs: onLucy('iam:UploadSSHPublicKey'),
  },
  'iam:GetSSHPublicKey': {
    given: { UserName: 'lucy', SSHPublicKeyId: SSH_KEY_ID, Encoding: 'PEM' },
    needs: onLucy('iam:GetSSHPublicKey'),
  },
  'iam:ListSSHPublicKeys': { given: { UserName: 'lucy' }, needs: onLucy('iam:ListSSHPublicKeys') },
  'iam:UpdateSSHPublicKey': {
    given: { UserName: 'lucy', SSHPublicKeyId: SSH_KEY_ID, Status: 'Inactive' },
    needs: onLucy('iam:UpdateSSHPublicKey'),
  },
  'iam:DeleteSSHPublicKey': {
    given: { UserName: 'lucy', SSHPublicKeyId: SSH_KEY_ID },
    needs: onLucy('iam:DeleteSSHPublicKey'),
  },

  'iam:CreateServiceSpecificCredential': {
    given: { UserName: 'lucy', ServiceName: 'bedrock.amazonaws.com', CredentialAgeDays: '30' },
    needs: onLucy('iam:CreateServiceSpecificCredential', {
      'iam:ServiceSpecificCredentialServiceName': 'bedrock.amazonaws.com',
      'iam:ServiceSpecificCredentialAgeDays': '30',
    }),
  },
  'iam:ListServiceSpecificCredentials': {
    given: { UserName: 'lucy' },
    needs: onLucy('iam:ListServiceSpecificCredentials'),
  },
  'iam:UpdateServiceSpecificCredential': {
    given: { UserName: 'lucy', ServiceSpecificCredentialId: CREDENTIAL_ID, Status: 'Active' },
    needs: onLucy('iam:UpdateServiceSpecificCredential'),
  },
  'iam:ResetServiceSpecificCredential': {
    given: { UserName: 'lucy', ServiceSpecificCredentialId: CREDENTIAL_ID },
    needs: onLucy('iam:ResetServiceSpecificCredential'),
  },
  'iam:DeleteServiceSpecificCredential': {
    given: { UserName: 'lucy', ServiceSpecificCredentialId: CREDENTIAL_ID },
    needs: onLucy('iam:DeleteServiceSpecificCredential'),
  },

  'iam:GenerateCredentialReport': { given: {}, needs: [part('iam:GenerateCredentialReport', '*')] },
  'iam:GetCredentialReport': { given: {}, needs: [part('iam:GetCredentialReport', '*')] },

  'iam:CreateAccountAlias': { given: { AccountAlias: 'shop' }, needs: [part('iam:CreateAccountAlias', '*')] },
  'iam:DeleteAccountAlias': { given: { AccountAlias: 'shop' }, needs: [part('iam:DeleteAccountAlias', '*')] },

  'sts:GetCallerIdentity': { given: {}, needs: [] },
  'sts:AssumeRole': {
    given: {
      RoleArn: DEPLOYER,
      RoleSessionName: 'monday',
      ExternalId: 'shop',
      SourceIdentity: 'lucy',
      Tags: TAGS,
      TransitiveTagKeys: ['team'],
    },
    needs: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'].map((action) => ({
      ...part(action, DEPLOYER, {
        'sts:RoleSessionName': 'monday',
        'sts:ExternalId': 'shop',
        'sts:SourceIdentity': 'lucy',
        'sts:TransitiveTagKeys': ['team'],
        ...TAGGED,
      }),
      resourceAccountId: ACCOUNT_ID,
    })),
    as: userActor('lucy'),
  },
  'sts:GetSessionToken': { given: {}, needs: [], as: userActor('lucy') },
  'sts:GetFederationToken': {
    given: { Name: 'visitor', Tags: TAGS },
    needs: ['sts:GetFederationToken', 'sts:TagSession'].map((action) =>
      part(action, `arn:aws:sts::${ACCOUNT_ID}:federated-user/visitor`, TAGGED),
    ),
    as: userActor('lucy'),
  },
  'sts:AssumeRoot': {
    given: { TargetPrincipal: OTHER_ACCOUNT_ID, TaskPolicyArn: { arn: UNLOCK_BUCKET } },
    needs: [
      {
        ...part('sts:AssumeRoot', `arn:aws:iam::${OTHER_ACCOUNT_ID}:root`, { 'sts:TaskPolicyArn': UNLOCK_BUCKET }),
        resourceAccountId: ACCOUNT_ID,
      },
    ],
    as: userActor('lucy'),
  },
  'sts:GetAccessKeyInfo': {
    given: { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
    needs: [part('sts:GetAccessKeyInfo', '*')],
    as: userActor('lucy'),
  },
  'sts:DecodeAuthorizationMessage': {
    given: { EncodedMessage: 'sealed' },
    needs: [part('sts:DecodeAuthorizationMessage', '*')],
    as: userActor('lucy'),
  },

  'iam:CreateOpenIDConnectProvider': {
    given: { Url: 'https://idp.example.com', Tags: TAGS },
    needs: [
      part('iam:CreateOpenIDConnectProvider', OIDC_PROVIDER, TAGGED),
      part('iam:TagOpenIDConnectProvider', OIDC_PROVIDER, TAGGED),
    ],
  },
  'iam:ListOpenIDConnectProviders': { given: {}, needs: [part('iam:ListOpenIDConnectProviders', '*')] },
  'iam:GetOpenIDConnectProvider': {
    given: { OpenIDConnectProviderArn: OIDC_PROVIDER },
    needs: [part('iam:GetOpenIDConnectProvider', OIDC_PROVIDER)],
  },
  'iam:DeleteOpenIDConnectProvider': {
    given: { OpenIDConnectProviderArn: OIDC_PROVIDER },
    needs: [part('iam:DeleteOpenIDConnectProvider', OIDC_PROVIDER)],
  },
  'iam:AddClientIDToOpenIDConnectProvider': {
    given: { OpenIDConnectProviderArn: OIDC_PROVIDER, ClientID: 'shop' },
    needs: [part('iam:AddClientIDToOpenIDConnectProvider', OIDC_PROVIDER)],
  },
  'iam:RemoveClientIDFromOpenIDConnectProvider': {
    given: { OpenIDConnectProviderArn: OIDC_PROVIDER, ClientID: 'shop' },
    needs: [part('iam:RemoveClientIDFromOpenIDConnectProvider', OIDC_PROVIDER)],
  },
  'iam:UpdateOpenIDConnectProviderThumbprint': {
    given: { OpenIDConnectProviderArn: OIDC_PROVIDER, ThumbprintList: [] },
    needs: [part('iam:UpdateOpenIDConnectProviderThumbprint', OIDC_PROVIDER)],
  },
  'iam:ListOpenIDConnectProviderTags': {
    given: { OpenIDConnectProviderArn: OIDC_PROVIDER },
    needs: [part('iam:ListOpenIDConnectProviderTags', OIDC_PROVIDER)],
  },
  'iam:TagOpenIDConnectProvider': {
    given: { OpenIDConnectProviderArn: OIDC_PROVIDER, Tags: TAGS },
    needs: [part('iam:TagOpenIDConnectProvider', OIDC_PROVIDER, TAGGED)],
  },
  'iam:UntagOpenIDConnectProvider': {
    given: { OpenIDConnectProviderArn: OIDC_PROVIDER, TagKeys: ['team'] },
    needs: [part('iam:UntagOpenIDConnectProvider', OIDC_PROVIDER, { 'aws:TagKeys': ['team'] })],
  },
  'iam:CreateSAMLProvider': {
    given: { Name: 'corp', SAMLMetadataDocument: 'x'.repeat(1000), Tags: TAGS },
    needs: [part('iam:CreateSAMLProvider', SAML_PROVIDER, TAGGED), part('iam:TagSAMLProvider', SAML_PROVIDER, TAGGED)],
  },
  'iam:ListSAMLProviders': { given: {}, needs: [part('iam:ListSAMLProviders', '*')] },
  'iam:GetSAMLProvider': {
    given: { SAMLProviderArn: SAML_PROVIDER },
    needs: [part('iam:GetSAMLProvider', SAML_PROVIDER)],
  },
  'iam:UpdateSAMLProvider': {
    given: { SAMLProviderArn: SAML_PROVIDER },
    needs: [part('iam:UpdateSAMLProvider', SAML_PROVIDER)],
  },
  'iam:DeleteSAMLProvider': {
    given: { SAMLProviderArn: SAML_PROVIDER },
    needs: [part('iam:DeleteSAMLProvider', SAML_PROVIDER)],
  },
  'iam:ListSAMLProviderTags': {
    given: { SAMLProviderArn: SAML_PROVIDER },
    needs: [part('iam:ListSAMLProviderTags', SAML_PROVIDER)],
  },
  'iam:TagSAMLProvider': {
    given: { SAMLProviderArn: SAML_PROVIDER, Tags: TAGS },
    needs: [part('iam:TagSAMLProvider', SAML_PROVIDER, TAGGED)],
  },
  'iam:UntagSAMLProvider': {
    given: { SAMLProviderArn: SAML_PROVIDER, TagKeys: ['team'] },
    needs: [part('iam:UntagSAMLProvider', SAML_PROVIDER, { 'aws:TagKeys': ['team'] })],
  },

  'iam:CreateInstanceProfile': {
    given: { InstanceProfileName: 'new', Path: '/web/', Tags: TAGS },
    needs: [
      part('iam:CreateInstanceProfile', iam('instance-profile/web/new'), TAGGED),
      part('iam:TagInstanceProfile', iam('instance-profile/web/new'), TAGGED),
    ],
  },
  'iam:GetInstanceProfile': { given: WEB, needs: onWeb('iam:GetInstanceProfile') },
  'iam:ListInstanceProfiles': { given: {}, needs: [part('iam:ListInstanceProfiles', '*')] },
  'iam:ListInstanceProfilesForRole': {
    given: { RoleName: 'deployer' },
    needs: [part('iam:ListInstanceProfilesForRole', DEPLOYER)],
  },
  'iam:AddRoleToInstanceProfile': {
    given: { ...WEB, RoleName: 'deployer' },
    needs: [
      ...onWeb('iam:AddRoleToInstanceProfile'),
      part('iam:PassRole', DEPLOYER, { 'iam:PassedToService': 'ec2.amazonaws.com' }),
    ],
  },
  'iam:RemoveRoleFromInstanceProfile': {
    given: { ...WEB, RoleName: 'deployer' },
    needs: onWeb('iam:RemoveRoleFromInstanceProfile'),
  },
  'iam:DeleteInstanceProfile': { given: WEB, needs: onWeb('iam:DeleteInstanceProfile') },
  'iam:TagInstanceProfile': { given: { ...WEB, Tags: TAGS }, needs: onWeb('iam:TagInstanceProfile', TAGGED) },
  'iam:UntagInstanceProfile': {
    given: { ...WEB, TagKeys: ['team'] },
    needs: onWeb('iam:UntagInstanceProfile', { 'aws:TagKeys': ['team'] }),
  },
  'iam:ListInstanceProfileTags': { given: WEB, needs: onWeb('iam:ListInstanceProfileTags') },

  'iam:CreateServiceLinkedRole': {
    given: { AWSServiceName: 'autoscaling.amazonaws.com', CustomSuffix: 'shop' },
    needs: [
      part('iam:CreateServiceLinkedRole', `${AUTO_SCALING}_shop`, {
        'iam:AWSServiceName': 'autoscaling.amazonaws.com',
      }),
    ],
  },
  'iam:DeleteServiceLinkedRole': {
    given: { RoleName: 'AWSServiceRoleForAutoScaling' },
    needs: [part('iam:DeleteServiceLinkedRole', AUTO_SCALING)],
  },
  'iam:GetServiceLinkedRoleDeletionStatus': {
    given: {
      DeletionTaskId:
        'task/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling/ec720f7a-c0ba-4838-be33-f72e1873dd52',
    },
    needs: [part('iam:GetServiceLinkedRoleDeletionStatus', AUTO_SCALING)],
  },

  'iam:PutUserPermissionsBoundary': {
    given: { UserName: 'lucy', PermissionsBoundary: OWN_POLICY },
    needs: onLucy('iam:PutUserPermissionsBoundary', { 'iam:PermissionsBoundary': OWN_POLICY }),
  },
  'iam:DeleteUserPermissionsBoundary': {
    given: { UserName: 'lucy' },
    needs: onLucy('iam:DeleteUserPermissionsBoundary', BOUNDED),
  },
  'iam:PutRolePermissionsBoundary': {
    given: { RoleName: 'deployer', PermissionsBoundary: OWN_POLICY },
    needs: onDeployer('iam:PutRolePermissionsBoundary', { 'iam:PermissionsBoundary': OWN_POLICY }),
  },
  'iam:DeleteRolePermissionsBoundary': {
    given: { RoleName: 'deployer' },
    needs: onDeployer('iam:DeleteRolePermissionsBoundary'),
  },

  'iam:UpdateGroup': {
    given: { GroupName: 'developers', NewGroupName: 'engineers' },
    needs: [...onDevelopers('iam:UpdateGroup'), part('iam:UpdateGroup', iam('group/teams/engineers'))],
  },
  'iam:UpdateRole': { given: { RoleName: 'deployer' }, needs: onDeployer('iam:UpdateRole') },
  'iam:UpdateRoleDescription': {
    given: { RoleName: 'deployer', Description: 'Deploys' },
    needs: onDeployer('iam:UpdateRoleDescription'),
  },
  'iam:TagRole': { given: { RoleName: 'deployer', Tags: TAGS }, needs: onDeployer('iam:TagRole', TAGGED) },
  'iam:UntagRole': {
    given: { RoleName: 'deployer', TagKeys: ['team'] },
    needs: onDeployer('iam:UntagRole', { 'aws:TagKeys': ['team'] }),
  },
  'iam:ListRoleTags': { given: { RoleName: 'deployer' }, needs: [part('iam:ListRoleTags', DEPLOYER)] },
  'iam:ListUserTags': { given: { UserName: 'lucy' }, needs: onLucy('iam:ListUserTags') },
  'iam:TagPolicy': {
    given: { PolicyArn: OWN_POLICY, Tags: TAGS },
    needs: [part('iam:TagPolicy', OWN_POLICY, TAGGED)],
  },
  'iam:UntagPolicy': {
    given: { PolicyArn: OWN_POLICY, TagKeys: ['team'] },
    needs: [part('iam:UntagPolicy', OWN_POLICY, { 'aws:TagKeys': ['team'] })],
  },
  'iam:ListPolicyTags': { given: { PolicyArn: OWN_POLICY }, needs: [part('iam:ListPolicyTags', OWN_POLICY)] },

  'iam:GetUserPolicy': { given: { UserName: 'lucy', PolicyName: 'p' }, needs: onLucy('iam:GetUserPolicy') },
  'iam:GetGroupPolicy': {
    given: { GroupName: 'developers', PolicyName: 'p' },
    needs: onDevelopers('iam:GetGroupPolicy'),
  },
  'iam:GetRolePolicy': {
    given: { RoleName: 'deployer', PolicyName: 'p' },
    needs: [part('iam:GetRolePolicy', DEPLOYER)],
  },
  'iam:ListUserPolicies': { given: { UserName: 'lucy' }, needs: onLucy('iam:ListUserPolicies') },
  'iam:ListGroupPolicies': { given: { GroupName: 'developers' }, needs: onDevelopers('iam:ListGroupPolicies') },
  'iam:ListRolePolicies': { given: { RoleName: 'deployer' }, needs: [part('iam:ListRolePolicies', DEPLOYER)] },
  'iam:ListAttachedUserPolicies': { given: { UserName: 'lucy' }, needs: onLucy('iam:ListAttachedUserPolicies') },
  'iam:ListAttachedGroupPolicies': {
    given: { GroupName: 'developers' },
    needs: onDevelopers('iam:ListAttachedGroupPolicies'),
  },
  'iam:ListAttachedRolePolicies': {
    given: { RoleName: 'deployer' },
    needs: [part('iam:ListAttachedRolePolicies', DEPLOYER)],
  },
  'iam:ListGroupsForUser': { given: { UserName: 'lucy' }, needs: onLucy('iam:ListGroupsForUser') },
  'iam:ListEntitiesForPolicy': {
    given: { PolicyArn: OWN_POLICY },
    needs: [part('iam:ListEntitiesForPolicy', OWN_POLICY)],
  },
  'iam:ListPolicyVersions': {
    given: { PolicyArn: OWN_POLICY },
    needs: [part('iam:ListPolicyVersions', OWN_POLICY)],
  },
  'iam:ListAccountAliases': { given: {}, needs: [part('iam:ListAccountAliases', '*')] },
  'iam:GetAccountSummary': { given: {}, needs: [part('iam:GetAccountSummary', '*')] },
  'iam:GetAccountAuthorizationDetails': { given: {}, needs: [part('iam:GetAccountAuthorizationDetails', '*')] },

  'sts:AssumeRoleWithWebIdentity': {
    given: { RoleArn: DEPLOYER, RoleSessionName: 'monday', WebIdentityToken: 'token' },
    proof: FEDERATED,
    needs: onDeployerFederated('sts:AssumeRoleWithWebIdentity', 'monday'),
  },
  'sts:AssumeRoleWithSAML': {
    given: { RoleArn: DEPLOYER, PrincipalArn: SAML_PROVIDER, SAMLAssertion: 'assertion' },
    proof: FEDERATED,
    needs: onDeployerFederated('sts:AssumeRoleWithSAML', 'from-the-provider'),
  },

  's3:ListBuckets': { given: {}, needs: [part('s3:ListAllMyBuckets', '*')] },
  's3:CreateBucket': {
    given: { Bucket: 'lucy-bucket', LocationConstraint: 'eu-west-1' },
    needs: [part('s3:CreateBucket', BUCKET, { 's3:locationconstraint': 'eu-west-1' })],
  },
  's3:HeadBucket': { given: { Bucket: 'lucy-bucket' }, needs: [part('s3:ListBucket', BUCKET)] },
  's3:DeleteBucket': { given: { Bucket: 'lucy-bucket' }, needs: [part('s3:DeleteBucket', BUCKET)] },
  's3:GetBucketPolicy': { given: { Bucket: 'lucy-bucket' }, needs: [part('s3:GetBucketPolicy', BUCKET)] },
  's3:PutBucketPolicy': {
    given: { Bucket: 'lucy-bucket', Policy: '{}' },
    needs: [part('s3:PutBucketPolicy', BUCKET)],
  },
  's3:DeleteBucketPolicy': { given: { Bucket: 'lucy-bucket' }, needs: [part('s3:DeleteBucketPolicy', BUCKET)] },
};

const names: readonly Name[] = [
  ...Object.keys(operations).filter((name) => isDeclared(name)),
  ...IAM_OPERATIONS.map((name) => `iam:${name}` as const),
];

describe('Each operation declares what it needs', () => {
  it.each(names)('%s', (name) => {
    const { given, as, proof } = NEEDED[name];
    const needed = aws
      .authorize(name, given, { ...(as && { as }), ...(proof && { proof }) })
      .map(({ context, ...rest }) =>
        // No condition keys, and condition keys of which there are none, say the same.
        context === undefined || Object.keys(context).length === 0 ? rest : { ...rest, context },
      );
    expect(needed).toEqual(NEEDED[name].needs);
  });
});

describe('Where the resource is not what the parameters alone say', () => {
  it('an identity that does not exist is taken to have no path', () => {
    expect(aws.authorize('iam:DeleteUser', { UserName: 'nobody' })).toEqual([
      part('iam:DeleteUser', iam('user/nobody')),
    ]);
  });

  it('an identity is found without regard to case, and its own ARN asked for', () => {
    expect(aws.authorize('iam:GetUser', { UserName: 'LUCY' })).toEqual(onLucy('iam:GetUser'));
  });

  it('the user is the caller when none is named', () => {
    const needed = aws.authorize('iam:CreateAccessKey', {}, { as: userActor('lucy') });
    expect(needed).toEqual(onLucy('iam:CreateAccessKey'));
  });

  it('the root user’s MFA devices are asked for on no resource, since the actions take users alone', () => {
    expect(aws.authorize('iam:ListMFADevices', {}, { as: ROOT })).toEqual([part('iam:ListMFADevices', '*')]);
  });

  it('the user of an access key is found by the key', async () => {
    const { AccessKey } = await aws.perform('iam:CreateAccessKey', { UserName: 'lucy' });
    const { AccessKeyId } = AccessKey;
    expect(aws.authorize('iam:GetAccessKeyLastUsed', { AccessKeyId })).toEqual(onLucy('iam:GetAccessKeyLastUsed'));
  });

  it('credentials of all users are asked for on no resource', () => {
    const needed = aws.authorize('iam:ListServiceSpecificCredentials', { AllUsers: true });
    expect(needed).toEqual([part('iam:ListServiceSpecificCredentials', '*')]);
  });

  it('the root user asks about itself', () => {
    expect(aws.authorize('iam:GetUser', {}, { as: ROOT })).toEqual([part('iam:GetUser', iam('root'))]);
  });

  it('a user who is renamed to the same name needs one permission', () => {
    expect(aws.authorize('iam:UpdateUser', { UserName: 'lucy', NewUserName: 'lucy' })).toEqual(
      onLucy('iam:UpdateUser'),
    );
  });

  it('a bucket of another account is said to be that account’s', () => {
    expect(aws.authorize('s3:DeleteBucket', { Bucket: 'their-bucket' })).toEqual([
      { action: 's3:DeleteBucket', resource: 'arn:aws:s3:::their-bucket', resourceAccountId: OTHER_ACCOUNT_ID },
    ]);
  });

  it('untagged, a new user needs no permission to tag', () => {
    const needed = aws.authorize('iam:CreateUser', { UserName: 'new', Tags: [] });
    expect(needed.map(({ action }) => action)).toEqual(['iam:CreateUser']);
  });
});

describe('History labels', () => {
  it('are given by the operations that change something, and never hold a secret', () => {
    const reading = names.filter((name) => handlerOf(name).label === null);
    expect(reading.every((name) => /:(Get|List|Head|Assume|Decode)/.test(name))).toBe(true);
    for (const name of names) {
      const label = aws.label(name, NEEDED[name].given) ?? 'reads';
      expect(label).not.toMatch(/undefined|Str0ng-password|123456$|654321/);
    }
  });

  it.each(names)('%s: says names, not ARNs', (name) => {
    expect(aws.label(name, NEEDED[name].given) ?? 'reads').not.toContain('arn:');
  });
});
