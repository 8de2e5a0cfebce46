import { z } from 'zod';
import {
  AccessKey,
  AccountDocument,
  InstanceProfileDocument,
  MfaDeviceDocument,
  OpenIdConnectProviderDocument,
  PolicyDocumentRow,
  ResourceDocument,
  RoleDocument,
  SamlProviderDocument,
  ServerCertificateDocument,
  ServiceSpecificCredential,
  SigningCertificate,
  SshPublicKey,
  UserDocument,
} from '../../src-shared/model/documents.ts';
import { Arn } from '../../src-shared/arn.ts';
import { Tag } from '../../src-shared/principal.ts';

/**
 * The output of `aws iam get-account-authorization-details`, member by member. Lists that a filtered output lacks are
 * taken as empty. Policies are JSON values, or percent-encoded text as the API itself returns them.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */

/** The AWS CLI prints ISO 8601, its `raw` form too; other tools print a space for the `T`, or seconds since 1970. */
const Time = z
  .union([z.string(), z.number().transform((seconds) => new Date(seconds * 1000).toISOString())])
  .transform((text) => new Date(text))
  .refine((date) => !Number.isNaN(date.getTime()), 'is not a date')
  .transform((date) => date.toISOString());

const Attached = z.array(z.object({ PolicyArn: Arn })).default([]);
const Inline = z.array(z.object({ PolicyName: z.string(), PolicyDocument: z.unknown() })).default([]);
const Boundary = z.object({ PermissionsBoundaryArn: Arn }).nullable().default(null);
const Tags = z.array(Tag).default([]);

export const UserDetail = z.object({
  Arn,
  UserName: z.string(),
  UserId: z.string(),
  Path: z.string().default('/'),
  CreateDate: Time,
  GroupList: z.array(z.string()).default([]),
  UserPolicyList: Inline,
  AttachedManagedPolicies: Attached,
  PermissionsBoundary: Boundary,
  Tags,
});

export const GroupDetail = z.object({
  Arn,
  GroupName: z.string(),
  GroupId: z.string(),
  Path: z.string().default('/'),
  CreateDate: Time,
  GroupPolicyList: Inline,
  AttachedManagedPolicies: Attached,
});

export const InstanceProfileDetail = z.object({
  Arn,
  InstanceProfileName: z.string(),
  InstanceProfileId: z.string(),
  Path: z.string().default('/'),
  CreateDate: Time,
  Roles: z.array(z.object({ RoleName: z.string() })).default([]),
  Tags,
});

export const RoleDetail = z.object({
  Arn,
  RoleName: z.string(),
  RoleId: z.string(),
  Path: z.string().default('/'),
  CreateDate: Time,
  AssumeRolePolicyDocument: z.unknown(),
  InstanceProfileList: z.array(z.unknown()).default([]),
  RolePolicyList: Inline,
  AttachedManagedPolicies: Attached,
  PermissionsBoundary: Boundary,
  Tags,
  RoleLastUsed: z
    .object({ LastUsedDate: Time.optional(), Region: z.string().default('') })
    .nullable()
    .default(null),
});

export const ManagedPolicyDetail = z.object({
  Arn,
  PolicyName: z.string(),
  PolicyId: z.string(),
  Path: z.string().default('/'),
  Description: z.string().default(''),
  DefaultVersionId: z.string(),
  CreateDate: Time,
  UpdateDate: Time,
  PolicyVersionList: z.array(z.object({ VersionId: z.string(), Document: z.unknown(), CreateDate: Time })),
});

/** The lists of the form, and the members of their entries that the model has no use for. */
export const LISTS = {
  UserDetailList: { entry: UserDetail, passedOver: [] },
  GroupDetailList: { entry: GroupDetail, passedOver: [] },
  RoleDetailList: { entry: RoleDetail, passedOver: [] },
  Policies: {
    entry: ManagedPolicyDetail,
    passedOver: ['AttachmentCount', 'PermissionsBoundaryUsageCount', 'IsAttachable'],
  },
} as const;
export type ListName = keyof typeof LISTS;

/** The name under which Gatehouse's own export keeps what the form has no place for. */
export const GATEHOUSE_MEMBER = 'Gatehouse';

/** A policy text whose layout differs from the plain one: the document that holds it, and where in it. */
const PolicyLayout = z.object({ arn: Arn, slot: z.string(), text: z.string() });

/** What Gatehouse's own export keeps beside the form. Fields are those of the model. */
export const GatehouseMember = z.object({
  formatVersion: z.literal(1),
  account: AccountDocument.omit({ type: true, credentialReport: true }),
  users: z.array(
    UserDocument.pick({ arn: true, loginProfile: true, passwordLastUsed: true, mfaDevices: true }).extend({
      accessKeys: z.array(AccessKey),
      signingCertificates: z.array(SigningCertificate).default([]),
      sshPublicKeys: z.array(SshPublicKey).default([]),
      serviceSpecificCredentials: z.array(ServiceSpecificCredential).default([]),
    }),
  ),
  roles: z.array(RoleDocument.pick({ arn: true, description: true, maxSessionDuration: true })),
  /** Those that no role is in; the others are with their roles. */
  instanceProfiles: z.array(InstanceProfileDocument),
  policies: z.array(PolicyDocumentRow.pick({ arn: true, tags: true, lastVersionNumber: true })),
  mfaDevices: z.array(MfaDeviceDocument.omit({ lastAcceptedStep: true, driftSteps: true, seedId: true })),
  /** A local provider's signing key stays in the vault; its public keys and metadata travel. */
  identityProviders: z.array(z.union([OpenIdConnectProviderDocument, SamlProviderDocument])).default([]),
  /** Without their private keys, which are kept nowhere. */
  serverCertificates: z.array(ServerCertificateDocument).default([]),
  resources: z.array(ResourceDocument),
  policyLayouts: z.array(PolicyLayout),
});
export type GatehouseMember = z.infer<typeof GatehouseMember>;

/** A policy as text, the way it is laid out when the file holds it as a JSON value. */
export function plainPolicyText(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
