import { GatehouseError } from '../../src-shared/errors.ts';
import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';

/** How long a sign-in waits for its next step. */
const LIFETIME_MS = 5 * 60_000;
/** So many sign-ins may wait at once; beyond that the oldest are forgotten. */
const CAPACITY = 100;

/** A sign-in that has come half-way. */
export interface PendingSignIn {
  readonly workspaceId: string;
  /** The ARN of the user, or of the account for its root user. */
  readonly subjectArn: string;
  /** The reference of the password that was right; with another one the sign-in is over. */
  readonly passwordReference: string;
  readonly waitsFor: 'mfa' | 'newPassword';
  /** When MFA was done, and with which device; null where it was not, or not yet. */
  readonly mfa: { readonly at: Date; readonly serialNumber: string } | null;
}

/** A challenge that a passkey is to sign: for one device, and for one answer. */
export interface PasskeyChallenge {
  readonly serialNumber: string;
  /** In base64url. */
  readonly challenge: string;
}

/** Sign-ins that wait for their next step, in memory alone. */
export interface SignInChallenges {
  /** @returns the challenge's ID, which is the only way back to it. */
  open(pending: PendingSignIn): string;
  /** @throws GatehouseError `SignInExpired` when it is not there, is too old, or waits for something else. */
  require(challengeId: string, workspaceId: string, waitsFor: PendingSignIn['waitsFor']): PendingSignIn;
  close(challengeId: string): void;
  /** Notes what a passkey is asked to sign, in place of what it was asked before. */
  askPasskey(challengeId: string, asked: PasskeyChallenge): void;
  /** What the passkey was asked to sign; once, so that no answer counts twice. Null where it was not asked. */
  takePasskeyChallenge(challengeId: string, serialNumber: string): string | null;
}

/** Makes an empty store of challenges. */
export function createSignInChallenges(clock: Clock, random: Random): SignInChallenges {
  const waiting = new Map<string, { pending: PendingSignIn; madeAt: number; passkey: PasskeyChallenge | null }>();
  return {
    open(pending) {
      const challengeId = Buffer.from(random(16)).toString('hex');
      waiting.set(challengeId, { pending, madeAt: clock().getTime(), passkey: null });
      for (const oldest of waiting.keys()) {
        if (waiting.size <= CAPACITY) break;
        waiting.delete(oldest);
      }
      return challengeId;
    },
    require(challengeId, workspaceId, waitsFor) {
      const found = waiting.get(challengeId);
      if (found === undefined) throw signInExpired();
      const { pending, madeAt } = found;
      if (clock().getTime() - madeAt > LIFETIME_MS || pending.workspaceId !== workspaceId) {
        waiting.delete(challengeId);
        throw signInExpired();
      }
      // A step cannot be skipped by answering another one.
      if (pending.waitsFor !== waitsFor) throw signInExpired();
      return pending;
    },
    close(challengeId) {
      waiting.delete(challengeId);
    },
    askPasskey(challengeId, asked) {
      const found = waiting.get(challengeId);
      if (found !== undefined) waiting.set(challengeId, { ...found, passkey: asked });
    },
    takePasskeyChallenge(challengeId, serialNumber) {
      const found = waiting.get(challengeId);
      if (found === undefined || found.passkey === null) return null;
      waiting.set(challengeId, { ...found, passkey: null });
      return found.passkey.serialNumber === serialNumber ? found.passkey.challenge : null;
    },
  };
}

/** What a sign-in is answered with that cannot go on. */
export function signInExpired(): GatehouseError {
  return new GatehouseError('SignInExpired', 'The sign-in has waited too long for its next step.', {
    mend: 'Begin again with the password.',
  });
}
