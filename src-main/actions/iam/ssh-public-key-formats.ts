import { createHash, createPublicKey, type KeyObject } from 'node:crypto';

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSSHPublicKey.html (SSHPublicKeyBody) */
const MINIMUM_BITS = 2048;
const ALGORITHM = 'ssh-rsa';

/** An RSA public key in the forms that IAM gives. */
export interface SshPublicKeyForms {
  /** `ssh-rsa AAAA…`, with the comment that it was uploaded with. */
  readonly ssh: string;
  /** The MD5 digest of the key's SSH form, as `ssh-keygen -E md5` prints it: pairs of hexadecimal digits. */
  readonly fingerprint: string;
  readonly bits: number;
}

/** What cannot be read as a key: in no form that IAM knows, or in one of them and damaged, weak or not RSA. */
export type SshPublicKeyFault = 'unrecognizedEncoding' | 'invalid';

/** Reads an RSA public key of at least 2,048 bits in ssh-rsa or PEM form. */
export function readSshPublicKey(body: string): SshPublicKeyForms | SshPublicKeyFault {
  const text = body.trim();
  if (text.startsWith('-----BEGIN ')) return readPem(text);
  if (text.startsWith('ssh-') || text.startsWith('ecdsa-')) return readSsh(text);
  return 'unrecognizedEncoding';
}

/** The key in PEM (SubjectPublicKeyInfo). @param ssh as {@link readSshPublicKey} gave it. @returns null when it is damaged. */
export function pemOfSshPublicKey(ssh: string): string | null {
  const key = keyOfSsh(ssh);
  return key === null ? null : key.export({ type: 'spki', format: 'pem' }).toString();
}

function readPem(text: string): SshPublicKeyForms | SshPublicKeyFault {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: text, format: 'pem' });
  } catch {
    return 'invalid';
  }
  // A private key gives its public half; what was sent must be the public key.
  if (!/^-----BEGIN (RSA )?PUBLIC KEY-----/.test(text)) return 'invalid';
  const blob = blobOf(key);
  return blob === null ? 'invalid' : forms(key, `${ALGORITHM} ${blob.toString('base64')}`, blob);
}

function readSsh(text: string): SshPublicKeyForms | SshPublicKeyFault {
  const key = keyOfSsh(text);
  const blob = key === null ? null : blobOf(key);
  return key === null || blob === null ? 'invalid' : forms(key, text, blob);
}

function forms(key: KeyObject, ssh: string, blob: Buffer): SshPublicKeyForms | SshPublicKeyFault {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < MINIMUM_BITS) return 'invalid';
  const digest = createHash('md5').update(blob).digest('hex');
  return { ssh, bits, fingerprint: digest.match(/../g)?.join(':') ?? digest };
}

/** Reads `ssh-rsa BASE64 [comment]`. @see https://datatracker.ietf.org/doc/html/rfc4253#section-6.6 */
function keyOfSsh(text: string): KeyObject | null {
  const [algorithm, base64 = ''] = text.split(/\s+/);
  if (algorithm !== ALGORITHM || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  const blob = Buffer.from(base64, 'base64');
  const parts: Buffer[] = [];
  for (let at = 0; at < blob.length;) {
    if (at + 4 > blob.length) return null;
    const end = at + 4 + blob.readUInt32BE(at);
    if (end > blob.length) return null;
    parts.push(blob.subarray(at + 4, end));
    at = end;
  }
  const [name, exponent, modulus, ...rest] = parts;
  if (name?.toString() !== ALGORITHM || exponent === undefined || modulus === undefined || rest.length > 0) return null;
  try {
    const jwk = {
      kty: 'RSA',
      e: withoutSign(exponent).toString('base64url'),
      n: withoutSign(modulus).toString('base64url'),
    };
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    return null;
  }
}

/** The SSH wire form of an RSA key. @returns null for a key of another algorithm. */
function blobOf(key: KeyObject): Buffer | null {
  const { kty, e = '', n = '' } = key.export({ format: 'jwk' });
  if (kty !== 'RSA') return null;
  return Buffer.concat([
    lengthPrefixed(Buffer.from(ALGORITHM)),
    lengthPrefixed(withSign(Buffer.from(e, 'base64url'))),
    lengthPrefixed(withSign(Buffer.from(n, 'base64url'))),
  ]);
}

function lengthPrefixed(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** SSH's numbers are signed: one whose first bit is set gets a zero byte in front (RFC 4251, section 5). */
function withSign(magnitude: Buffer): Buffer {
  return (magnitude[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.alloc(1), magnitude]) : magnitude;
}

function withoutSign(number: Buffer): Buffer {
  return number[0] === 0 ? number.subarray(1) : number;
}
