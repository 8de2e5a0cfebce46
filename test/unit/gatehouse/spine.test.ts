import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startLab, type TestLab } from '../../fixtures/lab.ts';

/** The access key of one of the sample's users. */
async function keyOf(lab: TestLab, userName: string): Promise<string> {
  const users = await lab.client.call('model.list', { type: 'user' });
  const user = users.find((document) => document.type === 'user' && document.userName === userName);
  return user?.type === 'user' ? (user.accessKeys[0]?.accessKeyId ?? '') : '';
}

const createBucket = (bucket: string) => ({
  kind: 'action' as const,
  action: 's3:CreateBucket',
  region: 'us-east-1',
  parameters: { Bucket: bucket },
});

describe('A request signed with the key of a sample user', () => {
  let lab: TestLab;

  beforeEach(async () => {
    lab = await startLab();
    await lab.client.call('credentialStore.useMemory', {});
    await lab.client.call('workspace.openSample', {});
  });
  afterEach(() => lab.close());

  test('is allowed when her policy allows it, and the bucket is there', async () => {
    const signer = { kind: 'accessKey' as const, accessKeyId: await keyOf(lab, 'lucy') };
    const { record, response } = await lab.client.call('composer.send', { signer, draft: createBucket('lucy-bucket') });
    expect(record).toMatchObject({
      verdict: 'Allowed',
      principal: { label: 'lucy' },
      action: 's3:CreateBucket',
      resource: 'arn:aws:s3:::lucy-bucket',
    });
    expect(record.steps.map(({ status }) => status)).toEqual(['passed', 'passed', 'passed', 'passed', 'passed']);
    expect(response.status).toBe(200);
    expect(await lab.client.call('model.get', { key: 'arn:aws:s3:::lucy-bucket' })).toMatchObject({ type: 'resource' });
  });

  test('is denied in the words of AWS when no policy allows it, and nothing happens', async () => {
    const signer = { kind: 'accessKey' as const, accessKeyId: await keyOf(lab, 'lucy') };
    const { record, response } = await lab.client.call('composer.send', {
      signer,
      draft: { kind: 'action', action: 'iam:CreateUser', region: 'us-east-1', parameters: { UserName: 'eve' } },
    });
    expect(record.verdict).toBe('ImplicitlyDenied');
    expect(record.steps.map(({ status }) => status)).toEqual([
      'passed',
      'passed',
      'closed',
      'notReached',
      'notReached',
    ]);
    expect(response.status).toBe(403);
    expect(record.response.errorCode).toBe('AccessDenied');
    expect(record.response.errorMessage).toBe(
      'User: arn:aws:iam::123456789012:user/lucy is not authorized to perform: iam:CreateUser on resource: ' +
        'arn:aws:iam::123456789012:user/eve because no identity-based policy allows the iam:CreateUser action',
    );
    expect(await lab.client.call('model.get', { key: 'arn:aws:iam::123456789012:user/eve' })).toBeNull();
  });

  test('flips when her policy changes and the same request is replayed', async () => {
    const signer = { kind: 'accessKey' as const, accessKeyId: await keyOf(lab, 'lucy') };
    const { record } = await lab.client.call('composer.send', {
      signer,
      draft: { kind: 'action', action: 'iam:CreateUser', region: 'us-east-1', parameters: { UserName: 'eve' } },
    });
    await lab.perform('iam:PutUserPolicy', {
      UserName: 'lucy',
      PolicyName: 'MayCreateUsers',
      PolicyDocument:
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:CreateUser","Resource":"*"}}',
    });
    const replayed = await lab.client.call('timeline.replay', { id: record.id });
    expect(replayed.record).toMatchObject({ verdict: 'Allowed', replayOf: record.id });
    const { records } = await lab.client.call('timeline.list', { before: null, limit: 10 });
    expect(records.map(({ verdict }) => verdict)).toEqual(['Allowed', 'ImplicitlyDenied']);
  });

  test('is not replayed when the timeline does not keep its body whole', async () => {
    const signer = { kind: 'accessKey' as const, accessKeyId: await keyOf(lab, 'bruce-wayne') };
    const { record } = await lab.client.call('composer.send', {
      signer,
      draft: {
        kind: 'raw',
        method: 'PUT',
        url: 'https://s3.us-east-1.amazonaws.com/gatehouse-shop-catalogue/large.txt',
        headers: [],
        body: 'a'.repeat(70_000),
        service: 's3',
        region: 'us-east-1',
      },
    });
    expect(record.verdict).toBe('Allowed');
    expect(record.request.body).toHaveLength(64 * 1024 + '\n… (70000 bytes in all)'.length);
    await expect(lab.client.call('timeline.replay', { id: record.id })).rejects.toMatchObject({
      code: 'NotReplayable',
      message: 'The timeline does not keep the whole body of this request.',
    });
  });

  test('names the policy and the line of every statement that was weighed', async () => {
    const signer = { kind: 'accessKey' as const, accessKeyId: await keyOf(lab, 'lucy') };
    const { record } = await lab.client.call('composer.send', { signer, draft: createBucket('lucy-bucket') });
    const statements = record.authorization?.parts[0]?.explanation.layers.flatMap(({ policies }) =>
      policies.flatMap(({ statements: of }) => of),
    );
    expect(statements?.length).toBeGreaterThan(0);
    expect(statements?.every(({ line }) => line !== null && line > 0)).toBe(true);
  });

  test('shows the secret of a key made by request once, and never keeps it', async () => {
    await lab.perform('iam:PutUserPolicy', {
      UserName: 'lucy',
      PolicyName: 'MayMakeKeys',
      PolicyDocument: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:*","Resource":"*"}}',
    });
    const signer = { kind: 'accessKey' as const, accessKeyId: await keyOf(lab, 'lucy') };
    const { record, response } = await lab.client.call('composer.send', {
      signer,
      draft: { kind: 'action', action: 'iam:CreateAccessKey', region: 'us-east-1', parameters: { UserName: 'lucy' } },
    });
    const secret = /<SecretAccessKey>([^<]+)</.exec(response.body)?.[1] ?? '';
    expect(secret).toMatch(/^[A-Za-z0-9+/]{40}$/);
    expect(JSON.stringify(record)).not.toContain(secret);
    expect(record.response.body).toContain('<SecretAccessKey>***</SecretAccessKey>');
  });

  test('to assume a role is stopped by a trust policy that names somebody else, whatever her own policies allow', async () => {
    await lab.perform('iam:PutUserPolicy', {
      UserName: 'lucy',
      PolicyName: 'MayAssumeRoles',
      PolicyDocument:
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}}',
    });
    const [role] = await lab.client.call('model.list', { type: 'role' });
    const { record } = await lab.client.call('composer.send', {
      signer: { kind: 'accessKey', accessKeyId: await keyOf(lab, 'lucy') },
      draft: {
        kind: 'action',
        action: 'sts:AssumeRole',
        region: 'us-east-1',
        parameters: { RoleArn: role?.arn ?? '', RoleSessionName: 'visit' },
      },
    });
    expect(record.resource).toBe(role?.arn);
    expect(record.verdict).toBe('ImplicitlyDenied');
    expect(record.authorization?.parts[0]?.explanation.stoppedBy).toBe('trust');
  });

  test('is decided and done in one turn: once her permission is gone, no request that came beside it is done', async () => {
    await lab.perform('iam:PutUserPolicy', {
      UserName: 'lucy',
      PolicyName: 'Anything',
      PolicyDocument: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:*","Resource":"*"}}',
    });
    const signer = { kind: 'accessKey' as const, accessKeyId: await keyOf(lab, 'lucy') };
    const send = async (action: string, parameters: Record<string, string>) => {
      const draft = { kind: 'action' as const, action, region: 'us-east-1', parameters };
      return (await lab.client.call('composer.send', { signer, draft })).record;
    };
    const create = (count: number) => send('iam:CreateUser', { UserName: `new-${count}` });
    const records = await Promise.all([
      ...[0, 1, 2, 3].map(create),
      send('iam:DeleteUserPolicy', { UserName: 'lucy', PolicyName: 'Anything' }),
      ...[4, 5, 6, 7].map(create),
    ]);

    const users = await lab.client.call('model.list', { type: 'user' });
    const created = users.filter((user) => user.arn.includes('/new-')).map(({ arn }) => arn);
    const allowed = records.filter(({ action, verdict }) => action === 'iam:CreateUser' && verdict === 'Allowed');
    expect(allowed.map(({ resource }) => resource).toSorted()).toEqual(created.toSorted());
    expect(records.some(({ verdict }) => verdict === 'ImplicitlyDenied')).toBe(true);
    expect((await lab.client.call('history.get', {})).entries[0]?.label).toBe('Delete policy Anything of user lucy');
  });

  test('is noted as the last use of the key, without a trace in the history', async () => {
    const accessKeyId = await keyOf(lab, 'lucy');
    const before = await lab.client.call('history.get', {});
    await lab.client.call('composer.send', {
      signer: { kind: 'accessKey', accessKeyId },
      draft: { kind: 'action', action: 'sts:GetCallerIdentity', region: 'eu-west-1', parameters: {} },
    });
    expect(await lab.client.call('model.get', { key: 'arn:aws:iam::123456789012:user/lucy' })).toMatchObject({
      accessKeys: [{ lastUsed: { region: 'eu-west-1', service: 'sts' } }],
    });
    expect(await lab.client.call('history.get', {})).toEqual(before);
  });

  test('is refused before anything else when its key is unknown', async () => {
    const { record } = await lab.client.call('composer.send', {
      signer: { kind: 'anonymous' },
      draft: {
        kind: 'raw',
        method: 'POST',
        url: 'https://iam.amazonaws.com/',
        headers: [
          ['Content-Type', 'application/x-www-form-urlencoded'],
          ['X-Amz-Date', new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')],
          [
            'Authorization',
            `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/${new Date().toISOString().slice(0, 10).replaceAll('-', '')}/us-east-1/iam/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
          ],
        ],
        body: 'Action=ListUsers&Version=2010-05-08',
        service: 'iam',
        region: 'us-east-1',
      },
    });
    expect(record).toMatchObject({
      verdict: 'NotAuthenticated',
      response: { status: 403, errorCode: 'InvalidClientTokenId' },
    });
    expect(record.steps.map(({ status }) => status)).toEqual([
      'passed',
      'closed',
      'notReached',
      'notReached',
      'notReached',
    ]);
  });
});

describe('Somebody who signed in', () => {
  let lab: TestLab;

  beforeEach(async () => {
    lab = await startLab();
    await lab.client.call('credentialStore.useMemory', {});
    await lab.client.call('workspace.openSample', {});
    await lab.perform('iam:CreateLoginProfile', { UserName: 'lucy', Password: 'Correct-horse-7' });
  });
  afterEach(() => lab.close());

  test('gets in by account alias, user name and password', async () => {
    const answer = await lab.client.call('signIn.password', {
      account: 'gatehouse-shop',
      userName: 'lucy',
      password: 'Correct-horse-7',
    });
    expect(answer).toMatchObject({ state: 'signedIn', session: { kind: 'user', userName: 'lucy', mfa: false } });
  });

  test('is told nothing of what was wrong', async () => {
    const attempts = [
      { account: '999999999999', userName: 'lucy', password: 'Correct-horse-7' },
      { account: 'gatehouse-shop', userName: 'nobody', password: 'Correct-horse-7' },
      { account: 'gatehouse-shop', userName: 'lucy', password: 'wrong' },
    ];
    for (const attempt of attempts) {
      await expect(lab.client.call('signIn.password', attempt)).rejects.toThrow(
        'Your authentication information is incorrect. Please try again.',
      );
    }
    const { records } = await lab.client.call('timeline.list', { before: null, limit: 10 });
    expect(records.map(({ verdict }) => verdict)).toEqual(['NotAuthenticated', 'NotAuthenticated', 'NotAuthenticated']);
  });

  test('asks for changes instead of making them, and is refused in the words of AWS', async () => {
    await lab.client.call('signIn.password', {
      account: '123456789012',
      userName: 'lucy',
      password: 'Correct-horse-7',
    });
    await expect(lab.perform('iam:CreateUser', { UserName: 'eve' })).rejects.toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining('is not authorized to perform: iam:CreateUser'),
    });
    const { records } = await lab.client.call('timeline.list', { before: null, limit: 1 });
    expect(records[0]).toMatchObject({ door: 'console', verdict: 'ImplicitlyDenied', action: 'iam:CreateUser' });
  });

  test('keeps no password in the timeline', async () => {
    await lab.client.call('signIn.password', {
      account: '123456789012',
      userName: 'lucy',
      password: 'Correct-horse-7',
    });
    await lab
      .perform('iam:UpdateLoginProfile', { UserName: 'lucy', Password: 'Another-horse-8' })
      .catch(() => undefined);
    const { records } = await lab.client.call('timeline.list', { before: null, limit: 10 });
    const whole = await Promise.all(records.map(({ id }) => lab.client.call('timeline.get', { id })));
    expect(JSON.stringify(whole)).not.toMatch(/horse/);
  });
});
