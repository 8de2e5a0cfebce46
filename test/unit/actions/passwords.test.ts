import { beforeEach, describe, expect, it } from 'vitest';
import { verifyPassword } from '../../../src-main/authentication/password.ts';
import type { UserDocument } from '../../../src-shared/model/documents.ts';
import { ACCOUNT_ID, NOW, ROLE_SESSION, ROOT, TestAccount, userActor } from './test-account.ts';

let aws: TestAccount;
beforeEach(async () => {
  aws = new TestAccount();
  await aws.perform('iam:CreateUser', { UserName: 'lucy' });
});

const PASSWORD = 'Correct-horse-7';
const WORKSPACE = 'test-workspace';

function lucy(): UserDocument {
  const user = aws.model.userByName(ACCOUNT_ID, 'lucy');
  if (user === null) throw new Error('lucy is gone.');
  return user;
}

const createPassword = (parameters: Record<string, unknown> = {}) =>
  aws.perform('iam:CreateLoginProfile', { UserName: 'lucy', Password: PASSWORD, ...parameters });
const updatePassword = (Password: string) => aws.perform('iam:UpdateLoginProfile', { UserName: 'lucy', Password });
const changePassword = (OldPassword: string, NewPassword: string) =>
  aws.perform('iam:ChangePassword', { OldPassword, NewPassword }, { as: userActor('lucy') });
const setPolicy = (parameters: Record<string, unknown>) =>
  aws.perform('iam:UpdateAccountPasswordPolicy', { MinimumPasswordLength: 8, ...parameters });

/** Whether the password is the one that lucy has now. */
async function isPasswordNow(password: string): Promise<boolean> {
  const hash = await aws.secret('password', lucy().loginProfile?.passwordId ?? '');
  return hash !== null && verifyPassword(password, hash);
}

const hashesKept = async () => (await aws.vault.list(`${WORKSPACE}/password/`)).length;

