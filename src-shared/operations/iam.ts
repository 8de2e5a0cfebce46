import { z } from 'zod';
import { Tag } from '../principal.ts';
import * as is from './constraints.ts';
import { operation } from './operation.ts';

const Nothing = z.object({});
const Timestamp = z.iso.datetime();
/** Answers of List operations leave tags and boundaries out, as AWS does. */
const Tags = z.array(Tag).optional();
const PermissionsBoundary = z
  .object({ PermissionsBoundaryType: z.literal('PermissionsBoundaryPolicy'), PermissionsBoundaryArn: z.string() })
  .optional();

const User = z.object({
  Path: z.string(),
  UserName: z.string(),
  UserId: z.string(),
  Arn: z.string(),
  CreateDate: Timestamp,
  PasswordLastUsed: Timestamp.optional(),
  PermissionsBoundary,
  Tags,
});
const Group = z.object({
  Path: z.string(),
  GroupName: z.string(),
  GroupId: z.string(),
  Arn: z.string(),
  CreateDate: Timestamp,
});
const Role = z.object({
  Path: z.string(),
  RoleName: z.string(),
  RoleId: z.string(),
  Arn: z.string(),
  CreateDate: Timestamp,
  /** As AWS returns it: percent-encoded JSON. */
  AssumeRolePolicyDocument: z.string(),
  Description: z.string().optional(),
  /** In seconds. The answer of CreateRole leaves it out. */
  MaxSessionDuration: z.number().optional(),
  PermissionsBoundary,
  RoleLastUsed: z.object({ LastUsedDate: Timestamp.optional(), Region: z.string().optional() }).optional(),
  Tags,
});
const Policy = z.object({
  PolicyName: z.string(),
  PolicyId: z.string(),
  Arn: z.string(),
  Path: z.string(),
  DefaultVersionId: z.string(),
  AttachmentCount: z.number(),
  PermissionsBoundaryUsageCount: z.number(),
  IsAttachable: z.boolean(),
  Description: z.string().optional(),
  CreateDate: Timestamp,
  UpdateDate: Timestamp,
  Tags,
});
const PolicyVersion = z.object({
  Document: z.string().optional(),
  VersionId: z.string(),
  IsDefaultVersion: z.boolean(),
  CreateDate: Timestamp,
});
const Status = is.AccessKeyStatus;
const OfPage = { MaxItems: is.MaxItems.optional(), Marker: is.Marker.optional() };
const Paging = { PathPrefix: is.PathPrefix.optional(), ...OfPage };
const Page = { IsTruncated: z.boolean(), Marker: z.string().optional() };

