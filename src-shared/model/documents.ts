import { z } from 'zod';
import { AccountId, Arn } from '../arn.ts';
import { Tag } from '../principal.ts';

/**
 * The model of an account is a set of documents keyed by ARN. None of them holds a secret: secret access keys, MFA
 * seeds and password hashes are in the vault, under references made from the IDs here.
 * Field names are those of the IAM API, in camelCase. Times are ISO 8601 in UTC.
 */

const Timestamp = z.iso.datetime();

/** A policy document is kept as its author's text, so that line numbers and layout survive. */
const PolicyText = z.string();
const InlinePolicies = z.record(z.string(), PolicyText);

/**
 * The account's own password policy, by the members of the API. A field that is null was not set: passwords do not
 * expire, or may be used again.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PasswordPolicy.html
 */
export const PasswordPolicy = z.object({
  minimumPasswordLength: z.number().int(),
  requireSymbols: z.boolean(),
  requireNumbers: z.boolean(),
  requireUppercaseCharacters: z.boolean(),
  requireLowercaseCharacters: z.boolean(),
  allowUsersToChangePassword: z.boolean(),
  /** In days. */
  maxPasswordAge: z.number().int().nullable(),
  /** How many former passwords must not be used again. */
  passwordReusePrevention: z.number().int().nullable(),
  hardExpiry: z.boolean(),
});

/**
 * A key of a JSON Web Key Set. Only the public members have a place in it.
 * @see https://datatracker.ietf.org/doc/html/rfc7517
 */
export const PublicJwk = z.object({
  kty: z.enum(['RSA', 'EC']),
  kid: z.string().exactOptional(),
  alg: z.string().exactOptional(),
  use: z.string().exactOptional(),
  n: z.string().exactOptional(),
  e: z.string().exactOptional(),
  crv: z.string().exactOptional(),
  x: z.string().exactOptional(),
  y: z.string().exactOptional(),
});

/**
 * An account as the issuer of tokens about its principals, which services elsewhere take.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound.html
 */
export const OutboundWebIdentityFederation = z.object({
  issuerIdentifier: z.url(),
  enabled: z.boolean(),
  /** One key for each algorithm; the private halves are in the vault, each under its `kid`. */
  jwks: z.object({ keys: z.array(PublicJwk) }),
});

/** `arn:aws:iam::ACCOUNT:root`: the account itself, and its root user. */
export const AccountDocument = z.object({
  type: z.literal('account'),
  arn: Arn,
  accountId: AccountId,
  name: z.string(),
  alias: z.string().nullable(),
  rootEmail: z.string().nullable(),
  createDate: Timestamp,
  /** Null where the account has none of its own, and AWS's default policy counts. */
  passwordPolicy: PasswordPolicy.nullable().default(null),
  /** Present when the root user has a password. The hash is in the vault under `passwordId`. */
  rootLoginProfile: z.object({ passwordId: z.string(), passwordSetAt: Timestamp }).nullable().default(null),
  rootPasswordLastUsed: Timestamp.nullable().default(null),
  /** Serial numbers of the MFA devices assigned to the root user. */
  rootMfaDevices: z.array(z.string()).default([]),
  /** The newest credential report: one is kept at a time. `content` is CSV. Null before the first. */
  credentialReport: z.object({ startedTime: Timestamp, content: z.string() }).nullable().default(null),
  /** Left out while it was never set: session tokens of the global endpoint are then of version 1. */
  globalEndpointTokenVersion: z.enum(['v1Token', 'v2Token']).exactOptional(),
  /** Left out while the account never vouched for its principals. */
  outboundWebIdentityFederation: OutboundWebIdentityFederation.exactOptional(),
});

export const AccessKey = z.object({
  accessKeyId: z.string(),
  status: z.enum(['Active', 'Inactive']),
  createDate: Timestamp,
  lastUsed: z.object({ date: Timestamp, region: z.string(), service: z.string() }).nullable(),
});

/**
 * A user's console password, without the password. Every password that is set has an ID of its own, under which the
 * vault keeps its hash, so that a change can be undone and a former password is known again.
 */
