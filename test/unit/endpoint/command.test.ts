import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openCredentialStore } from '../../../src-main/credentials/credential-store.ts';
import { openPreferences } from '../../../src-main/preferences.ts';
import { systemRandom } from '../../../src-main/random.ts';
import { ended, runGatehouse, startGatehouse, type Ended } from '../cli/run-gatehouse.ts';
import { ADMIN } from '../../fixtures/ephemeral-endpoint.ts';
import { startLab } from '../../fixtures/lab.ts';

let children: ChildProcessWithoutNullStreams[];
/** What the tests' own environment says of AWS is none of the command's business. */
const NO_KEY = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
const KEY = { AWS_ACCESS_KEY_ID: ADMIN.accessKeyId, AWS_SECRET_ACCESS_KEY: ADMIN.secretAccessKey };

beforeEach(() => {
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
});

const Ready = z.strictObject({
  endpoint: z.string(),
  accountId: z.string(),
  accessKeyId: z.string().optional(),
  secretAccessKey: z.string().optional(),
  containerAuthorizationToken: z.string().optional(),
});

/** Starts the command, and waits for the line that says that it is ready. */
async function start(
  args: readonly string[],
  env: Record<string, string> = NO_KEY,
): Promise<{ ready: z.infer<typeof Ready>; child: ChildProcessWithoutNullStreams; end: Promise<Ended> }> {
  const child = startGatehouse(['endpoint', ...args], env);
  children.push(child);
  const end = ended(child);
  const line = await Promise.race([
    new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve)),
    end.then(({ err }) => Promise.reject(new Error(`It ended before it was ready: ${err}`))),
  ]);
  return { ready: Ready.parse(JSON.parse(line)), child, end };
}

async function caller(endpoint: string, key: { accessKeyId: string; secretAccessKey: string }): Promise<string> {
  const client = new STSClient({ region: 'us-east-1', endpoint, credentials: key, maxAttempts: 1 });
  const { Arn } = await client.send(new GetCallerIdentityCommand({}));
  client.destroy();
  return Arn ?? '';
}

/** A workspace of the sample, whose secrets are in a passphrase file, and a key of lucy. */
async function closedWorkspace(): Promise<{ path: string; folder: string; key: typeof ADMIN }> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-endpoint-'));
  const lab = await startLab({ folder });
  await lab.client.call('credentialStore.createPassphraseFile', { passphrase: 'plum tart and cream' });
  const { path } = await lab.client.call('workspace.openSample', {});
  await lab.perform('iam:DeleteAccessKey', {
    UserName: 'lucy',
    AccessKeyId:
      (await lab.perform('iam:ListAccessKeys', { UserName: 'lucy' })).AccessKeyMetadata[0]?.AccessKeyId ?? '',
  });
  const { AccessKey } = await lab.perform('iam:CreateAccessKey', { UserName: 'lucy' });
  await lab.gatehouse.close();
  const key = { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
  return { path: path ?? '', folder, key: { accountId: '123456789012', ...key } };
}

describe('endpoint --ephemeral', () => {
  it('takes the account and the key as options', async () => {
    const key = ['--access-key-id', ADMIN.accessKeyId, '--secret-access-key', ADMIN.secretAccessKey];
    const { ready } = await start(['--ephemeral', '--account', '210987654321', ...key]);
    expect(ready).toEqual({
      endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      accountId: '210987654321',
    });
    expect(await caller(ready.endpoint, ADMIN)).toBe('arn:aws:iam::210987654321:user/admin');
  });

  it('takes the key from the environment, and never prints it', async () => {
    const { ready, child, end } = await start(['--ephemeral'], KEY);
    expect(ready.accountId).toBe('123456789012');
    expect(await caller(ready.endpoint, ADMIN)).toBe('arn:aws:iam::123456789012:user/admin');
    child.kill('SIGTERM');
    const { out, err } = await end;
    expect(out + err).not.toContain(ADMIN.secretAccessKey);
  });

  it('makes a key where none is given, and prints it once', async () => {
    const { ready, child, end } = await start(['--ephemeral']);
    const { accessKeyId = '', secretAccessKey = '' } = ready;
    expect(await caller(ready.endpoint, { accessKeyId, secretAccessKey })).toBe('arn:aws:iam::123456789012:user/admin');
    child.kill('SIGTERM');
    const { out, err } = await end;
    expect([out.split(secretAccessKey).length, err]).toEqual([2, '']);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends cleanly on %s', async (signal) => {
    const { ready, child, end } = await start(['--ephemeral'], KEY);
    expect((await fetch(`${ready.endpoint}/_gatehouse/health`)).status).toBe(200);
    child.kill(signal);
    expect(await end).toMatchObject({ code: 0, err: '' });
    await expect(fetch(ready.endpoint)).rejects.toThrow('fetch failed');
  });

  it('is reset over HTTP', async () => {
    const { ready } = await start(['--ephemeral'], KEY);
    expect((await fetch(`${ready.endpoint}/_gatehouse/reset`, { method: 'POST' })).status).toBe(200);
    expect(await caller(ready.endpoint, ADMIN)).toBe('arn:aws:iam::123456789012:user/admin');
  });
});

