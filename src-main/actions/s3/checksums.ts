import { checksum, CHECKSUM_ALGORITHMS, type ChecksumAlgorithm } from '../../authentication/signature-v4/checksum.ts';
import { hash } from 'node:crypto';
import { badChecksum, badDigest, invalidDigest, invalidRequest } from './errors.ts';

/** The checksums that a request or an answer of S3 may carry, by the names of their members. */
export interface ChecksumMembers {
  readonly ChecksumCRC32?: string | undefined;
  readonly ChecksumCRC32C?: string | undefined;
  readonly ChecksumCRC64NVME?: string | undefined;
  readonly ChecksumSHA1?: string | undefined;
  readonly ChecksumSHA256?: string | undefined;
  readonly ChecksumSHA512?: string | undefined;
  readonly ChecksumMD5?: string | undefined;
  readonly ChecksumXXHASH64?: string | undefined;
  readonly ChecksumXXHASH3?: string | undefined;
  readonly ChecksumXXHASH128?: string | undefined;
}

/** What a client says of the bytes that it sends. */
export interface ClaimedChecksums extends ChecksumMembers {
  readonly ContentMD5?: string | undefined;
  /** Named where the checksum itself is in the trailer, which was verified with the chunks. */
  readonly ChecksumAlgorithm?: string | undefined;
}

/** A checksum that is kept: in base64. */
export interface KeptChecksum {
  readonly algorithm: string;
  readonly value: string;
}

const MEMBERS = {
  CRC32: 'ChecksumCRC32',
  CRC32C: 'ChecksumCRC32C',
  CRC64NVME: 'ChecksumCRC64NVME',
  SHA1: 'ChecksumSHA1',
  SHA256: 'ChecksumSHA256',
  SHA512: 'ChecksumSHA512',
  MD5: 'ChecksumMD5',
  XXHASH64: 'ChecksumXXHASH64',
  XXHASH3: 'ChecksumXXHASH3',
  XXHASH128: 'ChecksumXXHASH128',
} as const satisfies Readonly<Record<string, keyof ChecksumMembers>>;

/** The member that carries the checksum of an algorithm. */
export function memberOfAlgorithm(algorithm: keyof typeof MEMBERS): keyof ChecksumMembers {
  return MEMBERS[algorithm];
}

function isAlgorithm(name: string): name is keyof typeof MEMBERS {
  return Object.hasOwn(MEMBERS, name);
}

/** What S3 computes where the client asks for no other. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
export const DEFAULT_ALGORITHM: ChecksumAlgorithm = 'CRC64NVME';

/** The algorithm by its name in the API; null where Gatehouse cannot compute it. */
export function algorithmNamed(name: string | undefined): ChecksumAlgorithm | null {
  return CHECKSUM_ALGORITHMS.find((algorithm) => algorithm === name) ?? null;
}

/** The checksum that a request carries; null where it carries none. @throws AwsError `InvalidRequest` for several. */
export function givenChecksum(claimed: ChecksumMembers): KeptChecksum | null {
  const given = Object.entries(MEMBERS).flatMap(([algorithm, member]) => {
    const value = claimed[member];
    return value === undefined ? [] : [{ algorithm, value }];
  });
  if (given.length > 1)
    throw invalidRequest('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
  return given[0] ?? null;
}

/**
 * Checks what a client says of the bytes, and computes what is kept of them.
 * @param fallback what is computed where the client asks for none.
 * @throws AwsError `InvalidDigest`, `BadDigest`, `InvalidRequest`.
 */
export function verifyChecksums(
  bytes: Uint8Array,
  claimed: ClaimedChecksums,
  fallback: ChecksumAlgorithm | null,
): { readonly md5: Buffer; readonly checksum: KeptChecksum | null } {
  const md5 = hash('md5', bytes, 'buffer');
  const { ContentMD5 } = claimed;
  if (ContentMD5 !== undefined) {
    const expected = Buffer.from(ContentMD5, 'base64');
    if (expected.length !== 16) throw invalidDigest(ContentMD5);
    if (!expected.equals(md5)) throw badDigest(ContentMD5, md5.toString('base64'));
  }
  const given = givenChecksum(claimed);
  const algorithm = algorithmNamed(given?.algorithm ?? claimed.ChecksumAlgorithm ?? fallback ?? undefined);
  // Algorithms that cannot be computed here are believed.
  if (algorithm === null) return { md5, checksum: given };
  const value = algorithm === 'MD5' ? md5.toString('base64') : checksum(algorithm, bytes).toString('base64');
  if (given !== null && given.value !== value) {
    if (Buffer.from(given.value, 'base64').length !== Buffer.from(value, 'base64').length) {
      throw invalidRequest(`Value for x-amz-checksum-${algorithm.toLowerCase()} header is invalid.`);
    }
    throw badChecksum(algorithm);
  }
  return { md5, checksum: { algorithm, value } };
}

/** The members that tell a checksum. */
export function checksumMembers(kept: KeptChecksum | null): ChecksumMembers {
  if (kept === null) return {};
  return isAlgorithm(kept.algorithm) ? { [memberOfAlgorithm(kept.algorithm)]: kept.value } : {};
}
