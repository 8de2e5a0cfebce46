import { beforeEach, describe, expect, it } from 'vitest';
import { verifyPassword } from '../../../src-main/authentication/password.ts';
import { ACCOUNT_ID, NOW, ROLE_SESSION, TestAccount, userActor } from './test-account.ts';

let aws: TestAccount;
beforeEach(async () => {
  aws = new TestAccount();
  await aws.perform('iam:CreateUser', { UserName: 'lucy' });
});

const lucy = () => {
  const user = aws.model.userByName(ACCOUNT_ID, 'lucy');
  if (user === null) throw new Error('lucy is gone.');
  return user;
};

const createKey = () => aws.perform('iam:CreateAccessKey', { UserName: 'lucy' });

describe('Access keys', () => {
  it('are shown with their secret once, and the secret goes to the vault alone', async () => {
    const { AccessKey } = await createKey();
    expect(AccessKey).toEqual({
      UserName: 'lucy',
      AccessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
      Status: 'Active',
      SecretAccessKey: expect.stringMatching(/^[A-Za-z0-9+/]{40}$/),
      CreateDate: NOW,
    });
    expect(await aws.secret('access-key', AccessKey.AccessKeyId)).toBe(AccessKey.SecretAccessKey);
    expect(JSON.stringify(lucy())).not.toContain(AccessKey.SecretAccessKey);
    const listed = await aws.perform('iam:ListAccessKeys', { UserName: 'lucy' });
    expect(listed.AccessKeyMetadata).toEqual([
      { UserName: 'lucy', AccessKeyId: AccessKey.AccessKeyId, Status: 'Active', CreateDate: NOW },
    ]);
  });

  it('are the caller’s own when nobody is named', async () => {
    await aws.perform('iam:CreateAccessKey', {}, { as: userActor('lucy') });
    expect(lucy().accessKeys).toHaveLength(1);
    expect(await aws.refusal('iam:CreateAccessKey', {}, { as: ROLE_SESSION })).toMatchObject({
      code: 'ValidationError',
      message: 'Must specify userName when calling with non-User credentials',
    });
  });

  it('are at most two for a user', async () => {
    await createKey();
    await createKey();
    expect(await aws.refusal('iam:CreateAccessKey', { UserName: 'lucy' })).toEqual({
      code: 'LimitExceeded',
      status: 409,
      message: 'Cannot exceed quota for AccessKeysPerUser: 2',
    });
  });

  it('are deactivated, activated and deleted', async () => {
    const { AccessKeyId } = (await createKey()).AccessKey;
    await aws.perform('iam:UpdateAccessKey', { UserName: 'lucy', AccessKeyId, Status: 'Inactive' });
    expect(lucy().accessKeys[0]?.status).toBe('Inactive');
    await aws.perform('iam:UpdateAccessKey', { UserName: 'lucy', AccessKeyId, Status: 'Active' });
    expect(lucy().accessKeys[0]?.status).toBe('Active');
    await aws.perform('iam:DeleteAccessKey', { UserName: 'lucy', AccessKeyId });
    expect(lucy().accessKeys).toEqual([]);
  });

  it('are found only at their own user', async () => {
    await aws.perform('iam:CreateUser', { UserName: 'eve' });
    const { AccessKeyId } = (await createKey()).AccessKey;
    expect(await aws.refusal('iam:DeleteAccessKey', { UserName: 'eve', AccessKeyId })).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `The Access Key with id ${AccessKeyId} cannot be found.`,
    });
  });
});

const PASSWORD = 'Correct-horse-7';
const createPassword = (parameters: Record<string, unknown> = {}) =>
  aws.perform('iam:CreateLoginProfile', { UserName: 'lucy', Password: PASSWORD, ...parameters });

describe('Passwords', () => {
  it('go to the vault as a hash', async () => {
    const { LoginProfile } = await createPassword({ PasswordResetRequired: true });
    expect(LoginProfile).toEqual({ UserName: 'lucy', CreateDate: NOW, PasswordResetRequired: true });
    const stored = (await aws.secret('password', lucy().userId)) ?? '';
    expect(stored).not.toContain(PASSWORD);
    expect(await verifyPassword(PASSWORD, stored)).toBe(true);
    expect(JSON.stringify(lucy())).not.toContain(PASSWORD);
  });

  it('are set once and changed afterwards', async () => {
    await createPassword();
    expect(await aws.refusal('iam:CreateLoginProfile', { UserName: 'lucy', Password: PASSWORD })).toEqual({
      code: 'EntityAlreadyExists',
      status: 409,
      message: 'Login Profile for user lucy already exists.',
    });
    await aws.perform('iam:UpdateLoginProfile', { UserName: 'lucy', Password: 'Another-horse-8' });
    const stored = (await aws.secret('password', lucy().userId)) ?? '';
    expect(await verifyPassword('Another-horse-8', stored)).toBe(true);
    expect((await aws.perform('iam:GetLoginProfile', { UserName: 'lucy' })).LoginProfile.PasswordResetRequired).toBe(
      false,
    );
  });

  it('keep their value when only the reset is asked for', async () => {
    await createPassword();
    const before = await aws.secret('password', lucy().userId);
    await aws.perform('iam:UpdateLoginProfile', { UserName: 'lucy', PasswordResetRequired: 'true' });
    expect(lucy().loginProfile?.passwordResetRequired).toBe(true);
    expect(await aws.secret('password', lucy().userId)).toBe(before);
  });

  it('are deleted with the login profile', async () => {
    await createPassword();
    await aws.perform('iam:DeleteLoginProfile', { UserName: 'lucy' });
    expect(lucy().loginProfile).toBeNull();
  });

  it.each(['iam:GetLoginProfile', 'iam:UpdateLoginProfile', 'iam:DeleteLoginProfile'] as const)(
    '%s says that there is none',
    async (name) => {
      expect(await aws.refusal(name, { UserName: 'lucy' })).toEqual({
        code: 'NoSuchEntity',
        status: 404,
        message: 'Login Profile for User lucy cannot be found.',
      });
    },
  );

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html#default-policy-details
  it.each([
    { password: 'Ab1-xyz', fault: 'fewer than 8 characters' },
    { password: 'correct horse', fault: 'one type of character' },
    { password: 'correcthorse7', fault: 'two types of character' },
  ])('are refused with $fault, without being repeated', async ({ password }) => {
    const refusal = await aws.refusal('iam:CreateLoginProfile', { UserName: 'lucy', Password: password });
    expect(refusal).toMatchObject({ code: 'PasswordPolicyViolation', status: 400 });
    expect(refusal.message).not.toContain(password);
    expect(lucy().loginProfile).toBeNull();
  });

  it.each(['correct-horse7', 'CORRECT-horse', 'Correcthorse7', 'C0RRECT-HORSE'])(
    'are taken with three of the four types of character: %s',
    async (password) => {
      await createPassword({ Password: password });
      expect(lucy().loginProfile).not.toBeNull();
    },
  );
});
