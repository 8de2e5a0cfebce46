import { inflateSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { encode } from 'uqr';
import { qrCodePng } from '../../../src-main/actions/iam/qr-code.ts';
import { seedIdOf } from '../../../src-shared/model/mfa-device.ts';
import { decodeBase32 } from '../../../src-main/authentication/base32.ts';
import { acceptDeviceCode, findMfaDevice } from '../../../src-main/authentication/mfa-device.ts';
import { otpauthUri, totp } from '../../../src-main/authentication/totp.ts';
import { ACCOUNT_ID, NOW, OTHER_ACCOUNT_ID, ROOT, TestAccount, userActor } from './test-account.ts';

const SERIAL_NUMBER = `arn:aws:iam::${ACCOUNT_ID}:mfa/lucy-phone`;
const STEP_MS = 30_000;

let aws: TestAccount;
beforeEach(async () => {
  aws = new TestAccount();
  await aws.perform('iam:CreateUser', { UserName: 'lucy' });
});

const create = async (VirtualMFADeviceName = 'lucy-phone') =>
  (await aws.perform('iam:CreateVirtualMFADevice', { VirtualMFADeviceName })).VirtualMFADevice;

/** The seed in the vault of the device with that serial number. */
async function seedOf(serialNumber: string): Promise<string | null> {
  const device = findMfaDevice(aws.model, ACCOUNT_ID, serialNumber);
  return device === null ? null : aws.secret('mfa-seed', seedIdOf(device));
}

/** The two codes that the device shows one after the other, the second of them now. */
async function codes(serialNumber = SERIAL_NUMBER) {
  const key = decodeBase32((await seedOf(serialNumber)) ?? '');
  if (key === null) throw new Error('The vault has no seed.');
  return {
    AuthenticationCode1: totp(key, new Date(aws.now.getTime() - STEP_MS)),
    AuthenticationCode2: totp(key, aws.now),
  };
}

const enable = async (UserName = 'lucy', SerialNumber = SERIAL_NUMBER) =>
  aws.perform('iam:EnableMFADevice', { UserName, SerialNumber, ...(await codes(SerialNumber)) });

const lucysDevices = () => aws.model.userByName(ACCOUNT_ID, 'lucy')?.mfaDevices;

describe('CreateVirtualMFADevice', () => {
  it('shows the seed once, in base64 of base32, and keeps it in the vault alone', async () => {
    const device = await create();
    expect(device.SerialNumber).toBe(SERIAL_NUMBER);
    const seed = Buffer.from(device.Base32StringSeed, 'base64').toString();
    expect(seed).toMatch(/^[A-Z2-7]{64}$/);
    expect(await seedOf(SERIAL_NUMBER)).toBe(seed);
    expect(JSON.stringify(aws.model.get(SERIAL_NUMBER))).not.toContain(seed);
  });

  it('draws the otpauth text of the device and the account as its QR code', async () => {
    await aws.perform('iam:CreateAccountAlias', { AccountAlias: 'gatehouse-shop' });
    const device = await create();
    const seed = Buffer.from(device.Base32StringSeed, 'base64').toString();
    const uri = otpauthUri({ deviceName: 'lucy-phone', accountName: 'gatehouse-shop', seed });
    expect(device.QRCodePNG).toBe(qrCodePng(uri).toString('base64'));
  });

  it('refuses a serial number that is taken', async () => {
    await create();
    expect(await aws.refusal('iam:CreateVirtualMFADevice', { VirtualMFADeviceName: 'lucy-phone' })).toEqual({
      code: 'EntityAlreadyExists',
      status: 409,
      message: 'MFADevice entity at the same path and name already exists.',
    });
  });
});

describe('EnableMFADevice', () => {
  it('assigns the device to the user after two codes in a row', async () => {
    await create();
    await enable();
    const listed = await aws.perform('iam:ListMFADevices', {}, { as: userActor('lucy') });
    expect(listed).toEqual({
      MFADevices: [{ UserName: 'lucy', SerialNumber: SERIAL_NUMBER, EnableDate: NOW }],
      IsTruncated: false,
    });
  });

  it('remembers the second code, so that it does not count again at sign-in', async () => {
    await create();
    await enable();
    expect(aws.model.find('mfaDevice', SERIAL_NUMBER)?.lastAcceptedStep).toBe(Math.floor(aws.now.getTime() / STEP_MS));
  });

  it.each<{ fault: string; change: (right: Awaited<ReturnType<typeof codes>>) => object }>([
    {
      fault: 'in the wrong order',
      change: (right) => ({
        AuthenticationCode1: right.AuthenticationCode2,
        AuthenticationCode2: right.AuthenticationCode1,
      }),
    },
    { fault: 'the same twice', change: (right) => ({ AuthenticationCode1: right.AuthenticationCode2 }) },
  ])('refuses codes that are $fault', async ({ change }) => {
    await create();
    const right = await codes();
    expect(
      await aws.refusal('iam:EnableMFADevice', {
        UserName: 'lucy',
        SerialNumber: SERIAL_NUMBER,
        ...right,
        ...change(right),
      }),
    ).toEqual({
      code: 'InvalidAuthenticationCode',
      status: 403,
      message: 'Authentication code for device is not valid.',
    });
    expect(lucysDevices()).toEqual([]);
  });

  it('refuses codes that are ten minutes old', async () => {
    await create();
    const old = await codes();
    aws.now = new Date(aws.now.getTime() + 10 * 60_000);
    const refusal = await aws.refusal('iam:EnableMFADevice', {
      UserName: 'lucy',
      SerialNumber: SERIAL_NUMBER,
      ...old,
    });
    expect(refusal.code).toBe('InvalidAuthenticationCode');
  });

  it('refuses a device that somebody has', async () => {
    await aws.perform('iam:CreateUser', { UserName: 'eve' });
    await create();
    await enable();
    const refusal = await aws.refusal('iam:EnableMFADevice', {
      UserName: 'eve',
      SerialNumber: SERIAL_NUMBER,
      ...(await codes()),
    });
    expect(refusal).toMatchObject({ code: 'EntityAlreadyExists', status: 409 });
  });

  it('refuses a device that does not exist, or is another account’s', async () => {
    const parameters = { SerialNumber: SERIAL_NUMBER, AuthenticationCode1: '123456', AuthenticationCode2: '654321' };
    const expected = {
      code: 'NoSuchEntity',
      status: 404,
      message: `VirtualMFADevice with serial number ${SERIAL_NUMBER} does not exist.`,
    };
    expect(await aws.refusal('iam:EnableMFADevice', { UserName: 'lucy', ...parameters })).toEqual(expected);
    await create();
    await aws.perform('iam:CreateUser', { UserName: 'mallory' }, { accountId: OTHER_ACCOUNT_ID });
    expect(
      await aws.refusal('iam:EnableMFADevice', { UserName: 'mallory', ...parameters }, { accountId: OTHER_ACCOUNT_ID }),
    ).toEqual(expected);
  });

  it('says what to do when the seed is not on this machine', async () => {
    await create();
    const right = await codes();
    await aws.vault.delete(`test-workspace/mfa-seed/${aws.model.find('mfaDevice', SERIAL_NUMBER)?.seedId ?? ''}`);
    await expect(
      aws.perform('iam:EnableMFADevice', { UserName: 'lucy', SerialNumber: SERIAL_NUMBER, ...right }),
    ).rejects.toMatchObject({ code: 'MfaSeedMissing', place: SERIAL_NUMBER });
  });

  it('allows 8 devices to a user', async () => {
    for (let number = 1; number <= 8; number += 1) {
      const { SerialNumber } = await create(`device-${number}`);
      await enable('lucy', SerialNumber);
    }
    const { SerialNumber } = await create('device-9');
    expect(
      await aws.refusal('iam:EnableMFADevice', { UserName: 'lucy', SerialNumber, ...(await codes(SerialNumber)) }),
    ).toEqual({ code: 'LimitExceeded', status: 409, message: 'Cannot exceed quota for MFADevicesPerUser: 8' });
  });
});

describe('DeactivateMFADevice and DeleteVirtualMFADevice', () => {
  it('take a device from its user, then away', async () => {
    await create();
    await enable();
    expect(await aws.refusal('iam:DeleteUser', { UserName: 'lucy' })).toMatchObject({
      code: 'DeleteConflict',
      message: 'Cannot delete entity, must delete MFA device first.',
    });
    expect(await aws.refusal('iam:DeleteVirtualMFADevice', { SerialNumber: SERIAL_NUMBER })).toEqual({
      code: 'DeleteConflict',
      status: 409,
      message: 'MFA VirtualDevice in use. Must deactivate first.',
    });

    await aws.perform('iam:DeactivateMFADevice', { UserName: 'lucy', SerialNumber: SERIAL_NUMBER });
    expect(lucysDevices()).toEqual([]);
    expect(aws.model.find('mfaDevice', SERIAL_NUMBER)).toMatchObject({ userName: null, enableDate: null });

    await aws.perform('iam:DeleteVirtualMFADevice', { SerialNumber: SERIAL_NUMBER });
    expect(aws.model.get(SERIAL_NUMBER)).toBeNull();
  });

  it('refuse to deactivate what the user does not have', async () => {
    await create();
    expect(await aws.refusal('iam:DeactivateMFADevice', { UserName: 'lucy', SerialNumber: SERIAL_NUMBER })).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: 'MFA Device invalid for user.',
    });
  });

  it('follow a user who is renamed', async () => {
    await create();
    await enable();
    await aws.perform('iam:UpdateUser', { UserName: 'lucy', NewUserName: 'lucille' });
    expect(aws.model.find('mfaDevice', SERIAL_NUMBER)?.userName).toBe('lucille');
  });
});

