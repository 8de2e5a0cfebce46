import { createHash } from 'node:crypto';
import type { Random } from '../random.ts';
import { newUuid } from '../uuid.ts';

/**
 * A new request ID in the form of the service: a UUID, or 16 upper-case hexadecimal digits for S3.
 * @param service the signing name.
 */
export function newRequestId(service: string, random: Random): string {
  return service === 's3' ? Buffer.from(random(8)).toString('hex').toUpperCase() : newUuid(random);
}

/**
 * The second ID that S3 gives with every answer (`x-amz-id-2`, `HostId`): 76 characters of base64 that mean nothing
 * outside AWS. Follows from the request ID, so that one ID is enough to keep.
 */
export function hostIdOf(requestId: string): string {
  return createHash('sha512').update(requestId).digest().subarray(0, 56).toString('base64');
}
