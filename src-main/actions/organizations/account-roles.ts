import type { Arn } from '../../../src-shared/arn.ts';
import type { RoleDocument } from '../../../src-shared/model/documents.ts';
import { accountArn } from '../../account/new-account.ts';
import { newUniqueId } from '../../account/unique-id.ts';
import type { ActionScene, NeededPart } from '../handler.ts';
import { timestamp } from '../timestamp.ts';
import type { CallerScene } from './access.ts';
import { organizationsError } from './errors.ts';

const SERVICE_PRINCIPAL = 'organizations.amazonaws.com';
const SERVICE_LINKED_ROLE = 'AWSServiceRoleForOrganizations';
const SERVICE_LINKED_PATH = `/aws-service-role/${SERVICE_PRINCIPAL}/`;

/** What it takes to make and look at roles. */
type RoleScene = Pick<ActionScene, 'model' | 'clock' | 'random'>;

/**
 * Gives an account the role by which AWS Organizations acts in it, unless it has it.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services.html#orgs_integrate_services-using_slrs
 */
export function putServiceLinkedRole(scene: RoleScene, accountId: string): void {
  if (scene.model.roleByName(accountId, SERVICE_LINKED_ROLE) !== null) return;
  scene.model.put(
    newRole(scene, accountId, {
      roleName: SERVICE_LINKED_ROLE,
      path: SERVICE_LINKED_PATH,
      description:
        'Service-linked role used by AWS Organizations to enable integration of other AWS services with Organizations.',
      trusts: { Service: SERVICE_PRINCIPAL },
      policy: 'arn:aws:iam::aws:policy/aws-service-role/AWSOrganizationsServiceTrustPolicy',
    }),
  );
}

/**
 * What an operation needs that gives the caller's account the service-linked role; nothing where it is there.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateOrganization.html#API_CreateOrganization_Errors (AccessDeniedForDependencyException)
 */
export function createServiceLinkedRolePart({ model, accountId }: CallerScene): NeededPart[] {
  if (model.roleByName(accountId, SERVICE_LINKED_ROLE) !== null) return [];
  return [
    {
      action: 'iam:CreateServiceLinkedRole',
      resource: `arn:aws:iam::${accountId}:role${SERVICE_LINKED_PATH}${SERVICE_LINKED_ROLE}`,
      context: { 'iam:AWSServiceName': SERVICE_PRINCIPAL },
      refusal: organizationsError(
        'AccessDeniedForDependencyException',
        'The request failed because your credentials do not have permission to create the service-linked role required by AWS Organizations.',
        'ACCESS_DENIED_DURING_CREATE_SERVICE_LINKED_ROLE',
      ),
    },
  ];
}

/**
 * Gives a new account the role in which administrators of the management account enter it.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access.html
 */
export function putAccountAccessRole(
  scene: RoleScene,
  accountId: string,
  { roleName, managementAccountId }: { readonly roleName: string; readonly managementAccountId: string },
): void {
  scene.model.put(
    newRole(scene, accountId, {
      roleName,
      path: '/',
      description: '',
      trusts: { AWS: accountArn(managementAccountId) },
      policy: 'arn:aws:iam::aws:policy/AdministratorAccess',
    }),
  );
}

interface NewRole {
  readonly roleName: string;
  readonly path: string;
  readonly description: string;
  /** The Principal element of the trust policy. */
  readonly trusts: Readonly<Record<string, string>>;
  readonly policy: Arn;
}

function newRole({ clock, random }: RoleScene, accountId: string, role: NewRole): RoleDocument {
  return {
    type: 'role',
    arn: `arn:aws:iam::${accountId}:role${role.path}${role.roleName}`,
    accountId,
    roleName: role.roleName,
    roleId: newUniqueId('role', random),
    path: role.path,
    createDate: timestamp(clock),
    description: role.description,
    maxSessionDuration: 3600,
    assumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: role.trusts, Action: 'sts:AssumeRole' }],
    }),
    attachedPolicies: [role.policy],
    inlinePolicies: {},
    permissionsBoundary: null,
    tags: [],
    lastUsed: null,
  };
}
