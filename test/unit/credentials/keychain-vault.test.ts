import { describe, expect, it } from 'vitest';
import { createKeychainVault, type Keychain } from '../../../src-main/credentials/keychain-vault.ts';
import { runWithKeyring, whyNoKeyring } from './with-keyring.ts';

const missing = whyNoKeyring();
if (missing !== null) console.warn(`Skipped: the keychain tests need a real keyring. ${missing}`);

describe.skipIf(missing !== null)('a real gnome-keyring', () => {
  it('keeps secrets through keytar, one entry each, and again after a restart', async () => {
    const output = await runWithKeyring([['first-run'], ['second-run']]);
    expect(output).toEqual([
      {
        kind: 'keychain',
        written: 'secret → ✓',
        absent: null,
        listed: ['w1/access-key/AKIA1', 'w1/password/AIDA1'],
        deleted: null,
      },
      { kind: 'keychain', written: 'secret → ✓', store: { kind: 'keychain', state: 'ready' }, leftOver: [] },
    ]);
  });
});

describe('without a keyring', () => {
  it.skipIf(missing !== null)('the store says so, and chooses nothing weaker', async () => {
    const [status] = await runWithKeyring([['store']], { keyring: false });
    expect(status).toEqual({ kind: 'none', state: 'unavailable', preference: null });
  });
});

/** A keychain whose answers the test gives itself, one at a time: a real one cannot be made to hang at will. */
function slowKeychain(): { keychain: Keychain; began: string[]; answer: () => void } {
  const began: string[] = [];
  const waiting: (() => void)[] = [];
  const pause = (what: string): Promise<void> => {
    began.push(what);
    return new Promise((resolve) => waiting.push(resolve));
  };
  return {
    began,
    answer: () => waiting.shift()?.(),
    keychain: {
      getPassword: (_, account) => pause(`get ${account}`).then(() => null),
      setPassword: (_, account) => pause(`set ${account}`),
      deletePassword: (_, account) => pause(`delete ${account}`).then(() => true),
      findCredentials: () => pause('find').then(() => []),
    },
  };
}

describe('a keychain that does not answer', () => {
  it('is reported as locked, with what to do', async () => {
    const vault = createKeychainVault(slowKeychain().keychain, 20);
    await expect(vault.get('w/access-key/a')).rejects.toMatchObject({
      code: 'CredentialStoreLocked',
      mend: expect.stringContaining('Unlock the keychain'),
    });
  });

  it('occupies one worker thread only, and what was given up is never written later', async () => {
    const { keychain, began, answer } = slowKeychain();
    const vault = createKeychainVault(keychain, 200);
    const results = await Promise.allSettled([
      vault.get('w/access-key/a'),
      vault.set('w/access-key/b', 'secret'),
      vault.set('w/access-key/c', 'secret'),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(began).toEqual(['get w/access-key/a']);

    answer();
    const later = vault.get('w/access-key/d');
    await expect.poll(() => began, { interval: 1 }).toEqual(['get w/access-key/a', 'get w/access-key/d']);
    answer();
    expect(await later).toBeNull();
  });

  it('is reported as unavailable when it fails, without what it was asked to keep', async () => {
    const failing = { ...slowKeychain().keychain, setPassword: () => Promise.reject(new Error('no such interface')) };
    const failure: unknown = await createKeychainVault(failing)
      .set('w/access-key/a', 'canary')
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'CredentialStoreUnavailable' });
    expect(JSON.stringify(failure) + String(failure)).not.toContain('canary');
  });
});
