import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Arn } from '../../../src-shared/arn.ts';
import type { Draft } from '../../../src-shared/contract/composer.ts';
import type { ComputeResource } from '../../../src-shared/contract/resources.ts';
import { startLab, type TestLab } from '../../fixtures/lab.ts';

// The sample has an instance and a function, each with a role.
const ACCOUNT = '123456789012';
const INSTANCE: Arn = `arn:aws:ec2:us-east-1:${ACCOUNT}:instance/i-0a1b2c3d4e5f60718`;
const FUNCTION: Arn = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:make-thumbnails`;
const PROFILE: Arn = `arn:aws:iam::${ACCOUNT}:instance-profile/web-server`;

const asking = (action: string, parameters: Record<string, string> = {}): Draft => ({
  kind: 'action',
  action,
  region: 'us-east-1',
  parameters,
});
const trusting = (Service: string, Condition?: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole', ...(Condition && { Condition }) },
  });

describe("the credentials of an instance's or a function's role", () => {
  let lab: TestLab;
  let now: Date;

  beforeEach(async () => {
    now = new Date('2026-03-01T12:00:00Z');
    lab = await startLab({ clock: () => now });
    await lab.client.call('credentialStore.useMemory', {});
    await lab.client.call('workspace.openSample', {});
  });
  afterEach(() => lab.close());

  const obtain = (resourceArn: Arn, metadataVersion: 1 | 2 = 2) =>
    lab.client.call('composer.obtainRoleCredentials', { resourceArn, metadataVersion });
  const obtained = async (resourceArn: Arn, metadataVersion: 1 | 2 = 2) => {
    const { session } = await obtain(resourceArn, metadataVersion);
    if (session === null) throw new Error('The role was not assumed.');
    return session;
  };
  const send = async (sessionId: string, draft: Draft) =>
    (await lab.client.call('composer.send', { signer: { kind: 'session', sessionId }, draft })).record;
  const context = async (sessionId: string) => {
    const { request } = await send(sessionId, asking('dynamodb:GetItem', { TableName: 'orders' }));
    return Object.fromEntries(request.context.map(({ key, values }) => [key.toLowerCase(), values[0]]));
  };
  const putInstance = (instanceProfile: Arn | null) =>
    lab.client.call('resource.put', {
      kind: 'instance',
      accountId: ACCOUNT,
      region: 'us-east-1',
      instanceId: 'i-0a1b2c3d4e5f60718',
      tags: [],
      instance: { instanceProfile, vpcId: 'vpc-0f1e2d3c4b5a69788', privateIpAddress: '10.0.0.11' },
    });

  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html
  it.each([
    ['an instance', INSTANCE, 'assumed-role/web-server/i-0a1b2c3d4e5f60718', 'instance metadata'],
    ['a function', FUNCTION, 'assumed-role/catalogue-thumbnails/make-thumbnails', 'execution role'],
  ])('sign as the role, in a session named after %s', async (_, arn, session, issuedBy) => {
    const held = await obtained(arn);
    expect(held).toMatchObject({ principalArn: `arn:aws:sts::${ACCOUNT}:${session}`, issuedBy });
    const answered = await send(held.sessionId, asking('sts:GetCallerIdentity'));
    expect(answered).toMatchObject({ verdict: 'Allowed', principal: { arn: `arn:aws:sts::${ACCOUNT}:${session}` } });
  });

  it('may do what the policies of the role allow', async () => {
    const { sessionId } = await obtained(INSTANCE);
    const allowed = await send(sessionId, asking('dynamodb:GetItem', { TableName: 'orders' }));
    expect(allowed.verdict).toBe('Allowed');
    const denied = await send(sessionId, asking('dynamodb:DeleteTable', { TableName: 'orders' }));
    expect(denied.verdict).toBe('ImplicitlyDenied');
  });

  it('are asked for by the service, which the timeline keeps as its AssumeRole', async () => {
    const { record } = await obtain(INSTANCE);
    expect(record).toMatchObject({
      verdict: 'Allowed',
      action: 'sts:AssumeRole',
      resource: `arn:aws:iam::${ACCOUNT}:role/web-server`,
      principal: { label: 'ec2.amazonaws.com', arn: null },
      authentication: { method: 'service' },
    });
    expect((await lab.client.call('timeline.get', { id: record.id }))?.id).toBe(record.id);
  });

  it('are nowhere in what crosses or is kept', async () => {
    const answer = await obtain(INSTANCE);
    expect(answer.record.response.body).toMatch(/<SecretAccessKey>\*\*\*</);
    expect(JSON.stringify(answer)).not.toMatch(/<SessionToken>(?!\*\*\*)/);
  });

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html (MaxSessionDuration)
  it('last longer than sessions of the role may, which have a limit of an hour', async () => {
    const { issuedAt, expiresAt } = await obtained(INSTANCE);
    expect(Date.parse(expiresAt) - Date.parse(issuedAt)).toBe(6 * 60 * 60_000);
  });

  it('expire', async () => {
    const { sessionId } = await obtained(INSTANCE);
    now = new Date('2026-03-01T18:00:01Z');
    const late = await send(sessionId, asking('sts:GetCallerIdentity'));
    expect(late).toMatchObject({ verdict: 'NotAuthenticated', response: { errorCode: 'ExpiredToken' } });
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-role-session-properties
  it.each([1, 2] as const)('tell of an instance where it is and how it was given them: version %d', async (version) => {
    const { sessionId } = await obtained(INSTANCE, version);
    expect(await context(sessionId)).toMatchObject({
      'ec2:sourceinstancearn': INSTANCE,
      'ec2:roledelivery': `${version}.0`,
      'aws:ec2instancesourcevpc': 'vpc-0f1e2d3c4b5a69788',
      'aws:ec2instancesourceprivateipv4': '10.0.0.10',
    });
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
  it('tell of a function which it is', async () => {
    const { sessionId } = await obtained(FUNCTION);
    expect(await context(sessionId)).toMatchObject({ 'lambda:sourcefunctionarn': FUNCTION });
  });

  it.each([
    ['trusts another service', trusting('ecs-tasks.amazonaws.com')],
    ['trusts the service on a condition', trusting('ec2.amazonaws.com', { Bool: { 'aws:SecureTransport': 'false' } })],
  ])('are not given where the role %s', async (_, PolicyDocument) => {
    await lab.perform('iam:UpdateAssumeRolePolicy', { RoleName: 'web-server', PolicyDocument });
    const { record, session } = await obtain(INSTANCE);
    expect(session).toBeNull();
    expect(record).toMatchObject({ verdict: 'ImplicitlyDenied', response: { errorCode: 'AccessDenied', status: 403 } });
    expect(record.response.errorMessage).toContain('ec2.amazonaws.com is not authorized to perform: sts:AssumeRole');
  });

  it('are asked for again rather than replayed', async () => {
    const { record } = await obtain(INSTANCE);
    await expect(lab.client.call('timeline.replay', { id: record.id })).rejects.toMatchObject({
      code: 'NotReplayable',
      details: { mend: 'Obtain the credentials of the role again, under Signed by in the composer.' },
    });
  });

  it('chain: a role that they assume lasts for an hour at most', async () => {
    const { sessionId } = await obtained(INSTANCE);
    const RoleArn = `arn:aws:iam::${ACCOUNT}:role/order-desk`;
    await lab.perform('iam:UpdateAssumeRolePolicy', {
      RoleName: 'order-desk',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/web-server` },
          Action: 'sts:AssumeRole',
        },
      }),
    });
    const parameters = { RoleArn, RoleSessionName: 'next', DurationSeconds: '3601' };
    const { response } = await send(sessionId, asking('sts:AssumeRole', parameters));
    expect(response).toMatchObject({ errorCode: 'ValidationError' });
    expect(response.errorMessage).toContain('role chaining');
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html
  describe('are not there', () => {
    it('for an instance without an instance profile', async () => {
      await putInstance(null);
      await expect(obtain(INSTANCE)).rejects.toMatchObject({
        code: 'NoRole',
        message: 'Instance i-0a1b2c3d4e5f60718 has no instance profile.',
      });
    });

    it('for an instance whose instance profile is gone', async () => {
      await putInstance(`${PROFILE}-of-old`);
      await expect(obtain(INSTANCE)).rejects.toMatchObject({
        code: 'NoRole',
        message: expect.stringContaining('InstanceProfileNotFound'),
      });
    });

    it('for what runs no code', async () => {
      await expect(obtain('arn:aws:s3:::gatehouse-shop-catalogue')).rejects.toMatchObject({ code: 'NoRole' });
    });

    it('for a resource that is not in the model', async () => {
      await expect(obtain(`${INSTANCE}0`)).rejects.toMatchObject({ code: 'ResourceNotFound' });
    });
  });
});

