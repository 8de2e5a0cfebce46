import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { SignInProgress } from '../../../src-shared/contract/sign-in.ts';
import { decodeBase32 } from '../../../src-main/authentication/base32.ts';
import { totp } from '../../../src-main/authentication/totp.ts';
import { startLab, type TestLab } from '../../fixtures/lab.ts';
import { createSoftwareAuthenticator } from '../../fixtures/software-authenticator.ts';

const ACCOUNT_ID = '123456789012';
const PASSWORD = 'Correct-horse-7';
const NEW_PASSWORD = 'Another-horse-8';
const DAY_MS = 24 * 60 * 60_000;
const START = Date.parse('2026-03-01T12:00:00Z');
const LUCY = `arn:aws:iam::${ACCOUNT_ID}:user/lucy`;

const INCORRECT = {
  code: 'AuthFailure',
  message: 'Your authentication information is incorrect. Please try again.',
};
// https://repost.aws/knowledge-center/iam-user-password-error
const NOT_CHANGED =
  'Either user is not authorized to perform iam:ChangePassword or entered password does not comply with account password policy set by administrator';
// https://repost.aws/knowledge-center/iam-switch-role
const CANNOT_SWITCH =
  'Invalid information in one or more fields. Check your information or contact your administrator.';

/** What a passkey signs of the options that it is given. */
const Challenge = z.object({ challenge: z.string() });

let lab: TestLab;
let now: number;

beforeEach(async () => {
  now = START;
  lab = await startLab({ clock: () => new Date(now) });
  await lab.client.call('credentialStore.useMemory', {});
  await lab.client.call('workspace.create', {
    name: 'Shop',
    accountId: ACCOUNT_ID,
    rootEmail: 'root@example.com',
    path: null,
  });
  await lab.perform('iam:CreateUser', { UserName: 'lucy' });
});
afterEach(() => lab.close());

const givePassword = (password = PASSWORD) =>
  lab.client.call('signIn.password', { account: ACCOUNT_ID, userName: 'lucy', password });
const setPassword = (PasswordResetRequired = false) =>
  lab.perform('iam:CreateLoginProfile', { UserName: 'lucy', Password: PASSWORD, PasswordResetRequired });
const sessionKind = async () => (await lab.client.call('app.describe', {})).session.kind;
const newest = async () => {
  const { records } = await lab.client.call('timeline.list', { before: null, limit: 1 });
  return lab.client.call('timeline.get', { id: records[0]?.id ?? '' });
};

function statement(Effect: 'Allow' | 'Deny', Action: string, more: object = { Resource: '*' }): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect, Action, ...more }] });
}

const allowLucy = (Action: string) =>
  lab.perform('iam:PutUserPolicy', {
    UserName: 'lucy',
    PolicyName: 'allowed',
    PolicyDocument: statement('Allow', Action),
  });

/** Gives lucy, or with null the root user, an MFA device. @returns what shows its codes. */
async function addDevice(
  name: string,
  userName: string | null = 'lucy',
): Promise<{ serialNumber: string; code: () => string }> {
  const { VirtualMFADevice } = await lab.perform('iam:CreateVirtualMFADevice', { VirtualMFADeviceName: name });
  const key = decodeBase32(Buffer.from(VirtualMFADevice.Base32StringSeed, 'base64').toString());
  if (key === null) throw new Error('The seed is no base32.');
  const codeAt = (at: number): string => totp(key, new Date(at));
  await lab.perform('iam:EnableMFADevice', {
    ...(userName === null ? {} : { UserName: userName }),
    SerialNumber: VirtualMFADevice.SerialNumber,
    AuthenticationCode1: codeAt(now - 30_000),
    AuthenticationCode2: codeAt(now),
  });
  // The codes of the enabling are used up.
  now += 60_000;
  return { serialNumber: VirtualMFADevice.SerialNumber, code: () => codeAt(now) };
}

/** The step that a sign-in waits at. */
function pendingAt<State extends SignInProgress['state']>(
  progress: SignInProgress,
  state: State,
): Extract<SignInProgress, { state: State }> {
  if (progress.state !== state) throw new Error(`The sign-in is at ${progress.state}.`);
  return progress as Extract<SignInProgress, { state: State }>;
}

