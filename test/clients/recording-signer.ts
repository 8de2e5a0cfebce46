import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';

/** SHA-256 and its HMAC, in the form in which AWS's signer wants them. */
class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', toBuffer(secret));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(toBuffer(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    throw new Error('The signer makes a new hash each time.');
  }
}

function toBuffer(data: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  return data instanceof ArrayBuffer ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}

/** AWS's own signer for JavaScript, which also tells the canonical request that it made last. */
export class RecordingSigner extends SignatureV4 {
  canonicalRequest = '';

  constructor(
    scope: { service: string; region: string },
    credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string },
  ) {
    const s3 = scope.service === 's3';
    super({ ...scope, credentials, sha256: Sha256, applyChecksum: s3, uriEscapePath: !s3 });
  }

  protected override createCanonicalRequest(...parts: Parameters<SignatureV4['createCanonicalRequest']>): string {
    this.canonicalRequest = super.createCanonicalRequest(...parts);
    return this.canonicalRequest;
  }
}
