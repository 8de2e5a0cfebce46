import { AwsError, GatehouseError } from '../../src-shared/errors.ts';

/**
 * What a client is told of something that was thrown. A fault that a person can mend (no workspace is open, the
 * credential store is locked) says how; one of our own says nothing of itself, since it may quote what was worked on.
 * @param service the signing name: S3 has names of its own for both.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
 */
export function errorOf(thrown: unknown, service: string): AwsError {
  if (thrown instanceof AwsError) return thrown;
  if (thrown instanceof GatehouseError) {
    const mend = thrown.mend === null ? '' : ` ${thrown.mend}`;
    return new AwsError('ServiceUnavailable', 503, `${thrown.message}${mend}`);
  }
  return service === 's3'
    ? new AwsError('InternalError', 500, 'We encountered an internal error. Please try again.')
    : new AwsError(
        'InternalFailure',
        500,
        'The request processing has failed because of an unknown error, exception or failure.',
      );
}

/** What is said while more requests are held in memory than there is room for: clients wait, and try again. */
export function busy(service: string): AwsError {
  return service === 's3'
    ? new AwsError('SlowDown', 503, 'Please reduce your request rate.')
    : new AwsError('ThrottlingException', 400, 'Rate exceeded');
}

/**
 * What is said of bytes that are no HTTP request, by the code that Node's parser gives. There is no telling which
 * service they were for, so they are answered as S3 does, in XML.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export function parserFault(code: string): AwsError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new AwsError(
        'RequestHeaderSectionTooLarge',
        400,
        'Your request header section exceeds the maximum allowed size.',
      );
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new AwsError(
        'RequestTimeout',
        400,
        'Your socket connection to the server was not read from or written to within the timeout period.',
      );
    default:
      return new AwsError('BadRequest', 400, 'An error occurred when parsing the HTTP request.');
  }
}
