import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CredentialStore as CredentialStoreStatus } from '../../../src-shared/contract/contract.ts';
import { openCredentialStore, type CredentialStore } from '../../../src-main/credentials/credential-store.ts';
import type { Keychain } from '../../../src-main/credentials/keychain-vault.ts';
import { systemRandom } from '../../../src-main/random.ts';
import { temporaryFolder } from './temporary-folder.ts';

const PASSPHRASE = 'open sesame';

/** A keychain in memory. The real one is in keychain-vault.test.ts. */
function workingKeychain(): Keychain {
  const entries = new Map<string, string>();
  return {
    getPassword: async (_, account) => entries.get(account) ?? null,
    setPassword: async (_, account, password) => void entries.set(account, password),
    deletePassword: async (_, account) => entries.delete(account),
    findCredentials: async () => [...entries].map(([account, password]) => ({ account, password })),
  };
}

const hangs = (): Promise<never> => new Promise(() => {});
const KEYCHAINS: Record<'missing' | 'locked' | 'forgetful', () => Promise<Keychain>> = {
  missing: () => Promise.reject(new Error('libsecret-1.so.0: cannot open shared object file')),
  locked: async () => ({ ...workingKeychain(), setPassword: hangs, getPassword: hangs }),
  forgetful: async () => ({ ...workingKeychain(), setPassword: async () => {} }),
};

interface Machine {
  readonly folder: string;
  readonly remembered: Map<string, unknown>;
  keychain: () => Promise<Keychain>;
}

function machine(keychain: () => Promise<Keychain> = KEYCHAINS.missing, kind?: string): Machine {
  return {
    folder: temporaryFolder(),
    remembered: new Map(kind === undefined ? [] : [['credentialStoreKind', kind]]),
    keychain,
  };
}

/** Starts Gatehouse on a machine. */
function start({ folder, remembered, keychain }: Machine): CredentialStore {
  return openCredentialStore({
    dataFolder: folder,
    preferences: { get: (key) => remembered.get(key), set: (key, value) => void remembered.set(key, value) },
    random: systemRandom,
    loadKeychain: keychain,
    probeTimeoutMs: 20,
    passphraseCost: { N: 16, r: 8, p: 1 },
  });
}

const reference = 'w/access-key/a';

describe('at the first start', () => {
  it('the keychain is used when it keeps what is written to it, and remembered', async () => {
    const computer = machine(async () => workingKeychain());
    const store = start(computer);
    expect(await store.ready()).toMatchObject({ kind: 'keychain', state: 'ready', passphraseFileExists: false });
    await store.vault.set(reference, 'secret');
    expect(await store.vault.get(reference)).toBe('secret');
    expect(await store.vault.list('')).toEqual([reference]);
    expect(computer.remembered.get('credentialStoreKind')).toBe('keychain');
  });

  it.each(['missing', 'locked', 'forgetful'] as const)(
    'a %s keychain is said to be so, and nothing weaker is used unasked',
    async (fault) => {
      const computer = machine(KEYCHAINS[fault]);
      const store = start(computer);
      expect(await store.ready()).toMatchObject({ kind: 'none', state: 'unavailable' });
      const { vault } = store;
      const operations = [
        vault.get(reference),
        vault.set(reference, 'secret'),
        vault.delete(reference),
        vault.list(''),
      ];
      for (const settled of await Promise.allSettled(operations)) {
        expect(settled).toMatchObject({
          status: 'rejected',
          reason: { code: 'CredentialStoreUnavailable', mend: expect.stringContaining('passphrase file') },
        });
      }
      expect(computer.remembered.size).toBe(0);
      expect(existsSync(join(computer.folder, 'credentials.json'))).toBe(false);
    },
  );

  it('an operation waits until it is known where secrets are', async () => {
    const store = start(machine(async () => workingKeychain()));
    expect(store.status().kind).toBe('none');
    await store.vault.set(reference, 'secret');
    expect(store.status().kind).toBe('keychain');
  });

  it('a preference that was edited to nonsense counts as none', async () => {
    expect(await start(machine(async () => workingKeychain(), 'floppy')).ready()).toMatchObject({ kind: 'keychain' });
  });
});

