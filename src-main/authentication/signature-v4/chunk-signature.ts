import type { TrailerField } from './chunked-payload.ts';
import { ALGORITHM, sha256Hex } from './signature.ts';

/** What the strings to sign of one upload have in common. */
export interface ChunkSigning {
  /** ISO 8601 basic format, as in the request itself. */
  readonly amzDate: string;
  readonly credentialScope: string;
}

const EMPTY_SHA256 = sha256Hex('');

/**
 * The string to sign of a chunk. The signature before it, at first that of the request's headers, holds the chunks in
 * their order.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export function chunkStringToSign(on: ChunkSigning, previousSignature: string, data: Uint8Array): string {
  return [
    `${ALGORITHM}-PAYLOAD`,
    on.amzDate,
    on.credentialScope,
    previousSignature,
    EMPTY_SHA256,
    sha256Hex(data),
  ].join('\n');
}

/**
 * The string to sign of a trailer: its fields a line each, in the order of their names, without the signature itself.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function trailerStringToSign(
  on: ChunkSigning,
  previousSignature: string,
  fields: readonly TrailerField[],
): string {
  const lines = fields.map(([name, value]) => `${name}:${value}\n`).toSorted();
  const digest = sha256Hex(lines.join(''));
  return [`${ALGORITHM}-TRAILER`, on.amzDate, on.credentialScope, previousSignature, digest].join('\n');
}
