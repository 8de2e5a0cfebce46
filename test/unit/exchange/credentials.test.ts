import { expect, test } from 'vitest';
import type { ServerCertificateDocument } from '../../../src-shared/model/documents.ts';
import { createModel } from '../../../src-main/account/in-memory-model.ts';
import { accountDocument } from '../../../src-main/account/new-account.ts';
import { exportAccount } from '../../../src-main/exchange/export-account.ts';
import { previewImport } from '../../../src-main/exchange/import-authorization-details.ts';
import { ACCOUNT_ID, iamArn, user } from '../../fixtures/account-documents.ts';
import { fixedClock } from '../../fixtures/fixed-tools.ts';

const CREATED = '2026-01-01T00:00:00Z';
const CERTIFICATE: ServerCertificateDocument = {
  type: 'serverCertificate',
  arn: iamArn('server-certificate/shop'),
  accountId: ACCOUNT_ID,
  serverCertificateName: 'shop',
  serverCertificateId: 'ASCACKCEVSQ6C2EXAMPLE',
  path: '/',
  uploadDate: CREATED,
  expiration: '2027-01-01T00:00:00Z',
  certificateBody: '-----BEGIN CERTIFICATE-----',
  certificateChain: null,
  tags: [],
};

test('Certificates, SSH keys and service-specific credentials travel with an exported account', () => {
  const account = accountDocument({ accountId: ACCOUNT_ID, name: 'shop', rootEmail: null }, fixedClock);
  const lucy = user('lucy', {
    signingCertificates: [
      { certificateId: 'TA7SMP42TDN5Z26OBPJE7EXAMPLE', certificateBody: 'PEM', status: 'Active', uploadDate: CREATED },
    ],
    sshPublicKeys: [
      {
        sshPublicKeyId: 'APKAEIVFHP46CEXAMPLE',
        sshPublicKeyBody: 'ssh-rsa AAAA',
        fingerprint: '32:b2',
        status: 'Inactive',
        uploadDate: CREATED,
      },
    ],
    serviceSpecificCredentials: [
      {
        serviceSpecificCredentialId: 'ACCA12345ABCDEXAMPLE',
        serviceName: 'codecommit.amazonaws.com',
        serviceUserName: `lucy-at-${ACCOUNT_ID}`,
        serviceCredentialAlias: null,
        status: 'Active',
        createDate: CREATED,
        expirationDate: null,
      },
    ],
  });
  const { text } = exportAccount(createModel([account, lucy, CERTIFICATE]), ACCOUNT_ID);
  const { documents } = previewImport('shop.json', text);
  expect(documents).toEqual(expect.arrayContaining([account, lucy, CERTIFICATE]));
});

test('The credential report stays behind: it is of the moment', () => {
  const account = accountDocument({ accountId: ACCOUNT_ID, name: 'shop', rootEmail: null }, fixedClock);
  const credentialReport = { startedTime: CREATED, content: 'user,arn' };
  const { text } = exportAccount(createModel([{ ...account, credentialReport }]), ACCOUNT_ID);
  expect(text).not.toContain('user,arn');
  expect(previewImport('shop.json', text).documents).toEqual([account]);
});