describe('endpoint --workspace', () => {
  const NO_KEYCHAIN = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', ...NO_KEY };

  it('serves the file with the secrets of its passphrase file, and closes it whole', async () => {
    const { path, folder, key } = await closedWorkspace();
    const env = { ...NO_KEYCHAIN, GATEHOUSE_DATA_FOLDER: folder, GATEHOUSE_PASSPHRASE: 'plum tart and cream' };
    const { ready, child, end } = await start(['--workspace', path, '--port', '0'], env);
    expect(ready.accountId).toBe('123456789012');
    expect(await caller(ready.endpoint, key)).toBe('arn:aws:iam::123456789012:user/lucy');
    expect((await fetch(`${ready.endpoint}/_gatehouse/reset`, { method: 'POST' })).status).toBe(403);
    child.kill('SIGTERM');
    expect(await end).toMatchObject({ code: 0, err: '' });

    const lab = await startLab({ folder });
    await lab.client.call('workspace.open', { path });
    const { records } = await lab.client.call('timeline.list', { before: null, limit: 10 });
    await lab.close();
    expect(records).toMatchObject([{ door: 'endpoint', action: 'sts:GetCallerIdentity', verdict: 'Allowed' }]);
  });

  it('gives programs the credentials of a role for the token that it prints when it is asked to', async () => {
    const { path, folder } = await closedWorkspace();
    const env = { ...NO_KEYCHAIN, GATEHOUSE_DATA_FOLDER: folder, GATEHOUSE_PASSPHRASE: 'plum tart and cream' };
    const { ready } = await start(['--workspace', path, '--port', '0', '--container-credentials'], env);
    // The sample's.
    const arn = 'arn:aws:lambda:us-east-1:123456789012:function:make-thumbnails';
    const headers = { Authorization: ready.containerAuthorizationToken ?? '' };
    const response = await fetch(`${ready.endpoint}/_gatehouse/credentials?for=${arn}`, { headers });
    expect(await response.json()).toMatchObject({
      AccessKeyId: expect.stringMatching(/^ASIA/),
      RoleArn: 'arn:aws:iam::123456789012:role/catalogue-thumbnails',
    });
  });

  it.each([
    ['locked, and there is no passphrase', {}, 'GATEHOUSE_PASSPHRASE'],
    ['opened with another passphrase', { GATEHOUSE_PASSPHRASE: 'plum' }, 'The passphrase is not the one of this file.'],
  ])('says so when the passphrase file is %s', async (_, env, text) => {
    const { path, folder } = await closedWorkspace();
    const child = startGatehouse(['endpoint', '--workspace', path, '--port', '0', '--data-folder', folder], {
      ...NO_KEYCHAIN,
      ...env,
    });
    expect(await ended(child)).toMatchObject({ code: 1, out: '', err: expect.stringContaining(text) });
  });

  it('names a file that is not there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-endpoint-'));
    const store = openCredentialStore({
      dataFolder: folder,
      preferences: openPreferences(folder, () => undefined),
      random: systemRandom,
      loadKeychain: () => Promise.reject(new Error('No keychain in this test.')),
    });
    await store.useMemory();
    const child = startGatehouse(['endpoint', '--workspace', join(folder, 'none.gatehouse'), '--data-folder', folder]);
    expect(await ended(child)).toMatchObject({ code: 1, out: '', err: expect.stringContaining('none.gatehouse') });
  });
});

describe('endpoint', () => {
  it.each([
    ['neither a file nor --ephemeral', [], 'Give either --workspace FILE or --ephemeral.'],
    ['both', ['--ephemeral', '--workspace', 'x'], 'Give either --workspace FILE or --ephemeral.'],
    [
      'a key for a file',
      ['--workspace', 'x', '--access-key-id', 'AKIA'],
      '--access-key-id goes with --ephemeral only.',
    ],
    ['an account that is none', ['--ephemeral', '--account', '12'], '12 digits'],
    ['half a key', ['--ephemeral', '--access-key-id', ADMIN.accessKeyId], 'go together'],
    [
      'a temporary key',
      ['--ephemeral', '--access-key-id', 'ASIAIOSFODNN7EXAMPLE', '--secret-access-key', ADMIN.secretAccessKey],
      'AKIA and 16 capital letters',
    ],
    [
      'a short secret',
      ['--ephemeral', '--access-key-id', ADMIN.accessKeyId, '--secret-access-key', 'plum'],
      '16 to 128',
    ],
    ['a port that is none', ['--ephemeral', '--port', '70000'], '--port takes a number'],
  ])('given %s is not understood', async (_, args, text) => {
    const child = startGatehouse(['endpoint', ...args], NO_KEY);
    const { code, out, err } = await ended(child);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(text);
    expect(err).not.toContain('plum');
  });

  it('says that its port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve);
    });
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, err } = await runGatehouse(['endpoint', '--ephemeral', '--port', String(port)]);
    other.close();
    expect(code).toBe(1);
    expect(err).toContain(`127.0.0.1:${port}: Port ${port} is in use by another program.`);
  });
});
