import type { UserDocument } from '../../../src-shared/model/documents.ts';
import type { OperationOutput } from '../../../src-shared/operations/registry.ts';
import { newUniqueId } from '../../account/unique-id.ts';
import { findMfaDevice } from '../../authentication/mfa-device.ts';
import { handler, type ActionScene } from '../handler.ts';
import { page } from '../paging.ts';
import { renamePrincipal } from '../rename-principal.ts';
import { timestamp } from '../timestamp.ts';
import { iamArn } from './arns.ts';
import { deleteConflict, entityAlreadyExists } from './errors.ts';
import { onUser, onUserWithBoundary, requireUser, userNameOr } from './identities.ts';
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
import { assertWithinQuota } from './quotas.ts';
import { listTags, mergeTags, newTags, requestTagKeys, taggingPart, withoutTags } from './tags.ts';

type UserOutput = OperationOutput<'iam:CreateUser'>['User'];

/** For the operations on the policies of users. */
const USER: IdentityKind<{ UserName: string }> = {
  noun: 'user',
  nameIn: ({ UserName }) => UserName,
  require: requireUser,
  authorize: onUserWithBoundary,
};

/** Operations on IAM users. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_User.html */
export const userHandlers = {
  'iam:CreateUser': handler({
    name: 'iam:CreateUser',
    label: ({ UserName }) => `Create user ${UserName}`,
    authorize: ({ UserName, Path = '/', PermissionsBoundary, Tags }, { accountId }) => {
      const resource = iamArn('user', accountId, Path, UserName);
      const context = {
        ...(PermissionsBoundary === undefined ? {} : { 'iam:PermissionsBoundary': PermissionsBoundary }),
        ...requestTagKeys(Tags),
      };
      return [{ action: 'iam:CreateUser', resource, context }, ...taggingPart('iam:TagUser', resource, Tags)];
    },
    perform: ({ UserName, Path = '/', PermissionsBoundary, Tags }, scene) => {
      const { model, accountId } = scene;
      if (model.userByName(accountId, UserName) !== null) throw userExists(UserName);
      assertWithinQuota('UsersPerAccount', model.list('user', accountId).length + 1);
      const user: UserDocument = {
        type: 'user',
        arn: iamArn('user', accountId, Path, UserName),
        accountId,
        userName: UserName,
        userId: newUniqueId('user', scene.random),
        path: Path,
        createDate: timestamp(scene.clock),
        groups: [],
        attachedPolicies: [],
        inlinePolicies: {},
        permissionsBoundary: PermissionsBoundary === undefined ? null : requireBoundary(PermissionsBoundary, scene),
        tags: newTags(Tags),
        loginProfile: null,
        passwordLastUsed: null,
        accessKeys: [],
        mfaDevices: [],
        signingCertificates: [],
        sshPublicKeys: [],
        serviceSpecificCredentials: [],
      };
      model.put(user);
      return { User: describeUser(user) };
    },
  }),

  'iam:GetUser': handler({
    name: 'iam:GetUser',
    label: null,
    authorize: ({ UserName }, scene) =>
      UserName === undefined && scene.actor.kind === 'root'
        ? [{ action: 'iam:GetUser', resource: scene.actor.arn }]
        : onUser('iam:GetUser', userNameOr(UserName, scene.actor), scene),
    perform: ({ UserName }, scene) => {
      if (UserName === undefined && scene.actor.kind === 'root') return { User: describeRoot(scene) };
      return { User: describeUser(requireUser(scene.model, scene.accountId, userNameOr(UserName, scene.actor))) };
    },
  }),

  'iam:ListUsers': handler({
    name: 'iam:ListUsers',
    label: null,
    authorize: () => [{ action: 'iam:ListUsers', resource: '*' }],
    perform: ({ PathPrefix = '/', ...paging }, { model, accountId }) => {
      const users = model.list('user', accountId).filter((user) => user.path.startsWith(PathPrefix));
      const taken = page(users, (user) => user.userName, paging);
      return { Users: taken.items.map(listedUser), ...taken.page };
    },
  }),

  'iam:UpdateUser': handler({
    name: 'iam:UpdateUser',
    label: ({ UserName, NewUserName }) =>
      NewUserName === undefined ? `Move user ${UserName} to another path` : `Rename user ${UserName} to ${NewUserName}`,
    // AWS asks for the permission on the user as it is and on the user as it will be.
    authorize: ({ UserName, NewPath, NewUserName }, scene) => {
      const user = scene.model.userByName(scene.accountId, UserName);
      const target = iamArn('user', scene.accountId, NewPath ?? user?.path ?? '/', NewUserName ?? UserName);
      const source = onUser('iam:UpdateUser', UserName, scene);
      return source.some((part) => part.resource === target)
        ? source
        : [...source, { action: 'iam:UpdateUser', resource: target }];
    },
    perform: ({ UserName, NewPath, NewUserName }, { model, accountId }) => {
      const user = requireUser(model, accountId, UserName);
      const path = NewPath ?? user.path;
      const userName = NewUserName ?? user.userName;
      const holder = model.userByName(accountId, userName);
      if (holder !== null && holder.arn !== user.arn) throw userExists(userName);
      const arn = iamArn('user', accountId, path, userName);
      model.delete(user.arn);
      model.put({ ...user, arn, path, userName });
      if (arn !== user.arn) renamePrincipal(model, user.arn, arn);
      for (const serialNumber of user.mfaDevices) {
        const device = findMfaDevice(model, accountId, serialNumber);
        if (device !== null) model.put({ ...device, userName });
      }
      return {};
    },
  }),

  'iam:DeleteUser': handler({
    name: 'iam:DeleteUser',
    label: ({ UserName }) => `Delete user ${UserName}`,
    authorize: ({ UserName }, scene) => onUser('iam:DeleteUser', UserName, scene),
    perform: ({ UserName }, { model, accountId }) => {
      const user = requireUser(model, accountId, UserName);
      const conflict = userConflict(user);
      if (conflict !== null) throw conflict;
      model.delete(user.arn);
      renamePrincipal(model, user.arn, user.userId);
      return {};
    },
  }),

  'iam:TagUser': handler({
    name: 'iam:TagUser',
    label: ({ UserName }) => `Tag user ${UserName}`,
    authorize: ({ UserName, Tags }, scene) => onUser('iam:TagUser', UserName, scene, requestTagKeys(Tags)),
    perform: ({ UserName, Tags }, { model, accountId }) => {
      const user = requireUser(model, accountId, UserName);
      model.put({ ...user, tags: mergeTags(user.tags, Tags) });
      return {};
    },
  }),

  'iam:UntagUser': handler({
    name: 'iam:UntagUser',
    label: ({ UserName }) => `Untag user ${UserName}`,
    authorize: ({ UserName, TagKeys }, scene) => onUser('iam:UntagUser', UserName, scene, { 'aws:TagKeys': TagKeys }),
    perform: ({ UserName, TagKeys }, { model, accountId }) => {
      const user = requireUser(model, accountId, UserName);
      model.put({ ...user, tags: withoutTags(user.tags, TagKeys) });
      return {};
    },
  }),

  'iam:ListUserTags': handler({
    name: 'iam:ListUserTags',
    label: null,
    authorize: ({ UserName }, scene) => onUser('iam:ListUserTags', UserName, scene),
    perform: ({ UserName, ...paging }, { model, accountId }) =>
      listTags(requireUser(model, accountId, UserName).tags, paging),
  }),

  'iam:PutUserPolicy': policyHandler('iam:PutUserPolicy', USER, PUT_INLINE_POLICY),
  'iam:DeleteUserPolicy': policyHandler('iam:DeleteUserPolicy', USER, DELETE_INLINE_POLICY),
  'iam:AttachUserPolicy': policyHandler('iam:AttachUserPolicy', USER, ATTACH_POLICY),
  'iam:DetachUserPolicy': policyHandler('iam:DetachUserPolicy', USER, DETACH_POLICY),
};

