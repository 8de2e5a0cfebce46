import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startLab, type TestLab } from '../../fixtures/lab.ts';

const PASSPHRASE = 'a passphrase for tests';

describe('A restart', () => {
  let lab: TestLab;

  beforeEach(async () => {
    lab = await startLab();
    await lab.client.call('credentialStore.createPassphraseFile', { passphrase: PASSPHRASE });
  });
  afterEach(() => lab.close());

  test('keeps the model, the history, the timeline and the secrets', async () => {
    const opened = await lab.client.call('workspace.openSample', {});
    await lab.perform('iam:CreateUser', { UserName: 'eve' });
    const { AccessKey } = await lab.perform('iam:CreateAccessKey', { UserName: 'eve' });
    const send = () =>
      lab.client.call('composer.send', {
        signer: { kind: 'accessKey', accessKeyId: AccessKey.AccessKeyId },
        draft: { kind: 'action', action: 'sts:GetCallerIdentity', region: 'us-east-1', parameters: {} },
      });
    expect((await send()).response.body).toContain('<Arn>arn:aws:iam::123456789012:user/eve</Arn>');

    lab = await lab.restart();
    await lab.client.call('credentialStore.unlock', { passphrase: PASSPHRASE });
    const described = await lab.client.call('app.describe', {});
    expect(described.recentWorkspaces).toMatchObject([{ path: opened.path, missing: false }]);
    await lab.client.call('workspace.open', { path: opened.path ?? '' });
    expect(await lab.client.call('model.get', { key: 'arn:aws:iam::123456789012:user/eve' })).toMatchObject({
      userName: 'eve',
    });
    expect((await lab.client.call('history.get', {})).undo).toMatch(/access key/i);
    expect((await lab.client.call('timeline.list', { before: null, limit: 10 })).total).toBe(1);
    expect((await send()).record.verdict).toBe('Allowed');
  });

  test('finds a locked vault and says so, instead of losing anything', async () => {
    await lab.client.call('workspace.openSample', {});
    lab = await lab.restart();
    expect((await lab.client.call('app.describe', {})).credentialStore).toMatchObject({
      kind: 'passphraseFile',
      state: 'locked',
    });
    await expect(lab.client.call('credentialStore.unlock', { passphrase: 'not the passphrase' })).rejects.toMatchObject(
      {
        code: expect.stringMatching(/passphrase/i),
      },
    );
    expect(await lab.client.call('credentialStore.unlock', { passphrase: PASSPHRASE })).toMatchObject({
      state: 'ready',
    });
  });
});

describe('A workspace file that cannot be opened', () => {
  let lab: TestLab;

  beforeEach(async () => {
    lab = await startLab();
    await lab.client.call('workspace.create', { name: 'Mine', accountId: null, rootEmail: null, path: null });
  });
  afterEach(() => lab.close());

  test.for([
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108', 'hex'), 'NotAWorkspace'],
    ['a text', Buffer.from('{"name":"gatehouse"}'), 'NotAWorkspace'],
    ['an empty file', Buffer.alloc(0), 'NotAWorkspace'],
  ] as const)('such as %s is named, with the mend, and what is open stays open', async ([, content, code]) => {
    const path = join(lab.folder, 'other.gatehouse');
    writeFileSync(path, content);
    await expect(lab.client.call('workspace.open', { path })).rejects.toMatchObject({
      code,
      details: { place: path, mend: expect.stringMatching(/\w/) },
    });
    expect((await lab.client.call('app.describe', {})).workspace).toMatchObject({ name: 'Mine' });
  });

  test('because it is not there is named', async () => {
    const path = join(lab.folder, 'nowhere.gatehouse');
    await expect(lab.client.call('workspace.open', { path })).rejects.toMatchObject({
      code: 'WorkspaceNotFound',
      details: { place: path },
    });
  });
});

describe('Undo and redo', () => {
  let lab: TestLab;

  beforeEach(async () => {
    lab = await startLab();
    await lab.client.call('workspace.create', { name: 'Mine', accountId: '111122223333', rootEmail: null, path: null });
  });
  afterEach(() => lab.close());

  test('take back and do again what the designer did, step by step, across a restart', async () => {
    const path = (await lab.client.call('app.describe', {})).workspace?.path ?? '';
    const userNames = async () => {
      const users = await lab.client.call('model.list', { type: 'user' });
      return users.map((document) => (document.type === 'user' ? document.userName : ''));
    };
    await lab.perform('iam:CreateUser', { UserName: 'ann' });
    await lab.perform('iam:CreateUser', { UserName: 'ben' });
    await lab.perform('iam:DeleteUser', { UserName: 'ann' });
    expect(await userNames()).toEqual(['ben']);
    await lab.client.call('history.undo', {});
    expect(await userNames()).toEqual(['ann', 'ben']);
    lab = await lab.restart();
    await lab.client.call('workspace.open', { path });
    await lab.client.call('history.undo', {});
    expect(await userNames()).toEqual(['ann']);
    const history = await lab.client.call('history.redo', {});
    expect(await userNames()).toEqual(['ann', 'ben']);
    expect(history.redo).toMatch(/ann/);
  });
});