export const LoginProfile = z.object({
  createDate: Timestamp,
  passwordResetRequired: z.boolean(),
  /** Null in older workspaces, where the hash is under the user's unique ID. */
  passwordId: z.string().nullable().default(null),
  /** Null in older workspaces, where it is not known; the create date then counts. */
  passwordSetAt: Timestamp.nullable().default(null),
  /** IDs of the passwords before this one that the account's policy remembers, newest first. */
  formerPasswordIds: z.array(z.string()).default([]),
});

const ActiveOrInactive = z.enum(['Active', 'Inactive']);

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SigningCertificate.html */
export const SigningCertificate = z.object({
  certificateId: z.string(),
  /** X.509 in PEM. */
  certificateBody: z.string(),
  status: ActiveOrInactive,
  uploadDate: Timestamp,
});

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SSHPublicKey.html */
export const SshPublicKey = z.object({
  sshPublicKeyId: z.string(),
  /** In the form `ssh-rsa AAAA…`, whichever form it was uploaded in. */
  sshPublicKeyBody: z.string(),
  /** The MD5 digest of the key, as pairs of hexadecimal digits. */
  fingerprint: z.string(),
  status: ActiveOrInactive,
  uploadDate: Timestamp,
});

/**
 * A user name and password for one service, without the password, which is shown once and kept nowhere: no service here
 * takes it. An API key (Amazon Bedrock, CloudWatch Logs) has an alias in place of a user name.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ServiceSpecificCredential.html
 */
export const ServiceSpecificCredential = z.object({
  serviceSpecificCredentialId: z.string(),
  serviceName: z.string(),
  serviceUserName: z.string().nullable(),
  serviceCredentialAlias: z.string().nullable(),
  status: ActiveOrInactive,
  createDate: Timestamp,
  expirationDate: Timestamp.nullable(),
});

export const UserDocument = z.object({
  type: z.literal('user'),
  arn: Arn,
  accountId: AccountId,
  userName: z.string(),
  userId: z.string(),
  path: z.string(),
  createDate: Timestamp,
  groups: z.array(z.string()),
  attachedPolicies: z.array(Arn),
  inlinePolicies: InlinePolicies,
  permissionsBoundary: Arn.nullable(),
  tags: z.array(Tag),
  /** Present when the user has a console password. */
  loginProfile: LoginProfile.nullable(),
  passwordLastUsed: Timestamp.nullable(),
  accessKeys: z.array(AccessKey),
  /** Serial numbers of the MFA devices assigned to the user: ARNs, but for hardware TOTP tokens. See mfa-device.ts. */
  mfaDevices: z.array(z.string()),
  signingCertificates: z.array(SigningCertificate).default([]),
  sshPublicKeys: z.array(SshPublicKey).default([]),
  serviceSpecificCredentials: z.array(ServiceSpecificCredential).default([]),
});

export const GroupDocument = z.object({
  type: z.literal('group'),
  arn: Arn,
  accountId: AccountId,
  groupName: z.string(),
  groupId: z.string(),
  path: z.string(),
  createDate: Timestamp,
  attachedPolicies: z.array(Arn),
  inlinePolicies: InlinePolicies,
});

export const RoleDocument = z.object({
  type: z.literal('role'),
  arn: Arn,
  accountId: AccountId,
  roleName: z.string(),
  roleId: z.string(),
  path: z.string(),
  createDate: Timestamp,
  description: z.string(),
  maxSessionDuration: z.number().int(),
  assumeRolePolicyDocument: PolicyText,
  attachedPolicies: z.array(Arn),
  inlinePolicies: InlinePolicies,
  permissionsBoundary: Arn.nullable(),
  tags: z.array(Tag),
  lastUsed: z.object({ date: Timestamp, region: z.string() }).nullable(),
});

export const InstanceProfileDocument = z.object({
  type: z.literal('instanceProfile'),
  arn: Arn,
  accountId: AccountId,
  instanceProfileName: z.string(),
  instanceProfileId: z.string(),
  path: z.string(),
  createDate: Timestamp,
  roles: z.array(z.string()),
  tags: z.array(Tag),
});

export const PolicyVersion = z.object({
  versionId: z.string(),
  document: PolicyText,
  createDate: Timestamp,
});

/**
 * A managed policy: the account's own, or an AWS managed policy as an imported file held it (which then stands in
 * front of the newest version that Gatehouse ships).
 */
