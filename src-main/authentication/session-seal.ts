import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Random } from '../random.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** How many bytes a seal adds to what it holds. */
export const SEAL_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

/** Seals bytes so that only who has the key can read or make them. */
export interface Seal {
  /** In base64. */
  close(plain: Uint8Array): string;
  /** What was sealed; null when it was not sealed by this seal or was changed since. */
  open(text: string): Buffer | null;
}

/**
 * A seal by AES-256-GCM (NIST SP 800-38D): a format byte, a nonce that is never used twice, the ciphertext, the tag.
 * @param key 32 bytes.
 * @param format tells what is sealed, so that one thing cannot be passed off as another.
 */
export function createSeal(key: Uint8Array, format: number, random: Random): Seal {
  return {
    close(plain) {
      const nonce = random(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.of(format));
      const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([Buffer.of(format), nonce, sealed, cipher.getAuthTag()]).toString('base64');
    },
    open(text) {
      const bytes = Buffer.from(text, 'base64');
      if (bytes[0] !== format || bytes.length <= SEAL_BYTES) return null;
      // Base64 reads leniently; a sealed text is the one that was given and no other.
      if (bytes.toString('base64') !== text) return null;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.of(format)).setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(1 + NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
      } catch {
        return null;
      }
    },
  };
}
