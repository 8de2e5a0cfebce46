import { generateKeyPairSync } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { NOW, TestAccount, userActor } from './test-account.ts';

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSSHPublicKey.html
/** Made by `ssh-keygen -t rsa -b 2048`; the fingerprint is what `ssh-keygen -E md5 -l` prints of it. */
const SSH =
  'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCY1o/oHmicb2LcramUFTbsQoPK21IEVh6+TJMmit1xd3CKpR5PGf5vWxK+/yBYhGMF7B0YRzn3BiZ0NQ5vj5dqoZCMtFeX2vpLQJz0WqxJf9fFHBIL+/T/hgtsbLzSJ9CZKo8dTtUeLFiqvq0PKRPeuuYDs6uQY9IQ2XbdtqQj0h74XN2LbZDBKD8wvtb7x9XRr3q6WdgIwZafeG/9ep4lqcA+x93Tw6a6bRKmADoYiLcvTwNBrWw8hGwYNFM6Tu1Mw4BrdJHytY4TO9j0/jpuarHXEs135hbYKHvr7W1k2JxkvFor1CXVmOgMnEDLA6MrLg/kB9gjehmWiojNZl/X lucy@shop';
const FINGERPRINT = '32:b2:69:11:ec:fa:0f:ee:f3:ce:00:f7:67:e1:51:6b';
/** The same key as `ssh-keygen -e -m PKCS8` writes it. */
const PEM = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAmNaP6B5onG9i3K2plBU2
7EKDyttSBFYevkyTJordcXdwiqUeTxn+b1sSvv8gWIRjBewdGEc59wYmdDUOb4+X
aqGQjLRXl9r6S0Cc9FqsSX/XxRwSC/v0/4YLbGy80ifQmSqPHU7VHixYqr6tDykT
3rrmA7OrkGPSENl23bakI9Ie+Fzdi22QwSg/ML7W+8fV0a96ulnYCMGWn3hv/Xqe
JanAPsfd08Omum0SpgA6GIi3L08DQa1sPIRsGDRTOk7tTMOAa3SR8rWOEzvY9P46
bmqx1xLNd+YW2Ch76+1tZNicZLxaK9Ql1ZjoDJxAywOjKy4P5AfYI3oZloqIzWZf
1wIDAQAB
-----END PUBLIC KEY-----
`;

const pemOf = (bits: number) =>
  generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ type: 'spki', format: 'pem' }).toString();

let aws: TestAccount;
beforeEach(async () => {
  aws = new TestAccount();
  await aws.perform('iam:CreateUser', { UserName: 'lucy' });
});

const upload = async (SSHPublicKeyBody = SSH) =>
  (await aws.perform('iam:UploadSSHPublicKey', { UserName: 'lucy', SSHPublicKeyBody })).SSHPublicKey;

describe('SSH public keys', () => {
  it('are uploaded in ssh-rsa form, with the fingerprint that ssh-keygen gives', async () => {
    expect(await upload()).toEqual({
      UserName: 'lucy',
      SSHPublicKeyId: expect.stringMatching(/^APKA[A-Z2-7]{17}$/),
      Fingerprint: FINGERPRINT,
      SSHPublicKeyBody: SSH,
      Status: 'Active',
      UploadDate: NOW,
    });
  });

  it('are the same key in PEM', async () => {
    const key = await upload(PEM);
    expect(key.Fingerprint).toBe(FINGERPRINT);
    expect(key.SSHPublicKeyBody).toBe(SSH.slice(0, SSH.lastIndexOf(' ')));
  });

  it.each([
    { Encoding: 'SSH', expected: SSH },
    { Encoding: 'PEM', expected: PEM },
  ])('are given back as $Encoding', async ({ Encoding, expected }) => {
    const { SSHPublicKeyId } = await upload();
    const got = await aws.perform('iam:GetSSHPublicKey', { UserName: 'lucy', SSHPublicKeyId, Encoding });
    expect(got.SSHPublicKey.SSHPublicKeyBody).toBe(expected);
  });

  it.each([
    ['text that is no key', 'my key', 'UnrecognizedPublicKeyEncoding'],
    ['a damaged key', SSH.replace('AAAAB3NzaC1yc2E', 'AAAAB3NzaC1yc2F'), 'InvalidPublicKey'],
    ['a key that is cut off', `${SSH.slice(0, 100)}`, 'InvalidPublicKey'],
    ['a key that is not RSA', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ3QpZ0ujLD0', 'InvalidPublicKey'],
    ['a key of 1,024 bits', pemOf(1024), 'InvalidPublicKey'],
    ['PEM that holds no key', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', 'InvalidPublicKey'],
  ])('are not %s', async (_, SSHPublicKeyBody, code) => {
    const refusal = await aws.refusal('iam:UploadSSHPublicKey', { UserName: 'lucy', SSHPublicKeyBody });
    expect(refusal).toMatchObject({ code, status: 400 });
  });

  it('are refused the second time, in whichever form', async () => {
    await upload();
    const again = { UserName: 'lucy', SSHPublicKeyBody: PEM };
    expect(await aws.refusal('iam:UploadSSHPublicKey', again)).toMatchObject({
      code: 'DuplicateSSHPublicKey',
      status: 400,
    });
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  it('are at most five for a user', async () => {
    for (let number = 1; number <= 5; number += 1) await upload(pemOf(2048));
    expect(await aws.refusal('iam:UploadSSHPublicKey', { UserName: 'lucy', SSHPublicKeyBody: SSH })).toEqual({
      code: 'LimitExceeded',
      status: 409,
      message: 'Cannot exceed quota for SSHPublicKeysPerUser: 5',
    });
  });

  it('are listed without their text, deactivated and deleted', async () => {
    const { SSHPublicKeyId } = await upload();
    await aws.perform('iam:UpdateSSHPublicKey', { UserName: 'lucy', SSHPublicKeyId, Status: 'Inactive' });
    const listed = await aws.perform('iam:ListSSHPublicKeys', {}, { as: userActor('lucy') });
    expect(listed.SSHPublicKeys).toEqual([{ UserName: 'lucy', SSHPublicKeyId, Status: 'Inactive', UploadDate: NOW }]);
    await aws.perform('iam:DeleteSSHPublicKey', { UserName: 'lucy', SSHPublicKeyId });
    expect(await aws.refusal('iam:GetSSHPublicKey', { UserName: 'lucy', SSHPublicKeyId, Encoding: 'SSH' })).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `The Public Key with id ${SSHPublicKeyId} cannot be found.`,
    });
  });

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html
  it('must be deleted before their user', async () => {
    await upload();
    expect((await aws.refusal('iam:DeleteUser', { UserName: 'lucy' })).code).toBe('DeleteConflict');
  });
});
