import { createHash } from 'node:crypto';
import type { RoleDocument } from '../../../src-shared/model/documents.ts';
import { newUniqueId } from '../../account/unique-id.ts';
import { handler } from '../handler.ts';
import { renamePrincipal } from '../rename-principal.ts';
import { timestamp } from '../timestamp.ts';
import { AWS_MANAGED_POLICY_PREFIX, iamArn } from './arns.ts';
import { invalidInput, noSuchEntity } from './errors.ts';
import { onRole, requireRole } from './identities.ts';
import { linkedService } from './linked-services.ts';
import { isServiceLinked, SERVICE_LINKED_ROLE_PATH } from './protected-roles.ts';
import { DEFAULT_SESSION_DURATION, describeRole } from './roles.ts';

/** `task/aws-service-role/SERVICE/ROLE/UUID`: service, role and UUID. */
const TASK_ID = /^task\/aws-service-role\/([^/]+)\/([^/]+)\/([0-9a-f-]{36})$/;

/** Operations on roles that are linked to a service. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html */
export const serviceLinkedRoleHandlers = {
  'iam:CreateServiceLinkedRole': handler({
    name: 'iam:CreateServiceLinkedRole',
    label: ({ AWSServiceName }) => `Create the service-linked role of ${AWSServiceName}`,
    authorize: ({ AWSServiceName, CustomSuffix }, { accountId }) => [
      {
        action: 'iam:CreateServiceLinkedRole',
        // Of a service that is not known, any of its roles is asked for.
        resource: iamArn('role', accountId, pathOf(AWSServiceName), roleNameOf(AWSServiceName, CustomSuffix) ?? '*'),
        context: { 'iam:AWSServiceName': AWSServiceName },
      },
    ],
    perform: ({ AWSServiceName, CustomSuffix, Description }, scene) => {
      const { model, accountId } = scene;
      const service = linkedService(AWSServiceName);
      const roleName = roleNameOf(AWSServiceName, CustomSuffix);
      // In which words AWS refuses a service that has no such role is not documented.
      if (service === null || roleName === null) {
        throw invalidInput(`Gatehouse knows no service-linked role of ${AWSServiceName}.`);
      }
      if (CustomSuffix !== undefined && !service.takesSuffix) {
        throw invalidInput(`Custom suffix is not allowed for ${AWSServiceName}`);
      }
      if (model.roleByName(accountId, roleName) !== null) {
        throw invalidInput(
          `Service role name ${roleName} has been taken in this account, please try a different suffix.`,
        );
      }
      const path = pathOf(AWSServiceName);
      const role: RoleDocument = {
        type: 'role',
        arn: iamArn('role', accountId, path, roleName),
        accountId,
        roleName,
        roleId: newUniqueId('role', scene.random),
        path,
        createDate: timestamp(scene.clock),
        description: Description ?? service.description,
        maxSessionDuration: DEFAULT_SESSION_DURATION,
        assumeRolePolicyDocument: trustPolicy(AWSServiceName),
        attachedPolicies: [`${AWS_MANAGED_POLICY_PREFIX}aws-service-role/${service.policyName}`],
        inlinePolicies: {},
        permissionsBoundary: null,
        tags: [],
        lastUsed: null,
      };
      model.put(role);
      return { Role: describeRole(role) };
    },
  }),

  'iam:DeleteServiceLinkedRole': handler({
    name: 'iam:DeleteServiceLinkedRole',
    label: ({ RoleName }) => `Delete the service-linked role ${RoleName}`,
    authorize: ({ RoleName }, scene) => onRole('iam:DeleteServiceLinkedRole', RoleName, scene),
    // AWS asks the service whether it still needs the role. Here no service does, and the role is gone at once.
    perform: ({ RoleName }, { model, accountId }) => {
      const role = requireRole(model, accountId, RoleName);
      if (!isServiceLinked(role)) throw noSuchEntity(`The role with name ${RoleName} cannot be found.`);
      const service = role.path.slice(SERVICE_LINKED_ROLE_PATH.length, -1);
      model.delete(role.arn);
      renamePrincipal(model, role.arn, role.roleId);
      return {
        DeletionTaskId: `task${SERVICE_LINKED_ROLE_PATH}${service}/${role.roleName}/${taskUuid(accountId, service, role.roleName)}`,
      };
    },
  }),

  'iam:GetServiceLinkedRoleDeletionStatus': handler({
    name: 'iam:GetServiceLinkedRoleDeletionStatus',
    label: null,
    authorize: ({ DeletionTaskId }, { accountId }) => {
      const [, service = '*', roleName = '*'] = TASK_ID.exec(DeletionTaskId) ?? [];
      const resource = iamArn('role', accountId, pathOf(service), roleName);
      return [{ action: 'iam:GetServiceLinkedRoleDeletionStatus', resource }];
    },
    perform: ({ DeletionTaskId }, { accountId }) => {
      const [, service, roleName, uuid] = TASK_ID.exec(DeletionTaskId) ?? [];
      // The page lists both codes; in which words AWS says them is not documented.
      if (service === undefined || roleName === undefined) {
        throw invalidInput(`${DeletionTaskId} is not the identifier of a deletion task.`);
      }
      if (uuid !== taskUuid(accountId, service, roleName)) {
        throw noSuchEntity(`The deletion task ${DeletionTaskId} cannot be found.`);
      }
      return { Status: 'SUCCEEDED' };
    },
  }),
};

function pathOf(servicePrincipal: string): string {
  return `${SERVICE_LINKED_ROLE_PATH}${servicePrincipal}/`;
}

/** The name of a service's role, with its suffix; null where the service is not known. */
function roleNameOf(servicePrincipal: string, suffix: string | undefined): string | null {
  const service = linkedService(servicePrincipal);
  if (service === null) return null;
  return suffix === undefined ? service.roleName : `${service.roleName}_${suffix}`;
}

function trustPolicy(servicePrincipal: string): string {
  const statement = { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: servicePrincipal } };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

/**
 * The UUID of a deletion task. Since deletions are done at once there are no tasks to remember: the UUID is made of what
 * the task is about (RFC 9562, version 8), so that it can be told from one that nobody was given.
 */
function taskUuid(accountId: string, service: string, roleName: string): string {
  const digest = createHash('sha256').update(`deletion-task ${accountId} ${service} ${roleName}`).digest('hex');
  const variant = ((Number.parseInt(digest.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-');
}
