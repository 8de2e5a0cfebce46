import type { Random } from '../random.ts';

/** The letters of IAM's unique IDs: base32 as in RFC 4648, section 6. */
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * What the first four letters of a unique ID say.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes
 */
const PREFIXES = {
  user: 'AIDA',
  group: 'AGPA',
  role: 'AROA',
  instanceProfile: 'AIPA',
  policy: 'ANPA',
  accessKey: 'AKIA',
  temporaryAccessKey: 'ASIA',
} as const;

export type UniqueIdKind = keyof typeof PREFIXES;

/**
 * Makes a unique ID as IAM does: the prefix of its kind and 17 characters of base32, such as `AIDACKCEVSQ6C2EXAMPLE`.
 * Access key IDs have 16.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export function newUniqueId(kind: UniqueIdKind, random: Random): string {
  const length = kind === 'accessKey' || kind === 'temporaryAccessKey' ? 16 : 17;
  return PREFIXES[kind] + Array.from(random(length), (byte) => BASE32.charAt(byte % BASE32.length)).join('');
}

/** Makes a secret access key: 30 random bytes, which are the 40 characters of base64 that AWS gives out. */
export function newSecretAccessKey(random: Random): string {
  return Buffer.from(random(30)).toString('base64');
}

/** Makes an account ID: 12 digits, of which the first is not 0, so that no tool that takes it for a number harms it. */
export function newAccountId(random: Random): string {
  // Bytes of 250 and more are passed over: with them, the digits 0 to 5 would come up more often.
  const digits: number[] = [];
  while (digits.length < 12) {
    for (const byte of random(16)) {
      const digit = byte % 10;
      if (byte < 250 && digits.length < 12 && !(digits.length === 0 && digit === 0)) digits.push(digit);
    }
  }
  return digits.join('');
}