export const PolicyDocumentRow = z.object({
  type: z.literal('policy'),
  arn: Arn,
  accountId: z.union([AccountId, z.literal('aws')]),
  policyName: z.string(),
  policyId: z.string(),
  path: z.string(),
  description: z.string(),
  createDate: Timestamp,
  updateDate: Timestamp,
  defaultVersionId: z.string(),
  /** Newest first; at most five. */
  versions: z.array(PolicyVersion),
  /**
   * The highest number that a version ever had, so that the number of a deleted version is not given again. 0 where it
   * was not kept (older workspaces); the highest version there is then counts.
   */
  lastVersionNumber: z.number().int().default(0),
  tags: z.array(Tag),
});

/** What is kept of a passkey: its public half. @see https://www.w3.org/TR/webauthn-3/#credential-record */
export const PasskeyCredential = z.object({
  /** The credential ID, base64url. */
  id: z.string(),
  /** The COSE public key, base64url. */
  publicKey: z.string(),
  /** The signature counter as last seen; authenticators that keep none say 0 always. */
  counter: z.number().int(),
  transports: z.array(z.string()),
  /** Whether it is a synced passkey (`multiDevice`) or bound to one security key. */
  deviceType: z.enum(['singleDevice', 'multiDevice']),
});

/**
 * An MFA device: a virtual authenticator app, a hardware TOTP token, or a passkey. Who has it is said at the user
 * (`userName`) or at the account (`rootMfaDevices`).
 */
export const MfaDeviceDocument = z.object({
  type: z.literal('mfaDevice'),
  /** `arn:aws:iam::ACCOUNT:mfa/NAME`, or `…:u2f/user/USER/NAME` of a passkey. The seed is in the vault. */
  arn: Arn,
  kind: z.enum(['virtual', 'hardware', 'passkey']).default('virtual'),
  /**
   * The ID under which the vault keeps the seed: of its own, so that a device made again under a name does not take the
   * seed of the one before. Null in older workspaces, where it is the ARN, and for passkeys, which have no secret here.
   */
  seedId: z.string().nullable().default(null),
  passkey: PasskeyCredential.nullable().default(null),
  accountId: AccountId,
  virtualMfaDeviceName: z.string(),
  path: z.string(),
  createDate: Timestamp,
  enableDate: Timestamp.nullable(),
  userName: z.string().nullable(),
  /** The time step of the last code accepted, so that no code counts twice. */
  lastAcceptedStep: z.number().int().nullable(),
  /** By how many time steps the device's clock is ahead, as the last synchronization found. */
  driftSteps: z.number().int().default(0),
  tags: z.array(Tag),
});

/** An OpenID Connect provider: `arn:aws:iam::ACCOUNT:oidc-provider/HOST/PATH`. */
export const OpenIdConnectProviderDocument = z.object({
  type: z.literal('openIdConnectProvider'),
  arn: Arn,
  accountId: AccountId,
  /** Without `https://`, as AWS gives it back. */
  url: z.string(),
  clientIdList: z.array(z.string()),
  thumbprintList: z.array(z.string()),
  createDate: Timestamp,
  tags: z.array(Tag),
  /**
   * The provider's public keys. AWS fetches them from the provider; nothing leaves this machine, so they are kept here.
   * Null where they are not known.
   */
  jwks: z
    .object({ keys: z.array(PublicJwk) })
    .nullable()
    .default(null),
  /** Of a local provider: the key in the vault that it signs with. Null for providers that are elsewhere. */
  signingKeyId: z.string().nullable().default(null),
});

/** A SAML provider: `arn:aws:iam::ACCOUNT:saml-provider/NAME`. */
export const SamlProviderDocument = z.object({
  type: z.literal('samlProvider'),
  arn: Arn,
  accountId: AccountId,
  name: z.string(),
  /** The metadata of the identity provider, as its author wrote it. */
  samlMetadataDocument: z.string(),
  samlProviderUuid: z.string(),
  createDate: Timestamp,
  validUntil: Timestamp,
  tags: z.array(Tag),
  /** Of a local provider: the key in the vault that it signs with. Null for providers that are elsewhere. */
  signingKeyId: z.string().nullable().default(null),
});

