import { AwsError } from '../../../src-shared/errors.ts';
import type { ServerCertificateDocument } from '../../../src-shared/model/documents.ts';
import type { OperationOutput } from '../../../src-shared/operations/registry.ts';
import type { ModelView } from '../../account/model.ts';
import { newUniqueId } from '../../account/unique-id.ts';
import { handler, type NeededPart, type RequestScene } from '../handler.ts';
import { page } from '../paging.ts';
import { timestamp } from '../timestamp.ts';
import { iamArn } from './arns.ts';
import { entityAlreadyExists, noSuchEntity } from './errors.ts';
import type { ConditionKeys } from './identities.ts';
import {
  brokenLink,
  isInForce,
  malformedCertificate,
  readCertificate,
  readCertificateChain,
  readPrivateKey,
} from './pem-certificate.ts';
import { assertWithinQuota } from './quotas.ts';
import { mergeTags, newTags, requestTagKeys, taggingPart, withoutTags } from './tags.ts';

type Metadata = OperationOutput<'iam:UploadServerCertificate'>['ServerCertificateMetadata'];

/**
 * Operations on server certificates. The private key is looked at and let go: AWS never gives it back, and no service here
 * serves with it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_server-certs.html
 */
export const serverCertificateHandlers = {
  'iam:UploadServerCertificate': handler({
    name: 'iam:UploadServerCertificate',
    label: ({ ServerCertificateName }) => `Upload server certificate ${ServerCertificateName}`,
    authorize: ({ ServerCertificateName, Path = '/', Tags }, { accountId }) => {
      const resource = iamArn('server-certificate', accountId, Path, ServerCertificateName);
      return [
        { action: 'iam:UploadServerCertificate', resource, context: requestTagKeys(Tags) },
        ...taggingPart('iam:TagServerCertificate', resource, Tags),
      ];
    },
    perform: (input, scene) => {
      const { ServerCertificateName, Path = '/', CertificateBody, CertificateChain, Tags } = input;
      const { model, accountId } = scene;
      const expiration = checkedExpiration(input, scene.clock());
      if (certificateNamed(model, accountId, ServerCertificateName) !== null) {
        throw certificateExists(ServerCertificateName);
      }
      assertWithinQuota('ServerCertificatesPerAccount', model.list('serverCertificate', accountId).length + 1);
      const certificate: ServerCertificateDocument = {
        type: 'serverCertificate',
        arn: iamArn('server-certificate', accountId, Path, ServerCertificateName),
        accountId,
        serverCertificateName: ServerCertificateName,
        serverCertificateId: newUniqueId('serverCertificate', scene.random),
        path: Path,
        uploadDate: timestamp(scene.clock),
        expiration: timestamp(() => expiration),
        certificateBody: CertificateBody.trim(),
        certificateChain: CertificateChain?.trim() ?? null,
        tags: newTags(Tags),
      };
      model.put(certificate);
      return { ServerCertificateMetadata: describe(certificate), ...tagsOf(certificate) };
    },
  }),

  'iam:GetServerCertificate': handler({
    name: 'iam:GetServerCertificate',
    label: null,
    authorize: ({ ServerCertificateName }, scene) =>
      onCertificate('GetServerCertificate', ServerCertificateName, scene),
    perform: ({ ServerCertificateName }, scene) => {
      const certificate = requireCertificate(ServerCertificateName, scene);
      const { certificateBody, certificateChain } = certificate;
      return {
        ServerCertificate: {
          ServerCertificateMetadata: describe(certificate),
          CertificateBody: certificateBody,
          ...(certificateChain === null ? {} : { CertificateChain: certificateChain }),
          ...tagsOf(certificate),
        },
      };
    },
  }),

  'iam:ListServerCertificates': handler({
    name: 'iam:ListServerCertificates',
    label: null,
    authorize: () => [{ action: 'iam:ListServerCertificates', resource: '*' }],
    perform: ({ PathPrefix = '/', ...paging }, { model, accountId }) => {
      const certificates = model
        .list('serverCertificate', accountId)
        .filter((certificate) => certificate.path.startsWith(PathPrefix));
      const taken = page(certificates, (certificate) => certificate.serverCertificateName, paging);
      return { ServerCertificateMetadataList: taken.items.map(describe), ...taken.page };
    },
  }),

  'iam:UpdateServerCertificate': handler({
    name: 'iam:UpdateServerCertificate',
    label: ({ ServerCertificateName }) => `Rename or move server certificate ${ServerCertificateName}`,
    // AWS asks for the permission on the certificate as it is and as it will be.
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateServerCertificate.html
    authorize: ({ ServerCertificateName, NewPath, NewServerCertificateName }, scene) => {
      const source = onCertificate('UpdateServerCertificate', ServerCertificateName, scene);
      const path = NewPath ?? certificateNamed(scene.model, scene.accountId, ServerCertificateName)?.path ?? '/';
      const name = NewServerCertificateName ?? ServerCertificateName;
      const target = iamArn('server-certificate', scene.accountId, path, name);
      return source.some((part) => part.resource === target)
        ? source
        : [...source, { action: 'iam:UpdateServerCertificate', resource: target }];
    },
    perform: ({ ServerCertificateName, NewPath, NewServerCertificateName }, scene) => {
      const { model, accountId } = scene;
      const certificate = requireCertificate(ServerCertificateName, scene);
      const path = NewPath ?? certificate.path;
      const serverCertificateName = NewServerCertificateName ?? certificate.serverCertificateName;
      const holder = certificateNamed(model, accountId, serverCertificateName);
      if (holder !== null && holder.arn !== certificate.arn) throw certificateExists(serverCertificateName);
      model.delete(certificate.arn);
      const arn = iamArn('server-certificate', accountId, path, serverCertificateName);
      model.put({ ...certificate, arn, path, serverCertificateName });
      return {};
    },
  }),

  'iam:DeleteServerCertificate': handler({
    name: 'iam:DeleteServerCertificate',
    label: ({ ServerCertificateName }) => `Delete server certificate ${ServerCertificateName}`,
    authorize: ({ ServerCertificateName }, scene) =>
      onCertificate('DeleteServerCertificate', ServerCertificateName, scene),
    perform: ({ ServerCertificateName }, scene) => {
      scene.model.delete(requireCertificate(ServerCertificateName, scene).arn);
      return {};
    },
  }),

  'iam:TagServerCertificate': handler({
    name: 'iam:TagServerCertificate',
    label: ({ ServerCertificateName }) => `Tag server certificate ${ServerCertificateName}`,
    authorize: ({ ServerCertificateName, Tags }, scene) =>
      onCertificate('TagServerCertificate', ServerCertificateName, scene, requestTagKeys(Tags)),
    perform: ({ ServerCertificateName, Tags }, scene) => {
      const certificate = requireCertificate(ServerCertificateName, scene);
      scene.model.put({ ...certificate, tags: mergeTags(certificate.tags, Tags) });
      return {};
    },
  }),

  'iam:UntagServerCertificate': handler({
    name: 'iam:UntagServerCertificate',
    label: ({ ServerCertificateName }) => `Untag server certificate ${ServerCertificateName}`,
    authorize: ({ ServerCertificateName, TagKeys }, scene) =>
      onCertificate('UntagServerCertificate', ServerCertificateName, scene, { 'aws:TagKeys': TagKeys }),
    perform: ({ ServerCertificateName, TagKeys }, scene) => {
      const certificate = requireCertificate(ServerCertificateName, scene);
      scene.model.put({ ...certificate, tags: withoutTags(certificate.tags, TagKeys) });
      return {};
    },
  }),

  'iam:ListServerCertificateTags': handler({
    name: 'iam:ListServerCertificateTags',
    label: null,
    authorize: ({ ServerCertificateName }, scene) =>
      onCertificate('ListServerCertificateTags', ServerCertificateName, scene),
    perform: ({ ServerCertificateName, ...paging }, scene) => {
      const taken = page(requireCertificate(ServerCertificateName, scene).tags, (tag) => tag.Key, paging);
      return { Tags: [...taken.items], ...taken.page };
    },
  }),
};