const newPassword = (challengeId: string, oldPassword = PASSWORD, chosen = NEW_PASSWORD) =>
  lab.client.call('signIn.newPassword', { challengeId, oldPassword, newPassword: chosen });

describe('A password that has to be reset', () => {
  beforeEach(() => setPassword(true));

  test('begins no session before it is a new one', async () => {
    const { challengeId, who, reason, rules } = pendingAt(await givePassword(), 'newPasswordRequired');
    expect({ who, reason, rules: rules[0] }).toEqual({
      who: 'lucy',
      reason: 'resetRequired',
      rules: 'At least 8 characters.',
    });
    expect(await sessionKind()).toBe('designer');
    const code = { challengeId, serialNumber: 'none', code: '123456' };
    await expect(lab.client.call('signIn.mfaCode', code)).rejects.toMatchObject({ code: 'SignInExpired' });
    expect((await givePassword()).state).toBe('newPasswordRequired');
  });

  test('is changed by a request of the user, and the session begins', async () => {
    await allowLucy('iam:ChangePassword');
    const { challengeId } = pendingAt(await givePassword(), 'newPasswordRequired');
    expect(await newPassword(challengeId)).toMatchObject({ state: 'signedIn', session: { kind: 'user', arn: LUCY } });
    const { records } = await lab.client.call('timeline.list', { before: null, limit: 2 });
    expect(records.map(({ action, verdict }) => `${action} ${verdict}`)).toEqual([
      'signin:ConsoleLogin Allowed',
      'iam:ChangePassword Allowed',
    ]);
    const whole = await Promise.all(records.map(({ id }) => lab.client.call('timeline.get', { id })));
    expect(JSON.stringify(whole)).not.toMatch(/-horse-/);
    await lab.client.call('signIn.signOut', {});
    await expect(givePassword()).rejects.toMatchObject(INCORRECT);
    expect((await givePassword(NEW_PASSWORD)).state).toBe('signedIn');
  });

  test('cannot be changed twice under one challenge', async () => {
    await allowLucy('iam:ChangePassword');
    const { challengeId } = pendingAt(await givePassword(), 'newPasswordRequired');
    await newPassword(challengeId);
    await expect(newPassword(challengeId, NEW_PASSWORD, 'Third-horse-9')).rejects.toMatchObject({
      code: 'SignInExpired',
    });
  });

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_PasswordPolicy.html (AllowUsersToChangePassword)
  test('can be changed where the password policy lets users change it', async () => {
    await lab.perform('iam:UpdateAccountPasswordPolicy', { AllowUsersToChangePassword: true });
    const { challengeId } = pendingAt(await givePassword(), 'newPasswordRequired');
    expect((await newPassword(challengeId)).state).toBe('signedIn');
  });

  test('is not changed for a user who may not, who is told no more than that', async () => {
    const { challengeId } = pendingAt(await givePassword(), 'newPasswordRequired');
    await expect(newPassword(challengeId)).rejects.toMatchObject({ code: 'AccessDenied', message: NOT_CHANGED });
    expect(await newest()).toMatchObject({ action: 'iam:ChangePassword', verdict: 'ImplicitlyDenied' });
    expect(await sessionKind()).toBe('designer');
  });

  test.each([
    ['breaks the policy', 'short', 'PasswordPolicyViolation', NOT_CHANGED],
    ['is not asked for with the old one', NEW_PASSWORD, 'AccessDenied', INCORRECT.message],
  ])('is not changed to one that %s, and another can be tried', async (_, chosen, code, message) => {
    await allowLucy('iam:ChangePassword');
    const { challengeId } = pendingAt(await givePassword(), 'newPasswordRequired');
    const old = chosen === NEW_PASSWORD ? 'Not-the-old-1' : PASSWORD;
    await expect(newPassword(challengeId, old, chosen)).rejects.toMatchObject({ code, message });
    expect((await newPassword(challengeId)).state).toBe('signedIn');
  });

  test('is asked for after MFA, and the change carries it', async () => {
    const device = await addDevice('phone');
    await lab.perform('iam:PutUserPolicy', {
      UserName: 'lucy',
      PolicyName: 'with-mfa',
      PolicyDocument: statement('Allow', 'iam:ChangePassword', {
        Resource: '*',
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      }),
    });
    const mfa = pendingAt(await givePassword(), 'mfaRequired');
    await expect(newPassword(mfa.challengeId)).rejects.toMatchObject({ code: 'SignInExpired' });
    const { serialNumber } = device;
    const answer = { challengeId: mfa.challengeId, serialNumber, code: device.code() };
    const { challengeId } = pendingAt(await lab.client.call('signIn.mfaCode', answer), 'newPasswordRequired');
    expect(await newPassword(challengeId)).toMatchObject({ state: 'signedIn', session: { mfa: true } });
  });
});

