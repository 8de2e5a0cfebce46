import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../../src-shared/decision/explanation.ts';
import { accessDeniedMessage } from '../../../src-main/authorization/access-denied.ts';
import { compilePolicy } from '../../../src-main/authorization/compile.ts';
import { explain } from '../../../src-main/authorization/explain.ts';
import { SERVICE_FACTS } from '../../fixtures/service-facts.ts';
import {
  ACCOUNT,
  ALLOW_ALL,
  ALLOW_EC2,
  ALLOW_S3,
  type Asked,
  DENY_S3,
  FEDERATED,
  type Given,
  GUIDE,
  LUCY,
  OTHER_ACCOUNT,
  ROLE,
  ROOT,
  SESSION,
  policySet,
  request,
} from './scenario.ts';

function explained(asked: Asked, given: Given): Explanation {
  return explain(request(asked), policySet(given), SERVICE_FACTS);
}

describe('an explanation', () => {
  const read = {
    Sid: 'ReadOwn',
    Effect: 'Allow',
    Action: ['s3:Get*', 's3:List*'],
    Resource: 'arn:aws:s3:::shop/${aws:username}/*',
    Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
  };
  const asked: Asked = { resource: 'arn:aws:s3:::shop/lucy/1', context: { 'aws:SourceIp': '198.51.100.1' } };

  it('shows each element by value, with variables filled in', () => {
    const statement = explained(asked, { identity: read }).layers[0]?.policies[0]?.statements[0];
    expect(statement).toEqual({
      index: 0,
      sid: 'ReadOwn',
      effect: 'Allow',
      matched: false,
      line: 1,
      column: 37,
      elements: [
        {
          element: 'Action',
          matched: true,
          wanted: ['s3:Get*', 's3:List*'],
          resolved: ['s3:Get*', 's3:List*'],
          actual: 's3:GetObject',
          matchedBy: 's3:Get*',
        },
        {
          element: 'Resource',
          matched: true,
          wanted: ['arn:aws:s3:::shop/${aws:username}/*'],
          resolved: ['arn:aws:s3:::shop/lucy/*'],
          actual: 'arn:aws:s3:::shop/lucy/1',
          matchedBy: 'arn:aws:s3:::shop/${aws:username}/*',
        },
      ],
      conditions: [
        {
          operator: 'IpAddress',
          key: 'aws:SourceIp',
          matched: false,
          wanted: ['203.0.113.0/24'],
          resolved: ['203.0.113.0/24'],
          actual: ['198.51.100.1'],
          note: null,
        },
      ],
    });
  });

  it('says who is named and by which value', () => {
    const resource = { Effect: 'Allow', Principal: { AWS: [ROLE, LUCY] }, Action: 's3:*', Resource: '*' };
    const layer = explained({}, { resource }).layers.find((entry) => entry.layer === 'resource');
    expect(layer?.policies[0]?.statements[0]?.elements[0]).toEqual({
      element: 'Principal',
      matched: true,
      wanted: [`AWS: ${ROLE}`, `AWS: ${LUCY}`],
      resolved: [`AWS: ${ROLE}`, `AWS: ${LUCY}`],
      actual: LUCY,
      matchedBy: `AWS: ${LUCY}`,
    });
  });

  it.each<[object, Asked['context'], string | null]>([
    [{ StringEquals: { 'aws:x': 'a' } }, {}, 'The request carries no aws:x, and an absent key matches nothing.'],
    [{ StringEqualsIfExists: { 'aws:x': 'a' } }, {}, 'The request carries no aws:x; IfExists lets that pass.'],
    [
      { StringNotEquals: { 'aws:x': 'a' } },
      {},
      'The request carries no aws:x; a Not… operator holds when the key is absent.',
    ],
    [
      { 'ForAllValues:StringEquals': { 'aws:x': 'a' } },
      {},
      'The request carries no aws:x; ForAllValues holds when there is no value at all.',
    ],
    [
      { 'ForAnyValue:StringEquals': { 'aws:x': 'a' } },
      {},
      'The request carries no aws:x; ForAnyValue wants at least one value.',
    ],
    [{ NumericLessThan: { 'aws:x': '1' } }, { 'aws:x': 'ten' }, '"ten" is no number, so it matches nothing.'],
    [{ DateLessThan: { 'aws:x': '2026-01-01' } }, { 'aws:x': 'soon' }, '"soon" is no date, so it matches nothing.'],
    [{ IpAddress: { 'aws:x': '10.0.0.0/8' } }, { 'aws:x': 'here' }, '"here" is no IP address, so it matches nothing.'],
    [{ ArnLike: { 'aws:x': 'arn:aws:s3:::*' } }, { 'aws:x': 'b' }, '"b" is no ARN, so it matches nothing.'],
    [
      { StringEquals: { 'aws:x': '${aws:SourceVpc}' } },
      { 'aws:x': 'b' },
      'The request carries no aws:SourceVpc to fill in, so that value matches nothing.',
    ],
    [{ Null: { 'aws:x': 'true' } }, {}, null],
  ])('notes of %j with %j: %s', (condition, context, note) => {
    const identity = { ...ALLOW_ALL, Condition: condition };
    const found = explained({ context: context ?? {} }, { identity }).layers[0]?.policies[0]?.statements[0]
      ?.conditions[0];
    expect(found?.note).toBe(note);
  });

  it.each<[string, object, string[]]>([
    [
      'keys that a condition asked for',
      { ...ALLOW_S3, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
      ['aws:MultiFactorAuthPresent'],
    ],
    [
      'keys that a variable asked for',
      { ...ALLOW_S3, Resource: 'arn:aws:s3:::shop/${aws:PrincipalTag/team}/*' },
      ['aws:PrincipalTag/team'],
    ],
    ['not those of other actions', { ...ALLOW_EC2, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }, []],
    ['not those with a default', { ...ALLOW_S3, Resource: "arn:aws:s3:::shop/${aws:PrincipalTag/team, 'x'}/*" }, []],
    ['not those of Null', { ...ALLOW_S3, Condition: { Null: { 'aws:TokenIssueTime': 'true' } } }, []],
    ['not those that are there', { ...ALLOW_S3, Condition: { StringEquals: { 'AWS:UserName': 'lucy' } } }, []],
  ])('lists %s as missing', (_name, identity, missing) => {
    expect(explained({}, { identity: identity as Record<string, unknown> }).missingContext).toEqual(missing);
  });

  it('names the statement that decided and the layer that stopped', () => {
    expect(explained({}, { identity: [ALLOW_S3, { ...DENY_S3, Sid: 'No' }] })).toMatchObject({
      decision: 'ExplicitlyDenied',
      decidedBy: { layer: 'identity', policyName: 'P', policyArn: null, statementIndex: 1, sid: 'No' },
      stoppedBy: 'identity',
    });
    expect(explained({}, { identity: ALLOW_S3, scp: [[ALLOW_EC2]] })).toMatchObject({
      decidedBy: null,
      stoppedBy: 'scp',
    });
    expect(explained({}, { identity: ALLOW_S3 })).toMatchObject({ decidedBy: { statementIndex: 0 }, stoppedBy: null });
  });
});

describe('the reason', () => {
  const onResource = 's3:GetObject on arn:aws:s3:::shop/orders/1';
  it.each<[string, Asked, Given, string]>([
    ['nothing allows', {}, {}, `No identity-based policy of lucy allows ${onResource}, so the default deny stands.`],
    [
      'a statement allows',
      {},
      { identity: { ...ALLOW_S3, Sid: 'All' } },
      `The statement "All" of the identity-based policy "P" allows lucy ${onResource}, and nothing denies it.`,
    ],
    [
      'a statement denies',
      {},
      { identity: [ALLOW_S3, DENY_S3] },
      `Statement 2 of the identity-based policy "P" denies lucy ${onResource}. An explicit deny overrides every allow.`,
    ],
    [
      'root',
      { principal: ROOT },
      {},
      `The account's root user may do everything in its own account, so ${onResource} is allowed.`,
    ],
    [
      'a boundary stops',
      {},
      { identity: ALLOW_S3, boundary: ALLOW_EC2 },
      `No permissions boundary of lucy allows ${onResource}, and whatever other policies allow, this one has to as well.`,
    ],
    [
      'a federated user without session policy',
      { principal: FEDERATED },
      { identity: ALLOW_S3 },
      `No session policy of the federated user carol allows ${onResource}, and a federated user may do by itself only what a session policy allows.`,
    ],
    [
      'another account',
      { resourceAccountId: OTHER_ACCOUNT },
      { identity: ALLOW_S3 },
      `No resource-based policy of account ${OTHER_ACCOUNT} allows ${onResource}, and lucy belongs to account ${ACCOUNT}: across accounts both have to allow it.`,
    ],
    [
      'nobody',
      { principal: '*' },
      {},
      `No resource-based policy allows ${onResource}, and only a resource-based policy could let in an anonymous caller.`,
    ],
    [
      'all but a condition',
      {},
      { identity: { ...ALLOW_S3, Sid: 'Mfa', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } } },
      `No identity-based policy of lucy allows ${onResource}, so the default deny stands. The statement "Mfa" of "P" would allow it but for its condition: Bool wants aws:MultiFactorAuthPresent true; the request carries none.`,
    ],
  ])('%s', (_name, asked, given, reason) => {
    expect(explained(asked, given).reason).toBe(reason);
  });
});

