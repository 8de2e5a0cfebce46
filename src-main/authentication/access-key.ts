import type { Random } from '../random.ts';
import { encodeBase32 } from './base32.ts';

/**
 * Makes the ID of a long-term access key: `AKIA` and 16 characters of base32, 20 in all.
 * AWS documents the prefix and a length of 16 to 128. That IDs have 20 characters of the base32 alphabet, and that
 * newer ones encode the account's ID, is observed and not promised; these are random throughout.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKey.html
 */
export function newAccessKeyId(random: Random): string {
  return `AKIA${encodeBase32(random(10))}`;
}

/**
 * Makes a secret access key: 30 random bytes in base64, which gives the 40 characters of letters, digits, `+` and `/`
 * of the examples in AWS's documentation.
 */
export function newSecretAccessKey(random: Random): string {
  return Buffer.from(random(30)).toString('base64');
}