/**
 * Checks certificate, private key and chain against each other.
 * @returns when the certificate expires.
 * @throws AwsError `MalformedCertificate` or `KeyPairMismatch`; it never holds the key.
 */
function checkedExpiration(
  given: { CertificateBody: string; PrivateKey: string; CertificateChain?: string | undefined },
  now: Date,
): Date {
  const certificate = readCertificate(given.CertificateBody);
  const privateKey = readPrivateKey(given.PrivateKey);
  if (certificate === null || privateKey === null) throw malformedCertificate();
  if (!isInForce(certificate, now)) throw malformedCertificate('The certificate has expired or is not valid yet.');
  if (!certificate.checkPrivateKey(privateKey)) {
    const message = 'The public key certificate and the private key do not match.';
    throw new AwsError('KeyPairMismatch', 400, message);
  }
  if (given.CertificateChain !== undefined) {
    const chain = readCertificateChain(given.CertificateChain);
    const broken = chain === null ? 0 : brokenLink(certificate, chain);
    if (broken !== null) {
      throw malformedCertificate(
        `Unable to validate certificate chain. The certificate chain must start with the immediate signing certificate, followed by any intermediaries in order. The index within the chain of the invalid certificate is: ${broken}`,
      );
    }
  }
  return certificate.validToDate;
}

function certificateNamed(model: ModelView, accountId: string, name: string): ServerCertificateDocument | null {
  const wanted = name.toLowerCase();
  const certificates = model.list('serverCertificate', accountId);
  return certificates.find((certificate) => certificate.serverCertificateName.toLowerCase() === wanted) ?? null;
}

/** @throws AwsError `NoSuchEntity`. */
function requireCertificate(name: string, { model, accountId }: RequestScene): ServerCertificateDocument {
  const certificate = certificateNamed(model, accountId, name);
  if (certificate === null) throw noSuchEntity(`The Server Certificate with name ${name} cannot be found.`);
  return certificate;
}

/** Of a certificate that does not exist the path is not known; the ARN without one is asked for then. */
function onCertificate(operation: string, name: string, scene: RequestScene, context?: ConditionKeys): NeededPart[] {
  const resource =
    certificateNamed(scene.model, scene.accountId, name)?.arn ??
    iamArn('server-certificate', scene.accountId, '/', name);
  return [{ action: `iam:${operation}`, resource, ...(context === undefined ? {} : { context }) }];
}

function certificateExists(name: string): AwsError {
  return entityAlreadyExists(`The Server Certificate with name ${name} already exists.`);
}

function describe(certificate: ServerCertificateDocument): Metadata {
  return {
    Path: certificate.path,
    ServerCertificateName: certificate.serverCertificateName,
    ServerCertificateId: certificate.serverCertificateId,
    Arn: certificate.arn,
    UploadDate: certificate.uploadDate,
    Expiration: certificate.expiration,
  };
}

function tagsOf({ tags }: ServerCertificateDocument): { Tags?: typeof tags } {
  return tags.length === 0 ? {} : { Tags: [...tags] };
}