/** The error of an operation on passwords, which must not repeat the password. */
async function violation(password: string): Promise<string> {
  const refusal = await aws.refusal('iam:CreateLoginProfile', { UserName: 'lucy', Password: password });
  expect(refusal).toMatchObject({ code: 'PasswordPolicyViolation', status: 400 });
  expect(refusal.message).not.toContain(password);
  expect(lucy().loginProfile).toBeNull();
  return refusal.message;
}

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_LoginProfile.html
describe('A login profile', () => {
  it('keeps the hash of its password in the vault, and nothing of it in the model', async () => {
    const { LoginProfile } = await createPassword({ PasswordResetRequired: true });
    expect(LoginProfile).toEqual({ UserName: 'lucy', CreateDate: NOW, PasswordResetRequired: true });
    expect(await isPasswordNow(PASSWORD)).toBe(true);
    expect(JSON.stringify(lucy())).not.toContain(PASSWORD);
    for (const reference of await aws.vault.list('')) expect(await aws.vault.get(reference)).not.toContain(PASSWORD);
  });

  it('is created once, and updated afterwards', async () => {
    await createPassword();
    expect(await aws.refusal('iam:CreateLoginProfile', { UserName: 'lucy', Password: PASSWORD })).toEqual({
      code: 'EntityAlreadyExists',
      status: 409,
      message: 'Login Profile for user lucy already exists.',
    });
    aws.now = new Date('2026-02-01T00:00:00Z');
    await updatePassword('Another-horse-8');
    expect(await isPasswordNow('Another-horse-8')).toBe(true);
    expect(lucy().loginProfile).toMatchObject({ createDate: NOW, passwordSetAt: '2026-02-01T00:00:00Z' });
  });

  it('keeps its password when only the reset is asked for', async () => {
    await createPassword();
    const before = lucy().loginProfile;
    await aws.perform('iam:UpdateLoginProfile', { UserName: 'lucy', PasswordResetRequired: 'true' });
    expect(lucy().loginProfile).toEqual({ ...before, passwordResetRequired: true });
  });

  it('keeps the reset when only the password is changed', async () => {
    await createPassword({ PasswordResetRequired: true });
    await updatePassword('Another-horse-8');
    const { LoginProfile } = await aws.perform('iam:GetLoginProfile', { UserName: 'lucy' });
    expect(LoginProfile.PasswordResetRequired).toBe(true);
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
});

describe('The hash of a password that is no longer in use', () => {
  it('stays for the designer, who can undo the change', async () => {
    await createPassword();
    await updatePassword('Another-horse-8');
    await aws.perform('iam:DeleteLoginProfile', { UserName: 'lucy' });
    expect(await hashesKept()).toBe(2);
  });

  it('goes when a principal changes or deletes the password', async () => {
    await createPassword();
    await changePassword(PASSWORD, 'Another-horse-8');
    expect(await hashesKept()).toBe(1);
    await aws.perform('iam:DeleteLoginProfile', { UserName: 'lucy' }, { as: ROOT });
    expect(await hashesKept()).toBe(0);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html#default-policy-details
describe('The default password policy', () => {
  it.each([
    ['Ab1-xyz', 'Password should have a minimum length of 8'],
    [
      'correcthorse',
      'Password should meet 2 more of the following requirements: Password should have at least one uppercase letter, Password should have at least one number, Password should have at least one symbol',
    ],
    [
      'correcthorse7',
      'Password should meet 1 more of the following requirements: Password should have at least one uppercase letter, Password should have at least one symbol',
    ],
  ])('refuses %s', async (password, message) => {
    expect(await violation(password)).toBe(message);
  });
});

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html
describe('The account password policy', () => {
  const NONE = {
    code: 'NoSuchEntity',
    status: 404,
    message: `The Password Policy with domain name ${ACCOUNT_ID} cannot be found.`,
  };

  it('is not there before it is set, and not after it is deleted', async () => {
    expect(await aws.refusal('iam:GetAccountPasswordPolicy')).toEqual(NONE);
    await setPolicy({});
    await aws.perform('iam:DeleteAccountPasswordPolicy');
    expect(await aws.refusal('iam:GetAccountPasswordPolicy')).toEqual(NONE);
    expect(await aws.refusal('iam:DeleteAccountPasswordPolicy')).toMatchObject({ code: 'NoSuchEntity', status: 404 });
  });

  it('takes the defaults of the API for what is left out, whatever was set before', async () => {
    await setPolicy({ RequireSymbols: true, MaxPasswordAge: 90, PasswordReusePrevention: 5, HardExpiry: true });
    await aws.perform('iam:UpdateAccountPasswordPolicy', {});
    expect((await aws.perform('iam:GetAccountPasswordPolicy')).PasswordPolicy).toEqual({
      MinimumPasswordLength: 6,
      RequireSymbols: false,
      RequireNumbers: false,
      RequireUppercaseCharacters: false,
      RequireLowercaseCharacters: false,
      AllowUsersToChangePassword: false,
      ExpirePasswords: false,
      HardExpiry: false,
    });
  });

  it('gives back every member, as the Query protocol sends them', async () => {
    await aws.perform('iam:UpdateAccountPasswordPolicy', {
      MinimumPasswordLength: '14',
      RequireSymbols: 'true',
      RequireNumbers: 'true',
      RequireUppercaseCharacters: 'true',
      RequireLowercaseCharacters: 'true',
      AllowUsersToChangePassword: 'true',
      MaxPasswordAge: '90',
      PasswordReusePrevention: '24',
      HardExpiry: 'true',
    });
    expect((await aws.perform('iam:GetAccountPasswordPolicy')).PasswordPolicy).toEqual({
      MinimumPasswordLength: 14,
      RequireSymbols: true,
      RequireNumbers: true,
      RequireUppercaseCharacters: true,
      RequireLowercaseCharacters: true,
      AllowUsersToChangePassword: true,
      ExpirePasswords: true,
      MaxPasswordAge: 90,
      PasswordReusePrevention: 24,
      HardExpiry: true,
    });
  });

  it.each([
    ['MinimumPasswordLength', 5, 'Member must have value greater than or equal to 6'],
    ['MinimumPasswordLength', 129, 'Member must have value less than or equal to 128'],
    ['MaxPasswordAge', 0, 'Member must have value greater than or equal to 1'],
    ['MaxPasswordAge', 1096, 'Member must have value less than or equal to 1095'],
    ['PasswordReusePrevention', 0, 'Member must have value greater than or equal to 1'],
    ['PasswordReusePrevention', 25, 'Member must have value less than or equal to 24'],
  ])('does not take %s %i', async (member, value, constraint) => {
    const place = member.charAt(0).toLowerCase() + member.slice(1);
    expect(await aws.refusal('iam:UpdateAccountPasswordPolicy', { [member]: value })).toEqual({
      code: 'ValidationError',
      status: 400,
      message: `1 validation error detected: Value '${value}' at '${place}' failed to satisfy constraint: ${constraint}`,
    });
  });

  it.each([
    [{ MinimumPasswordLength: 12 }, 'elevenchars', 'Password should have a minimum length of 12'],
    [{ RequireUppercaseCharacters: true }, 'correct-horse7', 'Password should have at least one uppercase letter'],
    [{ RequireLowercaseCharacters: true }, 'CORRECT-HORSE7', 'Password should have at least one lowercase letter'],
    [{ RequireNumbers: true }, 'Correct-horse', 'Password should have at least one number'],
    [{ RequireSymbols: true }, 'Correcthorse7', 'Password should have at least one symbol'],
    [
      { MinimumPasswordLength: 12, RequireNumbers: true, RequireSymbols: true },
      'correct',
      'Password should have a minimum length of 12, Password should have at least one number, Password should have at least one symbol',
    ],
  ])('with %o refuses %s', async (policy, password, message) => {
    await setPolicy(policy);
    expect(await violation(password)).toBe(message);
  });

  it('takes what the default policy would refuse', async () => {
    await aws.perform('iam:UpdateAccountPasswordPolicy', {});
    await createPassword({ Password: 'simple' });
    expect(await isPasswordNow('simple')).toBe(true);
  });

  it('holds new passwords to it, not those that are there', async () => {
    await createPassword();
    await setPolicy({ MinimumPasswordLength: 20 });
    expect(await isPasswordNow(PASSWORD)).toBe(true);
    expect(
      await aws.refusal('iam:UpdateLoginProfile', { UserName: 'lucy', Password: 'Another-horse-8' }),
    ).toMatchObject({
      message: 'Password should have a minimum length of 20',
    });
  });
});

const nth = (count: number) => `Correct-horse-${count}`;

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html#password-policy-details
describe('Password reuse prevention', () => {
  const REUSED = {
    code: 'PasswordPolicyViolation',
    status: 400,
    message: 'Password does not conform to the account password policy.',
  };

  it('is off unless it is set', async () => {
    await createPassword();
    await updatePassword(PASSWORD);
    expect(await isPasswordNow(PASSWORD)).toBe(true);
    expect(lucy().loginProfile?.formerPasswordIds).toEqual([]);
  });

  it.each([1, 3])(
    'of %i refuses the last so many passwords, the present one among them, and no other',
    async (last) => {
      await setPolicy({ PasswordReusePrevention: last });
      await createPassword({ Password: nth(0) });
      for (let count = 1; count <= last; count += 1) await updatePassword(nth(count));
      for (let count = 1; count <= last; count += 1) {
        expect(await aws.refusal('iam:UpdateLoginProfile', { UserName: 'lucy', Password: nth(count) })).toEqual(REUSED);
      }
      await updatePassword(nth(0));
      expect(await isPasswordNow(nth(0))).toBe(true);
    },
  );

  it('holds for users who change their own password', async () => {
    await setPolicy({ PasswordReusePrevention: 2 });
    await createPassword();
    await changePassword(PASSWORD, nth(1));
    const again = { OldPassword: nth(1), NewPassword: PASSWORD };
    expect(await aws.refusal('iam:ChangePassword', again, { as: userActor('lucy') })).toEqual(REUSED);
  });

  it('keeps no more hashes than it needs once principals change passwords', async () => {
    await setPolicy({ PasswordReusePrevention: 2 });
    await createPassword({ Password: nth(0) });
    for (let count = 1; count <= 3; count += 1) await changePassword(nth(count - 1), nth(count));
    expect(await hashesKept()).toBe(2);
  });
});

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ChangePassword.html
describe('Changing the own password', () => {
  beforeEach(() => createPassword({ PasswordResetRequired: true }));

  it('sets it, and ends the need to reset it', async () => {
    await changePassword(PASSWORD, 'Another-horse-8');
    expect(await isPasswordNow('Another-horse-8')).toBe(true);
    expect(lucy().loginProfile?.passwordResetRequired).toBe(false);
  });

  it('asks for iam:ChangePassword on the user who calls', () => {
    const parameters = { OldPassword: PASSWORD, NewPassword: 'Another-horse-8' };
    expect(aws.authorize('iam:ChangePassword', parameters, { as: userActor('lucy') })).toEqual([
      { action: 'iam:ChangePassword', resource: lucy().arn },
    ]);
  });

  it('needs the old one', async () => {
    const wrong = { OldPassword: 'Not-it-1', NewPassword: 'Another-horse-8' };
    expect(await aws.refusal('iam:ChangePassword', wrong, { as: userActor('lucy') })).toMatchObject({
      code: 'AccessDenied',
      status: 403,
    });
    expect(await isPasswordNow(PASSWORD)).toBe(true);
  });

  it.each([ROOT, ROLE_SESSION])('is for users: $kind is refused', async (as) => {
    const parameters = { OldPassword: PASSWORD, NewPassword: 'Another-horse-8' };
    expect(() => aws.authorize('iam:ChangePassword', parameters, { as })).toThrow(
      expect.objectContaining({ code: 'InvalidUserType', httpStatus: 400 }),
    );
  });

  it('is for users who have one', async () => {
    await aws.perform('iam:DeleteLoginProfile', { UserName: 'lucy' });
    const parameters = { OldPassword: PASSWORD, NewPassword: 'Another-horse-8' };
    expect(await aws.refusal('iam:ChangePassword', parameters, { as: userActor('lucy') })).toMatchObject({
      code: 'NoSuchEntity',
      message: 'Login Profile for User lucy cannot be found.',
    });
  });

  it.each([
    ['OldPassword', { OldPassword: '', NewPassword: 'Another-horse-8' }],
    ['NewPassword', { OldPassword: PASSWORD, NewPassword: 'x'.repeat(129) }],
    ['NewPassword', { OldPassword: PASSWORD, NewPassword: 'snow \u2603 man' }],
  ])('names %s as faulty without repeating it', async (member, parameters) => {
    const refusal = await aws.refusal('iam:ChangePassword', parameters, { as: userActor('lucy') });
    expect(refusal.code).toBe('ValidationError');
    expect(refusal.message).toContain(`Value at '${member.charAt(0).toLowerCase()}${member.slice(1)}' failed`);
  });
});
