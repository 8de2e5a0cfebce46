import type { RoleDocument } from '../../../src-shared/model/documents.ts';
import type { OperationOutput } from '../../../src-shared/operations/registry.ts';
import type { ModelView } from '../../account/model.ts';
import { newUniqueId } from '../../account/unique-id.ts';
import { assertPolicyDocument, policyLength } from '../../authorization/check-policy.ts';
import { parsePolicy } from '../../authorization/policy/parse-policy.ts';
import { handler } from '../handler.ts';
import { page } from '../paging.ts';
import { misshapenProvider, unknownPrincipal } from '../policy-principals.ts';
import { renamePrincipal } from '../rename-principal.ts';
import { timestamp } from '../timestamp.ts';
import { iamArn } from './arns.ts';
import { deleteConflict, entityAlreadyExists, invalidInput, malformedPolicyDocument } from './errors.ts';
import { onRole, onRoleWithBoundary, requireRole } from './identities.ts';
import { policyConflict } from './identity-policies.ts';
import { requireBoundary } from './managed-policy.ts';
import {
  ATTACH_POLICY,
  DELETE_INLINE_POLICY,
  DETACH_POLICY,
  policyHandler,
  PUT_INLINE_POLICY,
  type IdentityKind,
} from './policy-handlers.ts';
import { encodePolicyDocument } from './policy-text.ts';
import { assertModifiable, isProtectedPath, isServiceLinked } from './protected-roles.ts';
import { assertWithinQuota } from './quotas.ts';
import { listTags, mergeTags, newTags, requestTagKeys, taggingPart, withoutTags } from './tags.ts';

type RoleOutput = OperationOutput<'iam:CreateRole'>['Role'];

/** In seconds. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html (MaxSessionDuration) */
export const DEFAULT_SESSION_DURATION = 3600;

/** For the operations on the policies of roles. */
const ROLE: IdentityKind<{ RoleName: string }> = {
  noun: 'role',
  nameIn: ({ RoleName }) => RoleName,
  require: (model, accountId, name) => {
    const role = requireRole(model, accountId, name);
    assertModifiable(role);
    return role;
  },
  authorize: onRoleWithBoundary,
};

