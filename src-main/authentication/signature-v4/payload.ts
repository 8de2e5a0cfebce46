import type { WireRequest } from '../../request/wire-request.ts';
import { CHUNKED_FORMS, type ChunkedForm } from './chunked-payload.ts';
import type { SignatureFault } from './fault.ts';
import type { ClaimedSignature } from './parse.ts';
import { sha256Hex } from './signature.ts';

/** Stands for the payload's hash when the payload is not signed. */
export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';

/**
 * How a payload takes part in the signature. `hash` is what stands for it in the canonical request.
 * `signed`: the hash is that of the body as it came. `declared`: the request says what the hash is, and the body has
 * yet to be compared with it.
 */
export type Payload =
  | { readonly kind: 'signed' | 'declared' | 'unsigned'; readonly hash: string }
  | { readonly kind: 'chunked'; readonly hash: string; readonly form: ChunkedForm };

/**
 * Finds out how the payload of a request is signed: Amazon S3 goes by the header `x-amz-content-sha256`, the other
 * services hash the body.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html
 */
export function readPayload(request: WireRequest, claimed: ClaimedSignature, s3: boolean): Payload | SignatureFault {
  if (!s3) return { kind: 'signed', hash: sha256Hex(request.body) };
  const given = claimed.contentSha256?.trim() ?? null;
  if (given === null)
    return claimed.form === 'query' ? { kind: 'unsigned', hash: UNSIGNED_PAYLOAD } : { kind: 'missingContentSha256' };
  if (given === UNSIGNED_PAYLOAD) return { kind: 'unsigned', hash: given };
  const chunked = CHUNKED_FORMS.get(given);
  if (chunked !== undefined) return { kind: 'chunked', hash: given, form: chunked };
  return /^[0-9a-f]{64}$/.test(given)
    ? { kind: 'declared', hash: given }
    : { kind: 'invalidContentSha256', value: given };
}
