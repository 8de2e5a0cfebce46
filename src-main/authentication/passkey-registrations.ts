import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';

/** How long a challenge waits for its answer. */
const LIFETIME_MS = 5 * 60_000;

/** A registration that was begun. */
export interface PasskeyRegistration {
  readonly workspaceId: string;
  readonly accountId: string;
  /** Null for the root user. */
  readonly userName: string | null;
  readonly deviceName: string;
  /** What the authenticator was asked to sign, in base64url. */
  readonly challenge: string;
}

/** The registrations under way, in memory: a challenge lives for five minutes and is good for one answer. */
export interface PasskeyRegistrations {
  /** @returns the ID to answer under. */
  begin(registration: PasskeyRegistration): string;
  /** Takes a registration out, whatever becomes of it; null when it is not there, or not any more. */
  take(challengeId: string): PasskeyRegistration | null;
}

export function createPasskeyRegistrations(clock: Clock, random: Random): PasskeyRegistrations {
  const waiting = new Map<string, { registration: PasskeyRegistration; madeAt: number }>();
  const isOver = (madeAt: number) => clock().getTime() - madeAt > LIFETIME_MS;
  return {
    begin(registration) {
      for (const [id, { madeAt }] of waiting) if (isOver(madeAt)) waiting.delete(id);
      const challengeId = Buffer.from(random(16)).toString('hex');
      waiting.set(challengeId, { registration, madeAt: clock().getTime() });
      return challengeId;
    },
    take(challengeId) {
      const found = waiting.get(challengeId);
      waiting.delete(challengeId);
      return found === undefined || isOver(found.madeAt) ? null : found.registration;
    },
  };
}
