import type { SecretReference, Vault } from './vault.ts';

/** A vault that forgets everything when Gatehouse closes: for machines without a keychain, and for tests. */
export function createMemoryVault(): Vault {
  const secrets = new Map<SecretReference, string>();
  return {
    kind: 'memory',
    get: async (reference) => secrets.get(reference) ?? null,
    set: async (reference, secret) => {
      secrets.set(reference, secret);
    },
    delete: async (reference) => {
      secrets.delete(reference);
    },
    list: async (prefix) => [...secrets.keys()].filter((reference) => reference.startsWith(prefix)),
  };
}