describe('instances and functions that the designer makes', () => {
  let lab: TestLab;
  beforeEach(async () => {
    lab = await startLab();
    await lab.client.call('credentialStore.useMemory', {});
    await lab.client.call('workspace.openSample', {});
  });
  afterEach(() => lab.close());

  const newFunction: ComputeResource = {
    kind: 'function',
    accountId: ACCOUNT,
    region: 'eu-west-1',
    functionName: 'send-receipts',
    tags: [{ Key: 'Environment', Value: 'test' }],
    executionRole: `arn:aws:iam::${ACCOUNT}:role/catalogue-thumbnails`,
  };
  const read = (key: Arn) => lab.client.call('model.get', { key });

  it('are in the model under their ARN, and the change can be undone', async () => {
    const { arn } = await lab.client.call('resource.put', newFunction);
    expect(arn).toBe(`arn:aws:lambda:eu-west-1:${ACCOUNT}:function:send-receipts`);
    expect(await read(arn)).toMatchObject({
      resourceType: 'lambda:function',
      executionRole: newFunction.executionRole,
    });
    expect((await lab.client.call('history.get', {})).undo).toBe('Create function send-receipts');
    await lab.client.call('history.undo', {});
    expect(await read(arn)).toBeNull();
  });

  it('keep when they were made and their policy when they are changed', async () => {
    const before = await read(INSTANCE);
    await lab.client.call('resource.put', {
      kind: 'instance',
      accountId: ACCOUNT,
      region: 'us-east-1',
      instanceId: 'i-0a1b2c3d4e5f60718',
      tags: [],
      instance: { instanceProfile: null, vpcId: 'vpc-01234567', privateIpAddress: '10.1.0.4' },
    });
    expect(await read(INSTANCE)).toMatchObject({
      createDate: before?.type === 'resource' ? before.createDate : '',
      instance: { vpcId: 'vpc-01234567', instanceProfile: null },
      tags: [],
    });
  });

  it('can be deleted, which a bucket cannot be in this way', async () => {
    await lab.client.call('resource.delete', { arn: INSTANCE });
    expect(await read(INSTANCE)).toBeNull();
    const bucket = 'arn:aws:s3:::gatehouse-shop-catalogue' as const;
    await expect(lab.client.call('resource.delete', { arn: bucket })).rejects.toMatchObject({
      code: 'ResourceNotFound',
    });
    expect(await read(bucket)).not.toBeNull();
  });

  it('travel with an exported account', async () => {
    const { text } = await lab.client.call('workspace.export', {});
    expect(text).toContain('"vpc-0f1e2d3c4b5a69788"');
    expect(text).toContain(`"executionRole": "arn:aws:iam::${ACCOUNT}:role/catalogue-thumbnails"`);
  });

  it('are refused to an account that the workspace does not hold', async () => {
    await expect(lab.client.call('resource.put', { ...newFunction, accountId: '999999999999' })).rejects.toMatchObject({
      code: 'NoSuchAccount',
    });
  });
});
