import type { Arn } from '../../../src-shared/arn.ts';
import type { GroupDocument, RoleDocument, UserDocument } from '../../../src-shared/model/documents.ts';
import type { ModelView } from '../../account/model.ts';
import type { Actor, NeededPart, RequestScene } from '../handler.ts';
import { iamArn } from './arns.ts';
import { noSuchEntity, validationError } from './errors.ts';

/** A user, group or role: what policies can be attached to. */
export type Identity = UserDocument | GroupDocument | RoleDocument;

/** Condition keys by name, as AWS writes it. */
export type ConditionKeys = NonNullable<NeededPart['context']>;

/** @throws AwsError `NoSuchEntity`. */
export function requireUser(model: ModelView, accountId: string, userName: string): UserDocument {
  const user = model.userByName(accountId, userName);
  if (user === null) throw noSuchEntity(`The user with name ${userName} cannot be found.`);
  return user;
}

/** @throws AwsError `NoSuchEntity`. */
export function requireGroup(model: ModelView, accountId: string, groupName: string): GroupDocument {
  const group = model.groupByName(accountId, groupName);
  if (group === null) throw noSuchEntity(`The group with name ${groupName} cannot be found.`);
  return group;
}

/** @throws AwsError `NoSuchEntity`. */
export function requireRole(model: ModelView, accountId: string, roleName: string): RoleDocument {
  const role = model.roleByName(accountId, roleName);
  if (role === null) throw noSuchEntity(`The role with name ${roleName} cannot be found.`);
  return role;
}

/** The name that an identity goes by. */
export function nameOf(identity: Identity): string {
  switch (identity.type) {
    case 'user':
      return identity.userName;
    case 'group':
      return identity.groupName;
    case 'role':
      return identity.roleName;
  }
}

/**
 * Whom an operation is about when its UserName may be left out: the user who signed the request.
 * @throws AwsError `ValidationError` when nobody is named and the caller is not a user.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html (UserName)
 */
export function userNameOr(userName: string | undefined, actor: Actor): string {
  if (userName !== undefined) return userName;
  if (actor.kind === 'user') return actor.userName;
  throw validationError('Must specify userName when calling with non-User credentials');
}

/**
 * The ARN that an operation on an identity is authorized against. Of an identity that does not exist the path is not
 * known; AWS then checks the ARN without one, before it says that there is no such entity.
 */
function identityArn(kind: Identity['type'], name: string, scene: RequestScene): Arn {
  return findIdentity(kind, name, scene)?.arn ?? iamArn(kind, scene.accountId, '/', name);
}

function findIdentity(kind: Identity['type'], name: string, { model, accountId }: RequestScene): Identity | null {
  switch (kind) {
    case 'user':
      return model.userByName(accountId, name);
    case 'group':
      return model.groupByName(accountId, name);
    case 'role':
      return model.roleByName(accountId, name);
  }
}

/** An action on a user, with the condition keys that the operation sets. */
export function onUser(action: string, userName: string, scene: RequestScene, keys?: ConditionKeys): NeededPart[] {
  return onIdentity(action, 'user', userName, scene, keys);
}

/** An action on a group, with the condition keys that the operation sets. */
export function onGroup(action: string, groupName: string, scene: RequestScene, keys?: ConditionKeys): NeededPart[] {
  return onIdentity(action, 'group', groupName, scene, keys);
}

/** An action on a role, with the condition keys that the operation sets. */
export function onRole(action: string, roleName: string, scene: RequestScene, keys?: ConditionKeys): NeededPart[] {
  return onIdentity(action, 'role', roleName, scene, keys);
}

/** As {@link onUser}, with `iam:PermissionsBoundary` where the user has a boundary. */
export function onUserWithBoundary(
  action: string,
  userName: string,
  scene: RequestScene,
  keys: ConditionKeys = {},
): NeededPart[] {
  const boundary = boundaryKey(scene.model.userByName(scene.accountId, userName));
  return onUser(action, userName, scene, { ...keys, ...boundary });
}

/** An action on a role, with the condition keys that the operation sets, and `iam:PermissionsBoundary` where it has one. */
export function onRoleWithBoundary(
  action: string,
  roleName: string,
  scene: RequestScene,
  keys: ConditionKeys = {},
): NeededPart[] {
  const boundary = boundaryKey(scene.model.roleByName(scene.accountId, roleName));
  return onIdentity(action, 'role', roleName, scene, { ...keys, ...boundary });
}

function onIdentity(
  action: string,
  kind: Identity['type'],
  name: string,
  scene: RequestScene,
  keys: ConditionKeys | undefined,
): NeededPart[] {
  const resource = identityArn(kind, name, scene);
  return [keys === undefined ? { action, resource } : { action, resource, context: keys }];
}

/** The permissions boundary that a user or role has now, as a condition key; absent without one. */
function boundaryKey(identity: { permissionsBoundary: Arn | null } | null): ConditionKeys {
  const boundary = identity?.permissionsBoundary ?? null;
  return boundary === null ? {} : { 'iam:PermissionsBoundary': boundary };
}
