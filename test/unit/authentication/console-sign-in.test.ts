import { beforeAll, describe, expect, it } from 'vitest';
import { createModel } from '../../../src-main/account/in-memory-model.ts';
import { encodeBase32 } from '../../../src-main/authentication/base32.ts';
import {
  checkMfaCode,
  checkPassword,
  type ConsoleSignInDependencies,
} from '../../../src-main/authentication/console-sign-in.ts';
import { hashPassword } from '../../../src-main/authentication/password.ts';
import { createSignInThrottle, waitAfter } from '../../../src-main/authentication/sign-in-throttle.ts';
import { totp } from '../../../src-main/authentication/totp.ts';
import { systemRandom } from '../../../src-main/random.ts';
import type { ModelDocument } from '../../../src-shared/model/documents.ts';
import { ACCOUNT_ID, account, lucy, NOW, phone } from './fixtures.ts';

const KEY = Buffer.from('12345678901234567890');
const PASSWORD = 'correct horse battery';
const withPhone = { ...lucy, mfaDevices: [phone.arn] };
const withoutPassword = { ...lucy, loginProfile: null };

let hash = '';
beforeAll(async () => {
  hash = await hashPassword(PASSWORD, systemRandom);
});

/** A sign-in page, and the hands of its clock. */
function page(...documents: ModelDocument[]): { deps: ConsoleSignInDependencies; wait(ms: number): void } {
  let now = NOW.getTime();
  const clock = (): Date => new Date(now);
  return {
    deps: {
      model: createModel([account, ...documents]),
      passwordHash: async (userId) => (userId === lucy.userId ? hash : null),
      mfaSeed: async (serial) => (serial === phone.arn ? encodeBase32(KEY) : null),
      throttle: createSignInThrottle(clock),
      clock,
    },
    wait: (ms) => {
      now += ms;
    },
  };
}

const right = { account: ACCOUNT_ID, userName: 'lucy', password: PASSWORD };
const INCORRECT = {
  name: 'AwsError',
  code: 'AuthFailure',
  httpStatus: 401,
  message: 'Your authentication information is incorrect. Please try again.',
};
const THROTTLED = { name: 'GatehouseError', code: 'SignInThrottled' };

describe('account, user name and password', () => {
  it.each([
    ['account ID', ACCOUNT_ID],
    ['account alias', 'shop'],
    ['account alias with spaces around it', ' shop '],
  ])('sign a user in, by %s', async (_, named) => {
    const { deps } = page(lucy);
    expect(await checkPassword({ ...right, account: named }, deps)).toMatchObject({
      state: 'signedIn',
      user: lucy,
      hashNeedsUpgrade: false,
    });
  });

  it('are not enough where the user has an MFA device', async () => {
    const { deps } = page(withPhone, phone);
    expect(await checkPassword(right, deps)).toMatchObject({ state: 'mfaRequired', serialNumbers: [phone.arn] });
  });

  it.each([
    ['a wrong password', { password: 'correct horse' }, lucy],
    ['an unknown user', { userName: 'nobody' }, lucy],
    ['an unknown account', { account: '999999999999' }, lucy],
    ['an unknown alias', { account: 'shoppe' }, lucy],
    ['a user without a password', {}, withoutPassword],
  ])('get the same answer after the same work for %s', async (_, change, user) => {
    const { deps } = page(user);
    const started = performance.now();
    await expect(checkPassword({ ...right, ...change }, deps)).rejects.toMatchObject(INCORRECT);
    // scrypt at today's cost takes tens of milliseconds everywhere; returning early would take less than one.
    expect(performance.now() - started).toBeGreaterThan(10);
  });
});

describe('an MFA code', () => {
  const attempt = { userArn: lucy.arn, code: totp(KEY, NOW) };

  it('that is right signs the user in, and is used up', async () => {
    const { deps } = page(withPhone, phone);
    const { user, device } = await checkMfaCode(attempt, deps);
    expect(user.userName).toBe('lucy');
    const later = page(withPhone, device);
    await expect(checkMfaCode(attempt, later.deps)).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  it.each([
    ['of another device', { ...attempt, serialNumber: `arn:aws:iam::${ACCOUNT_ID}:mfa/other` }],
    ['of another user', { ...attempt, userArn: `arn:aws:iam::${ACCOUNT_ID}:user/bruce` }],
    ['that is wrong', { ...attempt, code: '000000' }],
  ])("%s is refused in AWS's words", async (_, wrong) => {
    const { deps } = page(withPhone, phone);
    await expect(checkMfaCode(wrong, deps)).rejects.toMatchObject({
      name: 'AwsError',
      code: 'AccessDenied',
      httpStatus: 403,
      message: 'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
    });
  });

  it('cannot be guessed quickly', async () => {
    const { deps } = page(withPhone, phone);
    const wrong = { ...attempt, code: '000000' };
    for (let count = 0; count < 4; count += 1) {
      await expect(checkMfaCode(wrong, deps)).rejects.toMatchObject({ code: 'AccessDenied' });
    }
    await expect(checkMfaCode(attempt, deps)).rejects.toMatchObject(THROTTLED);
  });
});

describe('several wrong tries', () => {
  it('are slowed down, also for the right password, until the time is over', async () => {
    const { deps, wait } = page(lucy);
    for (let count = 0; count < 4; count += 1) {
      await expect(checkPassword({ ...right, password: 'wrong' }, deps)).rejects.toMatchObject(INCORRECT);
    }
    await expect(checkPassword(right, deps)).rejects.toMatchObject({ ...THROTTLED, mend: 'Try again in 2 seconds.' });
    wait(2_000);
    expect(await checkPassword(right, deps)).toMatchObject({ state: 'signedIn' });
  });

  it('are counted for users that do not exist too', async () => {
    const { deps } = page(lucy);
    const unknown = { ...right, userName: 'nobody' };
    for (let count = 0; count < 4; count += 1) {
      await expect(checkPassword(unknown, deps)).rejects.toMatchObject(INCORRECT);
    }
    await expect(checkPassword(unknown, deps)).rejects.toMatchObject(THROTTLED);
  });

  it('are counted together by account ID and alias, in any letter case', async () => {
    const { deps } = page(lucy);
    const wrong = { ...right, password: 'wrong' };
    for (const change of [{}, { account: 'shop' }, { userName: 'LUCY' }, {}]) {
      await expect(checkPassword({ ...wrong, ...change }, deps)).rejects.toMatchObject(INCORRECT);
    }
    await expect(checkPassword(right, deps)).rejects.toMatchObject(THROTTLED);
  });

  it('are counted when they come at the same time', async () => {
    const { deps } = page(lucy);
    const tries = Array.from({ length: 20 }, () => checkPassword({ ...right, password: 'wrong' }, deps));
    const codes = (await Promise.allSettled(tries)).map((settled) =>
      settled.status === 'rejected' ? settled.reason.code : 'signed in',
    );
    expect(codes.filter((code) => code === 'AuthFailure')).toHaveLength(4);
    expect(codes.filter((code) => code === 'SignInThrottled')).toHaveLength(16);
  });

  it.each([
    [0, 0],
    [3, 0],
    [4, 2_000],
    [5, 4_000],
    [6, 8_000],
    [50, 300_000],
  ])('after %i of them the wait is %i ms', (wrong, milliseconds) => {
    expect(waitAfter(wrong)).toBe(milliseconds);
  });
});