describe('a person who chooses', () => {
  it('the passphrase file is asked for the passphrase at the next start', async () => {
    const computer = machine();
    const first = start(computer);
    expect(await first.createPassphraseFile(PASSPHRASE)).toMatchObject({ kind: 'passphraseFile', state: 'ready' });
    await first.vault.set(reference, 'secret');

    computer.keychain = async () => workingKeychain();
    const second = start(computer);
    expect(await second.ready()).toMatchObject({ kind: 'passphraseFile', state: 'locked', passphraseFileExists: true });
    await expect(second.vault.get(reference)).rejects.toMatchObject({ code: 'CredentialStoreLocked' });
    await expect(second.unlock('wrong')).rejects.toMatchObject({ code: 'CredentialPassphraseWrong' });
    expect(second.status()).toMatchObject({ state: 'locked' });
    expect(await second.unlock(PASSPHRASE)).toMatchObject({ state: 'ready' });
    expect(await second.vault.get(reference)).toBe('secret');
  });

  it('memory loses everything at the end, and is told so', async () => {
    const computer = machine();
    const first = start(computer);
    expect((await first.useMemory()).message).toContain('gone when Gatehouse closes');
    await first.vault.set(reference, 'secret');
    const second = start(computer);
    expect(await second.ready()).toMatchObject({ kind: 'memory', state: 'ready' });
    expect(await second.vault.get(reference)).toBeNull();
  });

  it('a file after memory takes along what is in memory', async () => {
    const computer = machine();
    const store = start(computer);
    await store.useMemory();
    await store.vault.set(reference, 'canary');
    await store.createPassphraseFile(PASSPHRASE);
    expect(await store.vault.get(reference)).toBe('canary');
    expect(readFileSync(join(computer.folder, 'credentials.json'), 'utf8')).not.toContain('canary');
  });

  it('another passphrase gives the file’s own first, and needs a file that is open', async () => {
    const computer = machine();
    const store = start(computer);
    await store.useMemory();
    await expect(store.changePassphrase(PASSPHRASE, 'a bowl of cherries')).rejects.toMatchObject({
      code: 'CredentialStoreLocked',
    });
    await store.createPassphraseFile(PASSPHRASE);
    await store.vault.set(reference, 'secret');
    expect(await store.changePassphrase(PASSPHRASE, 'a bowl of cherries')).toMatchObject({ state: 'ready' });
    expect(await store.vault.get(reference)).toBe('secret');
    const second = start(computer);
    await second.ready();
    await expect(second.unlock(PASSPHRASE)).rejects.toMatchObject({ code: 'CredentialPassphraseWrong' });
    await second.unlock('a bowl of cherries');
    expect(await second.vault.get(reference)).toBe('secret');
  });

  it('memory twice, or looks for the keychain meanwhile, keeps what is in memory', async () => {
    const computer = machine();
    const store = start(computer);
    await store.useMemory();
    await store.vault.set(reference, 'secret');
    await store.useMemory();
    await store.retry();
    expect(await store.vault.get(reference)).toBe('secret');
  });
});

describe('a place that was chosen and is gone', () => {
  it.each([
    ['missing', 'unavailable', 'CredentialStoreUnavailable'],
    ['locked', 'locked', 'CredentialStoreLocked'],
  ] as const)('is not replaced: a %s keychain is %s', async (fault, state, code) => {
    const computer = machine(KEYCHAINS[fault], 'keychain');
    const store = start(computer);
    expect(await store.ready()).toMatchObject({ kind: 'keychain', state });
    await expect(store.vault.set(reference, 'secret')).rejects.toMatchObject({ code });
    expect(computer.remembered.get('credentialStoreKind')).toBe('keychain');
  });

  it('is not replaced: a passphrase file that was moved away', async () => {
    const computer = machine();
    await start(computer).createPassphraseFile(PASSPHRASE);
    rmSync(join(computer.folder, 'credentials.json'));
    const status = await start(computer).ready();
    expect(status).toMatchObject({ kind: 'passphraseFile', state: 'unavailable', passphraseFileExists: false });
    expect(status.message).toContain('credentials.json is not there');
  });

  it('is found when it is back and the person tries again', async () => {
    const computer = machine(KEYCHAINS.locked, 'keychain');
    let keychain = computer.keychain;
    computer.keychain = () => keychain();
    const store = start(computer);
    expect(await store.ready()).toMatchObject({ state: 'locked' });
    keychain = async () => workingKeychain();
    expect(await store.retry()).toMatchObject({ kind: 'keychain', state: 'ready' });
  });
});

it('who listens hears of every change, until they stop', async () => {
  const store = start(machine());
  const heard: CredentialStoreStatus[] = [];
  const stop = store.onChange((status) => heard.push(status));
  await store.ready();
  await store.createPassphraseFile(PASSPHRASE);
  stop();
  await store.useMemory();
  expect(heard.map(({ kind, state, passphraseFileExists }) => [kind, state, passphraseFileExists])).toEqual([
    ['none', 'unavailable', false],
    ['passphraseFile', 'ready', true],
  ]);
});
