import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLab, type TestLab } from '../../fixtures/lab.ts';

const ACCOUNT_ID = '123456789012';
const SERIAL_NUMBER = `arn:aws:iam::${ACCOUNT_ID}:mfa/phone`;
/** The secret of RFC 6238's test vectors in base32, and its codes of six digits. https://datatracker.ietf.org/doc/html/rfc6238#appendix-B */
const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const AT = new Date(1_111_111_111_000);
const CODE_AT = '050471';
const CODE_BEFORE = '081804';

let lab: TestLab;
beforeEach(async () => {
  lab = await startLab({ clock: () => AT });
  await lab.client.call('credentialStore.useMemory', {});
  await lab.client.call('workspace.create', { name: 'Shop', accountId: ACCOUNT_ID, rootEmail: null, path: null });
  await lab.perform('iam:CreateUser', { UserName: 'lucy' });
});
afterEach(() => lab.close());

const codes = () => lab.client.call('authenticator.codes', {});
const turnOn = () => lab.client.call('authenticator.set', { enabled: true });
const addToken = (seed = SEED) =>
  lab.client.call('hardwareToken.add', { accountId: ACCOUNT_ID, serialNumber: 'GAHT12345678', seed });

describe('The built-in authenticator', () => {
  it('is off until it is turned on, and refuses while it is off', async () => {
    expect(await lab.client.call('authenticator.get', {})).toEqual({ enabled: false });
    await expect(codes()).rejects.toMatchObject({ code: 'AuthenticatorOff' });
    await turnOn();
    expect(await lab.client.call('authenticator.get', {})).toEqual({ enabled: true });
    expect(await codes()).toEqual({ codes: [], secondsLeft: 29 });
  });

  it('is remembered over a restart', async () => {
    await turnOn();
    lab = await lab.restart();
    expect(await lab.client.call('authenticator.get', {})).toEqual({ enabled: true });
  });

  it('shows the codes that EnableMFADevice asks for, and never a seed', async () => {
    await turnOn();
    const { VirtualMFADevice } = await lab.perform('iam:CreateVirtualMFADevice', { VirtualMFADeviceName: 'phone' });
    const shown = await codes();
    const [device] = shown.codes;
    expect(device).toMatchObject({ serialNumber: SERIAL_NUMBER, name: 'phone', assignedTo: null });
    expect(JSON.stringify(shown)).not.toContain(Buffer.from(VirtualMFADevice.Base32StringSeed, 'base64').toString());
    await lab.perform('iam:EnableMFADevice', {
      UserName: 'lucy',
      SerialNumber: SERIAL_NUMBER,
      AuthenticationCode1: device?.previousCode ?? '',
      AuthenticationCode2: device?.code ?? '',
    });
    expect((await codes()).codes[0]?.assignedTo).toEqual({ accountId: ACCOUNT_ID, userName: 'lucy' });
  });

  it('is the designer’s to turn on', async () => {
    await lab.perform('iam:CreateLoginProfile', { UserName: 'lucy', Password: 'Str0ng-password' });
    await lab.client.call('signIn.password', { account: ACCOUNT_ID, userName: 'lucy', password: 'Str0ng-password' });
    await expect(turnOn()).rejects.toMatchObject({ code: 'DesignerOnly' });
  });
});

const enableToken = () =>
  lab.perform('iam:EnableMFADevice', {
    UserName: 'lucy',
    SerialNumber: 'GAHT12345678',
    AuthenticationCode1: CODE_BEFORE,
    AuthenticationCode2: CODE_AT,
  });

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html (SerialNumber)
describe('A hardware TOTP token', () => {
  it('is enabled by the number that is printed on it, once it is known', async () => {
    await expect(enableToken()).rejects.toMatchObject({ code: 'NoSuchEntity' });
    await addToken();
    await enableToken();
    const { MFADevices } = await lab.perform('iam:ListMFADevices', { UserName: 'lucy' });
    expect(MFADevices.map(({ SerialNumber }) => SerialNumber)).toEqual(['GAHT12345678']);
    expect((await lab.perform('iam:ListVirtualMFADevices', {})).VirtualMFADevices).toEqual([]);
  });

  it('shows the codes of RFC 6238 in the built-in authenticator', async () => {
    await addToken('gezd gnbv gy3t qojq gezd gnbv gy3t qojq');
    await turnOn();
    expect((await codes()).codes).toEqual([
      {
        serialNumber: 'GAHT12345678',
        name: 'GAHT12345678',
        assignedTo: null,
        code: CODE_AT,
        previousCode: CODE_BEFORE,
      },
    ]);
  });

  it.each(['', 'GEZDGNBV', 'not base32!', 'GEZDGNBVGY3TQOJQ1'])("has no seed '%s'", async (seed) => {
    await expect(addToken(seed)).rejects.toMatchObject({ code: 'SeedInvalid', details: { place: 'seed' } });
  });

  it('has a number of its own', async () => {
    await addToken();
    await expect(addToken()).rejects.toMatchObject({ code: 'SerialNumberTaken' });
  });

  it('is forgotten once nobody has it', async () => {
    await addToken();
    await enableToken();
    const token = { accountId: ACCOUNT_ID, serialNumber: 'GAHT12345678' };
    await expect(lab.client.call('hardwareToken.remove', token)).rejects.toMatchObject({ code: 'TokenInUse' });
    await lab.perform('iam:DeactivateMFADevice', { UserName: 'lucy', SerialNumber: 'GAHT12345678' });
    await lab.client.call('hardwareToken.remove', token);
    expect(await lab.client.call('model.list', { type: 'mfaDevice' })).toEqual([]);
  });
});
