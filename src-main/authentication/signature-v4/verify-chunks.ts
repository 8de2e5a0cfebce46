import type { KeyObject } from 'node:crypto';
import { header, type WireRequest } from '../../request/wire-request.ts';
import {
  CHECKSUM_ALGORITHMS,
  checksum,
  checksumHeader,
  UNVERIFIED_ALGORITHMS,
  type ChecksumAlgorithm,
} from './checksum.ts';
import { chunkStringToSign, trailerStringToSign, type ChunkSigning } from './chunk-signature.ts';
import {
  readChunk,
  readTrailer,
  SMALLEST_CHUNK,
  TRAILER_SIGNATURE,
  type ChunkedForm,
  type TrailerField,
} from './chunked-payload.ts';
import type { SignatureFault } from './fault.ts';
import { isSignatureOf } from './signature.ts';

/** What the chunks of a request are verified with, once the request itself is. */
export interface ChunkVerification extends ChunkSigning {
  readonly form: ChunkedForm;
  readonly key: KeyObject;
  /** The signature of the request's headers, on which the first chunk's builds. */
  readonly seedSignature: string;
}

/** The object that came in chunks, or the first fault on the way through them. */
export type VerifiedChunks =
  | {
      readonly ok: true;
      readonly body: Uint8Array;
      /** The algorithms of the checksums in the trailer, and whether Gatehouse could compute each. */
      readonly checksums: readonly { readonly algorithm: string; readonly verified: boolean }[];
    }
  | { readonly ok: false; readonly fault: SignatureFault };

const VERIFIED: ReadonlyMap<string, ChecksumAlgorithm> = new Map(
  CHECKSUM_ALGORITHMS.map((algorithm) => [checksumHeader(algorithm), algorithm]),
);
const UNVERIFIED: ReadonlyMap<string, string> = new Map(
  UNVERIFIED_ALGORITHMS.map((algorithm) => [checksumHeader(algorithm), algorithm]),
);

/**
 * Verifies a payload in chunks as it would stream in: the headers that announce it, each chunk's form, size and
 * signature, the length, the trailer's form and signature, the checksum. AWS documents the signatures; which error
 * answers which fault, and the rule on small chunks for uploads that are not signed, was recorded from Amazon S3 by
 * others (the issues of versity/versitygw, 1600 to 1694). In which order it looks is not known.
 */
export function verifyChunks(request: WireRequest, on: ChunkVerification): VerifiedChunks {
  const declared = declaredTrailer(request);
  if (on.form.trailer && !declared.every((name) => VERIFIED.has(name) || UNVERIFIED.has(name)))
    return fault({ kind: 'trailerNotSupported' });
  const decodedLength = header(request, 'x-amz-decoded-content-length')?.trim() ?? '';
  if (!/^\d{1,15}$/.test(decodedLength)) return fault({ kind: 'missingDecodedLength' });

  const read = readChunks(request.body, on);
  if (!read.ok) return read;
  if (read.body.length !== Number(decodedLength))
    return fault({ kind: 'decodedLengthDiffers', expected: Number(decodedLength), provided: read.body.length });

  const trailer = readTrailer(asBuffer(request.body), read.next, on.form);
  if (trailer === 'incomplete') return fault({ kind: 'incompleteBody' });
  if (trailer === 'malformed') return fault({ kind: 'malformedTrailer' });
  const fields = trailer.filter(([name]) => name !== TRAILER_SIGNATURE);
  const signatures = trailer.filter(([name]) => name === TRAILER_SIGNATURE);
  if (on.form.trailer && !sameNames(fields, declared)) return fault({ kind: 'malformedTrailer' });

  const trailerFault = checkTrailerSignature(fields, signatures, read.lastSignature, on);
  return trailerFault === null ? checkChecksums(read.body, fields) : fault(trailerFault);
}

type ReadChunks =
  | { readonly ok: true; readonly body: Buffer; readonly next: number; readonly lastSignature: string }
  | { readonly ok: false; readonly fault: SignatureFault };

function readChunks(payload: Uint8Array, on: ChunkVerification): ReadChunks {
  const bytes = asBuffer(payload);
  const parts: Uint8Array[] = [];
  let next = 0;
  let lastSignature = on.seedSignature;
  for (;;) {
    const read = readChunk(bytes, next, on.form);
    if (read === null) return fault({ kind: 'incompleteBody' });
    const { data, signature } = read.chunk;
    const before = parts.at(-1)?.length ?? SMALLEST_CHUNK;
    if (data.length > 0 && before < SMALLEST_CHUNK)
      return fault({ kind: 'chunkTooSmall', chunk: parts.length + 1, size: before });
    if (signature !== null) {
      const toSign = chunkStringToSign(on, lastSignature, data);
      if (!isSignatureOf(signature, on.key, toSign))
        return fault({ kind: 'chunkSignatureDoesNotMatch', stringToSign: toSign, signature });
      lastSignature = signature;
    }
    next = read.next;
    if (data.length === 0) return { ok: true, body: Buffer.concat(parts), next, lastSignature };
    parts.push(data);
  }
}

/** The names in `x-amz-trailer`, in lower case. */
function declaredTrailer(request: WireRequest): string[] {
  const names = (header(request, 'x-amz-trailer') ?? '').split(',').map((name) => name.trim().toLowerCase());
  return names.filter((name) => name !== '');
}

function sameNames(fields: readonly TrailerField[], declared: readonly string[]): boolean {
  const sent = fields.map(([name]) => name).toSorted();
  return sent.join() === declared.toSorted().join();
}

function checkTrailerSignature(
  fields: readonly TrailerField[],
  signatures: readonly TrailerField[],
  lastSignature: string,
  on: ChunkVerification,
): SignatureFault | null {
  const signed = on.form.signed && fields.length > 0;
  if (signatures.length !== (signed ? 1 : 0)) return { kind: 'malformedTrailer' };
  const [, signature] = signatures[0] ?? [];
  if (signature === undefined) return null;
  const toSign = trailerStringToSign(on, lastSignature, fields);
  return isSignatureOf(signature, on.key, toSign)
    ? null
    : { kind: 'chunkSignatureDoesNotMatch', stringToSign: toSign, signature };
}

function checkChecksums(body: Uint8Array, fields: readonly TrailerField[]): VerifiedChunks {
  const checksums: { algorithm: string; verified: boolean }[] = [];
  for (const [name, value] of fields) {
    const algorithm = VERIFIED.get(name);
    if (algorithm === undefined) {
      checksums.push({ algorithm: UNVERIFIED.get(name) ?? name, verified: false });
      continue;
    }
    const computed = checksum(algorithm, body);
    const given = Buffer.from(value, 'base64');
    if (given.length !== computed.length || given.toString('base64') !== value)
      return fault({ kind: 'invalidTrailerChecksum', name });
    if (!given.equals(computed)) return fault({ kind: 'checksumDoesNotMatch', algorithm });
    checksums.push({ algorithm, verified: true });
  }
  return { ok: true, body, checksums };
}

/** A view of the same bytes. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function fault(found: SignatureFault): { readonly ok: false; readonly fault: SignatureFault } {
  return { ok: false, fault: found };
}
