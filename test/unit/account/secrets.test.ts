import { describe, expect, test } from 'vitest';
import { createSecretDesk } from '../../../src-main/account/secret-desk.ts';
import { discardUnusedSecrets } from '../../../src-main/account/unused-secrets.ts';
import { loadWorkspace } from '../../../src-main/account/workspace.ts';
import { createMemoryVault } from '../../../src-main/credentials/memory-vault.ts';
import { createWorkspace } from '../../../src-main/storage/sqlite-workspace.ts';
import { activeKey, user } from '../../fixtures/account-documents.ts';
import { countingRandom, fixedClock } from '../../fixtures/fixed-tools.ts';

const tools = { clock: fixedClock, random: countingRandom() };

describe('a secret desk', () => {
  test('holds writes back until they are flushed, and shows them to the operation at once', async () => {
    const vault = createMemoryVault();
    const desk = createSecretDesk(vault, 'w');
    desk.set('password', 'AIDALUCY', 'hash');
    expect(await desk.get('password', 'AIDALUCY')).toBe('hash');
    expect(await vault.list('w/')).toEqual([]);
    await desk.flush();
    expect(await vault.get(desk.reference('password', 'AIDALUCY'))).toBe('hash');
  });

  test('holds deletions back too, and puts back what was deleted', async () => {
    const vault = createMemoryVault();
    const desk = createSecretDesk(vault, 'w');
    const place = desk.reference('password', 'old');
    await vault.set(place, 'hash');
    desk.delete('password', 'old');
    expect(await desk.get('password', 'old')).toBeNull();
    expect(await vault.get(place)).toBe('hash');
    await desk.flush();
    expect(await vault.get(place)).toBeNull();
    await desk.rollback();
    expect(await vault.get(place)).toBe('hash');
  });

  test('takes back what was flushed before the vault refused the rest', async () => {
    const vault = createMemoryVault();
    const refusingSecond = {
      ...vault,
      set: (...entry: Parameters<typeof vault.set>) =>
        entry[0].endsWith('second') ? Promise.reject(new Error('locked')) : vault.set(...entry),
    };
    const desk = createSecretDesk(refusingSecond, 'w');
    desk.set('access-key', 'first', '1');
    desk.set('access-key', 'second', '2');
    await expect(desk.flush()).rejects.toThrow('locked');
    await desk.rollback();
    expect(await vault.list('w/')).toEqual([]);
  });
});

describe('discarding unused secrets', () => {
  test('deletes what neither a document nor the history mentions, and nothing else', async () => {
    const store = createWorkspace(null, { name: 'Shop', ...tools });
    const workspace = loadWorkspace(store, tools);
    const device = 'arn:aws:iam::123456789012:mfa/phone';
    const lucy = user('lucy', { accessKeys: [activeKey('AKIAINUSE')], mfaDevices: [device] });
    await workspace.perform('Create', 'designer', (draft) => draft.put(lucy));
    const emma = user('emma', { accessKeys: [activeKey('AKIADELETED')] });
    await workspace.perform('Create', 'designer', (draft) => draft.put(emma));
    await workspace.perform('Delete', 'designer', (draft) => draft.delete(emma.arn));

    const vault = createMemoryVault();
    const { id } = store.identity;
    await vault.set(`${id}/access-key/AKIAINUSE`, 's');
    await vault.set(`${id}/access-key/AKIADELETED`, 's');
    await vault.set(`${id}/access-key/AKIAFORGOTTEN`, 's');
    await vault.set(`${id}/mfa-seed/${device}`, 's');
    await vault.set(`${id}/session-key/tokens`, 's');
    await vault.set('another/access-key/AKIAFORGOTTEN', 's');

    expect(await discardUnusedSecrets(store, vault)).toEqual([`${id}/access-key/AKIAFORGOTTEN`]);
    expect(await vault.list('')).toHaveLength(5);
  });

  test('deletes nothing for a copy, whose original may need it', async () => {
    const store = createWorkspace(null, { name: 'Shop', ...tools });
    const copy = Object.assign(Object.create(store), { isCopy: true });
    const vault = createMemoryVault();
    await vault.set(`${store.identity.id}/access-key/AKIANEWER`, 's');
    expect(await discardUnusedSecrets(copy, vault)).toEqual([]);
    expect(await vault.list('')).toHaveLength(1);
  });
});
