import { scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import type { Random } from '../random.ts';

/** The cost of scrypt (RFC 7914): N = 2 ** ln, block size r, parallelisation p. */
export interface ScryptCost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/**
 * What new hashes cost: one of OWASP's recommended settings, 32 MiB and about a tenth of a second.
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#scrypt
 */
export const PASSWORD_COST: ScryptCost = { ln: 15, r: 8, p: 3 };

const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** A stored string that asks for more than this is damaged or hostile: checking it could take the machine's memory. */
const MOST_EXPENSIVE: ScryptCost = { ln: 20, r: 16, p: 16 };

/**
 * Hashes a password with a salt of its own.
 * @returns a PHC string, `$scrypt$ln=15,r=8,p=3$SALT$HASH` (base64 without padding), which is all that
 *   {@link verifyPassword} needs.
 * @see https://github.com/P-H-C/phc-string-format/blob/master/phc-sf-spec.md
 */
export async function hashPassword(
  password: string,
  random: Random,
  cost: ScryptCost = PASSWORD_COST,
): Promise<string> {
  const salt = random(SALT_BYTES);
  return encode(cost, salt, await derive(password, salt, cost, HASH_BYTES));
}

/**
 * Whether the password is the one that was hashed; compared in constant time. A string that is not a hash of this
 * module matches no password.
 */
export async function verifyPassword(password: string, encoded: string): Promise<boolean> {
  const stored = decode(encoded);
  if (stored === null) return false;
  const computed = await derive(password, stored.salt, stored.cost, stored.hash.length);
  return timingSafeEqual(computed, stored.hash);
}

/** Whether a stored hash was made at another cost than today's, and should be made anew when the password is next seen. */
export function needsUpgrade(encoded: string, cost: ScryptCost = PASSWORD_COST): boolean {
  const stored = decode(encoded);
  return stored === null || stored.cost.ln !== cost.ln || stored.cost.r !== cost.r || stored.cost.p !== cost.p;
}

/** A hash that no known password has, at today's cost: checking against it takes as long as checking a real one. */
export function unmatchableHash(cost: ScryptCost = PASSWORD_COST): string {
  return encode(cost, new Uint8Array(SALT_BYTES), new Uint8Array(HASH_BYTES));
}

function encode(cost: ScryptCost, salt: Uint8Array, hash: Uint8Array): string {
  return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${base64(salt)}$${base64(hash)}`;
}

function decode(encoded: string): { cost: ScryptCost; salt: Uint8Array; hash: Uint8Array } | null {
  const match = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22,86})\$([A-Za-z0-9+/]{43,86})$/.exec(
    encoded,
  );
  const [, ln, r, p, salt, hash] = match ?? [];
  if (ln === undefined || r === undefined || p === undefined || salt === undefined || hash === undefined) return null;
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  const affordable = cost.ln <= MOST_EXPENSIVE.ln && cost.r <= MOST_EXPENSIVE.r && cost.p <= MOST_EXPENSIVE.p;
  if (!affordable || cost.ln < 1 || cost.r < 1 || cost.p < 1) return null;
  return { cost, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') };
}

function derive(password: string, salt: Uint8Array, cost: ScryptCost, length: number): Promise<Buffer> {
  const N = 2 ** cost.ln;
  // Node's own limit of 32 MiB is just below what N = 2 ** 15 takes.
  const options: ScryptOptions = { N, r: cost.r, p: cost.p, maxmem: 128 * cost.r * (N + cost.p) + 1024 * 1024 };
  return new Promise((resolve, reject) => {
    scrypt(password, salt, length, options, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '');
}
