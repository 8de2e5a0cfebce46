import { hash } from 'node:crypto';
import { type ChecksumMembers, memberOfAlgorithm, verifyChecksums } from '../actions/s3/checksums.ts';
import { invalidRequest } from '../actions/s3/errors.ts';
import { CHECKSUM_ALGORITHMS, checksumHeader, UNVERIFIED_ALGORITHMS } from '../authentication/signature-v4/checksum.ts';
import type { S3Operation } from './s3-operations.ts';
import { header, type WireRequest } from './wire-request.ts';

/**
 * Whether an operation does nothing without a digest of its body.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html (Content-MD5 request header)
 */
export function needsBodyDigest({ operation }: S3Operation): boolean {
  return operation === 'DeleteObjects';
}

/** The header that tells the MD5 of a body. @see https://www.rfc-editor.org/rfc/rfc1864 */
export function contentMd5(body: Uint8Array): [name: string, value: string] {
  return ['Content-MD5', hash('md5', body, 'base64')];
}

/**
 * Checks the digest that a request must carry of its body, since much depends on that: Content-MD5, or one of S3's own
 * checksums. One that comes in the trailer was checked with the chunks.
 * @throws AwsError `InvalidRequest` where it carries none, `InvalidDigest`, `BadDigest`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */
export function requireBodyDigest(wire: WireRequest): void {
  const ContentMD5 = header(wire, 'content-md5') ?? undefined;
  const checksums = checksumsOf(wire);
  const isInTrailer = header(wire, 'x-amz-trailer')?.toLowerCase().startsWith('x-amz-checksum-') === true;
  if (ContentMD5 === undefined && Object.keys(checksums).length === 0 && !isInTrailer) {
    throw invalidRequest('Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
  }
  verifyChecksums(wire.body, { ...checksums, ContentMD5 }, null);
}

function checksumsOf(wire: WireRequest): ChecksumMembers {
  const given = [...CHECKSUM_ALGORITHMS, ...UNVERIFIED_ALGORITHMS].flatMap((algorithm): [string, string][] => {
    const value = header(wire, checksumHeader(algorithm));
    return value === null ? [] : [[memberOfAlgorithm(algorithm), value]];
  });
  return Object.fromEntries(given);
}
