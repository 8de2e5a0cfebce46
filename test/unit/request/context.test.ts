import { describe, expect, test } from 'vitest';
import { gatherContext } from '../../../src-main/request/context.ts';
import type { ContextSources } from '../../../src-main/request/context.ts';
import type { Principal } from '../../../src-shared/principal.ts';
import { ACCOUNT, model, reference, resource, signedFor, wire } from './scene.ts';

const AT = new Date('2026-04-01T12:00:00.500Z');
const LUCY: Principal = {
  kind: 'user',
  arn: `arn:aws:iam::${ACCOUNT}:user/shop/lucy`,
  accountId: ACCOUNT,
  userName: 'lucy',
  userId: 'AIDAEXAMPLELUCY00000A',
  tags: [{ Key: 'team', Value: 'shop' }],
};
const SESSION: Principal = {
  kind: 'roleSession',
  serviceLinked: false,
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deployer/monday`,
  accountId: ACCOUNT,
  roleArn: `arn:aws:iam::${ACCOUNT}:role/deployer`,
  roleId: 'AROAEXAMPLEDEPLOY0000',
  sessionName: 'monday',
  tags: [],
};

function context(more: Partial<ContextSources> = {}): Record<string, string | readonly string[]> {
  const sources: ContextSources = {
    principal: LUCY,
    wire: wire({}),
    at: AT,
    sourceIp: '203.0.113.7',
    secureTransport: true,
    region: 'eu-west-1',
    part: { action: 's3:GetObject', resource: 'arn:aws:s3:::lucy-bucket/k' },
    resource: null,
    resourceAccountId: null,
    session: null,
    reference,
    ...more,
  };
  const { keys, entries } = gatherContext(sources);
  expect(entries.map(({ key }) => key.toLowerCase())).toEqual([...keys.keys()]);
  return Object.fromEntries(keys);
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
describe('the principal keys', () => {
  test.each<[string, Principal, Record<string, string | undefined>]>([
    [
      'root',
      { kind: 'root', arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT },
      { 'aws:principaltype': 'Account', 'aws:userid': ACCOUNT, 'aws:username': undefined },
    ],
    [
      'a user',
      LUCY,
      {
        'aws:principaltype': 'User',
        'aws:userid': 'AIDAEXAMPLELUCY00000A',
        'aws:username': 'lucy',
        'aws:principalarn': `arn:aws:iam::${ACCOUNT}:user/shop/lucy`,
        'aws:principalaccount': ACCOUNT,
        'aws:principaltag/team': 'shop',
        'aws:principalisawsservice': 'false',
      },
    ],
    [
      'a role session',
      SESSION,
      {
        'aws:principaltype': 'AssumedRole',
        'aws:userid': 'AROAEXAMPLEDEPLOY0000:monday',
        'aws:username': undefined,
        'aws:principalarn': `arn:aws:iam::${ACCOUNT}:role/deployer`,
      },
    ],
    [
      'a federated user',
      {
        kind: 'federatedUser',
        arn: `arn:aws:sts::${ACCOUNT}:federated-user/bob`,
        accountId: ACCOUNT,
        name: 'bob',
        userArn: `arn:aws:iam::${ACCOUNT}:user/shop/lucy`,
        tags: [],
      },
      { 'aws:principaltype': 'FederatedUser', 'aws:userid': `${ACCOUNT}:bob`, 'aws:username': undefined },
    ],
    [
      'nobody',
      { kind: 'anonymous' },
      {
        'aws:principaltype': 'Anonymous',
        'aws:userid': 'anonymous',
        'aws:principalarn': undefined,
        'aws:principalaccount': undefined,
      },
    ],
    [
      'a service',
      { kind: 'service', service: 'lambda.amazonaws.com' },
      {
        'aws:principalisawsservice': 'true',
        'aws:principalservicename': 'lambda.amazonaws.com',
        'aws:sourceip': undefined,
        'aws:username': undefined,
      },
    ],
  ])('of %s', (_, principal, expected) => {
    const keys = context({ principal });
    expect(Object.fromEntries(Object.keys(expected).map((key) => [key, keys[key]]))).toEqual(expected);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
describe('the MFA keys', () => {
  test('are absent, not false, for a long-term access key', () => {
    expect(Object.keys(context()).filter((key) => /multifactor|tokenissue/.test(key))).toEqual([]);
  });

  test('say false for temporary credentials without MFA, and give no age', () => {
    const keys = context({ session: { issuedAt: AT, mfaAt: null } });
    expect(keys['aws:multifactorauthpresent']).toBe('false');
    expect(keys).not.toHaveProperty('aws:multifactorauthage');
  });

  test('say true and the age in seconds for temporary credentials with MFA', () => {
    const mfaAt = new Date('2026-04-01T11:55:00Z');
    const keys = context({ session: { issuedAt: mfaAt, mfaAt } });
    expect(keys).toMatchObject({
      'aws:multifactorauthpresent': 'true',
      'aws:multifactorauthage': '300',
      'aws:tokenissuetime': '2026-04-01T11:55:00Z',
    });
  });
});

describe('the keys of the request', () => {
  test('are what the clock, the address and the headers say', () => {
    const request = wire({ headers: [['user-agent', 'aws-cli/2.15']] });
    expect(context({ wire: request })).toMatchObject({
      'aws:currenttime': '2026-04-01T12:00:00Z',
      'aws:epochtime': '1775044800',
      'aws:sourceip': '203.0.113.7',
      'aws:securetransport': 'true',
      'aws:requestedregion': 'eu-west-1',
      'aws:useragent': 'aws-cli/2.15',
      'aws:viaawsservice': 'false',
    });
  });

  test('leave out headers that were not sent', () => {
    const keys = context();
    expect(keys).not.toHaveProperty('aws:useragent');
    expect(keys).not.toHaveProperty('aws:referer');
  });

  test('include what the operation itself sets, many values as a list', () => {
    const part = {
      action: 'iam:CreateUser',
      resource: '*',
      context: { 'aws:TagKeys': ['team'], 'aws:RequestTag/team': 'shop' },
    };
    expect(context({ part })).toMatchObject({ 'aws:tagkeys': ['team'], 'aws:requesttag/team': 'shop' });
  });

  test('say in words where each came from', () => {
    const { entries } = gatherContext({
      principal: LUCY,
      wire: wire({}),
      at: AT,
      sourceIp: '203.0.113.7',
      secureTransport: false,
      region: 'us-east-1',
      part: { action: 'iam:GetUser', resource: '*' },
      resource: null,
      resourceAccountId: null,
      session: null,
      reference,
    });
    expect(entries.find(({ key }) => key === 'aws:username')).toEqual({
      key: 'aws:username',
      values: ['lucy'],
      source: 'user lucy',
    });
  });
});

describe('the keys of the resource', () => {
  const table = resource(`arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders`, 'dynamodb:table', 'orders', {
    tags: [{ Key: 'stage', Value: 'prod' }],
  });

  test('are its account and its tags', () => {
    const part = { action: 'dynamodb:GetItem', resource: table.arn };
    const keys = context({ part, resource: table, resourceAccountId: ACCOUNT });
    expect(keys).toMatchObject({ 'aws:resourceaccount': ACCOUNT, 'aws:resourcetag/stage': 'prod' });
  });

  test.each<[string, string, Parameters<typeof resource>[0], string, string[]]>([
    [
      'EC2',
      'ec2:StopInstances',
      `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-1`,
      'ec2:instance',
      ['aws:resourcetag/stage', 'ec2:resourcetag/stage'],
    ],
    [
      'Secrets Manager',
      'secretsmanager:GetSecretValue',
      `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:a-AbCdEf`,
      'secretsmanager:Secret',
      ['aws:resourcetag/stage', 'secretsmanager:resourcetag/stage'],
    ],
    ['S3, whose buckets give none until asked to', 's3:ListBucket', 'arn:aws:s3:::b', 's3:bucket', []],
  ])('give tags under the names of %s', (_, action, arn, type, expected) => {
    const tagged = resource(arn, type, 'x', { tags: [{ Key: 'stage', Value: 'prod' }] });
    const keys = Object.keys(context({ part: { action, resource: arn }, resource: tagged }));
    expect(keys.filter((key) => key.includes('resourcetag')).toSorted()).toEqual(expected);
  });

  test("give a user's tags under IAM's own name too", () => {
    const user = model.userByName(ACCOUNT, 'lucy');
    const keys = context({ part: { action: 'iam:DeleteUser', resource: user?.arn ?? '' }, resource: user });
    expect(keys).toMatchObject({ 'iam:resourcetag/team': 'shop', 'aws:resourcetag/team': 'shop' });
  });

  test('leave out the account where nobody knows it', () => {
    expect(context()).not.toHaveProperty('aws:resourceaccount');
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html
describe('the keys of S3', () => {
  test('say how the request was signed, and its age in milliseconds', () => {
    const request = wire({ headers: [signedFor('s3'), ['X-Amz-Date', '20260401T115959Z']] });
    expect(context({ wire: request })).toMatchObject({
      's3:signatureversion': 'AWS4-HMAC-SHA256',
      's3:authtype': 'REST-HEADER',
      's3:signatureage': '1500',
    });
  });

  test('say that a presigned URL carries its signature in the query string', () => {
    const target = '/b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260401T115900Z';
    expect(context({ wire: wire({ target }) })['s3:authtype']).toBe('REST-QUERY-STRING');
  });

  test('are headers that the action may be judged by, and no others', () => {
    const request = wire({
      headers: [
        ['x-amz-acl', 'public-read'],
        ['x-amz-storage-class', 'GLACIER'],
      ],
    });
    const put = context({ wire: request, part: { action: 's3:PutObject', resource: 'arn:aws:s3:::b/k' } });
    const get = context({ wire: request, part: { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' } });
    expect(put).toMatchObject({ 's3:x-amz-acl': 'public-read', 's3:x-amz-storage-class': 'GLACIER' });
    expect(get).not.toHaveProperty('s3:x-amz-acl');
  });

  test('are absent for other services', () => {
    const request = wire({ headers: [signedFor('iam'), ['x-amz-acl', 'private']] });
    const keys = context({ wire: request, part: { action: 'iam:GetUser', resource: '*' } });
    expect(Object.keys(keys).filter((key) => key.startsWith('s3:'))).toEqual([]);
  });
});
