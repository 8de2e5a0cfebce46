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
import { deleteConflict, entityAlreadyExists, malformedPolicyDocument } from './errors.ts';
import { onRoleWithBoundary, requireRole } from './identities.ts';
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
import { assertWithinQuota } from './quotas.ts';
import { newTags, requestTagKeys, taggingPart } from './tags.ts';

type RoleOutput = OperationOutput<'iam:CreateRole'>['Role'];

/** In seconds. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html (MaxSessionDuration) */
const DEFAULT_SESSION_DURATION = 3600;

/** For the operations on the policies of roles. */
const ROLE: IdentityKind<{ RoleName: string }> = {
  noun: 'role',
  nameIn: ({ RoleName }) => RoleName,
  require: requireRole,
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
      assertTrustPolicy(PolicyDocument, model);
      model.put({ ...role, assumeRolePolicyDocument: PolicyDocument });
      return {};
    },
  }),

  'iam:DeleteRole': handler({
    name: 'iam:DeleteRole',
    label: ({ RoleName }) => `Delete role ${RoleName}`,
    authorize: ({ RoleName }, scene) => onRoleWithBoundary('iam:DeleteRole', RoleName, scene),
    perform: ({ RoleName }, { model, accountId }) => {
      const role = requireRole(model, accountId, RoleName);
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

function describeRole(role: RoleDocument): RoleOutput {
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
function listedRole(role: RoleDocument): RoleOutput {
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
