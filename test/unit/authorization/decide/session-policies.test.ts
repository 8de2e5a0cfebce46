import { describe, expect, it } from 'vitest';
import { decide } from '../../../../src-main/authorization/decide.ts';
import type { Principal } from '../../../../src-shared/principal.ts';
import { SERVICE_FACTS } from '../../../fixtures/service-facts.ts';
import {
  ACCOUNT,
  ALLOW_ALL,
  ALLOW_EC2,
  ALLOW_S3,
  DENY_S3,
  FEDERATED,
  GUIDE,
  ROLE,
  ROOT,
  SESSION,
  denyTo,
  grant,
  policy,
  policySet,
  request,
  verdicts,
} from '../scenario.ts';

const PAGE = `${GUIDE}/access_policies.html#policies_session`;

describe(`session policies (${PAGE})`, () => {
  verdicts(
    [
      ['what both allow is allowed', {}, { identity: ALLOW_ALL, session: ALLOW_S3 }, 'Allowed'],
      ['a session policy limits', {}, { identity: ALLOW_ALL, session: ALLOW_EC2 }, 'ImplicitlyDenied'],
      ['it gives nothing by itself', {}, { session: ALLOW_ALL }, 'ImplicitlyDenied'],
      ['it denies', {}, { identity: ALLOW_ALL, session: [ALLOW_ALL, DENY_S3] }, 'ExplicitlyDenied'],
      ['without one the role decides', {}, { identity: ALLOW_S3 }, 'Allowed'],
      [
        'a role ARN on the resource is limited by it',
        {},
        { resource: grant({ AWS: ROLE }), session: ALLOW_EC2 },
        'ImplicitlyDenied',
      ],
      [
        'a session ARN on the resource is not',
        {},
        { resource: grant({ AWS: SESSION }), session: ALLOW_EC2 },
        'Allowed',
      ],
      [
        'another session of the same role is not named by it',
        { principal: `${SESSION}2` },
        { resource: grant({ AWS: SESSION }), session: ALLOW_EC2 },
        'ImplicitlyDenied',
      ],
      ['one statement of several suffices', {}, { identity: ALLOW_ALL, session: [ALLOW_EC2, ALLOW_S3] }, 'Allowed'],
      [
        'it can be narrower in its resource',
        { resource: 'arn:aws:s3:::shop/invoices/1' },
        { identity: ALLOW_S3, session: { ...ALLOW_S3, Resource: 'arn:aws:s3:::shop/orders/*' } },
        'ImplicitlyDenied',
      ],
      [
        'and in its conditions',
        { context: { 'aws:SourceIp': '198.51.100.7' } },
        {
          identity: ALLOW_S3,
          session: { ...ALLOW_S3, Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } },
        },
        'ImplicitlyDenied',
      ],
    ],
    { principal: SESSION },
  );

  it.each([
    ['allow together what one of them allows', [ALLOW_EC2, ALLOW_S3], 'Allowed'],
    ['allow nothing that none of them allows', [ALLOW_EC2, { ...ALLOW_EC2, Action: 'sqs:*' }], 'ImplicitlyDenied'],
    ['deny what one of them denies', [ALLOW_ALL, DENY_S3], 'ExplicitlyDenied'],
  ])('several of them %s', (_name, statements, expected) => {
    const policies = { ...policySet({ identity: ALLOW_ALL }), session: statements.map((one) => policy(one)) };
    expect(decide(request({ principal: SESSION }), policies, SERVICE_FACTS)).toBe(expected);
  });
});

describe(`federated users (${GUIDE}/id_credentials_temp_control-access_getfederationtoken.html)`, () => {
  const identity = [
    { Effect: 'Allow', Action: 'sts:GetFederationToken', Resource: '*' },
    { Effect: 'Allow', Action: 'dynamodb:ListTables', Resource: '*' },
    { Effect: 'Allow', Action: 'sqs:ReceiveMessage', Resource: '*' },
    { Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' },
    { Effect: 'Allow', Action: 'sns:ListSubscriptions', Resource: '*' },
  ];
  const session = [
    { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: ['arn:aws:s3:::productionapp'] },
    {
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
      Resource: ['arn:aws:s3:::productionapp/*'],
    },
  ];
  const resource = {
    Effect: 'Allow',
    Principal: { AWS: FEDERATED },
    Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
    Resource: ['arn:aws:s3:::productionapp/*'],
  };
  const list = { action: 's3:ListBucket', resource: 'arn:aws:s3:::productionapp' };
  const put = { action: 's3:PutObject', resource: 'arn:aws:s3:::productionapp/a' };
  const queue = { action: 'sqs:ReceiveMessage', resource: `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs` };
  verdicts(
    [
      ['without a session policy has no permissions', list, { identity }, 'ImplicitlyDenied'],
      ['not even those of the user who federated', queue, { identity }, 'ImplicitlyDenied'],
      ['with one has what both allow', list, { identity, session }, 'Allowed'],
      ['not what only the session policy allows', put, { identity, session }, 'ImplicitlyDenied'],
      ['nor what only the user is allowed', queue, { identity, session }, 'ImplicitlyDenied'],
      ['nor another bucket', { ...list, resource: 'arn:aws:s3:::other' }, { identity, session }, 'ImplicitlyDenied'],
      ['a bucket policy that names the session gives it more', put, { identity, session, resource }, 'Allowed'],
      ['also when no session policy was passed', put, { identity, resource }, 'Allowed'],
      ['but only what it says', list, { identity, resource }, 'ImplicitlyDenied'],
      ['and only to that name', { ...put, principal: `${FEDERATED}ine` }, { identity, resource }, 'ImplicitlyDenied'],
      [
        'a deny for the session counts',
        put,
        { identity, resource: [resource, denyTo({ AWS: FEDERATED })] },
        'ExplicitlyDenied',
      ],
      [
        'across accounts the bucket is not enough without a session policy',
        { ...put, resourceAccountId: '210987654321' },
        { identity: ALLOW_ALL, resource },
        'ImplicitlyDenied',
      ],
      [
        'across accounts all three must allow',
        { ...put, resourceAccountId: '210987654321' },
        { identity: ALLOW_ALL, resource, session },
        'Allowed',
      ],
    ],
    { principal: FEDERATED },
  );
});

describe(`a session that the root user made (${GUIDE}/reference_policies_elements_principal.html#sts-session-principals)`, () => {
  const principal: Principal = {
    kind: 'federatedUser',
    arn: FEDERATED,
    accountId: ACCOUNT,
    name: 'carol',
    userArn: `arn:aws:iam::${ACCOUNT}:root`,
    tags: [],
  };
  verdicts(
    [
      ['may what the session policy allows', {}, { session: ALLOW_S3 }, 'Allowed'],
      ['and nothing else', {}, { session: ALLOW_EC2 }, 'ImplicitlyDenied'],
      ['nor anything without one', {}, {}, 'ImplicitlyDenied'],
      [
        'a resource that denies the account denies it',
        {},
        { session: ALLOW_S3, resource: denyTo({ AWS: ROOT }) },
        'ExplicitlyDenied',
      ],
      ['an SCP binds it', {}, { session: ALLOW_S3, scp: [[ALLOW_EC2]] }, 'ImplicitlyDenied'],
    ],
    { principal },
  );
});