const resync = async () =>
  aws.perform('iam:ResyncMFADevice', { UserName: 'lucy', SerialNumber: SERIAL_NUMBER, ...(await codes()) });
/** Whether the code that the device shows at that time would be taken now. */
const isCodeTaken = async (at: Date) => {
  const device = findMfaDevice(aws.model, ACCOUNT_ID, SERIAL_NUMBER);
  const key = decodeBase32((await seedOf(SERIAL_NUMBER)) ?? '');
  if (device === null || key === null) throw new Error('There is no device.');
  return (await acceptDeviceCode(device, totp(key, at), aws.now, (id) => aws.secret('mfa-seed', id))) !== null;
};

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ResyncMFADevice.html
describe('ResyncMFADevice', () => {
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html (AuthenticationCode1)
  it('brings back a device that was enabled with codes that were typed in too late', async () => {
    await create();
    const late = await codes();
    aws.now = new Date(aws.now.getTime() + 3 * 60_000);
    await aws.perform('iam:EnableMFADevice', { UserName: 'lucy', SerialNumber: SERIAL_NUMBER, ...late });
    aws.now = new Date(aws.now.getTime() + 60_000);
    expect(await isCodeTaken(aws.now)).toBe(false);
    await resync();
    aws.now = new Date(aws.now.getTime() + STEP_MS);
    expect(await isCodeTaken(aws.now)).toBe(true);
  });

  it('takes no code twice', async () => {
    await create();
    await enable();
    await expect(resync()).rejects.toMatchObject({ code: 'InvalidAuthenticationCode', httpStatus: 403 });
  });

  it('refuses a device that the user does not have', async () => {
    await create();
    const parameters = { UserName: 'lucy', SerialNumber: SERIAL_NUMBER, ...(await codes()) };
    expect((await aws.refusal('iam:ResyncMFADevice', parameters)).code).toBe('NoSuchEntity');
  });
});

