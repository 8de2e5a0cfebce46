import { openCredentialStore } from '../../../src-main/credentials/credential-store.ts';
import { createKeychainVault, loadKeychain } from '../../../src-main/credentials/keychain-vault.ts';
import { systemRandom } from '../../../src-main/random.ts';

/**
 * What the keychain tests run inside a D-Bus session: does what its second argument says, and prints what it saw as
 * JSON. The first argument is the data folder.
 */
const [dataFolder = '', part = ''] = process.argv.slice(2);
const remembered = new Map<string, unknown>();

function openStore(): ReturnType<typeof openCredentialStore> {
  const preferences = {
    get: (key: string) => remembered.get(key),
    set: (key: string, value: string) => void remembered.set(key, value),
  };
  return openCredentialStore({ dataFolder, preferences, random: systemRandom });
}

const parts: Record<string, () => Promise<unknown>> = {
  'first-run': async () => {
    const vault = createKeychainVault(await loadKeychain());
    await vault.set('w1/access-key/AKIA1', 'first');
    await vault.set('w1/access-key/AKIA1', 'secret → ✓');
    await vault.set('w1/password/AIDA1', 'hash');
    await vault.set('w2/password/AIDA2', 'hash');
    await vault.delete('w2/password/AIDA2');
    await vault.delete('w2/password/AIDA2');
    return {
      kind: vault.kind,
      written: await vault.get('w1/access-key/AKIA1'),
      absent: await vault.get('w1/access-key/AKIA2'),
      listed: (await vault.list('w1/')).toSorted(),
      deleted: await vault.get('w2/password/AIDA2'),
    };
  },
  'second-run': async () => {
    const store = openStore();
    const { kind, state } = await store.ready();
    return {
      kind: store.vault.kind,
      written: await store.vault.get('w1/access-key/AKIA1'),
      store: { kind, state },
      leftOver: await store.vault.list('probe/'),
    };
  },
  store: async () => {
    const { kind, state } = await openStore().ready();
    return { kind, state, preference: remembered.get('credentialStoreKind') ?? null };
  },
};

console.log(JSON.stringify(await parts[part]?.()));
// A native call that hangs must not keep the process.
process.exit(0);