/** Operations on IAM roles. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html */
export const roleHandlers = {
  'iam:CreateRole': handler({
    name: 'iam:CreateRole',
    label: ({ RoleName }) => `Create role ${RoleName}`,
    authorize: ({ RoleName, Path = '/', PermissionsBoundary, Tags }, { accountId }) => {
      const resource = iamArn('role', accountId, Path, RoleName);
      const context = {
        ...(PermissionsBoundary === undefined ? {} : { 'iam:PermissionsBoundary': PermissionsBoundary }),
        ...requestTagKeys(Tags),
      };
      return [{ action: 'iam:CreateRole', resource, context }, ...taggingPart('iam:TagRole', resource, Tags)];
    },
    perform: (input, scene) => {
      const { RoleName, Path = '/', PermissionsBoundary } = input;
      const { model, accountId } = scene;
      if (model.roleByName(accountId, RoleName) !== null) {
        throw entityAlreadyExists(`Role with name ${RoleName} already exists.`);
      }
      assertUnreservedPath(Path);
      assertWithinQuota('RolesPerAccount', model.list('role', accountId).length + 1);
      assertTrustPolicy(input.AssumeRolePolicyDocument, model);
      const role: RoleDocument = {
        type: 'role',
        arn: iamArn('role', accountId, Path, RoleName),
        accountId,
        roleName: RoleName,
        roleId: newUniqueId('role', scene.random),
        path: Path,
        createDate: timestamp(scene.clock),
        description: input.Description ?? '',
        maxSessionDuration: input.MaxSessionDuration ?? DEFAULT_SESSION_DURATION,
        assumeRolePolicyDocument: input.AssumeRolePolicyDocument,
        attachedPolicies: [],
        inlinePolicies: {},
        permissionsBoundary: PermissionsBoundary === undefined ? null : requireBoundary(PermissionsBoundary, scene),
        tags: newTags(input.Tags),
        lastUsed: null,
      };
      model.put(role);
      return { Role: { ...listedRole(role), ...tagsOf(role) } };
    },
  }),

  'iam:GetRole': handler({
    name: 'iam:GetRole',
    label: null,
    authorize: ({ RoleName }, scene) => onRoleWithBoundary('iam:GetRole', RoleName, scene),
    perform: ({ RoleName }, { model, accountId }) => ({ Role: describeRole(requireRole(model, accountId, RoleName)) }),
  }),

  'iam:ListRoles': handler({
    name: 'iam:ListRoles',
    label: null,
    authorize: () => [{ action: 'iam:ListRoles', resource: '*' }],
    perform: ({ PathPrefix = '/', ...paging }, { model, accountId }) => {
      const roles = model.list('role', accountId).filter((role) => role.path.startsWith(PathPrefix));
      const taken = page(roles, (role) => role.roleName, paging);
      return {
        Roles: taken.items.map((role) => ({ ...listedRole(role), MaxSessionDuration: role.maxSessionDuration })),
        ...taken.page,
      };
    },
  }),

  'iam:UpdateAssumeRolePolicy': handler({
    name: 'iam:UpdateAssumeRolePolicy',
    label: ({ RoleName }) => `Change the trust policy of role ${RoleName}`,
    authorize: ({ RoleName }, scene) => onRoleWithBoundary('iam:UpdateAssumeRolePolicy', RoleName, scene),
    perform: ({ RoleName, PolicyDocument }, { model, accountId }) => {
      const role = requireRole(model, accountId, RoleName);
      assertModifiable(role);
      assertTrustPolicy(PolicyDocument, model);
      model.put({ ...role, assumeRolePolicyDocument: PolicyDocument });
      return {};
    },
  }),

  'iam:UpdateRole': handler({
    name: 'iam:UpdateRole',
    label: ({ RoleName }) => `Change the settings of role ${RoleName}`,
    authorize: ({ RoleName }, scene) => onRoleWithBoundary('iam:UpdateRole', RoleName, scene),
    perform: ({ RoleName, Description, MaxSessionDuration }, { model, accountId }) => {
      const role = requireRole(model, accountId, RoleName);
      // The description of a service-linked role may be edited; how long its sessions last may not.
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/edit-service-linked-role.html
      if (MaxSessionDuration !== undefined || !isServiceLinked(role)) assertModifiable(role);
      model.put({
        ...role,
        description: Description ?? role.description,
        maxSessionDuration: MaxSessionDuration ?? role.maxSessionDuration,
      });
      return {};
    },
  }),

  'iam:UpdateRoleDescription': handler({
    name: 'iam:UpdateRoleDescription',
    label: ({ RoleName }) => `Change the description of role ${RoleName}`,
    authorize: ({ RoleName }, scene) => onRoleWithBoundary('iam:UpdateRoleDescription', RoleName, scene),
    perform: ({ RoleName, Description }, { model, accountId }) => {
      const role = requireRole(model, accountId, RoleName);
      if (!isServiceLinked(role)) assertModifiable(role);
      const updated = { ...role, description: Description };
      model.put(updated);
      return { Role: describeRole(updated) };
    },
  }),

  'iam:TagRole': handler({
    name: 'iam:TagRole',
    label: ({ RoleName }) => `Tag role ${RoleName}`,
    authorize: ({ RoleName, Tags }, scene) => onRole('iam:TagRole', RoleName, scene, requestTagKeys(Tags)),
    // A service-linked role may be tagged too: see the operation's page.
    perform: ({ RoleName, Tags }, { model, accountId }) => {
      const role = requireRole(model, accountId, RoleName);
      model.put({ ...role, tags: mergeTags(role.tags, Tags) });
      return {};
    },
  }),

  'iam:UntagRole': handler({
    name: 'iam:UntagRole',
    label: ({ RoleName }) => `Untag role ${RoleName}`,
    authorize: ({ RoleName, TagKeys }, scene) => onRole('iam:UntagRole', RoleName, scene, { 'aws:TagKeys': TagKeys }),
    perform: ({ RoleName, TagKeys }, { model, accountId }) => {
      const role = requireRole(model, accountId, RoleName);
      model.put({ ...role, tags: withoutTags(role.tags, TagKeys) });
      return {};
    },
  }),

  'iam:ListRoleTags': handler({
    name: 'iam:ListRoleTags',
    label: null,
    authorize: ({ RoleName }, scene) => onRole('iam:ListRoleTags', RoleName, scene),
    perform: ({ RoleName, ...paging }, { model, accountId }) =>
      listTags(requireRole(model, accountId, RoleName).tags, paging),
  }),

  'iam:DeleteRole': handler({
    name: 'iam:DeleteRole',
    label: ({ RoleName }) => `Delete role ${RoleName}`,
    authorize: ({ RoleName }, scene) => onRoleWithBoundary('iam:DeleteRole', RoleName, scene),
    perform: ({ RoleName }, { model, accountId }) => {
      const role = requireRole(model, accountId, RoleName);
      assertModifiable(role);
      const profiles = model.list('instanceProfile', accountId);
      if (profiles.some((profile) => profile.roles.includes(role.roleName))) {
        throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
      }
      const conflict = policyConflict(role);
      if (conflict !== null) throw conflict;
      model.delete(role.arn);
      renamePrincipal(model, role.arn, role.roleId);
      return {};
    },
  }),

  'iam:PutRolePolicy': policyHandler('iam:PutRolePolicy', ROLE, PUT_INLINE_POLICY),
  'iam:DeleteRolePolicy': policyHandler('iam:DeleteRolePolicy', ROLE, DELETE_INLINE_POLICY),
  'iam:AttachRolePolicy': policyHandler('iam:AttachRolePolicy', ROLE, ATTACH_POLICY),
  'iam:DetachRolePolicy': policyHandler('iam:DetachRolePolicy', ROLE, DETACH_POLICY),
};