describe('The root user’s MFA devices', () => {
  it('are enabled, listed and deactivated without a user name', async () => {
    await create('root-phone');
    const SerialNumber = `arn:aws:iam::${ACCOUNT_ID}:mfa/root-phone`;
    await aws.perform('iam:EnableMFADevice', { SerialNumber, ...(await codes(SerialNumber)) }, { as: ROOT });
    expect((await aws.perform('iam:ListMFADevices', {}, { as: ROOT })).MFADevices).toEqual([
      { UserName: 'root', SerialNumber, EnableDate: NOW },
    ]);
    expect((await aws.perform('iam:ListVirtualMFADevices')).VirtualMFADevices).toEqual([
      {
        SerialNumber,
        User: { UserId: ACCOUNT_ID, Arn: `arn:aws:iam::${ACCOUNT_ID}:root`, CreateDate: '2025-12-31T00:00:00Z' },
        EnableDate: NOW,
      },
    ]);
    await aws.perform('iam:DeactivateMFADevice', { SerialNumber }, { as: ROOT });
    expect(aws.model.accountByIdOrAlias(ACCOUNT_ID)?.rootMfaDevices).toEqual([]);
  });

  it('are nobody else’s affair: a user has to be named', async () => {
    await create();
    const parameters = { SerialNumber: SERIAL_NUMBER, ...(await codes()) };
    expect(() => aws.authorize('iam:EnableMFADevice', parameters, { as: userActor('lucy') })).toThrow(
      "Value null at 'userName' failed to satisfy constraint: Member must not be null",
    );
  });
});