/** A user as an answer that is about this user shows it. */
export function describeUser(user: UserDocument): UserOutput {
  return {
    ...listedUser(user),
    ...(user.permissionsBoundary === null
      ? {}
      : {
          PermissionsBoundary: {
            PermissionsBoundaryType: 'PermissionsBoundaryPolicy' as const,
            PermissionsBoundaryArn: user.permissionsBoundary,
          },
        }),
    ...(user.tags.length === 0 ? {} : { Tags: [...user.tags] }),
  };
}

/** A user as a list shows it: without tags and boundary. */
export function listedUser(user: UserDocument): UserOutput {
  return {
    Path: user.path,
    UserName: user.userName,
    UserId: user.userId,
    Arn: user.arn,
    CreateDate: user.createDate,
    ...(user.passwordLastUsed === null ? {} : { PasswordLastUsed: user.passwordLastUsed }),
  };
}

function describeRoot({ accountId, model, clock }: ActionScene): OperationOutput<'iam:GetUser'>['User'] {
  const arn = `arn:aws:iam::${accountId}:root`;
  const created = model.find('account', arn)?.createDate ?? timestamp(clock);
  return { UserId: accountId, Arn: arn, CreateDate: created };
}

const userExists = (userName: string) => entityAlreadyExists(`User with name ${userName} already exists.`);

const mustFirst = (what: string) => deleteConflict(`Cannot delete entity, must ${what} first.`);

/**
 * The first of the things that AWS wants gone before it deletes a user; null when nothing is in the way.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html
 */
function userConflict(user: UserDocument) {
  if (user.groups.length > 0) return mustFirst('remove users from group');
  if (user.accessKeys.length > 0) return mustFirst('delete access keys');
  if (user.loginProfile !== null) return mustFirst('delete login profile');
  if (user.mfaDevices.length > 0) return mustFirst('delete MFA device');
  if (user.signingCertificates.length > 0) return mustFirst('delete signing certificates');
  if (user.sshPublicKeys.length > 0) return mustFirst('delete SSH public keys');
  // Recorded: of these AWS speaks in general.
  if (user.serviceSpecificCredentials.length > 0) return mustFirst('remove referenced objects');
  return policyConflict(user);
}
