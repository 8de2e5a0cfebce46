import type { Random } from '../random.ts';
import { decodeBase32, encodeBase32 } from './base32.ts';

/** How many of the ID's bytes hold the account: a leading 1, the 40 bits of the account's number, 7 bits of chance. */
const ACCOUNT_BYTES = 6;
const ACCOUNT_BITS_FROM = 7n;
const LEADING_BIT = 1n << 47n;

/**
 * Makes the ID of temporary credentials: `ASIA` and 16 characters of base32. AWS documents the prefix; that the
 * characters behind it encode the account is observed of AWS's own and not promised. Here it is what tells
 * sts:GetAccessKeyInfo whose a key is, since temporary credentials are kept nowhere.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export function newSessionAccessKeyId(accountId: string, random: Random): string {
  const bytes = Buffer.from(random(10));
  const chance = BigInt((bytes[ACCOUNT_BYTES - 1] ?? 0) & 0x7f);
  const account = LEADING_BIT | (BigInt(accountId) << ACCOUNT_BITS_FROM) | chance;
  bytes.writeUIntBE(Number(account), 0, ACCOUNT_BYTES);
  return `ASIA${encodeBase32(bytes)}`;
}

/** The account that an `ASIA…` ID was made for; null where the text is no such ID. */
export function accountOfSessionAccessKey(accessKeyId: string): string | null {
  if (!/^ASIA[A-Z2-7]{16}$/.test(accessKeyId)) return null;
  const bytes = decodeBase32(accessKeyId.slice(4));
  if (bytes === null || bytes.length < ACCOUNT_BYTES) return null;
  const value = BigInt(Buffer.from(bytes).readUIntBE(0, ACCOUNT_BYTES));
  if ((value & LEADING_BIT) === 0n) return null;
  const account = (value & (LEADING_BIT - 1n)) >> ACCOUNT_BITS_FROM;
  return account < 1_000_000_000_000n ? String(account).padStart(12, '0') : null;
}
