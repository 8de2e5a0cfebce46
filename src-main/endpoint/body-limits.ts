import { AwsError } from '../../src-shared/errors.ts';
import { valuesOf, type RequestHead } from './request-head.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

/** The largest S3 object, and the largest part of one: AWS takes 5 GB in a request, Gatehouse keeps objects small. */
export const MAX_OBJECT_BYTES = 100 * MIB;

/**
 * What `aws-chunked` may add to an object: for each chunk, which has 8 KiB or more except the last, its size, signature
 * and line ends (102 bytes at most), and in the end the trailers.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
const CHUNKING_BYTES = (MAX_OBJECT_BYTES / (8 * KIB)) * 102 + 16 * KIB;

/**
 * The services whose requests are larger than others'. IAM: SAML metadata has up to 10,000,000 characters, each of
 * which may be three in a form. DynamoDB: BatchWriteItem takes 16 MB. Lambda: a deployment package of 50 MB in base64.
 * Kinesis: PutRecords takes 10 MiB, in base64 here.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 * @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html
 */
const LIMIT_BY_SERVICE: Readonly<Record<string, number>> = {
  iam: 32 * MIB,
  dynamodb: 17 * MIB,
  lambda: 70 * MIB,
  kinesis: 15 * MIB,
};

/** Of every other service: a payload of 1 MiB, as SQS and CloudWatch Logs take it, grown by what encodings add. */
const OTHER_LIMIT = 4 * MIB;

/** How large a body may be on the wire, in bytes. @param service the signing name. */
export function bodyLimit(service: string, head: RequestHead): number {
  if (service !== 's3') return LIMIT_BY_SERVICE[service] ?? OTHER_LIMIT;
  return isChunked(head) ? MAX_OBJECT_BYTES + CHUNKING_BYTES : MAX_OBJECT_BYTES;
}

/**
 * The size that a request announces, in bytes: of the object where it comes in chunks, else of the body.
 * @returns null where it announces none.
 */
export function announcedBytes(head: RequestHead): number | null {
  const [length] = valuesOf(head.headers, isChunked(head) ? 'x-amz-decoded-content-length' : 'content-length');
  return length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : null;
}

/**
 * What the service says of a body that is too large. S3 tells the sizes; the other services have one common error.
 * @param bytes how large it is, or is at least.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
 */
export function bodyTooLarge(service: string, bytes: number, limit: number): AwsError {
  if (service === 's3') {
    const details = { ProposedSize: String(bytes), MaxSizeAllowed: String(MAX_OBJECT_BYTES) };
    const message = 'Your proposed upload exceeds the maximum allowed size';
    return new AwsError('EntityTooLarge', 400, message, null, details);
  }
  return new AwsError(
    'RequestEntityTooLargeException',
    413,
    `The request entity is too large: Gatehouse takes at most ${limit} bytes for this service.`,
  );
}

function isChunked({ headers }: RequestHead): boolean {
  return valuesOf(headers, 'x-amz-decoded-content-length').length > 0;
}
