import { createHmac, createSecretKey, hash, timingSafeEqual, type KeyObject } from 'node:crypto';

/** The only algorithm of Signature Version 4 with a shared secret. */
export const ALGORITHM = 'AWS4-HMAC-SHA256';
export const TERMINATOR = 'aws4_request';

/** What a signature is good for: one day, one region, one service. */
export interface CredentialScope {
  /** `YYYYMMDD`. */
  readonly date: string;
  readonly region: string;
  /** The signing name, such as `iam` or `s3`. */
  readonly service: string;
}

/** The scope as it is written: `20150830/us-east-1/iam/aws4_request`. */
export function formatScope(scope: CredentialScope): string {
  return `${scope.date}/${scope.region}/${scope.service}/${TERMINATOR}`;
}

/** SHA-256 as lower-case hexadecimal digits. */
export function sha256Hex(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}

/** Task 3 of Signature Version 4: the string to sign. `amzDate` is in ISO 8601 basic format. */
export function stringToSign(amzDate: string, credentialScope: string, canonicalRequest: string): string {
  return `${ALGORITHM}\n${amzDate}\n${credentialScope}\n${sha256Hex(canonicalRequest)}`;
}

/**
 * Derives the signing key: four HMACs, from the secret through date, region and service. It is handed out as a key
 * object, which OpenSSL takes as it is; made of bytes for every HMAC, the key costs several times the HMAC itself.
 */
export function signingKey(secretAccessKey: string, scope: CredentialScope): KeyObject {
  const dateKey = hmac(`AWS4${secretAccessKey}`, scope.date);
  const regionKey = hmac(dateKey, scope.region);
  const serviceKey = hmac(regionKey, scope.service);
  return createSecretKey(hmac(serviceKey, TERMINATOR));
}

/** Task 4 of Signature Version 4: the signature, as lower-case hexadecimal digits. */
export function signatureOf(key: KeyObject, toSign: string): string {
  return createHmac('sha256', key).update(toSign).digest('hex');
}

/** Whether a signature is the one that the key gives; compared in constant time. */
export function isSignatureOf(given: string, key: KeyObject, toSign: string): boolean {
  const expected = Buffer.from(signatureOf(key, toSign));
  const claimed = Buffer.from(given);
  return claimed.length === expected.length && timingSafeEqual(claimed, expected);
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
