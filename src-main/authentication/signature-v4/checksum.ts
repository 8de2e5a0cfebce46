import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * The checksums with which a client of Amazon S3 may end an upload. Of those that Amazon S3 takes, XXHash (XXHASH3,
 * XXHASH64, XXHASH128) is missing, which Node.js does not have.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */
export const CHECKSUM_ALGORITHMS = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256', 'SHA512', 'MD5'] as const;
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];

/** The checksums that Amazon S3 takes and Gatehouse cannot compute: they are believed. */
export const UNVERIFIED_ALGORITHMS = ['XXHASH3', 'XXHASH64', 'XXHASH128'] as const;

/** The header or trailer that carries a checksum, such as `x-amz-checksum-crc32`. */
export function checksumHeader(algorithm: string): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** The checksum of some bytes, big-endian, as its header carries it in base64. */
export function checksum(algorithm: ChecksumAlgorithm, data: Uint8Array): Buffer {
  switch (algorithm) {
    case 'CRC32':
      return bigEndian(crc32(data));
    case 'CRC32C':
      return bigEndian(crc32c(data));
    case 'CRC64NVME':
      return crc64nvme(data);
    case 'SHA1':
    case 'SHA256':
    case 'SHA512':
    case 'MD5':
      return hash(algorithm.toLowerCase(), data, 'buffer');
  }
}

function bigEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** CRC-32C (Castagnoli), reflected: RFC 3720, appendix B.4. */
const CRC32C_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit += 1) remainder = (remainder >>> 1) ^ ((remainder & 1) === 1 ? 0x82f63b78 : 0);
  return remainder;
});

function crc32c(data: Uint8Array): number {
  let register = 0xffffffff;
  // By index: of a large object, an iterator takes several times as long.
  for (let at = 0; at < data.length; at += 1) {
    register = (register >>> 8) ^ (CRC32C_TABLE[(register ^ (data[at] ?? 0)) & 0xff] ?? 0);
  }
  return (register ^ 0xffffffff) >>> 0;
}

/** CRC-64/NVME, reflected: the 64-bit CRC of the NVM Express specification. Each entry in two halves of 32 bits. */
const CRC64_POLYNOMIAL = 0x9a6c9329ac4bc9b5n;
const CRC64_TABLE: { readonly high: Uint32Array; readonly low: Uint32Array } = crc64Table();

function crc64Table(): { high: Uint32Array; low: Uint32Array } {
  const [high, low] = [new Uint32Array(256), new Uint32Array(256)];
  for (let byte = 0; byte < 256; byte += 1) {
    let remainder = BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1)
      remainder = (remainder >> 1n) ^ ((remainder & 1n) === 1n ? CRC64_POLYNOMIAL : 0n);
    high[byte] = Number(remainder >> 32n);
    low[byte] = Number(remainder & 0xffffffffn);
  }
  return { high, low };
}

function crc64nvme(data: Uint8Array): Buffer {
  let high = 0xffffffff;
  let low = 0xffffffff;
  const { high: highs, low: lows } = CRC64_TABLE;
  for (let at = 0; at < data.length; at += 1) {
    const entry = (low ^ (data[at] ?? 0)) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (lows[entry] ?? 0);
    high = (high >>> 8) ^ (highs[entry] ?? 0);
  }
  return Buffer.concat([bigEndian(~high >>> 0), bigEndian(~low >>> 0)]);
}
