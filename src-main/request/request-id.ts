import { createHash } from 'node:crypto';
import type { Random } from '../random.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/**
 * A new request ID in the form of the service: a UUID (version 4, RFC 9562), or 16 upper-case hexadecimal digits for S3.
 * @param service the signing name.
 */
export function newRequestId(service: string, random: Random): string {
  if (service === 's3') return hex(random(8)).toUpperCase();
  const bytes = Uint8Array.from(random(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const digits = hex(bytes);
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    '-',
  );
}

/**
 * The second ID that S3 gives with every answer (`x-amz-id-2`, `HostId`): 76 characters of base64 that mean nothing
 * outside AWS. Follows from the request ID, so that one ID is enough to keep.
 */
export function hostIdOf(requestId: string): string {
  return createHash('sha512').update(requestId).digest().subarray(0, 56).toString('base64');
}
