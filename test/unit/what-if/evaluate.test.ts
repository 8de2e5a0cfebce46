import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WhatIfOverrides, type WhatIfOutcome } from '../../../src-shared/contract/what-if.ts';
import { z } from 'zod';
import { decodeBase32 } from '../../../src-main/authentication/base32.ts';
import { totp } from '../../../src-main/authentication/totp.ts';
import { startLab, type TestLab } from '../../fixtures/lab.ts';
import { policyText } from './laboratory.ts';

const LUCY = 'arn:aws:iam::123456789012:user/lucy';

const ReportJob = z.object({ JobId: z.string() });
const Report = z.object({ ServicesLastAccessed: z.array(z.unknown()) });

/** What asking must leave as it is. */
async function stateOf({ client }: TestLab) {
  const perform = async (operation: string, parameters: Record<string, string>): Promise<unknown> =>
    (await client.call('actions.perform', { operation, parameters })).output;
  const { JobId } = ReportJob.parse(await perform('iam:GenerateServiceLastAccessedDetails', { Arn: LUCY }));
  const { ServicesLastAccessed } = Report.parse(await perform('iam:GetServiceLastAccessedDetails', { JobId }));
  return {
    lastAccessed: ServicesLastAccessed,
    users: await client.call('model.list', { type: 'user' }),
    timeline: await client.call('timeline.list', { before: null, limit: 10 }),
  };
}

