import type { RoleDocument } from '../../../src-shared/model/documents.ts';
import { unmodifiableEntity } from './errors.ts';

/** Where AWS keeps the roles that are linked to a service. */
export const SERVICE_LINKED_ROLE_PATH = '/aws-service-role/';

/** Where AWS keeps the roles that it makes of permission sets and the like. */
const RESERVED_PATH = '/aws-reserved/';

/** Tells whether a role is linked to a service. */
export function isServiceLinked({ path }: Pick<RoleDocument, 'path'>): boolean {
  return path.startsWith(SERVICE_LINKED_ROLE_PATH);
}

/** Tells whether roles at a path can be made and changed by AWS alone. */
export function isProtectedPath(path: string): boolean {
  return path.startsWith(SERVICE_LINKED_ROLE_PATH) || path.startsWith(RESERVED_PATH);
}

/**
 * Refuses to change a role that only AWS changes.
 * @throws AwsError `UnmodifiableEntity`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
 */
export function assertModifiable(role: RoleDocument): void {
  if (!isProtectedPath(role.path)) return;
  throw unmodifiableEntity(
    `Cannot perform the operation on the protected role '${role.roleName}' - this role is only modifiable by AWS`,
  );
}
