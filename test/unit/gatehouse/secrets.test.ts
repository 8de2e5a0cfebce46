import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeBase32 } from '../../../src-main/authentication/base32.ts';
import { totp } from '../../../src-main/authentication/totp.ts';
import { startLab, type TestLab } from '../../fixtures/lab.ts';

/** The forms in which a secret might turn up. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  // Base64 depends on where the secret begins in a triple of bytes: the inner part is the same for each beginning.
  const base64 = [0, 1, 2].map((offset) =>
    Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .slice(4, -4),
  );
  return [secret, bytes.toString('hex'), encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...base64];
}

function everyFile(folder: string): { path: string; content: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, content: readFileSync(path) }));
}

describe('Secrets', () => {
  const PASSWORD = 'Canary-password-+/&%-1';
  const NEXT_PASSWORD = 'Canary-by-request-+/&%-2';
  const WRONG_PASSWORD = 'Canary-wrong-password-3';
  const PASSPHRASE = 'canary passphrase of the vault';
  const secrets = new Map<string, string>([
    ['password', PASSWORD],
    ['password set by a request', NEXT_PASSWORD],
    ['wrong password', WRONG_PASSWORD],
    ['passphrase', PASSPHRASE],
  ]);
  const events: unknown[] = [];
  let lab: TestLab;
  let exported = '';

  beforeAll(async () => {
    lab = await startLab();
    lab.gatehouse.subscribe((name, payload) => events.push({ name, payload }));
    const { client } = lab;
    await client.call('credentialStore.createPassphraseFile', { passphrase: PASSPHRASE });
    await client.call('workspace.openSample', {});

    const { AccessKey } = await lab.perform('iam:CreateAccessKey', { UserName: 'bruce-wayne' });
    secrets.set('secret access key', AccessKey.SecretAccessKey);
    await lab.perform('iam:CreateLoginProfile', { UserName: 'bruce-wayne', Password: PASSWORD });
    const { VirtualMFADevice } = await lab.perform('iam:CreateVirtualMFADevice', { VirtualMFADeviceName: 'bat-phone' });
    const seed = Buffer.from(VirtualMFADevice.Base32StringSeed, 'base64').toString();
    secrets.set('MFA seed', seed);
    const key = decodeBase32(seed) ?? new Uint8Array();
    const now = Date.now();
    await lab.perform('iam:EnableMFADevice', {
      UserName: 'bruce-wayne',
      SerialNumber: VirtualMFADevice.SerialNumber,
      AuthenticationCode1: totp(key, new Date(now - 30_000)),
      AuthenticationCode2: totp(key, new Date(now)),
    });

    const account = '123456789012';
    await client
      .call('signIn.password', { account, userName: 'bruce-wayne', password: WRONG_PASSWORD })
      .catch(() => undefined);
    await client.call('signIn.password', { account, userName: 'bruce-wayne', password: PASSWORD });
    await lab.perform('iam:PutUserPolicy', {
      UserName: 'bruce-wayne',
      PolicyName: 'All',
      PolicyDocument: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
    });
    const signer = { kind: 'accessKey' as const, accessKeyId: AccessKey.AccessKeyId };
    const send = (action: string, parameters: Record<string, string>) =>
      client.call('composer.send', { signer, draft: { kind: 'action', action, region: 'us-east-1', parameters } });
    await send('iam:UpdateLoginProfile', { UserName: 'bruce-wayne', Password: NEXT_PASSWORD });
    const made = await send('iam:CreateAccessKey', { UserName: 'lucy' });
    secrets.set('secret access key made by a request', /<SecretAccessKey>([^<]+)/.exec(made.response.body)?.[1] ?? '');
    exported = (await client.call('workspace.export', {})).text;
    await lab.gatehouse.close();
  });
  afterAll(() => lab.close());

  test('were all planted', () => {
    expect([...secrets.values()].every((secret) => secret.length >= 16)).toBe(true);
    expect(secrets.size).toBe(7);
  });

  test('are in no file that the app wrote', () => {
    const files = everyFile(lab.folder);
    expect(files.map(({ path }) => path.split('.').at(-1))).toContain('gatehouse');
    const found = files.flatMap(({ path, content }) =>
      [...secrets]
        .filter(([, secret]) => formsOf(secret).some((form) => content.includes(form)))
        .map(([name]) => `${name} in ${path}`),
    );
    expect(found).toEqual([]);
  });

  test.for([
    ['the log', () => lab.log.join('\n')],
    ['the exported JSON', () => exported],
    ['any event told to a renderer', () => JSON.stringify(events)],
  ] as const)('are not in %s', ([, text]) => {
    const found = [...secrets].filter(([, secret]) => formsOf(secret).some((form) => text().includes(form)));
    expect(found.map(([name]) => name)).toEqual([]);
  });

  test('would be found by this search if they were there', () => {
    for (const [, secret] of secrets) {
      expect(formsOf(secret).some((form) => `before ${secret} after`.includes(form))).toBe(true);
      const hidden = Buffer.from(`xy${secret}z`).toString('base64');
      expect(formsOf(secret).some((form) => hidden.includes(form))).toBe(true);
    }
  });
});
