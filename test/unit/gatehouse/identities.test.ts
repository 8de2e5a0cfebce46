import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Arn } from '../../../src-shared/arn.ts';
import { startLab, type TestLab } from '../../fixtures/lab.ts';

const ACCOUNT = '123456789012';
const userArn = (name: string): Arn => `arn:aws:iam::${ACCOUNT}:user/${name}`;

let lab: TestLab;

beforeEach(async () => {
  lab = await startLab();
  await lab.client.call('credentialStore.useMemory', {});
  await lab.client.call('workspace.openSample', {});
});
afterEach(() => lab.close());

async function undoCount(): Promise<number> {
  return (await lab.client.call('history.get', {})).entries.length;
}

async function tagsOf(name: string): Promise<unknown> {
  const user = await lab.client.call('model.get', { key: userArn(name) });
  return user?.type === 'user' ? user.tags : null;
}

const tag = (name: string) => ({
  operation: 'iam:TagUser',
  parameters: { UserName: name, Tags: [{ Key: 'team', Value: 'red' }] },
  subject: userArn(name),
});

/** A dialog's worth of operations, all under one name. */
function performAll(operations: readonly ReturnType<typeof tag>[], label = 'Tag 2 users') {
  return lab.client.call('identities.performAll', { label, operations: [...operations], workId: 'work' });
}

describe('Several operations of the designer', () => {
  test('are one change, which one undo takes back', async () => {
    const before = { count: await undoCount(), tags: await tagsOf('lucy') };
    expect(await performAll([tag('lucy'), tag('bruce-wayne')])).toMatchObject({ refused: [] });
    expect(await tagsOf('lucy')).toContainEqual({ Key: 'team', Value: 'red' });
    expect(await undoCount()).toBe(before.count + 1);
    expect((await lab.client.call('history.get', {})).undo).toBe('Tag 2 users');
    await lab.client.call('history.undo', {});
    expect(await tagsOf('lucy')).toEqual(before.tags);
  });

  test('change nothing when one of them fails, and say which', async () => {
    const before = await tagsOf('lucy');
    await expect(performAll([tag('lucy'), tag('nobody')])).rejects.toMatchObject({
      code: 'NoSuchEntity',
      details: { place: 'operations[1]' },
    });
    expect(await tagsOf('lucy')).toEqual(before);
  });

  test('see what those before them did: a user is made with everything it needs', async () => {
    const parameters = { UserName: 'mia' };
    const subject = userArn('mia');
    const { outputs } = await lab.client.call('identities.performAll', {
      label: 'Create user mia',
      workId: 'work',
      operations: [
        { operation: 'iam:CreateUser', parameters, subject },
        { operation: 'iam:CreateLoginProfile', parameters: { ...parameters, Password: 'Correct-horse-9' }, subject },
        { operation: 'iam:CreateAccessKey', parameters, subject },
        { operation: 'iam:AddUserToGroup', parameters: { ...parameters, GroupName: 'developers' }, subject },
      ],
    });
    expect(outputs[2]).toMatchObject({ AccessKey: { UserName: 'mia', Status: 'Active' } });
    expect(await lab.client.call('model.get', { key: subject })).toMatchObject({
      groups: ['developers'],
      accessKeys: [{ status: 'Active' }],
    });
  });

  test('that Gatehouse does not perform are refused before anything is done', async () => {
    const unknown = { operation: 'iam:Fly', parameters: {}, subject: '' };
    await expect(performAll([tag('lucy'), unknown as never])).rejects.toMatchObject({ code: 'UnknownOperation' });
  });
});

describe('Several operations of a principal who signed in', () => {
  beforeEach(async () => {
    await lab.perform('iam:CreateUser', { UserName: 'mia' });
    await lab.perform('iam:CreateLoginProfile', { UserName: 'mia', Password: 'Correct-horse-9' });
    const policy = {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 'iam:TagUser', Resource: userArn('lucy') },
    };
    await lab.perform('iam:PutUserPolicy', {
      UserName: 'mia',
      PolicyName: 'tag-lucy',
      PolicyDocument: JSON.stringify(policy),
    });
    const signIn = { account: ACCOUNT, userName: 'mia', password: 'Correct-horse-9' };
    await lab.client.call('signIn.password', signIn);
  });

  test('are a request each, and what is refused is told with its decision', async () => {
    const { refused } = await performAll([tag('lucy'), tag('bruce-wayne'), tag('bruce-wayne')]);
    expect(await tagsOf('lucy')).toContainEqual({ Key: 'team', Value: 'red' });
    expect(refused).toMatchObject([
      { subject: userArn('bruce-wayne'), operation: 'iam:TagUser', code: 'AccessDenied' },
    ]);
    const record = await lab.client.call('timeline.get', { id: refused[0]?.recordId ?? '' });
    expect(record).toMatchObject({ action: 'iam:TagUser', verdict: 'ImplicitlyDenied' });
  });
});

describe('What an identity is permitted', () => {
  test('is told by service and access level, and action by action with the statements behind it', async () => {
    await lab.perform('iam:CreateUser', { UserName: 'mia' });
    await lab.perform('iam:AttachUserPolicy', {
      UserName: 'mia',
      PolicyArn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
    });
    const asked = { arn: userArn('mia'), query: '' };
    const { services } = await lab.client.call('identities.effectivePermissions', asked);
    const s3 = services.find(({ service }) => service === 's3');
    expect(s3?.levels.map(({ accessLevel }) => accessLevel)).toEqual(['List', 'Read']);
    const actions = await lab.client.call('identities.effectiveActions', {
      ...asked,
      service: 's3',
      query: 'getobject',
    });
    expect(actions.find(({ action }) => action === 's3:GetObject')).toMatchObject({
      state: 'allowed',
      resources: 'all',
      conditional: false,
      allowedBy: [{ policy: 'AmazonS3ReadOnlyAccess', source: 'attached to user mia' }],
    });
  });

  test('is told of a group as what it gives to its members', async () => {
    const group: Arn = `arn:aws:iam::${ACCOUNT}:group/developers`;
    const { allowed } = await lab.client.call('identities.effectivePermissions', { arn: group, query: '' });
    expect(allowed).toBeGreaterThan(0);
  });

  test('is not told of what is not there', async () => {
    await expect(
      lab.client.call('identities.effectivePermissions', { arn: userArn('nobody'), query: '' }),
    ).rejects.toMatchObject({ code: 'NoSuchIdentity' });
  });
});
