import { AwsError } from '../../../src-shared/errors.ts';
import type { AccessKey, UserDocument } from '../../../src-shared/model/documents.ts';
import { newAccessKeyId, newSecretAccessKey } from '../../authentication/access-key.ts';
import { handler, type ActionScene, type Actor } from '../handler.ts';
import { page } from '../paging.ts';
import { timestamp } from '../timestamp.ts';
import { iamArn } from './arns.ts';
import { noSuchEntity } from './errors.ts';
import { onUser, requireUser, userNameOr } from './identities.ts';
import { assertWithinQuota } from './quotas.ts';

/** Operations on access keys. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKey.html */
export const accessKeyHandlers = {
  'iam:CreateAccessKey': handler({
    name: 'iam:CreateAccessKey',
    label: ({ UserName }) => `Create an access key${forUser(UserName)}`,
    authorize: ({ UserName }, scene) => onUser('iam:CreateAccessKey', userNameOr(UserName, scene.actor), scene),
    perform: ({ UserName }, scene) => {
      const user = targetUser(UserName, scene);
      assertWithinQuota('AccessKeysPerUser', user.accessKeys.length + 1);
      const key: AccessKey = {
        accessKeyId: newAccessKeyId(scene.random),
        status: 'Active',
        createDate: timestamp(scene.clock),
        lastUsed: null,
      };
      const secretAccessKey = newSecretAccessKey(scene.random);
      scene.secrets.set('access-key', key.accessKeyId, secretAccessKey);
      scene.model.put({ ...user, accessKeys: [...user.accessKeys, key] });
      return { AccessKey: { ...describeKey(user, key), SecretAccessKey: secretAccessKey } };
    },
  }),

  'iam:ListAccessKeys': handler({
    name: 'iam:ListAccessKeys',
    label: null,
    authorize: ({ UserName }, scene) => onUser('iam:ListAccessKeys', userNameOr(UserName, scene.actor), scene),
    perform: ({ UserName, ...paging }, scene) => {
      const user = targetUser(UserName, scene);
      const taken = page(user.accessKeys, (key) => key.accessKeyId, paging);
      return { AccessKeyMetadata: taken.items.map((key) => describeKey(user, key)), ...taken.page };
    },
  }),

  'iam:GetAccessKeyLastUsed': handler({
    name: 'iam:GetAccessKeyLastUsed',
    label: null,
    authorize: ({ AccessKeyId }, { model, accountId }) => {
      const owner = model.accessKey(AccessKeyId)?.user ?? null;
      // Of a key that is not there the user is not known: any user of the account is asked for.
      const resource = owner?.accountId === accountId ? owner.arn : iamArn('user', accountId, '/', '*');
      return [{ action: 'iam:GetAccessKeyLastUsed', resource }];
    },
    perform: ({ AccessKeyId }, { model, accountId, actor }) => {
      const found = model.accessKey(AccessKeyId);
      if (found === null || found.user.accountId !== accountId) throw noSuchAccessKey(AccessKeyId, actor);
      const { lastUsed } = found.key;
      return {
        UserName: found.user.userName,
        AccessKeyLastUsed:
          lastUsed === null
            ? { ServiceName: 'N/A', Region: 'N/A' }
            : { LastUsedDate: lastUsed.date, ServiceName: lastUsed.service, Region: lastUsed.region },
      };
    },
  }),

  'iam:UpdateAccessKey': handler({
    name: 'iam:UpdateAccessKey',
    label: ({ AccessKeyId, Status }) => `${Status === 'Active' ? 'Activate' : 'Deactivate'} access key ${AccessKeyId}`,
    authorize: ({ UserName }, scene) => onUser('iam:UpdateAccessKey', userNameOr(UserName, scene.actor), scene),
    perform: ({ UserName, AccessKeyId, Status }, scene) => {
      const user = targetUser(UserName, scene);
      assertHasKey(user, AccessKeyId);
      const accessKeys = user.accessKeys.map((key) =>
        key.accessKeyId === AccessKeyId ? { ...key, status: Status } : key,
      );
      scene.model.put({ ...user, accessKeys });
      return {};
    },
  }),

  'iam:DeleteAccessKey': handler({
    name: 'iam:DeleteAccessKey',
    label: ({ AccessKeyId }) => `Delete access key ${AccessKeyId}`,
    authorize: ({ UserName }, scene) => onUser('iam:DeleteAccessKey', userNameOr(UserName, scene.actor), scene),
    // The secret stays in the vault for as long as the change can be undone; opening the workspace later discards it.
    perform: ({ UserName, AccessKeyId }, scene) => {
      const user = targetUser(UserName, scene);
      assertHasKey(user, AccessKeyId);
      scene.model.put({ ...user, accessKeys: user.accessKeys.filter((key) => key.accessKeyId !== AccessKeyId) });
      return {};
    },
  }),
};

function targetUser(userName: string | undefined, { model, accountId, actor }: ActionScene): UserDocument {
  return requireUser(model, accountId, userNameOr(userName, actor));
}

/**
 * The operation's page lists no error for a key that is not there; AWS is seen to answer that the key is not the caller's to
 * ask about.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html
 */
function noSuchAccessKey(accessKeyId: string, actor: Actor): AwsError {
  if (actor.kind === 'designer') return noSuchEntity(`The Access Key with id ${accessKeyId} cannot be found.`);
  const who = 'arn' in actor ? actor.arn : actor.kind;
  const message = `User: ${who} is not authorized to perform: iam:GetAccessKeyLastUsed on resource: access key ${accessKeyId}`;
  return new AwsError('AccessDenied', 403, message);
}

function forUser(userName: string | undefined): string {
  return userName === undefined ? '' : ` for user ${userName}`;
}

function assertHasKey(user: UserDocument, accessKeyId: string): void {
  if (!user.accessKeys.some((key) => key.accessKeyId === accessKeyId)) {
    throw noSuchEntity(`The Access Key with id ${accessKeyId} cannot be found.`);
  }
}

function describeKey(user: UserDocument, key: AccessKey) {
  return { UserName: user.userName, AccessKeyId: key.accessKeyId, Status: key.status, CreateDate: key.createDate };
}