describe('Asking what the gates would say', () => {
  let lab: TestLab;
  let accessKeyId: string;

  beforeAll(async () => {
    lab = await startLab();
    await lab.client.call('credentialStore.useMemory', {});
    await lab.client.call('workspace.create', { name: 'Test', accountId: '123456789012', rootEmail: null, path: null });
    await lab.perform('iam:CreateUser', { UserName: 'lucy', Tags: [{ Key: 'team', Value: 'shop' }] });
    const statements = [
      {
        Effect: 'Allow',
        Action: 's3:ListAllMyBuckets',
        Resource: '*',
        Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
      },
      { Effect: 'Allow', Action: 'iam:CreateUser', Resource: '*' },
      {
        Effect: 'Allow',
        Action: 'iam:ListUsers',
        Resource: '*',
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      },
      {
        Effect: 'Allow',
        Action: 'iam:ListRoles',
        Resource: '*',
        Condition: { StringEquals: { 'aws:PrincipalTag/team': 'ops' } },
      },
      {
        Effect: 'Allow',
        Action: 'dynamodb:ListTables',
        Resource: '*',
        Condition: { DateGreaterThan: { 'aws:CurrentTime': '2040-01-01T00:00:00Z' } },
      },
      {
        Effect: 'Allow',
        Action: 'iam:ListGroups',
        Resource: '*',
        Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
      },
      {
        Effect: 'Allow',
        Action: 'iam:ListPolicies',
        Resource: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ];
    await lab.perform('iam:PutUserPolicy', {
      UserName: 'lucy',
      PolicyName: 'own',
      PolicyDocument: policyText(...statements),
    });
    const { AccessKey } = await lab.perform('iam:CreateAccessKey', { UserName: 'lucy' });
    accessKeyId = AccessKey.AccessKeyId;
  });

  afterAll(() => lab.close());

  const ask = (
    action: string,
    overrides: z.input<typeof WhatIfOverrides> = {},
    parameters: Record<string, string> = {},
  ): Promise<WhatIfOutcome> =>
    lab.client.call('whatIf.evaluate', {
      signer: { kind: 'accessKey', accessKeyId },
      draft: { kind: 'action', action, region: 'us-east-1', parameters },
      overrides,
    });

  it.each([
    ['an address', 's3:ListAllMyBuckets', { sourceIp: '203.0.113.7' }],
    ['MFA', 'iam:ListUsers', { mfa: { present: true } }],
    ['tags of the principal', 'iam:ListRoles', { principalTags: [{ Key: 'team', Value: 'ops' }] }],
    ['a time', 'dynamodb:ListTables', { at: '2041-01-01T00:00:00Z' }],
    [
      'a VPC endpoint',
      'iam:ListGroups',
      {
        vpcEndpoint: {
          arn: 'arn:aws:ec2:us-east-1:123456789012:vpc-endpoint/vpce-1',
          vpcArn: 'arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1',
          sourceIp: '10.0.0.5',
        },
      },
    ],
    ['plain HTTP', 'iam:ListPolicies', { secureTransport: false }],
    ['any key', 'iam:ListGroups', { context: [{ key: 'aws:sourcevpce', values: ['vpce-1'] }] }],
  ] satisfies [string, string, z.input<typeof WhatIfOverrides>][])(
    'lets %s be supposed, on which the verdict depends',
    async (_, action, overrides) => {
      expect(await ask(action)).toMatchObject({
        verdict: 'ImplicitlyDenied',
        error: { code: expect.stringMatching(/^AccessDenied/) },
      });
      const supposed = await ask(action, overrides);
      expect(supposed).toMatchObject({ verdict: 'Allowed', error: null });
      expect(supposed.context.filter(({ overridden }) => overridden)).not.toEqual([]);
    },
  );

  it('says which values are supposed, what was there before, and what was taken away', async () => {
    const outcome = await ask('s3:ListAllMyBuckets', {
      sourceIp: '203.0.113.7',
      context: [{ key: 'aws:username', values: [] }],
    });
    const address = outcome.context.find(({ key }) => key === 'aws:SourceIp');
    expect(address).toMatchObject({ values: ['203.0.113.7'], overridden: true, was: ['127.0.0.1'] });
    expect(outcome.context.find(({ key }) => key === 'aws:PrincipalArn')).toMatchObject({
      overridden: false,
      was: null,
    });
    expect(outcome.removedContext.map(({ key }) => key)).toEqual(['aws:username']);
  });

  it('says that an allowed request would be performed, and does not perform it', async () => {
    const outcome = await ask('iam:CreateUser', {}, { UserName: 'bob' });
    expect(outcome.steps.map(({ status }) => status)).toEqual([
      'passed',
      'passed',
      'passed',
      'notReached',
      'notReached',
    ]);
    expect(await lab.client.call('model.get', { key: 'arn:aws:iam::123456789012:user/bob' })).toBeNull();
  });

  it('changes nothing: neither the model, nor when keys and services were last used, nor the timeline', async () => {
    const before = await stateOf(lab);
    expect(before.lastAccessed).not.toEqual([]);
    await ask('iam:CreateUser', {}, { UserName: 'bob' });
    await ask('iam:ListUsers');
    expect(await stateOf(lab)).toEqual(before);
  });

  it.each([
    ['a user', LUCY, 'lucy'],
    ['the root user', 'arn:aws:iam::123456789012:root', 'root of 123456789012'],
  ] as const)('takes %s to be who asks, without a signature', async (_, arn, label) => {
    const outcome = await lab.client.call('whatIf.evaluate', {
      signer: { kind: 'principal', arn },
      draft: { kind: 'action', action: 'iam:CreateUser', region: 'us-east-1', parameters: { UserName: 'bob' } },
    });
    expect(outcome).toMatchObject({ verdict: 'Allowed', principal: { label } });
  });

  it('judges a recorded request again, with something else supposed of it', async () => {
    const { record } = await lab.client.call('composer.send', {
      signer: { kind: 'accessKey', accessKeyId },
      draft: { kind: 'action', action: 's3:ListAllMyBuckets', region: 'us-east-1', parameters: {} },
    });
    expect(await lab.client.call('whatIf.reevaluateOne', { id: record.id })).toMatchObject({
      recorded: 'ImplicitlyDenied',
      outcome: { verdict: 'ImplicitlyDenied' },
    });
    expect(
      await lab.client.call('whatIf.reevaluateOne', { id: record.id, overrides: { sourceIp: '203.0.113.7' } }),
    ).toMatchObject({ recorded: 'ImplicitlyDenied', outcome: { verdict: 'Allowed' } });
  });

  it('counts how recorded requests fare now, and lists those that fare otherwise', async () => {
    await lab.perform('iam:UpdateAccessKey', { UserName: 'lucy', AccessKeyId: accessKeyId, Status: 'Inactive' });
    const told = await lab.client.call('whatIf.reevaluateAll', { workId: 'all' });
    expect(told.counts).toEqual([{ from: 'ImplicitlyDenied', to: 'NotAuthenticated', count: told.flippedCount }]);
    expect(told.flipped[0]).toMatchObject({
      now: 'NotAuthenticated',
      reason: `Access key ${accessKeyId} is inactive.`,
    });
    await lab.perform('iam:UpdateAccessKey', { UserName: 'lucy', AccessKeyId: accessKeyId, Status: 'Active' });
  });
});

describe('Asking what the gates would say of a request with an MFA code', () => {
  it('does not use the code up', async () => {
    let now = Date.parse('2026-05-01T12:00:00Z');
    const lab = await startLab({ clock: () => new Date(now) });
    await lab.client.call('credentialStore.useMemory', {});
    await lab.client.call('workspace.create', { name: 'Test', accountId: '123456789012', rootEmail: null, path: null });
    await lab.perform('iam:CreateUser', { UserName: 'lucy' });
    const { AccessKey } = await lab.perform('iam:CreateAccessKey', { UserName: 'lucy' });
    const { VirtualMFADevice } = await lab.perform('iam:CreateVirtualMFADevice', { VirtualMFADeviceName: 'phone' });
    const seed = decodeBase32(Buffer.from(VirtualMFADevice.Base32StringSeed, 'base64').toString()) ?? new Uint8Array();
    const codeAt = (at: number): string => totp(seed, new Date(at));
    const { SerialNumber } = VirtualMFADevice;
    await lab.perform('iam:EnableMFADevice', {
      UserName: 'lucy',
      SerialNumber,
      AuthenticationCode1: codeAt(now - 30_000),
      AuthenticationCode2: codeAt(now),
    });
    // The codes of the enabling are used up.
    now += 60_000;
    const request = {
      signer: { kind: 'accessKey', accessKeyId: AccessKey.AccessKeyId },
      draft: {
        kind: 'action',
        action: 'sts:GetSessionToken',
        region: 'us-east-1',
        parameters: { SerialNumber, TokenCode: codeAt(now) },
      },
    } as const;

    expect(await lab.client.call('whatIf.evaluate', request)).toMatchObject({ verdict: 'Allowed', error: null });
    const first = await lab.client.call('composer.send', request);
    const second = await lab.client.call('composer.send', request);
    expect([first, second].map(({ record }) => record.response.status)).toEqual([200, 403]);
    await lab.close();
  });
});
