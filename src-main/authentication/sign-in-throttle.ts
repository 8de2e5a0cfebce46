import type { Clock } from '../clock.ts';
import { GatehouseError } from '../../src-shared/errors.ts';

/** Tries that cost nothing: people mistype. */
const FREE_TRIES = 3;
/** The wait after the fourth wrong try; it doubles with each further one. */
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** After so long without a try the past is forgotten. */
const MEMORY_MS = 60 * 60_000;

/**
 * How long to wait after so many wrong tries in a row, in milliseconds: nothing for the first three, then 2, 4, 8 …
 * seconds, up to five minutes.
 */
export function waitAfter(wrongTries: number): number {
  return wrongTries <= FREE_TRIES ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (wrongTries - FREE_TRIES - 1), LONGEST_WAIT_MS);
}

/**
 * Slows down whoever tries passwords or codes. A subject is what is being guessed at: an account and user name as
 * typed, so that it makes no difference whether they exist, or an MFA device.
 */
export interface SignInThrottle {
  /**
   * Counts a try, before it is known whether it is right: tries made at the same time must not share one count.
   * @throws GatehouseError `SignInThrottled`, which says how long to wait; the try is then not counted.
   */
  begin(subject: string): void;
  /** The try was right: the subject starts anew. */
  succeeded(subject: string): void;
}

/** Makes a throttle that counts in memory, by the given clock. */
export function createSignInThrottle(clock: Clock): SignInThrottle {
  const tries = new Map<string, { wrong: number; last: number }>();
  return {
    begin(subject) {
      const now = clock().getTime();
      for (const [known, { last }] of tries) if (now - last > MEMORY_MS) tries.delete(known);
      const { wrong, last } = tries.get(subject) ?? { wrong: 0, last: 0 };
      const remaining = last + waitAfter(wrong) - now;
      if (wrong > FREE_TRIES && remaining > 0) {
        const seconds = Math.ceil(remaining / 1000);
        throw new GatehouseError('SignInThrottled', 'There were several wrong tries, and answers are slowed down.', {
          mend: `Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
        });
      }
      tries.set(subject, { wrong: wrong + 1, last: now });
    },
    succeeded(subject) {
      tries.delete(subject);
    },
  };
}