/** `arn:aws:iam::ACCOUNT:server-certificate/PATH/NAME`. Its private key is kept nowhere: AWS never gives it back either. */
export const ServerCertificateDocument = z.object({
  type: z.literal('serverCertificate'),
  arn: Arn,
  accountId: AccountId,
  serverCertificateName: z.string(),
  serverCertificateId: z.string(),
  path: z.string(),
  uploadDate: Timestamp,
  expiration: Timestamp,
  /** X.509 in PEM. */
  certificateBody: z.string(),
  certificateChain: z.string().nullable(),
  tags: z.array(Tag),
});

/**
 * What an EC2 instance has that its role depends on. Every instance is in a VPC.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html
 */
export const Ec2Instance = z.object({
  instanceProfile: Arn.nullable(),
  vpcId: z.string().regex(/^vpc-[0-9a-f]{8,17}$/, 'A VPC ID looks like vpc-0123456789abcdef0.'),
  privateIpAddress: z.ipv4('Give an IPv4 address, such as 10.0.0.10.'),
});

/** Any other resource of the account: a bucket, a table, an instance, a function. */
export const ResourceDocument = z.object({
  type: z.literal('resource'),
  arn: Arn,
  accountId: AccountId,
  /** Service prefix and resource type as the service authorization reference names them, such as `s3:bucket`. */
  resourceType: z.string(),
  name: z.string(),
  region: z.string(),
  createDate: Timestamp,
  tags: z.array(Tag),
  /** The resource-based policy, where the resource has one. */
  policy: PolicyText.nullable(),
  /** Of an EC2 instance; left out for all else, and for one of which nothing more is known. */
  instance: Ec2Instance.exactOptional(),
  /** The role of a Lambda function; left out for all else. */
  executionRole: Arn.exactOptional(),
  /**
   * The settings of an S3 bucket, each by the name of its subresource (`versioning`, `cors`, …), as they were given; left
   * out for all else, and for a bucket of which none was ever set.
   */
  settings: z.record(z.string(), z.json()).exactOptional(),
});

/*
 * The organization. Its documents carry the ARNs, IDs and field names of the AWS Organizations API; `accountId` is the
 * account in the ARN, which is the management account's. A workspace holds at most one organization.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_Types.html
 */

/** The types of organization policy that take part in authorization. */
export const OrganizationPolicyType = z.enum(['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY']);

/** A root or an organizational unit: what a unit or an account hangs under. */
const ParentId = z.union([z.templateLiteral(['r-', z.string()]), z.templateLiteral(['ou-', z.string()])]);

/**
 * The organization policies attached to a root, an organizational unit or an account itself, by ARN, AWS's own included.
 * RCPFullAWSAccess is not listed: while resource control policies are enabled it is attached everywhere.
 */
const AttachedOrganizationPolicies = z.array(Arn);

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccountStatus.html */
export const CreateAccountRequest = z.object({
  id: z.templateLiteral(['car-', z.string()]),
  accountName: z.string(),
  requestedTimestamp: Timestamp,
  completedTimestamp: Timestamp,
  /** The account that was made; null where none was. */
  accountId: AccountId.nullable(),
  /** Why none was made; null where one was. */
  failureReason: z.enum(['EMAIL_ALREADY_EXISTS']).nullable(),
});

/** `arn:aws:organizations::MANAGEMENT:organization/o-…`. */
export const OrganizationDocument = z.object({
  type: z.literal('organization'),
  arn: Arn,
  accountId: AccountId,
  id: z.templateLiteral(['o-', z.string()]),
  featureSet: z.enum(['ALL', 'CONSOLIDATED_BILLING']),
  /** The management account. */
  masterAccountId: AccountId,
  /** Empty where the management account has no e-mail address. */
  masterAccountEmail: z.string(),
  /** The services that have trusted access. */
  enabledServices: z.array(z.object({ servicePrincipal: z.string(), dateEnabled: Timestamp })).default([]),
  /** The accounts that were asked for, oldest first. */
  createAccountRequests: z.array(CreateAccountRequest).default([]),
  /** What of centralized root access is enabled; left out while nothing ever was. */
  rootAccessFeatures: z.array(z.enum(['RootCredentialsManagement', 'RootSessions'])).exactOptional(),
});

