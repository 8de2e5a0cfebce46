import { gunzipSync } from 'node:zlib';
import { AwsError } from '../../src-shared/errors.ts';
import { header, type WireRequest } from './wire-request.ts';

/** What a compressed body may grow to: as much as uncompressed requests of the services that take compressed ones. */
const MAX_INFLATED_BYTES = 4 * 1024 * 1024;

/**
 * A request whose body is as it was before it was compressed. AWS's clients compress the requests of some operations
 * with gzip and sign what they send, so this comes after authentication. For S3 the encoding belongs to the object, which
 * is kept as it is.
 * @param service the signing name.
 * @throws AwsError for an encoding that no service takes, for data that is not gzip, and for more than 4 MiB of it.
 * @see https://smithy.io/2.0/spec/behavior-traits.html#requestcompression-trait
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
 */
export function decodeContent(wire: WireRequest, service: string): WireRequest {
  const encoding = header(wire, 'content-encoding')?.trim().toLowerCase() ?? '';
  if (service === 's3' || encoding === '' || encoding === 'identity' || encoding === 'aws-chunked') return wire;
  if (encoding !== 'gzip') throw malformed(`The content encoding is not supported: ${encoding}.`);
  try {
    return { ...wire, body: gunzipSync(wire.body, { maxOutputLength: MAX_INFLATED_BYTES }) };
  } catch (thrown) {
    if (thrown instanceof RangeError) {
      throw new AwsError(
        'RequestEntityTooLargeException',
        413,
        `The request entity is too large: Gatehouse takes at most ${MAX_INFLATED_BYTES} bytes, decompressed.`,
      );
    }
    throw malformed('The body is not what its content encoding, gzip, says.');
  }
}

function malformed(message: string): AwsError {
  return new AwsError('MalformedHttpRequestException', 400, message);
}
