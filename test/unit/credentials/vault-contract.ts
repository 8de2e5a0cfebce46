import { expect, it } from 'vitest';
import type { Vault } from '../../../src-main/credentials/vault.ts';

/** What every vault does, wherever it keeps its secrets. Declares the tests for the vault that `open` gives. */
export function specifyVault(open: () => Promise<Vault>): void {
  it('gives back what was set, and null for what was not', async () => {
    const vault = await open();
    await vault.set('w1/access-key/AKIA1', 'secret');
    expect(await vault.get('w1/access-key/AKIA1')).toBe('secret');
    expect(await vault.get('w1/access-key/AKIA2')).toBeNull();
  });

  it('keeps the last value, of any characters', async () => {
    const vault = await open();
    await vault.set('w1/password/AIDA1', 'first');
    await vault.set('w1/password/AIDA1', 'zweites → ✓ "\\\n$scrypt$');
    expect(await vault.get('w1/password/AIDA1')).toBe('zweites → ✓ "\\\n$scrypt$');
  });

  it('forgets what was deleted; deleting what is not there is no error', async () => {
    const vault = await open();
    await vault.set('w1/mfa-seed/a', 'secret');
    await vault.delete('w1/mfa-seed/a');
    await vault.delete('w1/mfa-seed/a');
    expect(await vault.get('w1/mfa-seed/a')).toBeNull();
  });

  it('lists references by their beginning', async () => {
    const vault = await open();
    await vault.set('w2/access-key/a', '1');
    await vault.set('w2/password/b', '2');
    await vault.set('w22/password/c', '3');
    expect((await vault.list('w2/')).toSorted()).toEqual(['w2/access-key/a', 'w2/password/b']);
  });

  it('loses none of many writes made at once', async () => {
    const vault = await open();
    const names = Array.from({ length: 20 }, (_, index) => `w3/access-key/${index}` as const);
    await Promise.all(names.map((name) => vault.set(name, `secret of ${name}`)));
    expect(await Promise.all(names.map((name) => vault.get(name)))).toEqual(names.map((name) => `secret of ${name}`));
  });
}
