import { hash } from 'node:crypto';
import { AwsError } from '../../../src-shared/errors.ts';
import type { ObjectEncryption } from '../../storage/object-store.ts';
import { accessDenied, invalidArgument, invalidRequest } from './errors.ts';

/*
 * Server-side encryption with keys that the client provides (SSE-C). Gatehouse asks for the key as S3 does, but encrypts
 * nothing with it: the key is never kept, only its MD5. The codes of errors are those that S3 is known to answer; its
 * documentation does not list them.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html
 */

/** How a request states the client's key. */
export interface StatedCustomerKey {
  readonly SSECustomerAlgorithm?: string | undefined;
  /** In base64: 256 bits. */
  readonly SSECustomerKey?: string | undefined;
  /** In base64. */
  readonly SSECustomerKeyMD5?: string | undefined;
}

/** An object's encryption with a key of the client. */
export type CustomerKeyEncryption = Extract<ObjectEncryption, { readonly SSECustomerAlgorithm: string }>;

const KEY_BYTES = 32;
const ALGORITHM = 'x-amz-server-side-encryption-customer-algorithm';
const KEY = 'x-amz-server-side-encryption-customer-key';
const KEY_MD5 = 'x-amz-server-side-encryption-customer-key-MD5';

/**
 * The encryption that a request asks for with the client's own key; null where it states none.
 * @throws AwsError `InvalidArgument`, `InvalidEncryptionAlgorithmError` where what it states is not whole, or not right.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/specifying-s3-c-encryption.html
 */
export function customerKeyOf(stated: StatedCustomerKey): CustomerKeyEncryption | null {
  const { SSECustomerAlgorithm: algorithm, SSECustomerKey: key, SSECustomerKeyMD5: claimed } = stated;
  if (algorithm === undefined && key === undefined && claimed === undefined) return null;
  const mustProvide = 'Requests specifying Server Side Encryption with Customer provided keys must provide';
  if (algorithm === undefined) throw invalidArgument(`${mustProvide} a valid encryption algorithm.`, ALGORITHM, 'null');
  if (algorithm !== 'AES256') {
    const message = 'The Encryption request you specified is not valid. Supported value: AES256.';
    throw new AwsError('InvalidEncryptionAlgorithmError', 400, message, ALGORITHM);
  }
  if (key === undefined) throw invalidArgument(`${mustProvide} an appropriate secret key.`, KEY, 'null');
  const bytes = Buffer.from(key, 'base64');
  // The key itself is never told.
  if (bytes.length !== KEY_BYTES) {
    throw invalidArgument('The secret key was invalid for the specified algorithm.', KEY, 'null');
  }
  if (claimed === undefined) {
    throw invalidArgument(`${mustProvide} the client calculated MD5 of the secret key.`, KEY_MD5, 'null');
  }
  const md5 = hash('md5', bytes, 'base64');
  if (md5 !== claimed) {
    const message = 'The calculated MD5 hash of the key did not match the hash that was provided.';
    throw invalidArgument(message, KEY_MD5, claimed);
  }
  return { SSECustomerAlgorithm: algorithm, SSECustomerKeyMD5: md5 };
}

/**
 * Checks that a request which reads an object states the key that the object was written with.
 * @throws AwsError `InvalidRequest` where it states none, or one for an object that needs none; `AccessDenied` for another.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html (x-amz-server-side-encryption-customer-key)
 */
export function requireCustomerKey(encryption: ObjectEncryption, stated: StatedCustomerKey): void {
  const given = customerKeyOf(stated);
  if (!('SSECustomerAlgorithm' in encryption)) {
    if (given === null) return;
    throw invalidRequest('The encryption parameters are not applicable to this object.');
  }
  if (given === null) {
    throw invalidRequest(
      'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
    );
  }
  if (given.SSECustomerKeyMD5 !== encryption.SSECustomerKeyMD5) {
    throw accessDenied(
      'Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.',
    );
  }
}

/**
 * Checks that a part comes with the key that its upload was begun with.
 * @throws AwsError `InvalidRequest`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html (x-amz-server-side-encryption-customer-key)
 */
export function requireSameCustomerKey(encryption: ObjectEncryption, stated: StatedCustomerKey): void {
  const given = customerKeyOf(stated);
  const wanted = 'SSECustomerAlgorithm' in encryption ? encryption.SSECustomerKeyMD5 : null;
  if (given === null && wanted !== null) {
    throw invalidRequest(
      'The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.',
    );
  }
  if ((given?.SSECustomerKeyMD5 ?? null) !== wanted) {
    throw invalidRequest('The provided encryption parameters did not match the ones used originally.');
  }
}
