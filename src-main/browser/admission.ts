import { createHash, timingSafeEqual } from 'node:crypto';
import type { Random } from '../random.ts';

/** Who may talk to this process: the one who read the printed address, and then the browser that holds the cookie. */
export interface Admission {
  /** Goes into the fragment of the printed address. */
  readonly token: string;
  /**
   * @returns the Set-Cookie header for a right token, null for a wrong one.
   */
  exchange(token: string): string | null;
  /** Whether a Cookie header carries this process's cookie. */
  admits(cookieHeader: string | undefined): boolean;
}

/**
 * Makes the token and the cookie of one process, 256 random bits each.
 *
 * The token is valid as long as the process runs, not once: the address was printed for a person, who may open it in a
 * second browser or again after clearing cookies, and whoever can read that terminal can do as much as the person.
 *
 * Cookies do not keep ports apart, so the port is part of the cookie's name: two Gatehouses do not sign each other out.
 * `Secure` is left out since not every browser takes it from http://127.0.0.1.
 */
export function createAdmission(port: number, random: Random): Admission {
  const token = Buffer.from(random(32)).toString('base64url');
  const cookie = Buffer.from(random(32)).toString('base64url');
  const cookieName = `gatehouse-${port}`;
  return {
    token,
    exchange: (given) => (equal(given, token) ? `${cookieName}=${cookie}; HttpOnly; SameSite=Strict; Path=/` : null),
    admits: (header) => {
      const values = (header ?? '')
        .split(';')
        .map((pair) => pair.trim())
        .filter((pair) => pair.startsWith(`${cookieName}=`))
        .map((pair) => pair.slice(cookieName.length + 1));
      return values.some((value) => equal(value, cookie));
    },
  };
}

/** Compares in a time that depends on neither text: digests of both have one length. */
function equal(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}