describe('ListVirtualMFADevices', () => {
  it.each([
    { AssignmentStatus: undefined, listed: ['lucy-phone', 'spare'] },
    { AssignmentStatus: 'Any', listed: ['lucy-phone', 'spare'] },
    { AssignmentStatus: 'Assigned', listed: ['lucy-phone'] },
    { AssignmentStatus: 'Unassigned', listed: ['spare'] },
  ])('lists those that are $AssignmentStatus', async ({ AssignmentStatus, listed }) => {
    await create();
    await create('spare');
    await enable();
    const answer = await aws.perform('iam:ListVirtualMFADevices', { AssignmentStatus });
    expect(answer.VirtualMFADevices.map(({ SerialNumber }) => SerialNumber.split('/')[1])).toEqual(listed);
    for (const device of answer.VirtualMFADevices) {
      expect(device.User?.UserName).toBe(device.SerialNumber === SERIAL_NUMBER ? 'lucy' : undefined);
    }
  });
});

describe('A device that is made again under its name', () => {
  it('has a seed of its own, so that the one before can be brought back', async () => {
    await create();
    const before = findMfaDevice(aws.model, ACCOUNT_ID, SERIAL_NUMBER);
    const seed = await seedOf(SERIAL_NUMBER);
    await aws.perform('iam:DeleteVirtualMFADevice', { SerialNumber: SERIAL_NUMBER });
    await create();
    expect(await seedOf(SERIAL_NUMBER)).not.toBe(seed);
    expect(await aws.secret('mfa-seed', before?.seedId ?? '')).toBe(seed);
  });

  it('is found under its ARN when it was made by an older version', async () => {
    await create();
    const seed = (await seedOf(SERIAL_NUMBER)) ?? '';
    const device = findMfaDevice(aws.model, ACCOUNT_ID, SERIAL_NUMBER);
    if (device === null) throw new Error('There is no device.');
    aws.model.apply([{ key: device.arn, before: device, after: { ...device, seedId: null } }]);
    await aws.vault.set(`test-workspace/mfa-seed/${SERIAL_NUMBER}`, seed);
    await enable();
    expect(lucysDevices()).toEqual([SERIAL_NUMBER]);
  });
});

describe('Tags of MFA devices', () => {
  it('are put, listed and taken away', async () => {
    await create();
    const of = { SerialNumber: SERIAL_NUMBER };
    await aws.perform('iam:TagMFADevice', {
      ...of,
      Tags: [
        { Key: 'team', Value: 'shop' },
        { Key: 'x', Value: '' },
      ],
    });
    await aws.perform('iam:UntagMFADevice', { ...of, TagKeys: ['x'] });
    expect((await aws.perform('iam:ListMFADeviceTags', of)).Tags).toEqual([{ Key: 'team', Value: 'shop' }]);
  });
});

describe('The QR code', () => {
  it('is a PNG of one bit a pixel whose dark pixels are those of the code', () => {
    const text = 'otpauth://totp/lucy-phone@123456789012?secret=JBSWY3DPEHPK3PXP';
    const code = encode(text, { ecc: 'M', border: 4 });
    const picture = readPng(qrCodePng(text));
    const modulePixels = picture.width / code.size;
    expect(Number.isInteger(modulePixels)).toBe(true);
    expect(picture.height).toBe(picture.width);
    const drawn = code.data.map((row, y) =>
      row.map((_, x) => picture.isDark(x * modulePixels + (modulePixels >> 1), y * modulePixels)),
    );
    expect(drawn).toEqual(code.data);
  });

  it('has a quiet zone of four modules', () => {
    const picture = readPng(qrCodePng('otpauth://totp/x'));
    const darkAt = (x: number, y: number) => picture.isDark(x, y);
    const quiet = 4 * 6;
    expect(Array.from({ length: picture.width }, (_, x) => darkAt(x, quiet - 1))).not.toContain(true);
    expect(darkAt(quiet, quiet)).toBe(true);
  });
});

/** Reads the PNGs that Gatehouse writes: greyscale, one bit, no filter. */
function readPng(png: Buffer) {
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const header = chunks.get('IHDR') ?? Buffer.alloc(13);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const rows = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0));
  const stride = 1 + Math.ceil(width / 8);
  expect(rows.length).toBe(stride * height);
  return {
    width,
    height,
    isDark: (x: number, y: number) => ((rows.readUInt8(y * stride + 1 + (x >> 3)) >> (7 - (x & 7))) & 1) === 0,
  };
}
