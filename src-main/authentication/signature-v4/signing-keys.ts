import type { KeyObject } from 'node:crypto';
import { formatScope, sha256Hex, signingKey, type CredentialScope } from './signature.ts';

/** Where signing keys come from: derived anew each time, or remembered. */
export interface SigningKeys {
  /** The signing key of a secret access key for a day, a region and a service. */
  of(secretAccessKey: string, scope: CredentialScope): KeyObject;
}

/** A signing key is good for a day, a region and a service: a lab has few of them at a time. */
const REMEMBERED = 256;

/**
 * Remembers the signing keys that were used last, since deriving one costs more than the rest of a verification. What
 * it holds is no secret access key: an entry's name is a digest of it, its value a key object, whose bytes are not
 * shown when it is logged.
 * @param capacity how many keys at most; the one that was not used for the longest time makes room.
 */
export function rememberSigningKeys(capacity: number = REMEMBERED): SigningKeys {
  // A map keeps the order in which it was filled: the first is the one to go.
  const keys = new Map<string, KeyObject>();
  let newest = '';
  return {
    of(secretAccessKey, scope) {
      const name = `${sha256Hex(secretAccessKey)}/${formatScope(scope)}`;
      const known = keys.get(name);
      if (known !== undefined && name === newest) return known;
      const key = known ?? signingKey(secretAccessKey, scope);
      const [oldest] = known !== undefined || keys.size < capacity ? [name] : keys.keys();
      if (oldest !== undefined) keys.delete(oldest);
      keys.set(name, key);
      newest = name;
      return key;
    },
  };
}
