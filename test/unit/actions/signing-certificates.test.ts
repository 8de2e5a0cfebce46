import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeCertificate, type TestCertificate } from './certificates.ts';
import { NOW, TestAccount, userActor } from './test-account.ts';

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSigningCertificate.html
let certificates: TestCertificate[];
let expired: TestCertificate;
beforeAll(async () => {
  certificates = await Promise.all(['one', 'two', 'three'].map((name) => makeCertificate(name)));
  expired = await makeCertificate('old', { notAfter: '2026-01-02' });
});

let aws: TestAccount;
beforeEach(async () => {
  aws = new TestAccount();
  await aws.perform('iam:CreateUser', { UserName: 'lucy' });
});

const body = (index: number) => certificates[index]?.certificate ?? '';
const upload = async (index: number) =>
  (await aws.perform('iam:UploadSigningCertificate', { UserName: 'lucy', CertificateBody: body(index) })).Certificate;
const uploadRefusal = async (CertificateBody: string) =>
  (await aws.refusal('iam:UploadSigningCertificate', { UserName: 'lucy', CertificateBody })).code;
const list = async () => (await aws.perform('iam:ListSigningCertificates', { UserName: 'lucy' })).Certificates;

describe('Signing certificates', () => {
  it('are uploaded as active and listed with their text', async () => {
    const certificate = await upload(0);
    expect(certificate).toEqual({
      UserName: 'lucy',
      CertificateId: expect.stringMatching(/^[A-Z2-7]{32}$/),
      CertificateBody: body(0).trim(),
      Status: 'Active',
      UploadDate: NOW,
    });
    expect(await list()).toEqual([certificate]);
  });

  it('are the caller’s own when nobody is named', async () => {
    const as = userActor('lucy');
    await aws.perform('iam:UploadSigningCertificate', { CertificateBody: body(0) }, { as });
    expect((await aws.perform('iam:ListSigningCertificates', {}, { as })).Certificates).toHaveLength(1);
  });

  it('are at most two for a user', async () => {
    await upload(0);
    await upload(1);
    const third = { UserName: 'lucy', CertificateBody: body(2) };
    expect(await aws.refusal('iam:UploadSigningCertificate', third)).toEqual({
      code: 'LimitExceeded',
      status: 409,
      message: 'Cannot exceed quota for SigningCertificatesPerUser: 2',
    });
  });

  it('belong to one user of the account', async () => {
    await upload(0);
    await aws.perform('iam:CreateUser', { UserName: 'eve' });
    const again = { UserName: 'eve', CertificateBody: body(0) };
    expect(await aws.refusal('iam:UploadSigningCertificate', again)).toMatchObject({
      code: 'DuplicateCertificate',
      status: 409,
    });
  });

  it('are refused when they cannot be read or are no longer valid', async () => {
    expect(await uploadRefusal('none')).toBe('MalformedCertificate');
    expect(await uploadRefusal(expired.certificate)).toBe('InvalidCertificate');
  });

  it('are deactivated and deleted', async () => {
    const { CertificateId } = await upload(0);
    await aws.perform('iam:UpdateSigningCertificate', { UserName: 'lucy', CertificateId, Status: 'Inactive' });
    expect((await list())[0]?.Status).toBe('Inactive');
    await aws.perform('iam:DeleteSigningCertificate', { UserName: 'lucy', CertificateId });
    expect(await list()).toEqual([]);
    expect(await aws.refusal('iam:DeleteSigningCertificate', { UserName: 'lucy', CertificateId })).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `The Certificate with id ${CertificateId} cannot be found.`,
    });
  });

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html
  it('must be deleted before their user', async () => {
    await upload(0);
    expect(await aws.refusal('iam:DeleteUser', { UserName: 'lucy' })).toMatchObject({
      code: 'DeleteConflict',
      status: 409,
    });
  });
});
