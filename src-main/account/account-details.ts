import { nameInArn, type Arn } from '../../src-shared/arn.ts';
import type { DocumentOf, PolicyDocumentRow } from '../../src-shared/model/documents.ts';

/*
 * Users, groups, roles and managed policies in the form of IAM's GetAccountAuthorizationDetails. The API answers with
 * policies as encoded text and an export holds them as JSON values; all else reads the same.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */

/** Where in a document a policy's text stands. */
export const slotOf = {
  trust: 'assumeRolePolicyDocument',
  inline: (policyName: string): string => `inlinePolicies/${policyName}`,
  version: (versionId: string): string => `versions/${versionId}`,
};

/** What is written for a policy: told the document that holds it, where in it, and its text. */
export type WritePolicy<Policy> = (document: { readonly arn: Arn }, slot: string, text: string) => Policy;

/** A user in that form. */
export function userDetail<Policy>(user: DocumentOf<'user'>, writePolicy: WritePolicy<Policy>) {
  return {
    Path: user.path,
    UserName: user.userName,
    UserId: user.userId,
    Arn: user.arn,
    CreateDate: user.createDate,
    UserPolicyList: inlinePolicies(user, writePolicy),
    GroupList: user.groups,
    AttachedManagedPolicies: attachedPolicies(user),
    ...boundary(user),
    Tags: user.tags,
  };
}

/** A group in that form. */
export function groupDetail<Policy>(group: DocumentOf<'group'>, writePolicy: WritePolicy<Policy>) {
  return {
    Path: group.path,
    GroupName: group.groupName,
    GroupId: group.groupId,
    Arn: group.arn,
    CreateDate: group.createDate,
    GroupPolicyList: inlinePolicies(group, writePolicy),
    AttachedManagedPolicies: attachedPolicies(group),
  };
}

/**
 * A role in that form.
 * @param profiles all instance profiles of the account.
 */
export function roleDetail<Policy>(
  role: DocumentOf<'role'>,
  profiles: readonly DocumentOf<'instanceProfile'>[],
  writePolicy: WritePolicy<Policy>,
) {
  const facts = {
    Path: role.path,
    RoleName: role.roleName,
    RoleId: role.roleId,
    Arn: role.arn,
    CreateDate: role.createDate,
    AssumeRolePolicyDocument: writePolicy(role, slotOf.trust, role.assumeRolePolicyDocument),
  };
  return {
    ...facts,
    InstanceProfileList: profiles
      .filter((profile) => profile.roles.includes(role.roleName))
      .map((profile) => ({
        Path: profile.path,
        InstanceProfileName: profile.instanceProfileName,
        InstanceProfileId: profile.instanceProfileId,
        Arn: profile.arn,
        CreateDate: profile.createDate,
        // AWS puts one role into a profile at most: this one.
        Roles: [facts],
        Tags: profile.tags,
      })),
    RolePolicyList: inlinePolicies(role, writePolicy),
    AttachedManagedPolicies: attachedPolicies(role),
    ...boundary(role),
    Tags: role.tags,
    RoleLastUsed: role.lastUsed === null ? {} : { LastUsedDate: role.lastUsed.date, Region: role.lastUsed.region },
  };
}

/** A managed policy in that form. `usage` says how many identities have it attached, and as their boundary. */
export function policyDetail<Policy>(
  policy: Omit<PolicyDocumentRow, 'type' | 'accountId' | 'lastVersionNumber' | 'tags'>,
  usage: { readonly attachments: number; readonly boundaries: number },
  writePolicy: WritePolicy<Policy>,
) {
  return {
    PolicyName: policy.policyName,
    PolicyId: policy.policyId,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: usage.attachments,
    PermissionsBoundaryUsageCount: usage.boundaries,
    IsAttachable: true,
    ...(policy.description === '' ? {} : { Description: policy.description }),
    CreateDate: policy.createDate,
    UpdateDate: policy.updateDate,
    PolicyVersionList: policy.versions.map((version) => ({
      Document: writePolicy(policy, slotOf.version(version.versionId), version.document),
      VersionId: version.versionId,
      IsDefaultVersion: version.versionId === policy.defaultVersionId,
      CreateDate: version.createDate,
    })),
  };
}

/** A user, group or role: what has inline policies. */
type Identity = DocumentOf<'user'> | DocumentOf<'group'> | DocumentOf<'role'>;

function inlinePolicies<Policy>(identity: Identity, writePolicy: WritePolicy<Policy>) {
  return Object.entries(identity.inlinePolicies).map(([name, text]) => ({
    PolicyName: name,
    PolicyDocument: writePolicy(identity, slotOf.inline(name), text),
  }));
}

function attachedPolicies({ attachedPolicies: attached }: Identity) {
  return attached.map((arn) => ({ PolicyName: nameInArn(arn), PolicyArn: arn }));
}

function boundary({ permissionsBoundary }: { readonly permissionsBoundary: Arn | null }) {
  return permissionsBoundary === null
    ? {}
    : {
        PermissionsBoundary: {
          PermissionsBoundaryType: 'PermissionsBoundaryPolicy' as const,
          PermissionsBoundaryArn: permissionsBoundary,
        },
      };
}
