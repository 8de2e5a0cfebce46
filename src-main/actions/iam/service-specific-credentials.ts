import type { ServiceSpecificCredential, UserDocument } from '../../../src-shared/model/documents.ts';
import { newUniqueId } from '../../account/unique-id.ts';
import type { Random } from '../../random.ts';
import { handler, type ActionScene } from '../handler.ts';
import { page } from '../paging.ts';
import { timestamp } from '../timestamp.ts';
import { noSuchEntity, validationError } from './errors.ts';
import { onUser, requireUser, userNameOr } from './identities.ts';
import { assertWithinQuota } from './quotas.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The services that take such credentials: a user name and a password, or an API key, which may expire.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceSpecificCredential.html
 */
const SERVICES: ReadonlyMap<string, 'password' | 'apiKey'> = new Map([
  ['codecommit.amazonaws.com', 'password'],
  ['cassandra.amazonaws.com', 'password'],
  ['bedrock.amazonaws.com', 'apiKey'],
  ['logs.amazonaws.com', 'apiKey'],
]);

/**
 * Operations on service-specific credentials. Their passwords are shown once and kept nowhere, since no service here takes
 * them.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ServiceSpecificCredential.html
 */
export const serviceSpecificCredentialHandlers = {
  'iam:CreateServiceSpecificCredential': handler({
    name: 'iam:CreateServiceSpecificCredential',
    label: ({ UserName, ServiceName }) => `Create credentials of user ${UserName} for ${ServiceName}`,
    authorize: ({ UserName, ServiceName, CredentialAgeDays }, scene) =>
      onUser('iam:CreateServiceSpecificCredential', UserName, scene, {
        'iam:ServiceSpecificCredentialServiceName': ServiceName,
        ...(CredentialAgeDays === undefined
          ? {}
          : { 'iam:ServiceSpecificCredentialAgeDays': String(CredentialAgeDays) }),
      }),
    perform: ({ UserName, ServiceName, CredentialAgeDays }, scene) => {
      const { model, accountId, clock, random } = scene;
      const user = requireUser(model, accountId, UserName);
      const form = SERVICES.get(ServiceName);
      if (form === undefined) {
        throw noSuchEntity(`No such service ${ServiceName} is supported for Service Specific Credentials`);
      }
      if (CredentialAgeDays !== undefined && form !== 'apiKey') {
        throw validationError(`CredentialAgeDays is not supported for ${ServiceName}.`);
      }
      const present = user.serviceSpecificCredentials.filter(({ serviceName }) => serviceName === ServiceName);
      assertWithinQuota('ServiceSpecificCredentialsPerUser', present.length + 1);
      const publicName = freePublicName(user, present);
      const createDate = timestamp(clock);
      const credential: ServiceSpecificCredential = {
        serviceSpecificCredentialId: newUniqueId('serviceSpecificCredential', random),
        serviceName: ServiceName,
        serviceUserName: form === 'password' ? publicName : null,
        serviceCredentialAlias: form === 'apiKey' ? publicName : null,
        status: 'Active',
        createDate,
        expirationDate:
          CredentialAgeDays === undefined
            ? null
            : timestamp(() => new Date(Date.parse(createDate) + CredentialAgeDays * DAY_MS)),
      };
      model.put({ ...user, serviceSpecificCredentials: [...user.serviceSpecificCredentials, credential] });
      return { ServiceSpecificCredential: { ...describe(user, credential), ...newSecret(credential, random) } };
    },
  }),

  'iam:ListServiceSpecificCredentials': handler({
    name: 'iam:ListServiceSpecificCredentials',
    label: null,
    authorize: ({ UserName, AllUsers = false }, scene) =>
      AllUsers
        ? [{ action: 'iam:ListServiceSpecificCredentials', resource: '*' }]
        : onUser('iam:ListServiceSpecificCredentials', userNameOr(UserName, scene.actor), scene),
    perform: ({ UserName, ServiceName, AllUsers = false, ...paging }, { model, accountId, actor }) => {
      if (AllUsers && UserName !== undefined) {
        throw validationError('UserName and AllUsers cannot be specified together.');
      }
      if (ServiceName !== undefined && !SERVICES.has(ServiceName)) {
        throw noSuchEntity(`No such service ${ServiceName} is supported for Service Specific Credentials`);
      }
      const users = AllUsers
        ? model.list('user', accountId)
        : [requireUser(model, accountId, userNameOr(UserName, actor))];
      const listed = users
        .flatMap((user) => user.serviceSpecificCredentials.map((credential) => describe(user, credential)))
        .filter((credential) => ServiceName === undefined || credential.ServiceName === ServiceName);
      const taken = page(listed, (credential) => credential.ServiceSpecificCredentialId, paging);
      return { ServiceSpecificCredentials: [...taken.items], ...(taken.page.IsTruncated ? taken.page : {}) };
    },
  }),

  'iam:UpdateServiceSpecificCredential': handler({
    name: 'iam:UpdateServiceSpecificCredential',
    label: ({ ServiceSpecificCredentialId, Status }) =>
      `${Status === 'Active' ? 'Activate' : 'Deactivate'} service-specific credential ${ServiceSpecificCredentialId}`,
    authorize: ({ UserName }, scene) =>
      onUser('iam:UpdateServiceSpecificCredential', userNameOr(UserName, scene.actor), scene),
    perform: ({ UserName, ServiceSpecificCredentialId, Status }, scene) => {
      const { user, credential } = requireCredential(UserName, ServiceSpecificCredentialId, scene);
      const serviceSpecificCredentials = user.serviceSpecificCredentials.map((candidate) =>
        candidate === credential ? { ...credential, status: Status } : candidate,
      );
      scene.model.put({ ...user, serviceSpecificCredentials });
      return {};
    },
  }),

  'iam:ResetServiceSpecificCredential': handler({
    name: 'iam:ResetServiceSpecificCredential',
    label: ({ ServiceSpecificCredentialId }) => `Reset service-specific credential ${ServiceSpecificCredentialId}`,
    authorize: ({ UserName }, scene) =>
      onUser('iam:ResetServiceSpecificCredential', userNameOr(UserName, scene.actor), scene),
    // The new password takes the place of the old at the service; nothing that the model holds changes.
    perform: ({ UserName, ServiceSpecificCredentialId }, scene) => {
      const { user, credential } = requireCredential(UserName, ServiceSpecificCredentialId, scene);
      return { ServiceSpecificCredential: { ...describe(user, credential), ...newSecret(credential, scene.random) } };
    },
  }),

  'iam:DeleteServiceSpecificCredential': handler({
    name: 'iam:DeleteServiceSpecificCredential',
    label: ({ ServiceSpecificCredentialId }) => `Delete service-specific credential ${ServiceSpecificCredentialId}`,
    authorize: ({ UserName }, scene) =>
      onUser('iam:DeleteServiceSpecificCredential', userNameOr(UserName, scene.actor), scene),
    perform: ({ UserName, ServiceSpecificCredentialId }, scene) => {
      const { user, credential } = requireCredential(UserName, ServiceSpecificCredentialId, scene);
      const serviceSpecificCredentials = user.serviceSpecificCredentials.filter(
        (candidate) => candidate !== credential,
      );
      scene.model.put({ ...user, serviceSpecificCredentials });
      return {};
    },
  }),
};

