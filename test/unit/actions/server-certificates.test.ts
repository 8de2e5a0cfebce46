import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeCertificate, type TestCertificate } from './certificates.ts';
import { ACCOUNT_ID, NOW, TestAccount } from './test-account.ts';

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadServerCertificate.html
const iam = (resource: string) => `arn:aws:iam::${ACCOUNT_ID}:${resource}`;

let root: TestCertificate;
let intermediate: TestCertificate;
let shop: TestCertificate;
let expired: TestCertificate;
beforeAll(async () => {
  root = await makeCertificate('Root');
  intermediate = await makeCertificate('Intermediate', { signer: root });
  shop = await makeCertificate('shop.example', { signer: intermediate });
  expired = await makeCertificate('old.example', { notAfter: '2026-01-02' });
});

let aws: TestAccount;
beforeEach(() => {
  aws = new TestAccount();
});

const given = (more: object = {}) => ({
  ServerCertificateName: 'shop',
  CertificateBody: shop.certificate,
  PrivateKey: shop.privateKey,
  ...more,
});

describe('UploadServerCertificate', () => {
  it('keeps the certificate and its chain, and the private key nowhere', async () => {
    const CertificateChain = `${intermediate.certificate}\n${root.certificate}`;
    const uploaded = await aws.perform(
      'iam:UploadServerCertificate',
      given({ Path: '/cloudfront/', CertificateChain }),
    );
    expect(uploaded).toEqual({
      ServerCertificateMetadata: {
        Path: '/cloudfront/',
        ServerCertificateName: 'shop',
        ServerCertificateId: expect.stringMatching(/^ASCA[A-Z2-7]{17}$/),
        Arn: iam('server-certificate/cloudfront/shop'),
        UploadDate: NOW,
        Expiration: '2026-02-01T00:00:00Z',
      },
    });
    const { ServerCertificate } = await aws.perform('iam:GetServerCertificate', { ServerCertificateName: 'shop' });
    expect(ServerCertificate).toEqual({
      ...uploaded,
      CertificateBody: shop.certificate.trim(),
      CertificateChain,
    });
    expect(await aws.vault.list('')).toEqual([]);
    expect(JSON.stringify(aws.model.get(iam('server-certificate/cloudfront/shop')))).not.toContain('PRIVATE');
  });

  it.each<{ fault: string; change: () => object; code: string; message: RegExp }>([
    {
      fault: 'a certificate that is no PEM',
      change: () => ({ CertificateBody: 'shop.crt' }),
      code: 'MalformedCertificate',
      message: /^Unable to parse certificate\. Please ensure the certificate is in PEM format\.$/,
    },
    {
      fault: 'a private key that is no PEM',
      change: () => ({ PrivateKey: 'shop.key' }),
      code: 'MalformedCertificate',
      message: /^Unable to parse certificate\. Please ensure the certificate is in PEM format\.$/,
    },
    {
      fault: 'an expired certificate',
      change: () => ({ CertificateBody: expired.certificate, PrivateKey: expired.privateKey }),
      code: 'MalformedCertificate',
      message: /expired/,
    },
    {
      fault: 'the private key of another certificate',
      change: () => ({ PrivateKey: root.privateKey }),
      code: 'KeyPairMismatch',
      message: /do not match/,
    },
    {
      fault: 'a chain that does not begin with the signer',
      change: () => ({ CertificateChain: root.certificate }),
      code: 'MalformedCertificate',
      message: /The index within the chain of the invalid certificate is: 0$/,
    },
    {
      fault: 'a chain with a stranger in it',
      change: () => ({ CertificateChain: `${intermediate.certificate}\n${expired.certificate}` }),
      code: 'MalformedCertificate',
      message: /The index within the chain of the invalid certificate is: 1$/,
    },
  ])('refuses $fault', async ({ change, code, message }) => {
    const refusal = await aws.refusal('iam:UploadServerCertificate', given(change()));
    expect(refusal).toEqual({ code, status: 400, message: expect.stringMatching(message) });
    expect(aws.model.list('serverCertificate')).toEqual([]);
  });

  it('never shows a private key in what it says of wrong parameters', async () => {
    const refusal = await aws.refusal('iam:UploadServerCertificate', given({ PrivateKey: `${'k'.repeat(16_385)}` }));
    expect(refusal.code).toBe('ValidationError');
    expect(refusal.message).not.toContain('kkk');
  });

  it('refuses a name that is taken, in whatever letter case and under whatever path', async () => {
    await aws.perform('iam:UploadServerCertificate', given());
    expect(
      await aws.refusal('iam:UploadServerCertificate', given({ ServerCertificateName: 'SHOP', Path: '/other/' })),
    ).toEqual({
      code: 'EntityAlreadyExists',
      status: 409,
      message: 'The Server Certificate with name SHOP already exists.',
    });
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  it('allows 20 certificates to an account', async () => {
    for (let number = 1; number <= 20; number += 1) {
      await aws.perform('iam:UploadServerCertificate', given({ ServerCertificateName: `shop-${number}` }));
    }
    expect(await aws.refusal('iam:UploadServerCertificate', given())).toMatchObject({
      code: 'LimitExceeded',
      status: 409,
    });
  });
});

describe('Server certificates', () => {
  beforeEach(async () => {
    await aws.perform('iam:UploadServerCertificate', given({ Tags: [{ Key: 'team', Value: 'shop' }] }));
  });

  it('are listed by path', async () => {
    await aws.perform('iam:UploadServerCertificate', given({ ServerCertificateName: 'cdn', Path: '/cloudfront/' }));
    const names = async (parameters: Record<string, unknown>) =>
      (await aws.perform('iam:ListServerCertificates', parameters)).ServerCertificateMetadataList.map(
        (certificate) => certificate.ServerCertificateName,
      );
    expect(await names({})).toEqual(['cdn', 'shop']);
    expect(await names({ PathPrefix: '/cloudfront/' })).toEqual(['cdn']);
  });

  it('are renamed and moved, and keep their ID', async () => {
    const before = aws.model.find('serverCertificate', iam('server-certificate/shop'));
    await aws.perform('iam:UpdateServerCertificate', {
      ServerCertificateName: 'shop',
      NewPath: '/old/',
      NewServerCertificateName: 'old-shop',
    });
    expect(aws.model.get(iam('server-certificate/shop'))).toBeNull();
    expect(aws.model.get(iam('server-certificate/old/old-shop'))).toEqual({
      ...before,
      arn: iam('server-certificate/old/old-shop'),
      path: '/old/',
      serverCertificateName: 'old-shop',
    });
  });

  it('are not renamed to one that there is', async () => {
    await aws.perform('iam:UploadServerCertificate', given({ ServerCertificateName: 'cdn' }));
    const renaming = { ServerCertificateName: 'cdn', NewServerCertificateName: 'shop' };
    expect((await aws.refusal('iam:UpdateServerCertificate', renaming)).code).toBe('EntityAlreadyExists');
  });

  it('are tagged and untagged', async () => {
    const of = { ServerCertificateName: 'shop' };
    await aws.perform('iam:TagServerCertificate', { ...of, Tags: [{ Key: 'stage', Value: 'prod' }] });
    await aws.perform('iam:UntagServerCertificate', { ...of, TagKeys: ['team'] });
    expect(await aws.perform('iam:ListServerCertificateTags', of)).toEqual({
      Tags: [{ Key: 'stage', Value: 'prod' }],
      IsTruncated: false,
    });
  });

  it('are deleted, and then cannot be found', async () => {
    await aws.perform('iam:DeleteServerCertificate', { ServerCertificateName: 'shop' });
    expect(await aws.refusal('iam:GetServerCertificate', { ServerCertificateName: 'shop' })).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: 'The Server Certificate with name shop cannot be found.',
    });
  });
});
