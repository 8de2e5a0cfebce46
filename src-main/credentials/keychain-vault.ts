import { GatehouseError } from '../../src-shared/errors.ts';
import type { SecretReference, Vault } from './vault.ts';

/** What Gatehouse uses of keytar: the operating system's keychain. */
export interface Keychain {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
  findCredentials(service: string): Promise<{ account: string; password: string }[]>;
}

/** The service name under which the keychain shows Gatehouse's entries; their account name is the reference. */
export const KEYCHAIN_SERVICE = 'Gatehouse';

/**
 * How long an operation may take. A locked keychain asks the person for its password, which takes a while; where
 * nobody is there to answer it would wait for ever.
 */
const OPERATION_TIMEOUT_MS = 60_000;

/**
 * Loads the operating system's keychain. Only now, since the native module needs system libraries (libsecret on Linux)
 * that a machine without a keychain lacks.
 * @throws GatehouseError `CredentialStoreUnavailable`.
 */
export async function loadKeychain(): Promise<Keychain> {
  try {
    const { default: keytar } = await import('keytar');
    return keytar;
  } catch (cause) {
    throw new GatehouseError('CredentialStoreUnavailable', "The system's keychain library cannot be loaded.", {
      place: "the system's keychain",
      mend: 'On Linux, install libsecret and a keyring, such as gnome-keyring.',
      cause,
    });
  }
}

/**
 * A vault in the operating system's keychain, one entry for each secret.
 * Operations run one after the other: each occupies one of Node's few worker threads for as long as the keychain takes,
 * and one that hangs must not take the others with it.
 */
export function createKeychainVault(keychain: Keychain, timeoutMs: number = OPERATION_TIMEOUT_MS): Vault {
  let last: Promise<unknown> = Promise.resolve();

  /** Runs an operation when those before it have ended, unless that takes too long. One given up is never begun. */
  function inTurn<T>(operation: () => Promise<T>): Promise<T> {
    let givenUp = false;
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const timer = setTimeout(() => {
      givenUp = true;
      reject(keychainLocked());
    }, timeoutMs);
    const turn = last.then(async () => {
      if (givenUp) return;
      try {
        resolve(await operation());
      } catch (cause) {
        reject(keychainUnavailable(cause));
      }
      clearTimeout(timer);
    });
    last = turn;
    return promise;
  }

  return {
    kind: 'keychain',
    get: (reference) => inTurn(() => keychain.getPassword(KEYCHAIN_SERVICE, reference)),
    set: (reference, secret) => inTurn(() => keychain.setPassword(KEYCHAIN_SERVICE, reference, secret)),
    delete: async (reference) => {
      await inTurn(() => keychain.deletePassword(KEYCHAIN_SERVICE, reference));
    },
    list: async (prefix) => {
      const entries = await inTurn(() => keychain.findCredentials(KEYCHAIN_SERVICE));
      return entries.map(({ account }) => account).filter((account) => isUnder(account, prefix));
    },
  };
}

/** Every entry of the service was written under a reference, so that only the prefix is left to check. */
function isUnder(account: string, prefix: string): account is SecretReference {
  return account.startsWith(prefix);
}

function keychainLocked(): GatehouseError {
  return new GatehouseError('CredentialStoreLocked', "The system's keychain does not answer; it may be locked.", {
    place: "the system's keychain",
    mend: 'Unlock the keychain (it may be asking for its password in another window) and try again.',
  });
}

function keychainUnavailable(cause: unknown): GatehouseError {
  return new GatehouseError('CredentialStoreUnavailable', "The system's keychain cannot be reached.", {
    place: "the system's keychain",
    mend: 'Check that a keychain runs in this session, and try again.',
    cause,
  });
}
