import { AwsError } from '../../../src-shared/errors.ts';
import type { SigningCertificate, UserDocument } from '../../../src-shared/model/documents.ts';
import { encodeBase32 } from '../../authentication/base32.ts';
import { handler, type ActionScene } from '../handler.ts';
import { page } from '../paging.ts';
import { timestamp } from '../timestamp.ts';
import { noSuchEntity } from './errors.ts';
import { onUser, requireUser, userNameOr } from './identities.ts';
import { isInForce, malformedCertificate, readCertificate } from './pem-certificate.ts';
import { assertWithinQuota } from './quotas.ts';

/** Operations on X.509 signing certificates. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SigningCertificate.html */
export const signingCertificateHandlers = {
  'iam:UploadSigningCertificate': handler({
    name: 'iam:UploadSigningCertificate',
    label: ({ UserName }) => `Upload a signing certificate${forUser(UserName)}`,
    authorize: ({ UserName }, scene) =>
      onUser('iam:UploadSigningCertificate', userNameOr(UserName, scene.actor), scene),
    perform: ({ UserName, CertificateBody }, scene) => {
      const user = targetUser(UserName, scene);
      const read = readCertificate(CertificateBody);
      if (read === null) throw malformedCertificate();
      if (!isInForce(read, scene.clock())) throw invalidCertificate();
      const holder = holderOf(read.fingerprint256, scene);
      if (holder !== null) throw duplicateCertificate();
      assertWithinQuota('SigningCertificatesPerUser', user.signingCertificates.length + 1);
      const certificate: SigningCertificate = {
        certificateId: encodeBase32(scene.random(20)),
        certificateBody: CertificateBody.trim(),
        status: 'Active',
        uploadDate: timestamp(scene.clock),
      };
      scene.model.put({ ...user, signingCertificates: [...user.signingCertificates, certificate] });
      return { Certificate: describe(user, certificate) };
    },
  }),

  'iam:ListSigningCertificates': handler({
    name: 'iam:ListSigningCertificates',
    label: null,
    authorize: ({ UserName }, scene) => onUser('iam:ListSigningCertificates', userNameOr(UserName, scene.actor), scene),
    perform: ({ UserName, ...paging }, scene) => {
      const user = targetUser(UserName, scene);
      const taken = page(user.signingCertificates, ({ certificateId }) => certificateId, paging);
      return { Certificates: taken.items.map((certificate) => describe(user, certificate)), ...taken.page };
    },
  }),

  'iam:UpdateSigningCertificate': handler({
    name: 'iam:UpdateSigningCertificate',
    label: ({ CertificateId, Status }) =>
      `${Status === 'Active' ? 'Activate' : 'Deactivate'} signing certificate ${CertificateId}`,
    authorize: ({ UserName }, scene) =>
      onUser('iam:UpdateSigningCertificate', userNameOr(UserName, scene.actor), scene),
    perform: ({ UserName, CertificateId, Status }, scene) => {
      const user = targetUser(UserName, scene);
      assertHasCertificate(user, CertificateId);
      const signingCertificates = user.signingCertificates.map((certificate) =>
        certificate.certificateId === CertificateId ? { ...certificate, status: Status } : certificate,
      );
      scene.model.put({ ...user, signingCertificates });
      return {};
    },
  }),

  'iam:DeleteSigningCertificate': handler({
    name: 'iam:DeleteSigningCertificate',
    label: ({ CertificateId }) => `Delete signing certificate ${CertificateId}`,
    authorize: ({ UserName }, scene) =>
      onUser('iam:DeleteSigningCertificate', userNameOr(UserName, scene.actor), scene),
    perform: ({ UserName, CertificateId }, scene) => {
      const user = targetUser(UserName, scene);
      assertHasCertificate(user, CertificateId);
      const signingCertificates = user.signingCertificates.filter(
        ({ certificateId }) => certificateId !== CertificateId,
      );
      scene.model.put({ ...user, signingCertificates });
      return {};
    },
  }),
};

function targetUser(userName: string | undefined, { model, accountId, actor }: ActionScene): UserDocument {
  return requireUser(model, accountId, userNameOr(userName, actor));
}

function forUser(userName: string | undefined): string {
  return userName === undefined ? '' : ` for user ${userName}`;
}

/** The user of the account who has a certificate; a certificate belongs to one user at most. */
function holderOf(fingerprint: string, { model, accountId }: ActionScene): UserDocument | null {
  const has = ({ certificateBody }: SigningCertificate) =>
    readCertificate(certificateBody)?.fingerprint256 === fingerprint;
  return model.list('user', accountId).find((user) => user.signingCertificates.some(has)) ?? null;
}

function assertHasCertificate(user: UserDocument, certificateId: string): void {
  if (!user.signingCertificates.some((certificate) => certificate.certificateId === certificateId)) {
    throw noSuchEntity(`The Certificate with id ${certificateId} cannot be found.`);
  }
}

/*
 * Codes and status are those of https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSigningCertificate.html; the
 * wording of the messages is not documented.
 */
const duplicateCertificate = () =>
  new AwsError('DuplicateCertificate', 409, 'The certificate is already associated with an IAM user in the account.');
const invalidCertificate = () =>
  new AwsError('InvalidCertificate', 400, 'The certificate has expired or is not valid yet.');

function describe(user: UserDocument, { certificateId, certificateBody, status, uploadDate }: SigningCertificate) {
  return {
    UserName: user.userName,
    CertificateId: certificateId,
    CertificateBody: certificateBody,
    Status: status,
    UploadDate: uploadDate,
  };
}
