import type { AwsError } from '../../src-shared/errors.ts';
import { encodeCborTexts } from './cbor.ts';
import type { WireResponse } from './wire-request.ts';

/**
 * Writes an error in RPC v2 CBOR, whose clients take no answer without the protocol's header.
 * @see https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html#operation-error-serialization
 */
export function answerCborError(error: AwsError, requestId: string): WireResponse {
  const code = error.code === 'AccessDenied' ? 'AccessDeniedException' : error.code;
  return {
    status: error.httpStatus,
    headers: [
      ['Content-Type', 'application/cbor'],
      ['smithy-protocol', 'rpc-v2-cbor'],
      ['x-amzn-RequestId', requestId],
      ['x-amzn-query-error', `${error.code};${error.type}`],
    ],
    body: encodeCborTexts({ __type: code, message: error.message }),
  };
}
