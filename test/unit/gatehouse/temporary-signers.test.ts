import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Draft, SessionRequest, Signer } from '../../../src-shared/contract/composer.ts';
import { startLab, type TestLab } from '../../fixtures/lab.ts';

const ACCOUNT = '123456789012';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/deployer` as const;
const WHO: Draft = { kind: 'action', action: 'sts:GetCallerIdentity', region: 'us-east-1', parameters: {} };

const allow = (Action: string, Resource: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource } });

describe('temporary credentials in the composer', () => {
  let lab: TestLab;
  let lucy: Signer;

  beforeEach(async () => {
    lab = await startLab();
    await lab.client.call('credentialStore.useMemory', {});
    await lab.client.call('workspace.create', { name: 'test', accountId: ACCOUNT, rootEmail: null, path: null });
    await lab.perform('iam:CreateUser', { UserName: 'lucy' });
    await lab.perform('iam:PutUserPolicy', {
      UserName: 'lucy',
      PolicyName: 'assume',
      PolicyDocument: allow('sts:AssumeRole', ROLE),
    });
    await lab.perform('iam:CreateRole', {
      RoleName: 'deployer',
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': 'blue' } },
        },
      }),
    });
    const { AccessKey } = await lab.perform('iam:CreateAccessKey', { UserName: 'lucy' });
    lucy = { kind: 'accessKey', accessKeyId: AccessKey.AccessKeyId };
  });
  afterEach(() => lab.close());

  const assume = (more: Partial<Extract<SessionRequest, { operation: 'AssumeRole' }>>) =>
    lab.client.call('composer.createSession', {
      signer: lucy,
      region: 'us-east-1',
      ask: { operation: 'AssumeRole', roleArn: ROLE, roleSessionName: 'monday', ...more },
    });
  const session = async () => {
    const { session: held } = await assume({ externalId: 'blue' });
    if (held === null) throw new Error('The role was not assumed.');
    return held;
  };

  it('are asked for through the gate, and then sign the next request', async () => {
    const { record, session: held } = await assume({ externalId: 'blue' });
    expect(record).toMatchObject({ verdict: 'Allowed', action: 'sts:AssumeRole', door: 'composer' });
    expect(held).toMatchObject({ label: 'deployer/monday', issuedBy: 'AssumeRole' });
    expect(await lab.client.call('composer.sessions', {})).toEqual([held]);
    const signer = { kind: 'session' as const, sessionId: held?.sessionId ?? '' };
    const sent = await lab.client.call('composer.send', { signer, draft: WHO });
    expect(sent.record.principal.arn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/deployer/monday`);
  });

  it('are refused without the external ID that the role asks for, and the refusal is in the timeline', async () => {
    const { record, session: held } = await assume({});
    expect(held).toBeNull();
    expect(record).toMatchObject({ verdict: 'ImplicitlyDenied', response: { errorCode: 'AccessDenied' } });
    expect((await lab.client.call('timeline.get', { id: record.id }))?.id).toBe(record.id);
  });

  it('are taken from an AssumeRole that was composed by hand, and do not cross', async () => {
    const draft: Draft = {
      kind: 'action',
      action: 'sts:AssumeRole',
      region: 'us-east-1',
      parameters: { RoleArn: ROLE, RoleSessionName: 'tuesday', ExternalId: 'blue' },
    };
    const { response, session: held } = await lab.client.call('composer.send', { signer: lucy, draft });
    expect(held?.label).toBe('deployer/tuesday');
    expect(response.body).toContain('<SecretAccessKey>***</SecretAccessKey>');
    expect(response.body).toContain('<SessionToken>***</SessionToken>');
  });

  it('stay in main: no preview, copy or comparison shows the token', async () => {
    const signer = { kind: 'session' as const, sessionId: (await session()).sessionId };
    const form = { signer, draft: WHO };
    const preview = await lab.client.call('composer.preview', form);
    expect(preview.signing?.canonicalRequest).toContain('x-amz-security-token:***\n');
    expect(preview.request.headers).toContainEqual(['X-Amz-Security-Token', '***']);
    const presigned = await lab.client.call('composer.preview', {
      ...form,
      signature: { place: 'query', expiresInSeconds: 60 },
    });
    expect(presigned.request.url).toMatch(/X-Amz-Expires=60&X-Amz-Security-Token=\*\*\*&X-Amz-Signature=[0-9a-f]{64}$/);
    for (const as of ['curl', 'signedCurl', 'http', 'presignedUrl'] as const) {
      const { text } = await lab.client.call('composer.copyAs', { ...form, form: as, expiresInSeconds: 60 });
      expect(text).toMatch(/\$AWS_SESSION_TOKEN|\*\*\*/);
    }
  });

  it('are forgotten when they are told to be, and with the workspace', async () => {
    const { sessionId } = await session();
    expect(await lab.client.call('composer.forgetSession', { sessionId })).toEqual([]);
    await expect(
      lab.client.call('composer.preview', { signer: { kind: 'session', sessionId }, draft: WHO }),
    ).rejects.toMatchObject({ code: 'SessionNotHere' });
    await session();
    await lab.client.call('workspace.close', {});
    expect(await lab.client.call('composer.sessions', {})).toEqual([]);
  });

  it('sign a replay while they are held, and are asked for again where they are not', async () => {
    const { sessionId } = await session();
    const { record } = await lab.client.call('composer.send', { signer: { kind: 'session', sessionId }, draft: WHO });
    const replayed = await lab.client.call('timeline.replay', { id: record.id });
    expect(replayed.record).toMatchObject({ verdict: 'Allowed', replayOf: record.id, principal: record.principal });

    await lab.client.call('composer.forgetSession', { sessionId });
    await expect(lab.client.call('timeline.replay', { id: record.id })).rejects.toMatchObject({
      code: 'SessionNotHere',
      message: expect.stringContaining('deployer/monday signed it with temporary credentials'),
      details: {
        place: sessionId,
        mend: 'Open it in the composer, get temporary credentials there, and send it signed with those.',
      },
    });
  });

  it('are written as a profile that its owner alone can read, and replaced only when that is confirmed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-profile-'));
    try {
      const path = join(folder, 'credentials');
      const signer = { kind: 'session' as const, sessionId: (await session()).sessionId };
      const ask = { signer, profile: 'lab', region: 'eu-west-1', path };
      await lab.client.call('composer.writeProfile', { ...ask, confirmed: false });
      expect(readFileSync(path, 'utf8')).toMatch(
        /^\[lab\]\naws_access_key_id = ASIA\w+\naws_secret_access_key = \S+\naws_session_token = \S+\nregion = eu-west-1\n$/,
      );
      expect(statSync(path).mode & 0o777).toBe(0o600);
      await expect(lab.client.call('composer.writeProfile', { ...ask, confirmed: false })).rejects.toMatchObject({
        code: 'ConfirmationNeeded',
      });
      await lab.client.call('composer.writeProfile', { ...ask, confirmed: true });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('leave the profile of a long-term access key without a session token', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-profile-'));
    try {
      const path = join(folder, 'credentials');
      if (lucy.kind !== 'accessKey') throw new Error('Lucy has an access key.');
      const ask = { signer: lucy, profile: 'lucy', region: 'us-east-1', path, confirmed: false };
      await lab.client.call('composer.writeProfile', ask);
      expect(readFileSync(path, 'utf8')).toMatch(
        new RegExp(
          `^\\[lucy\\]\naws_access_key_id = ${lucy.accessKeyId}\naws_secret_access_key = \\S{40}\nregion = us-east-1\n$`,
        ),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are compared: a request that a session signed is found to be right', async () => {
    const { AccessKey } = await lab.perform('iam:CreateAccessKey', { UserName: 'lucy' });
    const signer = { kind: 'accessKey' as const, accessKeyId: AccessKey.AccessKeyId };
    const { text } = await lab.client.call('composer.copyAs', {
      signer,
      draft: WHO,
      form: 'signedCurl',
      expiresInSeconds: 60,
    });
    const compare = (pasted: string) =>
      lab.client.call('composer.compareSignature', { text: pasted, composed: { signer, draft: WHO } });
    expect(await compare(text)).toMatchObject({ source: 'curl', signature: 'matches' });
    const changed = await compare(text.replace('charset=utf-8', 'charset=latin1'));
    expect(changed.differences[0]?.part).toBe('the header content-type');
  });
});
