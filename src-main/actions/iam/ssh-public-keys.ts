import { AwsError } from '../../../src-shared/errors.ts';
import type { SshPublicKey, UserDocument } from '../../../src-shared/model/documents.ts';
import { newUniqueId } from '../../account/unique-id.ts';
import { handler } from '../handler.ts';
import { page } from '../paging.ts';
import { timestamp } from '../timestamp.ts';
import { noSuchEntity } from './errors.ts';
import { onUser, requireUser, userNameOr } from './identities.ts';
import { assertWithinQuota } from './quotas.ts';
import { pemOfSshPublicKey, readSshPublicKey } from './ssh-public-key-formats.ts';

/** Operations on SSH public keys. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SSHPublicKey.html */
export const sshPublicKeyHandlers = {
  'iam:UploadSSHPublicKey': handler({
    name: 'iam:UploadSSHPublicKey',
    label: ({ UserName }) => `Upload an SSH public key for user ${UserName}`,
    authorize: ({ UserName }, scene) => onUser('iam:UploadSSHPublicKey', UserName, scene),
    perform: ({ UserName, SSHPublicKeyBody }, { model, accountId, clock, random }) => {
      const user = requireUser(model, accountId, UserName);
      const read = readSshPublicKey(SSHPublicKeyBody);
      if (read === 'unrecognizedEncoding') throw unrecognizedPublicKeyEncoding();
      if (read === 'invalid') throw invalidPublicKey();
      if (user.sshPublicKeys.some(({ fingerprint }) => fingerprint === read.fingerprint)) throw duplicateSshPublicKey();
      assertWithinQuota('SSHPublicKeysPerUser', user.sshPublicKeys.length + 1);
      const key: SshPublicKey = {
        sshPublicKeyId: newUniqueId('sshPublicKey', random),
        sshPublicKeyBody: read.ssh,
        fingerprint: read.fingerprint,
        status: 'Active',
        uploadDate: timestamp(clock),
      };
      model.put({ ...user, sshPublicKeys: [...user.sshPublicKeys, key] });
      return { SSHPublicKey: describe(user, key, key.sshPublicKeyBody) };
    },
  }),

  'iam:GetSSHPublicKey': handler({
    name: 'iam:GetSSHPublicKey',
    label: null,
    authorize: ({ UserName }, scene) => onUser('iam:GetSSHPublicKey', UserName, scene),
    perform: ({ UserName, SSHPublicKeyId, Encoding }, { model, accountId }) => {
      const user = requireUser(model, accountId, UserName);
      const key = requireKey(user, SSHPublicKeyId);
      const body = Encoding === 'SSH' ? key.sshPublicKeyBody : pemOfSshPublicKey(key.sshPublicKeyBody);
      if (body === null) throw unrecognizedPublicKeyEncoding();
      return { SSHPublicKey: describe(user, key, body) };
    },
  }),

  'iam:ListSSHPublicKeys': handler({
    name: 'iam:ListSSHPublicKeys',
    label: null,
    authorize: ({ UserName }, scene) => onUser('iam:ListSSHPublicKeys', userNameOr(UserName, scene.actor), scene),
    perform: ({ UserName, ...paging }, { model, accountId, actor }) => {
      const user = requireUser(model, accountId, userNameOr(UserName, actor));
      const taken = page(user.sshPublicKeys, ({ sshPublicKeyId }) => sshPublicKeyId, paging);
      return { SSHPublicKeys: taken.items.map((key) => metadata(user, key)), ...taken.page };
    },
  }),

  'iam:UpdateSSHPublicKey': handler({
    name: 'iam:UpdateSSHPublicKey',
    label: ({ SSHPublicKeyId, Status }) =>
      `${Status === 'Active' ? 'Activate' : 'Deactivate'} SSH public key ${SSHPublicKeyId}`,
    authorize: ({ UserName }, scene) => onUser('iam:UpdateSSHPublicKey', UserName, scene),
    perform: ({ UserName, SSHPublicKeyId, Status }, { model, accountId }) => {
      const user = requireUser(model, accountId, UserName);
      const changed = requireKey(user, SSHPublicKeyId);
      const sshPublicKeys = user.sshPublicKeys.map((key) => (key === changed ? { ...key, status: Status } : key));
      model.put({ ...user, sshPublicKeys });
      return {};
    },
  }),

  'iam:DeleteSSHPublicKey': handler({
    name: 'iam:DeleteSSHPublicKey',
    label: ({ SSHPublicKeyId }) => `Delete SSH public key ${SSHPublicKeyId}`,
    authorize: ({ UserName }, scene) => onUser('iam:DeleteSSHPublicKey', UserName, scene),
    perform: ({ UserName, SSHPublicKeyId }, { model, accountId }) => {
      const user = requireUser(model, accountId, UserName);
      const gone = requireKey(user, SSHPublicKeyId);
      model.put({ ...user, sshPublicKeys: user.sshPublicKeys.filter((key) => key !== gone) });
      return {};
    },
  }),
};

/** @throws AwsError `NoSuchEntity`. */
function requireKey(user: UserDocument, sshPublicKeyId: string): SshPublicKey {
  const key = user.sshPublicKeys.find((candidate) => candidate.sshPublicKeyId === sshPublicKeyId);
  if (key === undefined) throw noSuchEntity(`The Public Key with id ${sshPublicKeyId} cannot be found.`);
  return key;
}

/*
 * Codes and status are those of https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSSHPublicKey.html; the wording
 * of the messages is not documented.
 */
const unrecognizedPublicKeyEncoding = () =>
  new AwsError(
    'UnrecognizedPublicKeyEncoding',
    400,
    'The public key encoding format is not recognized. Use the ssh-rsa format or PEM.',
  );
const invalidPublicKey = () =>
  new AwsError('InvalidPublicKey', 400, 'The public key is not a valid RSA public key of at least 2048 bits.');
const duplicateSshPublicKey = () =>
  new AwsError('DuplicateSSHPublicKey', 400, 'The SSH public key is already associated with the user.');

function metadata(user: UserDocument, { sshPublicKeyId, status, uploadDate }: SshPublicKey) {
  return { UserName: user.userName, SSHPublicKeyId: sshPublicKeyId, Status: status, UploadDate: uploadDate };
}

function describe(user: UserDocument, key: SshPublicKey, body: string) {
  return { ...metadata(user, key), Fingerprint: key.fingerprint, SSHPublicKeyBody: body };
}