const setAge = (HardExpiry: boolean) =>
  lab.perform('iam:UpdateAccountPasswordPolicy', {
    MaxPasswordAge: 90,
    HardExpiry,
    AllowUsersToChangePassword: true,
  });

describe('An expired password', () => {
  test('has to be changed first', async () => {
    await setPassword();
    await setAge(false);
    now += 90 * DAY_MS - 1;
    expect((await givePassword()).state).toBe('signedIn');
    await lab.client.call('signIn.signOut', {});
    now += 1;
    const { challengeId, reason } = pendingAt(await givePassword(), 'newPasswordRequired');
    expect(reason).toBe('expired');
    expect((await newPassword(challengeId)).state).toBe('signedIn');
    await lab.client.call('signIn.signOut', {});
    expect((await givePassword(NEW_PASSWORD)).state).toBe('signedIn');
  });

  test('lets nobody in with hard expiry, until an administrator sets another', async () => {
    await setPassword();
    await setAge(true);
    now += 90 * DAY_MS;
    await expect(givePassword()).rejects.toMatchObject({ code: 'AuthFailure' });
    expect(await newest()).toMatchObject({ verdict: 'NotAuthenticated', principal: { label: 'lucy' } });
    await expect(givePassword('wrong')).rejects.toMatchObject(INCORRECT);
    await lab.perform('iam:UpdateLoginProfile', { UserName: 'lucy', Password: NEW_PASSWORD });
    expect((await givePassword(NEW_PASSWORD)).state).toBe('signedIn');
  });
});

describe('MFA at sign-in', () => {
  beforeEach(() => setPassword());

  test('lets the user choose one of several devices, and is in the record', async () => {
    const phone = await addDevice('phone');
    const tablet = await addDevice('tablet');
    const { challengeId, who, devices } = pendingAt(await givePassword(), 'mfaRequired');
    expect(who).toBe('lucy');
    expect(devices).toEqual([
      { serialNumber: phone.serialNumber, kind: 'virtual', name: 'phone' },
      { serialNumber: tablet.serialNumber, kind: 'virtual', name: 'tablet' },
    ]);
    const { serialNumber } = tablet;
    const wrong = { challengeId, serialNumber, code: phone.code() };
    await expect(lab.client.call('signIn.mfaCode', wrong)).rejects.toMatchObject({ code: 'AccessDenied' });
    expect((await lab.client.call('signIn.mfaCode', { ...wrong, code: tablet.code() })).state).toBe('signedIn');
    expect((await newest())?.authentication?.facts).toContainEqual({
      label: 'MFA',
      value: `used: ${serialNumber}`,
      ok: null,
    });
  });

  test('takes a passkey, whose answer counts once', async () => {
    const key = createSoftwareAuthenticator();
    const asked = { accountId: ACCOUNT_ID, userName: 'lucy', name: 'key', origin: 'http://localhost:4242' };
    const registration = await lab.client.call('passkey.registrationOptions', asked);
    const { serialNumber } = await lab.client.call('passkey.register', {
      challengeId: registration.challengeId,
      response: z.json().parse(key.create(Challenge.parse(registration.options))),
    });

    const { challengeId, devices } = pendingAt(await givePassword(), 'mfaRequired');
    expect(devices).toEqual([{ serialNumber, kind: 'passkey', name: expect.any(String) }]);
    const choice = { challengeId, serialNumber };
    const { options } = await lab.client.call('signIn.passkeyOptions', choice);
    const response = z.json().parse(key.get(Challenge.parse(options)));
    const other = z.json().parse(createSoftwareAuthenticator().get(Challenge.parse(options)));
    await expect(lab.client.call('signIn.passkey', { ...choice, response: other })).rejects.toMatchObject({
      code: 'PasskeyRefused',
    });
    // The challenge was used up by the wrong answer.
    await expect(lab.client.call('signIn.passkey', { ...choice, response })).rejects.toMatchObject({
      code: 'SignInExpired',
    });
    const again = await lab.client.call('signIn.passkeyOptions', choice);
    const right = z.json().parse(key.get(Challenge.parse(again.options)));
    expect(await lab.client.call('signIn.passkey', { ...choice, response: right })).toMatchObject({
      state: 'signedIn',
      session: { userName: 'lucy', mfa: true },
    });
  });

  test('is over when the password is changed meanwhile', async () => {
    const { serialNumber, code } = await addDevice('phone');
    const { challengeId } = pendingAt(await givePassword(), 'mfaRequired');
    await lab.perform('iam:UpdateLoginProfile', { UserName: 'lucy', Password: NEW_PASSWORD });
    const answer = { challengeId, serialNumber, code: code() };
    await expect(lab.client.call('signIn.mfaCode', answer)).rejects.toMatchObject({ code: 'SignInExpired' });
  });
});

