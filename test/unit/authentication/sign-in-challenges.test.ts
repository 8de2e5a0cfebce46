import { describe, expect, it } from 'vitest';
import { createSignInChallenges, type PendingSignIn } from '../../../src-main/authentication/sign-in-challenges.ts';
import { iamArn } from '../../fixtures/account-documents.ts';
import { countingRandom, NOW } from '../../fixtures/fixed-tools.ts';

const EXPIRED = expect.objectContaining({ name: 'GatehouseError', code: 'SignInExpired' });
const pending: PendingSignIn = {
  workspaceId: 'shop',
  subjectArn: iamArn('user/lucy'),
  passwordReference: 'AIDALUCY',
  waitsFor: 'mfa',
  mfa: null,
};

function store() {
  let now = Date.parse(NOW);
  const challenges = createSignInChallenges(() => new Date(now), countingRandom());
  return { challenges, wait: (ms: number) => (now += ms) };
}

describe('A challenge', () => {
  it('is found by its ID for five minutes', () => {
    const { challenges, wait } = store();
    const id = challenges.open(pending);
    wait(5 * 60_000);
    expect(challenges.require(id, 'shop', 'mfa')).toEqual(pending);
    wait(1);
    expect(() => challenges.require(id, 'shop', 'mfa')).toThrow(EXPIRED);
  });

  it.each([
    ['another step than the one it waits for', 'shop', 'newPassword'],
    ['another workspace', 'other', 'mfa'],
  ] as const)('is not there for %s', (_, workspaceId, waitsFor) => {
    const { challenges } = store();
    const id = challenges.open(pending);
    expect(() => challenges.require(id, workspaceId, waitsFor)).toThrow(EXPIRED);
  });

  it('is good for one sign-in', () => {
    const { challenges } = store();
    const id = challenges.open(pending);
    challenges.close(id);
    expect(() => challenges.require(id, 'shop', 'mfa')).toThrow(EXPIRED);
  });

  it('gives way to newer ones when there are too many', () => {
    const { challenges } = store();
    const [first = '', second = ''] = Array.from({ length: 101 }, () => challenges.open(pending));
    expect(() => challenges.require(first, 'shop', 'mfa')).toThrow(EXPIRED);
    expect(challenges.require(second, 'shop', 'mfa')).toEqual(pending);
  });
});

describe('What a passkey is to sign', () => {
  it('counts for one answer, of the device that was asked last', () => {
    const { challenges } = store();
    const id = challenges.open(pending);
    expect(challenges.takePasskeyChallenge(id, 'key-1')).toBeNull();
    challenges.askPasskey(id, { serialNumber: 'key-1', challenge: 'one' });
    challenges.askPasskey(id, { serialNumber: 'key-2', challenge: 'two' });
    expect(challenges.takePasskeyChallenge(id, 'key-2')).toBe('two');
    expect(challenges.takePasskeyChallenge(id, 'key-2')).toBeNull();
    challenges.askPasskey(id, { serialNumber: 'key-1', challenge: 'three' });
    expect(challenges.takePasskeyChallenge(id, 'key-2')).toBeNull();
  });
});
