import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createSoftwareAuthenticator, type SoftwareAuthenticator } from '../../fixtures/software-authenticator.ts';
import { startLab, type TestLab } from '../../fixtures/lab.ts';

const ACCOUNT_ID = '123456789012';
const Asked = z.object({ challenge: z.string() });
const ORIGIN = 'http://localhost:4242';
const PASSWORD = 'Str0ng-password';
const MANAGE_OWN_MFA = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'iam:EnableMFADevice',
      Resource: '*',
      Condition: { StringEquals: { 'iam:RegisterSecurityKey': ['Create', 'Activate'] } },
    },
  ],
});

let now: Date;
let lab: TestLab;
let key: SoftwareAuthenticator;
beforeEach(async () => {
  now = new Date('2026-03-01T12:00:00Z');
  lab = await startLab({ clock: () => now });
  key = createSoftwareAuthenticator();
  await lab.client.call('credentialStore.useMemory', {});
  await lab.client.call('workspace.create', { name: 'Shop', accountId: ACCOUNT_ID, rootEmail: null, path: null });
  await lab.perform('iam:CreateUser', { UserName: 'lucy' });
  await lab.perform('iam:CreateLoginProfile', { UserName: 'lucy', Password: PASSWORD });
});
afterEach(() => lab.close());

/** What the page sends back of what it was asked. */
const answerTo = (asked: unknown, by = key) => z.json().parse(by.create(Asked.parse(asked)));

const options = (userName: string | null = 'lucy', origin = ORIGIN) =>
  lab.client.call('passkey.registrationOptions', { accountId: ACCOUNT_ID, userName, name: 'laptop', origin });

async function register(userName: string | null = 'lucy') {
  const { challengeId, options: asked } = await options(userName);
  return lab.client.call('passkey.register', { challengeId, response: answerTo(asked) });
}

const signInWithPassword = () =>
  lab.client.call('signIn.password', { account: ACCOUNT_ID, userName: 'lucy', password: PASSWORD });

describe('Registering a passkey', () => {
  it('assigns it to the user, under the name that was given', async () => {
    const { serialNumber, recordId } = await register();
    expect(serialNumber).toMatch(/^arn:aws:iam::123456789012:u2f\/user\/lucy\/laptop-[A-Z2-7]{26}$/);
    expect(recordId).toBeNull();
    const { MFADevices } = await lab.perform('iam:ListMFADevices', { UserName: 'lucy' });
    expect(MFADevices).toEqual([{ UserName: 'lucy', SerialNumber: serialNumber, EnableDate: '2026-03-01T12:00:00Z' }]);
    expect(await lab.perform('iam:GetMFADevice', { UserName: 'lucy', SerialNumber: serialNumber })).toEqual(
      MFADevices[0],
    );
  });

  it('assigns it to the root user', async () => {
    const { serialNumber } = await register(null);
    expect(serialNumber).toMatch(/:u2f\/root-account\/laptop-/);
    const account = await lab.client.call('model.get', { key: `arn:aws:iam::${ACCOUNT_ID}:root` });
    expect(account).toMatchObject({ rootMfaDevices: [serialNumber] });
  });

  it('takes no answer twice, and none after five minutes', async () => {
    const first = await options();
    const response = answerTo(first.options);
    await lab.client.call('passkey.register', { challengeId: first.challengeId, response });
    await expect(
      lab.client.call('passkey.register', { challengeId: first.challengeId, response }),
    ).rejects.toMatchObject({ code: 'PasskeyRegistrationExpired' });

    const late = await options();
    now = new Date(now.getTime() + 5 * 60_000 + 1);
    const answer = { challengeId: late.challengeId, response: answerTo(late.options, createSoftwareAuthenticator()) };
    await expect(lab.client.call('passkey.register', answer)).rejects.toMatchObject({
      code: 'PasskeyRegistrationExpired',
    });
  });

  it('says what to do where the page is not at localhost', async () => {
    await expect(options('lucy', 'http://127.0.0.1:4242')).rejects.toMatchObject({
      code: 'PasskeyUnavailable',
      details: { mend: expect.stringContaining('localhost') },
    });
  });

  it('is a request like every other for who signed in: denied without iam:EnableMFADevice', async () => {
    await signInWithPassword();
    await expect(register()).rejects.toMatchObject({ code: 'AccessDenied' });
    await lab.client.call('signIn.signOut', {});
    await lab.perform('iam:PutUserPolicy', { UserName: 'lucy', PolicyName: 'mfa', PolicyDocument: MANAGE_OWN_MFA });
    await signInWithPassword();
    const { recordId } = await register();
    const record = await lab.client.call('timeline.get', { id: recordId ?? '' });
    expect(record).toMatchObject({ verdict: 'Allowed' });
  });

  it('cannot be asked for by name, since AWS’s API has no such operation', async () => {
    const asked = { UserName: 'lucy', DeviceName: 'laptop' };
    await expect(lab.perform('iam:RegisterSecurityKey', asked)).rejects.toMatchObject({ code: 'InvalidAction' });
  });

  it('is taken away whole when it is deactivated', async () => {
    const { serialNumber } = await register();
    await lab.perform('iam:DeactivateMFADevice', { UserName: 'lucy', SerialNumber: serialNumber });
    expect(await lab.client.call('model.list', { type: 'mfaDevice' })).toEqual([]);
  });
});
