import { AwsError } from '../../src-shared/errors.ts';
import { decodeCbor } from './cbor.ts';

/**
 * Reads the input of an RPC v2 CBOR request. Operations without input have no body.
 * @throws AwsError SerializationException.
 * @see https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html#requests
 */
export function readCborMembers(body: Uint8Array): Readonly<Record<string, unknown>> {
  if (body.length === 0) return {};
  const value = decodeCbor(body)?.value;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Uint8Array) {
    throw new AwsError('SerializationException', 400, 'The body of the request is not a CBOR map.', 'body');
  }
  return Object.fromEntries(Object.entries(value));
}
