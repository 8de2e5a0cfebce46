import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WorkspaceSummary } from '../../../src-shared/contract/contract.ts';
import { startLab, type TestLab } from '../../fixtures/lab.ts';

/** The sample's account. */
const FIRST = '123456789012';

let lab: TestLab;

beforeEach(async () => {
  lab = await startLab();
  await lab.client.call('credentialStore.useMemory', {});
  await lab.client.call('workspace.openSample', {});
  await lab.client.call('actions.perform', { operation: 'organizations:CreateOrganization', parameters: {} });
});
afterEach(() => lab.close());

/** Makes an account of the organization. @returns its ID. */
async function createAccount(AccountName: string): Promise<string> {
  const parameters = { AccountName, Email: `${AccountName.toLowerCase()}@example.com` };
  await lab.client.call('actions.perform', { operation: 'organizations:CreateAccount', parameters });
  const made = (await summary()).accounts.find(({ name }) => name === AccountName);
  return made?.accountId ?? '';
}

async function summary(): Promise<WorkspaceSummary> {
  const { workspace } = await lab.client.call('app.describe', {});
  return workspace ?? { id: '', name: '', path: null, accounts: [] };
}

/** The accounts of the summaries that are told of from here on, by name. */
function accountsTold(): string[][] {
  const told: string[][] = [];
  lab.client.on('workspace.changed', ({ workspace }) => told.push(workspace?.accounts.map(({ name }) => name) ?? []));
  return told;
}

const createUser = (UserName: string, accountId?: string) =>
  lab.client.call('actions.perform', {
    operation: 'iam:CreateUser',
    parameters: { UserName },
    ...(accountId !== undefined && { accountId }),
  });

describe('The summary of the workspace', () => {
  test('is told again when an account is made, when that is undone, and when it is done again', async () => {
    const told = accountsTold();
    await createAccount('Development');
    await lab.client.call('history.undo', {});
    await lab.client.call('history.redo', {});
    expect(told).toEqual([['Gatehouse shop', 'Development'], ['Gatehouse shop'], ['Gatehouse shop', 'Development']]);
  });

  test('is told again when an account is given an alias', async () => {
    const development = await createAccount('Development');
    const told = accountsTold();
    await lab.client.call('actions.perform', {
      operation: 'iam:CreateAccountAlias',
      parameters: { AccountAlias: 'shop-development' },
      accountId: development,
    });
    expect(told).toHaveLength(1);
    expect((await summary()).accounts.map(({ alias }) => alias)).toEqual([expect.anything(), 'shop-development']);
  });

  test('is not told again when something else changes, nor when an account changes in what it does not say', async () => {
    const told = accountsTold();
    await createUser('mia');
    await lab.client.call('actions.perform', { operation: 'iam:UpdateAccountPasswordPolicy', parameters: {} });
    expect(told).toEqual([]);
  });
});

describe('What the designer does', () => {
  test('is done in the account that is asked for, and in no other', async () => {
    const development = await createAccount('Development');
    await createUser('mia', development);
    const users = await lab.client.call('model.list', { type: 'user' });
    expect(users.filter(({ arn }) => arn.endsWith('/mia')).map(({ arn }) => arn)).toEqual([
      `arn:aws:iam::${development}:user/mia`,
    ]);
  });

  test('is done in the account that the workspace began with when none is asked for', async () => {
    await createAccount('Development');
    await createUser('mia');
    expect(await lab.client.call('model.get', { key: `arn:aws:iam::${FIRST}:user/mia` })).not.toBeNull();
  });

  test('is refused in an account that is not there', async () => {
    await expect(createUser('mia', '999999999999')).rejects.toMatchObject({
      code: 'NoSuchAccount',
      message: 'There is no account 999999999999 in this workspace.',
    });
  });

  test('makes a local identity provider in the account that is asked for', async () => {
    const accountId = await createAccount('Development');
    const asked = { protocol: 'saml' as const, accountId, name: 'corporate' };
    const { arn } = await lab.client.call('identityProvider.createLocal', asked);
    expect(arn).toBe(`arn:aws:iam::${accountId}:saml-provider/corporate`);
  });
});

test('A principal who signed in acts in their own account, whichever is asked for', async () => {
  const development = await createAccount('Development');
  const userName = 'mia';
  await createUser(userName);
  const password = 'Correct-Horse-1';
  await lab.perform('iam:CreateLoginProfile', { UserName: userName, Password: password });
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await lab.perform('iam:AttachUserPolicy', { UserName: userName, PolicyArn });
  await lab.client.call('signIn.password', { account: FIRST, userName, password });
  await createUser('zoe', development);
  expect(await lab.client.call('model.get', { key: `arn:aws:iam::${FIRST}:user/zoe` })).not.toBeNull();
  expect(await lab.client.call('model.get', { key: `arn:aws:iam::${development}:user/zoe` })).toBeNull();
});

describe('Managed policies', () => {
  test('are found among those of the account that is asked for and those of AWS', async () => {
    const accountId = await createAccount('Development');
    const search = async (query: string) =>
      (await lab.client.call('policies.search', { query, limit: 10, accountId })).map(({ name }) => name);
    expect(await search('OperateTestInstances')).toEqual([]);
    expect(await search('ReadOnlyAccess')).toContain('ReadOnlyAccess');
  });

  test('are counted with whom they are attached to in that account', async () => {
    const development = await createAccount('Development');
    const PolicyArn = 'arn:aws:iam::aws:policy/AmazonPollyFullAccess';
    await createUser('mia');
    await lab.perform('iam:AttachUserPolicy', { UserName: 'mia', PolicyArn });
    const attachments = async (accountId: string) =>
      (await lab.client.call('policies.search', { query: 'AmazonPollyFullAccess', limit: 1, accountId }))[0]
        ?.attachmentCount;
    expect([await attachments(FIRST), await attachments(development)]).toEqual([1, 0]);
  });
});

test('The export is of the account that is asked for', async () => {
  const accountId = await createAccount('Development');
  await createUser('mia', accountId);
  const { fileName, text } = await lab.client.call('workspace.export', { accountId });
  expect(fileName).toBe(`${accountId}.json`);
  expect(text).toContain(`arn:aws:iam::${accountId}:user/mia`);
  expect(text).not.toContain(`arn:aws:iam::${FIRST}:user/`);
});
