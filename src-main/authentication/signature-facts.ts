import type { Fact } from '../../src-shared/decision/record.ts';
import type { SignatureFault } from './signature-v4/fault.ts';
import type { RequestDate } from './signature-v4/request-date.ts';

/** A check that a request passed. */
export function good(label: string, value: string): Fact {
  return { label, value, ok: true };
}

/** The check that a request did not pass. */
export function bad(label: string, value: string): Fact {
  return { label, value, ok: false };
}

/** What is neither good nor bad. */
export function information(label: string, value: string): Fact {
  return { label, value, ok: null };
}

/** What is wrong with how a signature is written, plainly. */
export function describeForm(fault: SignatureFault): string {
  switch (fault.kind) {
    case 'malformedQueryString':
      return 'The query string holds an escape that is none';
    case 'severalSignatures':
      return 'The request is signed twice';
    case 'signatureVersion2':
      return 'Signed with Signature Version 2, which is not taken any more; sign with Version 4';
    case 'unsupportedAlgorithm':
      return `'${fault.algorithm}' is not an algorithm that is taken`;
    case 'notKeyValuePair':
      return `'${fault.part}' in the Authorization header is not of the form name=value`;
    case 'incompleteHeader':
    case 'incompleteQuery':
      return `Incomplete: ${fault.missing.join(', ')} missing`;
    case 'missingDate':
      return 'The request has no date';
    case 'invalidExpires':
      return 'X-Amz-Expires is not a number of seconds up to 604,800';
    default:
      return 'Not a signature of Version 4';
  }
}

/** What is wrong with a payload, plainly. */
export function describePayload(fault: SignatureFault): string {
  switch (fault.kind) {
    case 'missingContentSha256':
      return 'The header x-amz-content-sha256 is missing';
    case 'invalidContentSha256':
      return 'The header x-amz-content-sha256 holds no SHA-256, nor a word that may stand for it';
    case 'trailerNotSupported':
      return 'The header x-amz-trailer names what is no checksum of Amazon S3';
    case 'missingDecodedLength':
      return 'The header x-amz-decoded-content-length is missing or no number; chunks need it';
    case 'incompleteBody':
      return 'The chunks are not of the form that x-amz-content-sha256 announces, or break off';
    case 'decodedLengthDiffers':
      return `The chunks hold ${fault.provided} bytes, and x-amz-decoded-content-length says ${fault.expected}`;
    case 'chunkTooSmall':
      return `Chunk ${fault.chunk} follows one of ${fault.size} bytes; only the last may have less than 8,192`;
    case 'chunkSignatureDoesNotMatch':
      return 'The signature of a chunk, or of the trailer, is not the one that the secret access key gives';
    case 'malformedTrailer':
      return 'The trailer is not what x-amz-trailer announces';
    case 'invalidTrailerChecksum':
      return `The ${fault.name} in the trailer is no checksum of that kind in base64`;
    case 'checksumDoesNotMatch':
      return `The ${fault.algorithm} in the trailer is not that of the object`;
    default:
      return 'The body is not the one that was hashed and signed';
  }
}

/** A request's date, and how far it is from the clock. */
export function describeDate({ at, amzDate }: RequestDate, now: Date): string {
  const seconds = Math.round((now.getTime() - at.getTime()) / 1000);
  if (seconds === 0) return `${amzDate}, now`;
  const distance = Math.abs(seconds) < 120 ? `${Math.abs(seconds)} s` : `${Math.round(Math.abs(seconds) / 60)} min`;
  return `${amzDate}, ${distance} ${seconds > 0 ? 'ago' : 'ahead of this clock'}`;
}
