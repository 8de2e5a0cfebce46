import { nameInArn } from '../../../src-shared/arn.ts';
import { handler } from '../handler.ts';
import { onRole, onRoleWithBoundary, onUser, onUserWithBoundary, requireRole, requireUser } from './identities.ts';
import { requireBoundary } from './managed-policy.ts';
import { assertModifiable } from './protected-roles.ts';

/**
 * Operations on permissions boundaries. Setting one is judged by the boundary that is asked for, taking it away by the one
 * that there is. That there is none to take away is no error that the pages of the operations name.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export const permissionsBoundaryHandlers = {
  'iam:PutUserPermissionsBoundary': handler({
    name: 'iam:PutUserPermissionsBoundary',
    label: ({ UserName, PermissionsBoundary }) => `Bound user ${UserName} by ${nameInArn(PermissionsBoundary)}`,
    authorize: ({ UserName, PermissionsBoundary }, scene) =>
      onUser('iam:PutUserPermissionsBoundary', UserName, scene, { 'iam:PermissionsBoundary': PermissionsBoundary }),
    perform: ({ UserName, PermissionsBoundary }, scene) => {
      const user = requireUser(scene.model, scene.accountId, UserName);
      scene.model.put({ ...user, permissionsBoundary: requireBoundary(PermissionsBoundary, scene) });
      return {};
    },
  }),

  'iam:DeleteUserPermissionsBoundary': handler({
    name: 'iam:DeleteUserPermissionsBoundary',
    label: ({ UserName }) => `Take the permissions boundary of user ${UserName} away`,
    authorize: ({ UserName }, scene) => onUserWithBoundary('iam:DeleteUserPermissionsBoundary', UserName, scene),
    perform: ({ UserName }, { model, accountId }) => {
      model.put({ ...requireUser(model, accountId, UserName), permissionsBoundary: null });
      return {};
    },
  }),

  'iam:PutRolePermissionsBoundary': handler({
    name: 'iam:PutRolePermissionsBoundary',
    label: ({ RoleName, PermissionsBoundary }) => `Bound role ${RoleName} by ${nameInArn(PermissionsBoundary)}`,
    authorize: ({ RoleName, PermissionsBoundary }, scene) =>
      onRole('iam:PutRolePermissionsBoundary', RoleName, scene, { 'iam:PermissionsBoundary': PermissionsBoundary }),
    perform: ({ RoleName, PermissionsBoundary }, scene) => {
      const role = requireRole(scene.model, scene.accountId, RoleName);
      assertModifiable(role);
      scene.model.put({ ...role, permissionsBoundary: requireBoundary(PermissionsBoundary, scene) });
      return {};
    },
  }),

  'iam:DeleteRolePermissionsBoundary': handler({
    name: 'iam:DeleteRolePermissionsBoundary',
    label: ({ RoleName }) => `Take the permissions boundary of role ${RoleName} away`,
    authorize: ({ RoleName }, scene) => onRoleWithBoundary('iam:DeleteRolePermissionsBoundary', RoleName, scene),
    perform: ({ RoleName }, { model, accountId }) => {
      const role = requireRole(model, accountId, RoleName);
      assertModifiable(role);
      model.put({ ...role, permissionsBoundary: null });
      return {};
    },
  }),
};