/** @throws AwsError `NoSuchEntity`. */
function requireCredential(userName: string | undefined, id: string, { model, accountId, actor }: ActionScene) {
  const user = requireUser(model, accountId, userNameOr(userName, actor));
  const credential = user.serviceSpecificCredentials.find(
    ({ serviceSpecificCredentialId }) => serviceSpecificCredentialId === id,
  );
  if (credential === undefined) throw noSuchEntity(`No such credential ${id} exists`);
  return { user, credential };
}

/**
 * `lucy-at-123456789012`, and `lucy+1-at-123456789012` for the second: the form of CodeCommit's Git credentials, of which AWS
 * documents the first.
 */
function freePublicName({ userName, accountId }: UserDocument, present: readonly ServiceSpecificCredential[]): string {
  const taken = present.map((credential) => credential.serviceUserName ?? credential.serviceCredentialAlias);
  const first = `${userName}-at-${accountId}`;
  return taken.includes(first) ? `${userName}+1-at-${accountId}` : first;
}

/**
 * The password, in the length of AWS's example, or the API key: `ABSK` and, in base64, alias and password. The form of the
 * key is observed and not documented.
 */
function newSecret({ serviceCredentialAlias }: ServiceSpecificCredential, random: Random) {
  const password = Buffer.from(random(32)).toString('base64');
  return serviceCredentialAlias === null
    ? { ServicePassword: password }
    : { ServiceCredentialSecret: `ABSK${Buffer.from(`${serviceCredentialAlias}:${password}`).toString('base64')}` };
}

function describe(user: UserDocument, credential: ServiceSpecificCredential) {
  const { serviceUserName, serviceCredentialAlias, expirationDate } = credential;
  return {
    CreateDate: credential.createDate,
    ...(expirationDate === null ? {} : { ExpirationDate: expirationDate }),
    ServiceName: credential.serviceName,
    ...(serviceUserName === null ? {} : { ServiceUserName: serviceUserName }),
    ...(serviceCredentialAlias === null ? {} : { ServiceCredentialAlias: serviceCredentialAlias }),
    ServiceSpecificCredentialId: credential.serviceSpecificCredentialId,
    UserName: user.userName,
    Status: credential.status,
  };
}