/** `arn:aws:organizations::MANAGEMENT:root/o-…/r-…`. */
export const OrganizationRootDocument = z.object({
  type: z.literal('organizationRoot'),
  arn: Arn,
  accountId: AccountId,
  id: z.templateLiteral(['r-', z.string()]),
  name: z.string(),
  /** Those that are enabled. */
  policyTypes: z.array(OrganizationPolicyType),
  attachedPolicies: AttachedOrganizationPolicies,
  tags: z.array(Tag),
});

/** `arn:aws:organizations::MANAGEMENT:ou/o-…/ou-…`. */
export const OrganizationalUnitDocument = z.object({
  type: z.literal('organizationalUnit'),
  arn: Arn,
  accountId: AccountId,
  id: z.templateLiteral(['ou-', z.string()]),
  name: z.string(),
  parentId: ParentId,
  attachedPolicies: AttachedOrganizationPolicies,
  tags: z.array(Tag),
});

/** `arn:aws:organizations::MANAGEMENT:account/o-…/123456789012`: an account's place; the management account has one too. */
export const OrganizationAccountDocument = z.object({
  type: z.literal('organizationAccount'),
  arn: Arn,
  accountId: AccountId,
  /** The ID of the account whose place this is. */
  id: AccountId,
  name: z.string(),
  email: z.string(),
  status: z.enum(['ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE']),
  joinedMethod: z.enum(['INVITED', 'CREATED']),
  joinedTimestamp: Timestamp,
  parentId: ParentId,
  attachedPolicies: AttachedOrganizationPolicies,
  tags: z.array(Tag),
  /** The services that the account is a delegated administrator of. */
  delegatedServices: z.array(z.object({ servicePrincipal: z.string(), delegationEnabledDate: Timestamp })).default([]),
});

/** `arn:aws:organizations::MANAGEMENT:policy/o-…/service_control_policy/p-…`. */
export const OrganizationPolicyDocument = z.object({
  type: z.literal('organizationPolicy'),
  arn: Arn,
  accountId: AccountId,
  id: z.templateLiteral(['p-', z.string()]),
  name: z.string(),
  description: z.string(),
  policyType: OrganizationPolicyType,
  content: PolicyText,
  tags: z.array(Tag),
});

/**
 * `arn:aws:organizations::MANAGEMENT:resourcepolicy/o-…/rp-…`: which member accounts may do what in the organization.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_delegate_policies.html
 */
export const OrganizationResourcePolicyDocument = z.object({
  type: z.literal('organizationResourcePolicy'),
  arn: Arn,
  accountId: AccountId,
  id: z.templateLiteral(['rp-', z.string()]),
  content: PolicyText,
  tags: z.array(Tag),
});

/**
 * `arn:aws:organizations::MANAGEMENT:handshake/o-…/invite/h-…`: what the organization asks an account to agree to.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Handshake.html
 */
export const OrganizationHandshakeDocument = z.object({
  type: z.literal('organizationHandshake'),
  arn: Arn,
  accountId: AccountId,
  id: z.templateLiteral(['h-', z.string()]),
  organizationId: z.templateLiteral(['o-', z.string()]),
  action: z.enum(['INVITE', 'ENABLE_ALL_FEATURES', 'APPROVE_ALL_FEATURES']),
  /** As it was left; one that has expired since is not marked. */
  state: z.enum(['REQUESTED', 'OPEN', 'CANCELED', 'ACCEPTED', 'DECLINED']),
  requestedTimestamp: Timestamp,
  expirationTimestamp: Timestamp,
  /** When it was accepted, declined or canceled; null while it is not. */
  endedTimestamp: Timestamp.nullable(),
  /**
   * Who is asked: an account by its ID or by the e-mail address of its root user. Null for the request to enable all
   * features itself, whose answers are those of the handshakes under it.
   */
  recipient: z.object({ type: z.enum(['ACCOUNT', 'EMAIL']), id: z.string() }).nullable(),
  /** What the sender tells of itself. */
  sender: z.object({ email: z.string(), name: z.string(), featureSet: z.enum(['ALL', 'CONSOLIDATED_BILLING']) }),
  notes: z.string().nullable(),
  /** The handshake that this one is a part of; null where it stands alone. */
  parentHandshakeId: z.templateLiteral(['h-', z.string()]).nullable(),
  /** What an invited account is tagged with when it joins. */
  tags: z.array(Tag),
});