/**
 * Refuses a path under which only AWS makes roles. In which words AWS does is not documented.
 * @throws AwsError `InvalidInput`.
 */
function assertUnreservedPath(path: string): void {
  if (isProtectedPath(path)) throw invalidInput(`The path ${path} is reserved for roles that AWS creates.`);
}

/** @throws AwsError `MalformedPolicyDocument`, `LimitExceeded`. */
function assertTrustPolicy(text: string, model: ModelView): void {
  assertPolicyDocument(text, 'trust');
  assertWithinQuota('ACLSizePerRole', policyLength(text));
  const parsed = parsePolicy(text, 'trust');
  if (misshapenProvider(parsed) !== null) {
    throw malformedPolicyDocument('Federated principals must be valid domain names or SAML metadata ARNs');
  }
  const unknown = unknownPrincipal(parsed, model);
  if (unknown !== null) {
    throw malformedPolicyDocument(`Invalid principal in policy: "${unknown.type}":"${unknown.value}"`);
  }
}

/** A role as an answer that is about this role shows it. */
export function describeRole(role: RoleDocument): RoleOutput {
  return {
    ...listedRole(role),
    MaxSessionDuration: role.maxSessionDuration,
    ...(role.permissionsBoundary === null
      ? {}
      : {
          PermissionsBoundary: {
            PermissionsBoundaryType: 'PermissionsBoundaryPolicy' as const,
            PermissionsBoundaryArn: role.permissionsBoundary,
          },
        }),
    RoleLastUsed: role.lastUsed === null ? {} : { LastUsedDate: role.lastUsed.date, Region: role.lastUsed.region },
    ...tagsOf(role),
  };
}

/** A role with what every answer shows of it. */
export function listedRole(role: RoleDocument): RoleOutput {
  return {
    Path: role.path,
    RoleName: role.roleName,
    RoleId: role.roleId,
    Arn: role.arn,
    CreateDate: role.createDate,
    AssumeRolePolicyDocument: encodePolicyDocument(role.assumeRolePolicyDocument),
    ...(role.description === '' ? {} : { Description: role.description }),
  };
}

function tagsOf(role: RoleDocument): Pick<RoleOutput, 'Tags'> {
  return role.tags.length === 0 ? {} : { Tags: [...role.tags] };
}
