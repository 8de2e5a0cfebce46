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
  sshPublicKey: 'APKA',
  serverCertificate: 'ASCA',
  serviceSpecificCredential: 'ACCA',
} as const;

export type UniqueIdKind = keyof typeof PREFIXES;

/**
 * Makes a unique ID as IAM does: the prefix of its kind and 17 characters of base32, such as `AIDACKCEVSQ6C2EXAMPLE`.
 * Access key IDs are made in authentication/access-key.ts.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export function newUniqueId(kind: UniqueIdKind, random: Random): string {
  return PREFIXES[kind] + Array.from(random(17), (byte) => BASE32.charAt(byte % BASE32.length)).join('');
}

/** Makes an account ID: 12 digits, of which the first is not 0, so that no tool that takes it for a number harms it. */
export function newAccountId(random: Random): string {
  return Array.from(random(12), (byte, place) => (place === 0 ? 1 + (byte % 9) : byte % 10)).join('');
}