/** One row of the model. */
export const ModelDocument = z.discriminatedUnion('type', [
  AccountDocument,
  UserDocument,
  GroupDocument,
  RoleDocument,
  InstanceProfileDocument,
  PolicyDocumentRow,
  MfaDeviceDocument,
  OpenIdConnectProviderDocument,
  SamlProviderDocument,
  ServerCertificateDocument,
  ResourceDocument,
  OrganizationDocument,
  OrganizationRootDocument,
  OrganizationalUnitDocument,
  OrganizationAccountDocument,
  OrganizationPolicyDocument,
  OrganizationResourcePolicyDocument,
  OrganizationHandshakeDocument,
]);

export type PasswordPolicy = z.infer<typeof PasswordPolicy>;
export type AccountDocument = z.infer<typeof AccountDocument>;
export type AccessKey = z.infer<typeof AccessKey>;
export type LoginProfile = z.infer<typeof LoginProfile>;
export type SigningCertificate = z.infer<typeof SigningCertificate>;
export type SshPublicKey = z.infer<typeof SshPublicKey>;
export type ServiceSpecificCredential = z.infer<typeof ServiceSpecificCredential>;
export type UserDocument = z.infer<typeof UserDocument>;
export type GroupDocument = z.infer<typeof GroupDocument>;
export type RoleDocument = z.infer<typeof RoleDocument>;
export type InstanceProfileDocument = z.infer<typeof InstanceProfileDocument>;
export type PolicyVersion = z.infer<typeof PolicyVersion>;
export type PolicyDocumentRow = z.infer<typeof PolicyDocumentRow>;
export type PasskeyCredential = z.infer<typeof PasskeyCredential>;
export type MfaDeviceDocument = z.infer<typeof MfaDeviceDocument>;
export type PublicJwk = z.infer<typeof PublicJwk>;
export type OpenIdConnectProviderDocument = z.infer<typeof OpenIdConnectProviderDocument>;
export type SamlProviderDocument = z.infer<typeof SamlProviderDocument>;
export type ServerCertificateDocument = z.infer<typeof ServerCertificateDocument>;
export type Ec2Instance = z.infer<typeof Ec2Instance>;
export type ResourceDocument = z.infer<typeof ResourceDocument>;
export type OrganizationPolicyType = z.infer<typeof OrganizationPolicyType>;
export type OrganizationDocument = z.infer<typeof OrganizationDocument>;
export type OrganizationRootDocument = z.infer<typeof OrganizationRootDocument>;
export type OrganizationalUnitDocument = z.infer<typeof OrganizationalUnitDocument>;
export type OrganizationAccountDocument = z.infer<typeof OrganizationAccountDocument>;
export type OrganizationPolicyDocument = z.infer<typeof OrganizationPolicyDocument>;
export type OrganizationResourcePolicyDocument = z.infer<typeof OrganizationResourcePolicyDocument>;
export type OrganizationHandshakeDocument = z.infer<typeof OrganizationHandshakeDocument>;
export type CreateAccountRequest = z.infer<typeof CreateAccountRequest>;
export type ModelDocument = z.infer<typeof ModelDocument>;
export type DocumentType = ModelDocument['type'];
export const DocumentType = z.enum([
  'account',
  'user',
  'group',
  'role',
  'instanceProfile',
  'policy',
  'mfaDevice',
  'openIdConnectProvider',
  'samlProvider',
  'serverCertificate',
  'resource',
  'organization',
  'organizationRoot',
  'organizationalUnit',
  'organizationAccount',
  'organizationPolicy',
  'organizationResourcePolicy',
  'organizationHandshake',
]);

/** The document of a given type. */
export type DocumentOf<T extends DocumentType> = Extract<ModelDocument, { type: T }>;

/** One row before and after; null where it did not exist or no longer does. */
export const DocumentEdit = z.object({ key: Arn, before: ModelDocument.nullable(), after: ModelDocument.nullable() });
export type DocumentEdit = z.infer<typeof DocumentEdit>;

/** A labelled list of edits, applied whole or not at all. */
export const Change = z.object({
  id: z.string(),
  at: Timestamp,
  /** What a person did, in words: `Create user lucy`. */
  label: z.string(),
  /** `designer` edits can be undone; `request` edits were made by a principal through a door and are history. */
  origin: z.enum(['designer', 'request']),
  edits: z.array(DocumentEdit),
});
export type Change = z.infer<typeof Change>;
