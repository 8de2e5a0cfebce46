import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLab, type TestLab } from '../../fixtures/lab.ts';

let lab: TestLab;

beforeEach(async () => {
  lab = await startLab();
  await lab.client.call('credentialStore.useMemory', {});
  await lab.client.call('workspace.openSample', {});
});
afterEach(() => lab.close());

const perform = (operation: string, parameters: object) =>
  lab.client.call('actions.perform', { operation: `organizations:${operation}`, parameters });
const list = async (type: 'account' | 'organization' | 'organizationAccount' | 'role') =>
  (await lab.client.call('model.list', { type })).length;

describe('What the designer does in AWS Organizations', () => {
  it('is one entry of the history, which can be undone whole and done again', async () => {
    await perform('CreateOrganization', {});
    const before = { accounts: await list('account'), roles: await list('role') };
    await perform('CreateAccount', { Email: 'new@example.com', AccountName: 'New' });
    const after = { accounts: await list('account'), roles: await list('role') };
    expect(after).toEqual({ accounts: before.accounts + 1, roles: before.roles + 2 });
    await lab.client.call('history.undo', {});
    expect({ accounts: await list('account'), roles: await list('role') }).toEqual(before);
    expect(await list('organizationAccount')).toBe(1);
    await lab.client.call('history.redo', {});
    expect({ accounts: await list('account'), roles: await list('role') }).toEqual(after);
  });

  it('ends with the organization', async () => {
    await perform('CreateOrganization', {});
    expect(await list('organization')).toBe(1);
    await perform('DeleteOrganization', {});
    expect([await list('organization'), await list('organizationAccount')]).toEqual([0, 0]);
  });
});
