import { beforeAll, describe, expect, it } from 'vitest';
import { createModel } from '../../../src-main/account/in-memory-model.ts';
import { encodeBase32 } from '../../../src-main/authentication/base32.ts';
import {
  checkMfaCode,
  checkPassword,
  passwordStanding,
  type ConsoleSignInDependencies,
} from '../../../src-main/authentication/console-sign-in.ts';
import { hashPassword, needsUpgrade } from '../../../src-main/authentication/password.ts';
import { createSignInThrottle, waitAfter } from '../../../src-main/authentication/sign-in-throttle.ts';
import { totp } from '../../../src-main/authentication/totp.ts';
import { systemRandom } from '../../../src-main/random.ts';
import type { AccountDocument, ModelDocument } from '../../../src-shared/model/documents.ts';
import { loginProfile } from '../../fixtures/account-documents.ts';
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
function page(...documents: ModelDocument[]): {
  deps: ConsoleSignInDependencies;
  hashes: Map<string, string>;
  wait(ms: number): void;
} {
  let now = NOW.getTime();
  const hashes = new Map([[lucy.userId, hash]]);
  const clock = (): Date => new Date(now);
  return {
    deps: {
      model: createModel([account, ...documents]),
      passwordHash: async (reference) => hashes.get(reference) ?? null,
      savePasswordHash: async (reference, saved) => void hashes.set(reference, saved),
      mfaSeed: async (seedId) => (seedId === phone.arn ? encodeBase32(KEY) : null),
      throttle: createSignInThrottle(clock),
      clock,
      random: systemRandom,
    },
    hashes,
    wait: (ms) => {
      now += ms;
    },
  };
}

const right = { kind: 'user' as const, account: ACCOUNT_ID, userName: 'lucy', password: PASSWORD };
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
    expect(await checkPassword({ ...right, account: named }, deps)).toEqual(lucy);
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

describe('a hash', () => {
  it('that was made at another cost is made anew when its password is right', async () => {
    const { deps, hashes } = page(lucy);
    const cheap = await hashPassword(PASSWORD, systemRandom, { ln: 4, r: 8, p: 1 });
    hashes.set(lucy.userId, cheap);
    await expect(checkPassword({ ...right, password: 'wrong' }, deps)).rejects.toMatchObject(INCORRECT);
    expect(hashes.get(lucy.userId)).toBe(cheap);
    await checkPassword(right, deps);
    expect(needsUpgrade(hashes.get(lucy.userId) ?? '')).toBe(false);
    expect(await checkPassword(right, deps)).toEqual(lucy);
  });
});

describe('the root user', () => {
  const rooted = {
    ...account,
    rootEmail: 'Root@example.com',
    rootLoginProfile: { passwordId: 'root-password', passwordSetAt: NOW.toISOString() },
  };

  function rootPage(root: AccountDocument = rooted) {
    const { deps, hashes } = page();
    hashes.set('root-password', hash);
    return { ...deps, model: createModel([root]) };
  }

  it('signs in by e-mail address, in any letter case', async () => {
    const attempt = { kind: 'root' as const, email: ' root@EXAMPLE.com ', password: PASSWORD };
    expect(await checkPassword(attempt, rootPage())).toEqual(rooted);
  });

  it.each([
    ['a wrong password', { password: 'wrong' }, rooted],
    ['an unknown address', { email: 'nobody@example.com' }, rooted],
    ['no password', {}, { ...rooted, rootLoginProfile: null }],
    ['no address', { email: '' }, { ...rooted, rootEmail: null }],
  ])('is told the same as everybody with %s', async (_, change, root) => {
    const attempt = { kind: 'root' as const, email: 'root@example.com', password: PASSWORD, ...change };
    const started = performance.now();
    await expect(checkPassword(attempt, rootPage(root))).rejects.toMatchObject(INCORRECT);
    expect(performance.now() - started).toBeGreaterThan(10);
  });
});

const withAge = (hardExpiry: boolean) =>
  createModel([
    {
      ...account,
      passwordPolicy: {
        minimumPasswordLength: 8,
        requireSymbols: false,
        requireNumbers: false,
        requireUppercaseCharacters: false,
        requireLowercaseCharacters: false,
        allowUsersToChangePassword: false,
        maxPasswordAge: 90,
        passwordReusePrevention: null,
        hardExpiry,
      },
    },
  ]);

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_PasswordPolicy.html (MaxPasswordAge, HardExpiry)
describe('a password that was right', () => {
  const DAY_MS = 24 * 60 * 60_000;
  const setDaysAgo = (days: number, passwordResetRequired = false) => ({
    ...lucy,
    loginProfile: loginProfile({
      passwordSetAt: new Date(NOW.getTime() - days * DAY_MS).toISOString(),
      passwordResetRequired,
    }),
  });
  it.each([
    ['is good before it expires', setDaysAgo(89), withAge(true), 'good'],
    ['is good for ever without a policy', setDaysAgo(4000), createModel([account]), 'good'],
    ['has to be changed once it has expired', setDaysAgo(90), withAge(false), 'expired'],
    ['has to be changed where a reset is required', setDaysAgo(1, true), createModel([account]), 'resetRequired'],
    ["is good for ever where it is the root user's", account, withAge(true), 'good'],
  ])('%s', (_, subject, model, standing) => {
    expect(passwordStanding(subject, model, NOW)).toBe(standing);
  });

  it('lets nobody in once it has expired for good', () => {
    expect(() => passwordStanding(setDaysAgo(90), withAge(true), NOW)).toThrow(
      expect.objectContaining({ code: 'AuthFailure', httpStatus: 401 }),
    );
  });
});

describe('an MFA code', () => {
  const attempt = { subject: withPhone, serialNumber: phone.arn, code: totp(KEY, NOW) };

  it('that is right signs the user in, and is used up', async () => {
    const { deps } = page(withPhone, phone);
    const device = await checkMfaCode(attempt, deps);
    const later = page(withPhone, device);
    await expect(checkMfaCode(attempt, later.deps)).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  it.each([
    ['of another device', { ...attempt, serialNumber: `arn:aws:iam::${ACCOUNT_ID}:mfa/other` }],
    ['of another user', { ...attempt, subject: lucy }],
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
    expect(await checkPassword(right, deps)).toEqual(lucy);
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