describe(`AWS's own sentence (${GUIDE}/troubleshoot_access-denied.html)`, () => {
  const ec2: Asked = { action: 'ec2:StartInstances', resource: 'arn:aws:ec2:eu-west-1:123456789012:instance/i-1' };
  const start = `User: ${LUCY} is not authorized to perform: ec2:StartInstances on resource: arn:aws:ec2:eu-west-1:123456789012:instance/i-1`;
  const deny = { Effect: 'Deny', Action: '*', Resource: '*' };
  const denyEverybody = { ...deny, Principal: '*' };
  it.each<[string, Asked, Given, string]>([
    ['identity', ec2, {}, `${start} because no identity-based policy allows the ec2:StartInstances action`],
    [
      'boundary',
      ec2,
      { identity: ALLOW_ALL, boundary: ALLOW_S3 },
      `${start} because no permissions boundary allows the ec2:StartInstances action`,
    ],
    [
      'SCP',
      ec2,
      { identity: ALLOW_ALL, scp: [[ALLOW_S3]] },
      `${start} because no service control policy allows the ec2:StartInstances action`,
    ],
    [
      'VPC endpoint',
      ec2,
      { identity: ALLOW_ALL, vpcEndpoint: { ...ALLOW_S3, Principal: '*' } },
      `${start} because no VPC endpoint policy allows the ec2:StartInstances action`,
    ],
    [
      'resource',
      { ...ec2, resourceAccountId: OTHER_ACCOUNT },
      { identity: ALLOW_ALL },
      `${start} because no resource-based policy allows the ec2:StartInstances action`,
    ],
    [
      'session',
      { ...ec2, principal: SESSION },
      { identity: ALLOW_ALL, session: ALLOW_S3 },
      `${start.replace(LUCY, SESSION)} because no session policy allows the ec2:StartInstances action`,
    ],
    [
      'trust',
      { action: 'sts:AssumeRole', resource: ROLE },
      { identity: ALLOW_ALL, trust: { Effect: 'Deny', Principal: { AWS: OTHER_ACCOUNT }, Action: 'sts:AssumeRole' } },
      `User: ${LUCY} is not authorized to perform: sts:AssumeRole on resource: ${ROLE} because no role trust policy allows the sts:AssumeRole action`,
    ],
    ['deny in identity', ec2, { identity: deny }, `${start} with an explicit deny in an identity-based policy`],
    ['deny in boundary', ec2, { boundary: deny }, `${start} with an explicit deny in a permissions boundary`],
    ['deny in session', ec2, { session: deny }, `${start} with an explicit deny in a session policy`],
    ['deny in SCP', ec2, { scp: [[deny]] }, `${start} with an explicit deny in a service control policy`],
    [
      'deny in RCP',
      { action: 'sqs:SendMessage', resource: `arn:aws:sqs:eu-west-1:${ACCOUNT}:orders` },
      { rcp: [[denyEverybody]] },
      `User: ${LUCY} is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:${ACCOUNT}:orders with an explicit deny in a resource control policy`,
    ],
    [
      'deny in VPC endpoint',
      ec2,
      { vpcEndpoint: denyEverybody },
      `${start} with an explicit deny in a VPC endpoint policy`,
    ],
    ['deny in resource', ec2, { resource: denyEverybody }, `${start} with an explicit deny in a resource-based policy`],
    [
      'deny in trust',
      { action: 'sts:AssumeRole', resource: ROLE },
      { trust: { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' } },
      `User: ${LUCY} is not authorized to perform: sts:AssumeRole on resource: ${ROLE} with an explicit deny in the role trust policy`,
    ],
    [
      'S3 quotes the resource',
      {},
      {},
      `User: ${LUCY} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::shop/orders/1" because no identity-based policy allows the s3:GetObject action`,
    ],
    [
      'no resource',
      { action: 's3:ListAllMyBuckets', resource: '*' },
      {},
      `User: ${LUCY} is not authorized to perform: s3:ListAllMyBuckets because no identity-based policy allows the s3:ListAllMyBuckets action`,
    ],
    ['S3 and strangers', { resourceAccountId: OTHER_ACCOUNT }, { identity: ALLOW_ALL }, 'Access Denied'],
    ['S3 and nobody', { principal: '*' }, {}, 'Access Denied'],
    [
      'nobody elsewhere',
      { ...ec2, principal: '*' },
      {},
      `${start.replace(LUCY, 'anonymous')} because no resource-based policy allows the ec2:StartInstances action`,
    ],
  ])('%s', (_name, asked, given, sentence) => {
    expect(accessDeniedMessage(request(asked), explained(asked, given))).toBe(sentence);
  });

  it('ends in the ARN of a managed policy that denies', () => {
    const arn = `arn:aws:iam::${ACCOUNT}:policy/Guard`;
    const text = JSON.stringify({ Version: '2012-10-17', Statement: deny });
    const guard = compilePolicy(text, { name: 'Guard', arn, source: 'test' });
    const explanation = explain(request(ec2), { identity: [guard], resource: [] }, SERVICE_FACTS);
    expect(accessDeniedMessage(request(ec2), explanation)).toBe(
      `${start} with an explicit deny in an identity-based policy: ${arn}`,
    );
  });
});