describe('A change of a password', () => {
  test('can be undone and done again by the designer', async () => {
    await setPassword();
    await lab.perform('iam:UpdateLoginProfile', { UserName: 'lucy', Password: NEW_PASSWORD });
    await lab.client.call('history.undo', {});
    expect((await givePassword()).state).toBe('signedIn');
    await lab.client.call('signIn.signOut', {});
    await expect(givePassword(NEW_PASSWORD)).rejects.toMatchObject(INCORRECT);
    await lab.client.call('history.redo', {});
    expect((await givePassword(NEW_PASSWORD)).state).toBe('signedIn');
  });

  test('by the user is in the history and is not the designer’s to undo', async () => {
    await setPassword();
    await allowLucy('iam:ChangePassword');
    await givePassword();
    await lab.perform('iam:ChangePassword', { OldPassword: PASSWORD, NewPassword: NEW_PASSWORD });
    const { entries, undo } = await lab.client.call('history.get', {});
    expect(entries[0]).toMatchObject({ label: 'Change the own password', origin: 'request' });
    expect(undo).not.toBe('Change the own password');
  });
});

describe('The root user', () => {
  const giveRootPassword = (password = PASSWORD, email = 'root@example.com') =>
    lab.client.call('signIn.rootPassword', { email, password });
  const setRootPassword = (password = PASSWORD) =>
    lab.client.call('root.setPassword', { accountId: ACCOUNT_ID, password });

  test('signs in with the password that the designer set, and may do what policies do not give', async () => {
    await setRootPassword();
    expect(await giveRootPassword()).toMatchObject({
      state: 'signedIn',
      session: { kind: 'root', accountId: ACCOUNT_ID, email: 'root@example.com', mfa: false },
    });
    await lab.perform('iam:CreateUser', { UserName: 'eve' });
    expect(await newest()).toMatchObject({ verdict: 'Allowed', principal: { label: `root of ${ACCOUNT_ID}` } });
  });

  test.each([
    ['no password', async () => undefined, PASSWORD],
    ['a wrong password', setRootPassword, 'wrong'],
  ])('is told the same as a user with %s', async (_, prepare, password) => {
    await prepare();
    await expect(giveRootPassword(password)).rejects.toMatchObject(INCORRECT);
    await expect(giveRootPassword(password, 'nobody@example.com')).rejects.toMatchObject(INCORRECT);
  });

  test('gives a code of their MFA device as well', async () => {
    await setRootPassword();
    const { serialNumber, code } = await addDevice('root-phone', null);
    const { challengeId, who } = pendingAt(await giveRootPassword(), 'mfaRequired');
    expect(who).toBe('root@example.com');
    expect(await lab.client.call('signIn.mfaCode', { challengeId, serialNumber, code: code() })).toMatchObject({
      state: 'signedIn',
      session: { kind: 'root', mfa: true },
    });
  });

  test('has a password that is changed, deleted and undone like any other edit', async () => {
    await setRootPassword();
    await setRootPassword(NEW_PASSWORD);
    await expect(giveRootPassword()).rejects.toMatchObject(INCORRECT);
    await lab.client.call('root.deletePassword', { accountId: ACCOUNT_ID });
    await expect(giveRootPassword(NEW_PASSWORD)).rejects.toMatchObject(INCORRECT);
    await lab.client.call('history.undo', {});
    await lab.client.call('history.undo', {});
    expect((await giveRootPassword()).state).toBe('signedIn');
  });

  test('has credentials that only the designer sets', async () => {
    await setPassword();
    await givePassword();
    await expect(setRootPassword()).rejects.toMatchObject({ code: 'DesignerOnly' });
    const email = { accountId: ACCOUNT_ID, email: 'lucy@example.com' };
    await expect(lab.client.call('root.setEmail', email)).rejects.toMatchObject({ code: 'DesignerOnly' });
  });

  test('signs in by another address once it is changed', async () => {
    await setRootPassword();
    await lab.client.call('root.setEmail', { accountId: ACCOUNT_ID, email: 'owner@example.com' });
    await expect(giveRootPassword()).rejects.toMatchObject(INCORRECT);
    expect((await giveRootPassword(PASSWORD, 'owner@example.com')).state).toBe('signedIn');
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-console.html
  test('cannot switch roles', async () => {
    await setRootPassword();
    await giveRootPassword();
    await expect(lab.client.call('signIn.switchRole', { account: ACCOUNT_ID, roleName: 'deployer' })).rejects.toThrow(
      CANNOT_SWITCH,
    );
    expect(await sessionKind()).toBe('root');
  });
});

const createRole = (Principal: object, MaxSessionDuration = 3600, RoleName = 'deployer') =>
  lab.perform('iam:CreateRole', {
    RoleName,
    MaxSessionDuration,
    AssumeRolePolicyDocument: statement('Allow', 'sts:AssumeRole', { Principal }),
  });

const switchRole = (roleName = 'deployer', account = ACCOUNT_ID) =>
  lab.client.call('signIn.switchRole', { account, roleName });

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-console.html
describe('Switching to a role', () => {
  const TRUSTS_ACCOUNT = { AWS: `arn:aws:iam::${ACCOUNT_ID}:root` };

  beforeEach(() => setPassword());

  test('acts as the role under the user’s name, and back again', async () => {
    await createRole(TRUSTS_ACCOUNT);
    await lab.perform('iam:PutRolePolicy', {
      RoleName: 'deployer',
      PolicyName: 'groups',
      PolicyDocument: statement('Allow', 'iam:CreateGroup'),
    });
    await allowLucy('sts:AssumeRole');
    await givePassword();
    const { session } = await switchRole();
    expect(session).toMatchObject({
      kind: 'roleSession',
      arn: `arn:aws:sts::${ACCOUNT_ID}:assumed-role/deployer/lucy`,
      roleName: 'deployer',
      sessionName: 'lucy',
      behind: { kind: 'user', userName: 'lucy' },
    });
    await lab.perform('iam:CreateGroup', { GroupName: 'team' });
    const back = await lab.client.call('signIn.switchBack', {});
    expect(back.session).toMatchObject({ kind: 'user', userName: 'lucy' });
    expect(await newest()).toMatchObject({ action: 'signin:ExitRole', principal: { label: 'lucy' } });
    await expect(lab.perform('iam:CreateGroup', { GroupName: 'other' })).rejects.toMatchObject({
      code: 'AccessDenied',
    });
  });

  test.each([
    ['the user’s policies do not allow it', TRUSTS_ACCOUNT, false],
    ['the trust policy does not', { Service: 'ec2.amazonaws.com' }, true],
  ])('is refused where %s, in one sentence, and the timeline says why', async (_, principal, allowed) => {
    await createRole(principal);
    if (allowed) await allowLucy('sts:AssumeRole');
    await givePassword();
    await expect(switchRole()).rejects.toMatchObject({ code: 'AccessDenied', message: CANNOT_SWITCH });
    expect(await newest()).toMatchObject({ action: 'sts:AssumeRole', verdict: 'ImplicitlyDenied' });
    expect(await sessionKind()).toBe('user');
  });

  test.each([
    ['no such role', 'nobody', ACCOUNT_ID],
    ['no such account', 'deployer', 'shoppe'],
  ])('says the same of %s', async (_, roleName, account) => {
    await createRole(TRUSTS_ACCOUNT);
    await allowLucy('sts:AssumeRole');
    await givePassword();
    await expect(switchRole(roleName, account)).rejects.toMatchObject({ code: 'AccessDenied', message: CANNOT_SWITCH });
  });

  test('lasts as long as the role allows, and no longer than what is left of the user’s twelve hours', async () => {
    await createRole(TRUSTS_ACCOUNT, 7200);
    await allowLucy('sts:AssumeRole');
    await givePassword();
    expect((await switchRole()).session).toMatchObject({ expiresAt: new Date(now + 7200_000).toISOString() });
    now += 11 * 3600_000;
    expect((await switchRole()).session).toMatchObject({ expiresAt: new Date(now + 3600_000).toISOString() });
  });

  test('from one role to another is asked for by the user', async () => {
    await createRole({ AWS: LUCY });
    await createRole({ AWS: LUCY }, 3600, 'reader');
    await givePassword();
    await switchRole();
    expect((await switchRole('reader')).session).toMatchObject({ roleName: 'reader', behind: { userName: 'lucy' } });
    expect(await newest()).toMatchObject({ action: 'sts:AssumeRole', principal: { label: 'lucy' } });
  });

  test('is not for the designer, and switching back not for who has not switched', async () => {
    await expect(switchRole()).rejects.toMatchObject({ code: 'CannotSwitchRole' });
    await givePassword();
    await expect(lab.client.call('signIn.switchBack', {})).rejects.toMatchObject({ code: 'NotSwitched' });
  });
});

/** Credentials that lucy gets by her access key, which main holds. @returns their access key ID. */
async function obtain(action: string, parameters: Record<string, string>): Promise<string> {
  const { AccessKey } = await lab.perform('iam:CreateAccessKey', { UserName: 'lucy' });
  await allowLucy('sts:*');
  await lab.client.call('composer.send', {
    signer: { kind: 'accessKey', accessKeyId: AccessKey.AccessKeyId },
    draft: { kind: 'action', action, region: 'us-east-1', parameters },
  });
  const sessions = await lab.client.call('composer.sessions', {});
  return sessions[0]?.sessionId ?? '';
}

const enter = (accessKeyId: string, sessionDuration: number | null = null) =>
  lab.client.call('signIn.federation', { accessKeyId, sessionDuration });

/** Credentials of the role deployer, which trusts lucy. */
async function assumeDeployer(): Promise<string> {
  await lab.perform('iam:CreateRole', {
    RoleName: 'deployer',
    AssumeRolePolicyDocument: statement('Allow', 'sts:AssumeRole', { Principal: { AWS: LUCY } }),
  });
  const RoleArn = `arn:aws:iam::${ACCOUNT_ID}:role/deployer`;
  return obtain('sts:AssumeRole', { RoleArn, RoleSessionName: 'monday' });
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html
describe('The federation endpoint', () => {
  test('takes the credentials of an assumed role until they expire', async () => {
    const accessKeyId = await assumeDeployer();
    expect((await enter(accessKeyId)).session).toMatchObject({
      kind: 'roleSession',
      arn: `arn:aws:sts::${ACCOUNT_ID}:assumed-role/deployer/monday`,
      behind: null,
    });
    await lab.client.call('signIn.signOut', {});
    now += 3600_000;
    await expect(enter(accessKeyId)).rejects.toMatchObject({ code: 'InvalidRequest' });
  });

  test('takes the credentials of GetFederationToken', async () => {
    const accessKeyId = await obtain('sts:GetFederationToken', { Name: 'mary' });
    expect((await enter(accessKeyId)).session).toMatchObject({
      kind: 'federatedUser',
      arn: `arn:aws:sts::${ACCOUNT_ID}:federated-user/mary`,
      name: 'mary',
    });
    expect(await newest()).toMatchObject({ action: 'signin:ConsoleLogin', principal: { label: 'mary' } });
  });

  test('gives a console session that ends with the credentials, where it is not asked for another duration', async () => {
    const accessKeyId = await assumeDeployer();
    now += 600_000;
    expect((await enter(accessKeyId)).session).toMatchObject({ expiresAt: new Date(START + 3600_000).toISOString() });
  });

  test.each([900, 43_200])('gives a console session of %d seconds where it is asked for one', async (seconds) => {
    const accessKeyId = await assumeDeployer();
    const expiresAt = new Date(now + seconds * 1000).toISOString();
    expect((await enter(accessKeyId, seconds)).session).toMatchObject({ expiresAt });
    expect((await newest())?.request.body).toContain(`"sessionDuration": ${seconds}`);
    now += seconds * 1000 - 1;
    await expect(lab.perform('iam:ListUsers', {})).rejects.toMatchObject({ code: 'AccessDenied' });
    now += 1;
    await expect(lab.perform('iam:ListUsers', {})).rejects.toMatchObject({ code: 'SessionExpired' });
  });

  test.each([899, 43_201])('refuses a console session of %d seconds', async (seconds) => {
    const accessKeyId = await assumeDeployer();
    await expect(enter(accessKeyId, seconds)).rejects.toMatchObject({
      code: 'InvalidRequest',
      message: 'SessionDuration is 900 to 43200 seconds.',
    });
    expect(await newest()).toMatchObject({ action: 'signin:ConsoleLogin', verdict: 'NotAuthenticated' });
  });

  test('takes no SessionDuration with the credentials of GetFederationToken', async () => {
    const accessKeyId = await obtain('sts:GetFederationToken', { Name: 'mary' });
    await expect(enter(accessKeyId, 3600)).rejects.toMatchObject({ code: 'InvalidRequest' });
  });

  test('takes no SessionDuration with credentials that were obtained by role chaining', async () => {
    const sessionId = await assumeDeployer();
    const RoleArn = `arn:aws:iam::${ACCOUNT_ID}:role/second`;
    await lab.perform('iam:CreateRole', {
      RoleName: 'second',
      AssumeRolePolicyDocument: statement('Allow', 'sts:AssumeRole', {
        Principal: { AWS: `arn:aws:iam::${ACCOUNT_ID}:role/deployer` },
      }),
    });
    const { session } = await lab.client.call('composer.createSession', {
      signer: { kind: 'session', sessionId },
      region: 'us-east-1',
      ask: { operation: 'AssumeRole', roleArn: RoleArn, roleSessionName: 'tuesday' },
    });
    const chained = session?.sessionId ?? '';
    await expect(enter(chained, 3600)).rejects.toMatchObject({ code: 'InvalidRequest' });
    expect((await enter(chained)).session).toMatchObject({ roleName: 'second' });
  });

  test('takes no others', async () => {
    const accessKeyId = await obtain('sts:GetSessionToken', {});
    await expect(enter(accessKeyId)).rejects.toMatchObject({ code: 'InvalidRequest' });
    await expect(enter('ASIAUNKNOWN')).rejects.toMatchObject({ code: 'InvalidRequest' });
    expect(await sessionKind()).toBe('designer');
  });
});

// https://docs.aws.amazon.com/signin/latest/userguide/how-to-sign-in.html
describe('A console session', () => {
  test('of a user ends after twelve hours', async () => {
    await setPassword();
    const expiresAt = new Date(START + 12 * 3600_000).toISOString();
    expect(await givePassword()).toMatchObject({ session: { kind: 'user', expiresAt } });
    now = START + 12 * 3600_000 - 1;
    await expect(lab.perform('iam:ListUsers', {})).rejects.toMatchObject({ code: 'AccessDenied' });
    now += 1;
    await expect(lab.perform('iam:ListUsers', {})).rejects.toMatchObject({
      code: 'SessionExpired',
      details: { mend: 'Sign in again.' },
    });
  });

  test('of the root user ends after twelve hours', async () => {
    await lab.client.call('root.setPassword', { accountId: ACCOUNT_ID, password: PASSWORD });
    await lab.client.call('signIn.rootPassword', { email: 'root@example.com', password: PASSWORD });
    now = START + 12 * 3600_000;
    await expect(lab.perform('iam:ListUsers', {})).rejects.toMatchObject({ code: 'SessionExpired' });
  });

  test('of a user who switched to a role leaves no way on to another role when it is over', async () => {
    await lab.perform('iam:CreateRole', {
      RoleName: 'deployer',
      AssumeRolePolicyDocument: statement('Allow', 'sts:AssumeRole', { Principal: { AWS: LUCY } }),
    });
    await setPassword();
    await givePassword();
    now = START + 12 * 3600_000;
    await expect(
      lab.client.call('signIn.switchRole', { account: ACCOUNT_ID, roleName: 'deployer' }),
    ).rejects.toMatchObject({ code: 'SessionExpired' });
  });
});