/** The IAM operations that Gatehouse performs, by API name. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html */
export const iamOperations = {
  // Users
  CreateUser: operation(
    z.object({
      UserName: is.UserName,
      Path: is.Path.optional(),
      PermissionsBoundary: is.PolicyArn.optional(),
      Tags: is.Tags.optional(),
    }),
    z.object({ User }),
  ),
  /** For the root user AWS names neither path nor user name. */
  GetUser: operation(
    z.object({ UserName: is.ExistingUserName.optional() }),
    z.object({ User: User.partial({ Path: true, UserName: true }) }),
  ),
  ListUsers: operation(z.object(Paging), z.object({ Users: z.array(User), ...Page })),
  UpdateUser: operation(
    z.object({ UserName: is.ExistingUserName, NewPath: is.Path.optional(), NewUserName: is.UserName.optional() }),
    Nothing,
  ),
  DeleteUser: operation(z.object({ UserName: is.ExistingUserName }), Nothing),
  TagUser: operation(z.object({ UserName: is.ExistingUserName, Tags: is.Tags }), Nothing),
  UntagUser: operation(z.object({ UserName: is.ExistingUserName, TagKeys: is.TagKeys }), Nothing),
  PutUserPolicy: operation(
    z.object({ UserName: is.ExistingUserName, PolicyName: is.PolicyName, PolicyDocument: is.PolicyText }),
    Nothing,
  ),
  DeleteUserPolicy: operation(z.object({ UserName: is.ExistingUserName, PolicyName: is.PolicyName }), Nothing),
  AttachUserPolicy: operation(z.object({ UserName: is.UserName, PolicyArn: is.PolicyArn }), Nothing),
  DetachUserPolicy: operation(z.object({ UserName: is.UserName, PolicyArn: is.PolicyArn }), Nothing),

  // Groups
  CreateGroup: operation(z.object({ GroupName: is.GroupName, Path: is.Path.optional() }), z.object({ Group })),
  GetGroup: operation(
    z.object({ GroupName: is.GroupName, ...OfPage }),
    z.object({ Group, Users: z.array(User), ...Page }),
  ),
  ListGroups: operation(z.object(Paging), z.object({ Groups: z.array(Group), ...Page })),
  DeleteGroup: operation(z.object({ GroupName: is.GroupName }), Nothing),
  AddUserToGroup: operation(z.object({ GroupName: is.GroupName, UserName: is.ExistingUserName }), Nothing),
  RemoveUserFromGroup: operation(z.object({ GroupName: is.GroupName, UserName: is.ExistingUserName }), Nothing),
  PutGroupPolicy: operation(
    z.object({ GroupName: is.GroupName, PolicyName: is.PolicyName, PolicyDocument: is.PolicyText }),
    Nothing,
  ),
  DeleteGroupPolicy: operation(z.object({ GroupName: is.GroupName, PolicyName: is.PolicyName }), Nothing),
  AttachGroupPolicy: operation(z.object({ GroupName: is.GroupName, PolicyArn: is.PolicyArn }), Nothing),
  DetachGroupPolicy: operation(z.object({ GroupName: is.GroupName, PolicyArn: is.PolicyArn }), Nothing),

  // Roles
  CreateRole: operation(
    z.object({
      RoleName: is.RoleName,
      AssumeRolePolicyDocument: is.PolicyText,
      Path: is.Path.optional(),
      Description: is.RoleDescription.optional(),
      MaxSessionDuration: is.MaxSessionDuration.optional(),
      PermissionsBoundary: is.PolicyArn.optional(),
      Tags: is.Tags.optional(),
    }),
    z.object({ Role }),
  ),
  GetRole: operation(z.object({ RoleName: is.RoleName }), z.object({ Role })),
  ListRoles: operation(z.object(Paging), z.object({ Roles: z.array(Role), ...Page })),
  UpdateAssumeRolePolicy: operation(z.object({ RoleName: is.RoleName, PolicyDocument: is.PolicyText }), Nothing),
  DeleteRole: operation(z.object({ RoleName: is.RoleName }), Nothing),
  PutRolePolicy: operation(
    z.object({ RoleName: is.RoleName, PolicyName: is.PolicyName, PolicyDocument: is.PolicyText }),
    Nothing,
  ),
  DeleteRolePolicy: operation(z.object({ RoleName: is.RoleName, PolicyName: is.PolicyName }), Nothing),
  AttachRolePolicy: operation(z.object({ RoleName: is.RoleName, PolicyArn: is.PolicyArn }), Nothing),
  DetachRolePolicy: operation(z.object({ RoleName: is.RoleName, PolicyArn: is.PolicyArn }), Nothing),

  // Managed policies
  CreatePolicy: operation(
    z.object({
      PolicyName: is.PolicyName,
      PolicyDocument: is.PolicyText,
      Path: is.Path.optional(),
      Description: is.PolicyDescription.optional(),
      Tags: is.Tags.optional(),
    }),
    z.object({ Policy }),
  ),
  GetPolicy: operation(z.object({ PolicyArn: is.PolicyArn }), z.object({ Policy })),
  GetPolicyVersion: operation(
    z.object({ PolicyArn: is.PolicyArn, VersionId: is.PolicyVersionId }),
    z.object({ PolicyVersion }),
  ),
  ListPolicies: operation(
    z.object({
      Scope: is.PolicyScope.optional(),
      OnlyAttached: is.Flag.optional(),
      PolicyUsageFilter: is.PolicyUsage.optional(),
      ...Paging,
    }),
    z.object({ Policies: z.array(Policy), ...Page }),
  ),
  CreatePolicyVersion: operation(
    z.object({
      PolicyArn: is.PolicyArn,
      PolicyDocument: is.PolicyText,
      SetAsDefault: is.Flag.optional(),
    }),
    z.object({ PolicyVersion }),
  ),
  SetDefaultPolicyVersion: operation(z.object({ PolicyArn: is.PolicyArn, VersionId: is.PolicyVersionId }), Nothing),
  DeletePolicyVersion: operation(z.object({ PolicyArn: is.PolicyArn, VersionId: is.PolicyVersionId }), Nothing),
  DeletePolicy: operation(z.object({ PolicyArn: is.PolicyArn }), Nothing),

  // Access keys
  CreateAccessKey: operation(
    z.object({ UserName: is.ExistingUserName.optional() }),
    z.object({
      AccessKey: z.object({
        UserName: z.string(),
        AccessKeyId: z.string(),
        Status,
        SecretAccessKey: z.string(),
        CreateDate: Timestamp,
      }),
    }),
  ),
  ListAccessKeys: operation(
    z.object({ UserName: is.ExistingUserName.optional(), ...OfPage }),
    z.object({
      AccessKeyMetadata: z.array(
        z.object({ UserName: z.string(), AccessKeyId: z.string(), Status, CreateDate: Timestamp }),
      ),
      ...Page,
    }),
  ),
  UpdateAccessKey: operation(
    z.object({ UserName: is.ExistingUserName.optional(), AccessKeyId: is.AccessKeyId, Status }),
    Nothing,
  ),
  DeleteAccessKey: operation(
    z.object({ UserName: is.ExistingUserName.optional(), AccessKeyId: is.AccessKeyId }),
    Nothing,
  ),

  // MFA devices
  CreateVirtualMFADevice: operation(
    z.object({ VirtualMFADeviceName: is.VirtualMfaDeviceName, Path: is.Path.optional(), Tags: is.Tags.optional() }),
    z.object({
      /** `Base32StringSeed` and `QRCodePNG` are base64 in AWS's answer; QRCodePNG holds an otpauth:// picture. */
      VirtualMFADevice: z.object({ SerialNumber: z.string(), Base32StringSeed: z.string(), QRCodePNG: z.string() }),
    }),
  ),
  DeactivateMFADevice: operation(
    z.object({ UserName: is.ExistingUserName.optional(), SerialNumber: is.SerialNumber }),
    Nothing,
  ),
  DeleteVirtualMFADevice: operation(z.object({ SerialNumber: is.SerialNumber }), Nothing),
  ListMFADevices: operation(
    z.object({ UserName: is.ExistingUserName.optional(), ...OfPage }),
    z.object({
      MFADevices: z.array(z.object({ UserName: z.string(), SerialNumber: z.string(), EnableDate: Timestamp })),
      ...Page,
    }),
  ),

  // The account
  CreateAccountAlias: operation(z.object({ AccountAlias: is.AccountAlias }), Nothing),
  DeleteAccountAlias: operation(z.object({ AccountAlias: is.AccountAlias }), Nothing),
} as const;
