import { describe, expect, it } from 'vitest';
import {
  type ConditionExplanation,
  type ElementExplanation,
  Explanation,
  type PolicyLayer,
} from '../../../src-shared/decision/explanation.ts';
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
  LUCY,
  ROLE,
  ROOT,
  SESSION,
  denyTo,
  policySet,
  request,
  whoIs,
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
          matches: [{ actual: '198.51.100.1', matchedBy: null }],
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

/** How the first element of that kind fared, in the first statement of the first policy that has one. */
function elementOf(asked: Asked, given: Given, element: ElementExplanation['element']): ElementExplanation | undefined {
  return explained(asked, given)
    .layers.flatMap(({ policies }) => policies)
    .flatMap(({ statements }) => statements)
    .flatMap(({ elements }) => elements)
    .find((entry) => entry.element === element);
}

describe('an element', () => {
  const lucy = whoIs(LUCY, 'AIDACKCEVSQ6C2EXAMPLE');
  const worker = whoIs(SESSION, 'AROADBQP57FF2AEXAMPLE:monday');
  const saml = `arn:aws:iam::${ACCOUNT}:saml-provider/corporate`;

  it.each<[string, Asked['principal'], unknown, boolean, string | null]>([
    ['a user by its ARN', lucy, { AWS: [ROLE, LUCY, '*'] }, true, `AWS: ${LUCY}`],
    ['a user by its unique ID', lucy, { AWS: 'AIDACKCEVSQ6C2EXAMPLE' }, true, 'AWS: AIDACKCEVSQ6C2EXAMPLE'],
    ['a user by its account', lucy, { AWS: ACCOUNT }, true, `AWS: ${ACCOUNT}`],
    ['a user by the ARN of its account', lucy, { AWS: ROOT }, true, `AWS: ${ROOT}`],
    ['the closest of several', lucy, { AWS: [ROOT, LUCY] }, true, `AWS: ${LUCY}`],
    ['everybody', lucy, '*', true, '*'],
    ['a session by its ARN', worker, { AWS: [ROLE, SESSION] }, true, `AWS: ${SESSION}`],
    ['a session by its role', worker, { AWS: [ROLE, ROOT] }, true, `AWS: ${ROLE}`],
    [
      'a session by its role, by unique ID',
      worker,
      { AWS: 'AROADBQP57FF2AEXAMPLE' },
      true,
      'AWS: AROADBQP57FF2AEXAMPLE',
    ],
    ['a federated user by its ARN', FEDERATED, { AWS: FEDERATED }, true, `AWS: ${FEDERATED}`],
    ['the root user by its account', ROOT, { AWS: ACCOUNT }, true, `AWS: ${ACCOUNT}`],
    [
      'a service',
      'events.amazonaws.com',
      { Service: ['sns.amazonaws.com', 'events.amazonaws.com'] },
      true,
      'Service: events.amazonaws.com',
    ],
    [
      'a service in any case',
      'events.amazonaws.com',
      { Service: 'Events.amazonaws.com' },
      true,
      'Service: Events.amazonaws.com',
    ],
    ['users of a provider', saml, { Federated: saml }, true, `Federated: ${saml}`],
    ['nobody it does not name', lucy, { AWS: ROLE }, false, null],
    ['no anonymous caller by an account', '*', { AWS: ACCOUNT }, false, null],
  ])('Principal names %s', (_name, principal, Principal, matched, matchedBy) => {
    const resource = { Effect: 'Allow', Principal, Action: '*', Resource: '*' };
    expect(elementOf({ principal: principal ?? LUCY }, { resource }, 'Principal')).toMatchObject({
      matched,
      matchedBy,
    });
  });

  it.each<[string, Asked, Given, ElementExplanation]>([
    [
      'NotAction',
      {},
      { identity: { Effect: 'Allow', NotAction: ['iam:*', 's3:get*'], Resource: '*' } },
      {
        element: 'NotAction',
        matched: false,
        wanted: ['iam:*', 's3:get*'],
        resolved: ['iam:*', 's3:get*'],
        actual: 's3:GetObject',
        matchedBy: 's3:get*',
      },
    ],
    [
      'NotResource',
      {},
      { identity: { Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::${aws:username}/*' } },
      {
        element: 'NotResource',
        matched: true,
        wanted: ['arn:aws:s3:::${aws:username}/*'],
        resolved: ['arn:aws:s3:::lucy/*'],
        actual: 'arn:aws:s3:::shop/orders/1',
        matchedBy: null,
      },
    ],
    [
      'NotPrincipal',
      {},
      { resource: { Effect: 'Deny', NotPrincipal: { AWS: [LUCY, ROOT] }, Action: '*', Resource: '*' } },
      {
        element: 'NotPrincipal',
        matched: false,
        wanted: [`AWS: ${LUCY}`, `AWS: ${ROOT}`],
        resolved: [`AWS: ${LUCY}`, `AWS: ${ROOT}`],
        actual: LUCY,
        matchedBy: `AWS: ${LUCY}`,
      },
    ],
  ])('%s says which value excepts the request, where one does', (_name, asked, given, element) => {
    expect(elementOf(asked, given, element.element)).toEqual(element);
  });
});

describe('a condition', () => {
  it.each<[object, Asked['context'], boolean, ConditionExplanation['matches']]>([
    [{ StringLike: { 'aws:x': ['b*', 'a*'] } }, { 'aws:x': 'abc' }, true, [{ actual: 'abc', matchedBy: 'a*' }]],
    [{ StringNotLike: { 'aws:x': ['b*', 'a*'] } }, { 'aws:x': 'abc' }, false, [{ actual: 'abc', matchedBy: 'a*' }]],
    [
      { StringEquals: { 'aws:x': '${aws:username}' } },
      { 'aws:x': 'lucy' },
      true,
      [{ actual: 'lucy', matchedBy: '${aws:username}' }],
    ],
    [{ NumericLessThan: { 'aws:n': ['5', '10'] } }, { 'aws:n': '7' }, true, [{ actual: '7', matchedBy: '10' }]],
    [
      { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '::/0'] } },
      { 'aws:SourceIp': '2001:db8::1' },
      true,
      [{ actual: '2001:db8::1', matchedBy: '::/0' }],
    ],
    [
      { ArnLike: { 'aws:x': 'arn:aws:s3:::*' } },
      { 'aws:x': 'arn:aws:s3:::b' },
      true,
      [{ actual: 'arn:aws:s3:::b', matchedBy: 'arn:aws:s3:::*' }],
    ],
    [{ Bool: { 'aws:x': 'true' } }, { 'aws:x': 'TRUE' }, true, [{ actual: 'TRUE', matchedBy: 'true' }]],
    [
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } },
      { 'aws:TagKeys': ['a', 'c'] },
      false,
      [
        { actual: 'a', matchedBy: 'a' },
        { actual: 'c', matchedBy: null },
      ],
    ],
    [
      { 'ForAnyValue:StringLike': { 'aws:TagKeys': 'c*' } },
      { 'aws:TagKeys': ['a', 'cost'] },
      true,
      [
        { actual: 'a', matchedBy: null },
        { actual: 'cost', matchedBy: 'c*' },
      ],
    ],
    [{ StringEqualsIfExists: { 'aws:x': 'a' } }, {}, true, []],
    [{ Null: { 'aws:x': 'false' } }, { 'aws:x': 'a' }, true, []],
  ])('%j with %j says which value matched which', (condition, context, matched, matches) => {
    const identity = { ...ALLOW_ALL, Condition: condition };
    const statement = explained({ context: context ?? {} }, { identity }).layers[0]?.policies[0]?.statements[0];
    expect(statement?.conditions[0]).toMatchObject({ matched, matches });
  });
});

function layerNames(given: Given): string[] {
  return explained({}, given).layers.map(({ layer }) => layer);
}

describe('the layers', () => {
  const linked = `arn:aws:sts::${ACCOUNT}:assumed-role/AWSServiceRoleForECS/1`;
  const denyEverybody = denyTo('*');

  it('are those that are there, and none that is not', () => {
    expect(layerNames({})).toEqual(['identity']);
    expect(layerNames({ boundary: ALLOW_ALL, scp: [[ALLOW_ALL]] })).toEqual(['identity', 'boundary', 'scp']);
  });

  it('of SCPs tell level by level what they say, and of each policy where it stands', () => {
    const scp = explained({}, { identity: ALLOW_ALL, scp: [[ALLOW_ALL], [], [ALLOW_EC2], [ALLOW_ALL, DENY_S3]] })
      .layers[1];
    expect(scp).toMatchObject({ layer: 'scp', effect: 'Deny', levels: ['Allow', 'None', 'None', 'Deny'] });
    expect(scp?.policies.map(({ level }) => level)).toEqual([0, 2, 3]);
  });

  it('of RCPs allow at every level, as RCPFullAWSAccess does', () => {
    const rcp = explained({}, { rcp: [[], [denyEverybody]] }).layers[1];
    expect(rcp).toMatchObject({ layer: 'rcp', effect: 'Deny', levels: ['Allow', 'Deny'] });
  });

  it('without levels have none', () => {
    const identity = explained({}, { identity: ALLOW_S3 }).layers[0];
    expect(identity).toMatchObject({ layer: 'identity', effect: 'Allow', levels: [] });
    expect(identity?.policies[0]?.level).toBeNull();
  });

  it.each<[string, Asked, Given, PolicyLayer, RegExp]>([
    ['SCPs and a user', {}, { scp: [[DENY_S3]] }, 'scp', /^$/],
    ['SCPs and a service-linked role', { principal: linked }, { scp: [[DENY_S3]] }, 'scp', /service-linked/],
    ['SCPs and a service', { principal: 'events.amazonaws.com' }, { scp: [[DENY_S3]] }, 'scp', /service/],
    ['SCPs and nobody', { principal: '*' }, { scp: [[DENY_S3]] }, 'scp', /anonymous/],
    ['RCPs and S3', {}, { rcp: [[denyEverybody]] }, 'rcp', /^$/],
    ['RCPs and EC2', { action: 'ec2:RunInstances', resource: '*' }, { rcp: [[denyEverybody]] }, 'rcp', /ec2/],
    ['RCPs and a service-linked role', { principal: linked }, { rcp: [[denyEverybody]] }, 'rcp', /service-linked/],
    [
      'a bucket policy and the root user who mends it',
      { principal: ROOT, action: 's3:PutBucketPolicy', resource: 'arn:aws:s3:::shop' },
      { resource: denyEverybody },
      'resource',
      /root user/,
    ],
    [
      'an action that needs no permission',
      { action: 'sts:GetCallerIdentity', resource: '*' },
      { identity: DENY_S3 },
      'identity',
      /no permission/,
    ],
  ])('say why they take no part, where they take none: %s', (_name, asked, given, layer, exemption) => {
    const found = explained(asked, given).layers.find((entry) => entry.layer === layer);
    expect(found).toBeDefined();
    expect(found?.exemption ?? '').toMatch(exemption);
  });
});

describe('the place of a statement', () => {
  it('is its line and column in the text of its policy', () => {
    const text = `{
  "Version": "2012-10-17",
  "Statement": [
    ${JSON.stringify(ALLOW_S3)},
    ${JSON.stringify(DENY_S3)}
  ]
}`;
    const guard = compilePolicy(text, { name: 'Guard', arn: null, source: 'test' });
    const { decidedBy, layers } = explain(request(), { identity: [guard], resource: [] }, SERVICE_FACTS);
    expect(decidedBy).toMatchObject({ statementIndex: 1, line: 5, column: 5 });
    expect(layers[0]?.policies[0]?.statements.map(({ line, column }) => [line, column])).toEqual([
      [4, 5],
      [5, 5],
    ]);
  });
});

describe('a record that was stored before explanations told more', () => {
  it('still reads', () => {
    const now = explained(
      {},
      { identity: { ...ALLOW_S3, Condition: { Null: { 'aws:x': 'true' } } }, scp: [[ALLOW_EC2]] },
    );
    const then: unknown = JSON.parse(
      JSON.stringify(now, (key, value: unknown) => (ADDED.has(key) ? undefined : value)),
    );
    const read = Explanation.parse(then);
    expect(read).toMatchObject({ decision: now.decision, missing: [], relation: null });
    expect(read.layers.map(({ levels, exemption }) => [levels, exemption])).toEqual([
      [[], null],
      [[], null],
    ]);
  });
});

/** What explanations did not tell at first. */
const ADDED: ReadonlySet<string> = new Set(['levels', 'level', 'matches', 'exemption', 'missing', 'relation']);
