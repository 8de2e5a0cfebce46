import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WhatIfOverrides, type WhatIfOutcome } from '../../../src-shared/contract/what-if.ts';
import type { z } from 'zod';
import { startLab, type TestLab } from '../../fixtures/lab.ts';
import { policyText } from './laboratory.ts';

const LUCY = 'arn:aws:iam::123456789012:user/lucy';

/** What asking must leave as it is. */
async function stateOf({ client }: TestLab): Promise<unknown> {
  return {
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

  it('changes nothing: neither the model (which says when keys were last used) nor the timeline', async () => {
    const before = await stateOf(lab);
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
