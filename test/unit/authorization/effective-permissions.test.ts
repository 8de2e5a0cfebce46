import { describe, expect, it } from 'vitest';
import { decide } from '../../../src-main/authorization/decide.ts';
import {
  EffectivePermissions,
  type EffectivePermission,
} from '../../../src-main/authorization/effective-permissions.ts';
import { contextOfPrincipal } from '../../../src-main/authorization/principal-context.ts';
import type { Permitted } from '../../../src-main/authorization/statement-reach.ts';
import { isOfTypes } from '../../../src-main/authorization/relation.ts';
import { fc } from '../../fixtures/properties.ts';
import { SERVICE_FACTS } from '../../fixtures/service-facts.ts';
import { ACCOUNT, GUIDE, LUCY, OTHER_ACCOUNT, policySet, type Given, type Statement } from './scenario.ts';

const LUCY_WITH_TEAM: Permitted = {
  kind: 'user',
  arn: LUCY as `arn:${string}`,
  accountId: ACCOUNT,
  userName: 'lucy',
  userId: 'AIDALUCY',
  tags: [{ Key: 'team', Value: 'red' }],
};

const FACTS = { ...SERVICE_FACTS, namesAccount: (type: string) => type !== 'ec2:image' };

const lacks = (key: string): boolean => key.startsWith('aws:principaltag/');

function permissionsOf(given: Given): EffectivePermissions {
  const context = contextOfPrincipal(LUCY_WITH_TEAM);
  return new EffectivePermissions(policySet(given), { principal: LUCY_WITH_TEAM, context, lacks }, FACTS);
}

/** What becomes of an action in short, such as `allowed all` or `allowed some conditional`. */
function short(found: EffectivePermission | null): string {
  if (found === null) return 'none';
  if (found.state !== 'allowed') return found.state;
  return `allowed ${found.resources}${found.conditional ? ' conditional' : ''}`;
}

const allow = (action: string | string[], resource: string | string[] = '*', more: object = {}): Statement => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...more,
});
const deny = (action: string, resource = '*', more: object = {}): Statement => ({
  ...allow(action, resource, more),
  Effect: 'Deny',
});
const IF_SECURE = { Condition: { Bool: { 'aws:SecureTransport': 'true' } } };
const IF_RED = { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } } };
const IF_BLUE = { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'blue' } } };

describe(`what becomes of an action (${GUIDE}/reference_policies_evaluation-logic.html)`, () => {
  it.each<[name: string, given: Given, action: string, expected: string]>([
    ['nothing allows it', {}, 's3:getobject', 'none'],
    ['a wildcard allows it on everything', { identity: allow('s3:Get*') }, 's3:getobject', 'allowed all'],
    [
      'it is allowed on one bucket',
      { identity: allow('s3:GetObject', 'arn:aws:s3:::shop/*') },
      's3:getobject',
      'allowed some',
    ],
    [
      'it is allowed on every object',
      { identity: allow('s3:GetObject', 'arn:aws:s3:::*/*') },
      's3:getobject',
      'allowed some',
    ],
    [
      'it is allowed on every object and every access point',
      { identity: allow('s3:GetObject', ['arn:aws:s3:::*', `arn:aws:s3:*:${ACCOUNT}:accesspoint/*`]) },
      's3:getobject',
      'allowed all',
    ],
    [
      'it is allowed on what is no resource of the action',
      { identity: allow('s3:*', 'arn:aws:s3:::shop/*') },
      's3:listbucket',
      'none',
    ],
    ['it has no resource, and one is named', { identity: allow('iam:*', LUCY) }, 'iam:listusers', 'none'],
    [
      'NotResource leaves a part',
      { identity: { Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::shop/*' } },
      's3:getobject',
      'allowed some',
    ],
    [
      'NotResource leaves nothing',
      { identity: { Effect: 'Allow', Action: 's3:*', NotResource: '*' } },
      's3:getobject',
      'none',
    ],
    ['NotAction names it', { identity: { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' } }, 'iam:getuser', 'none'],
    [
      'NotAction names others',
      { identity: { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' } },
      's3:getobject',
      'allowed all',
    ],
    [
      'a variable names the user themselves',
      { identity: allow('iam:GetUser', `arn:aws:iam::${ACCOUNT}:user/\${aws:username}`) },
      'iam:getuser',
      'allowed some',
    ],
    [
      'a condition is open',
      { identity: allow('s3:GetObject', '*', IF_SECURE) },
      's3:getobject',
      'allowed all conditional',
    ],
    ['a condition on who asks holds', { identity: allow('s3:GetObject', '*', IF_RED) }, 's3:getobject', 'allowed all'],
    ['a condition on who asks fails', { identity: allow('s3:GetObject', '*', IF_BLUE) }, 's3:getobject', 'none'],
    ['a Deny applies to all of it', { identity: [allow('*'), deny('s3:*')] }, 's3:getobject', 'denied'],
    [
      'a Deny applies to a part',
      { identity: [allow('*'), deny('s3:*', 'arn:aws:s3:::shop/*')] },
      's3:getobject',
      'allowed some',
    ],
    [
      'a Deny takes all that is allowed',
      { identity: [allow('s3:*', 'arn:aws:s3:::shop/*'), deny('s3:Get*', 'arn:aws:s3:::shop/*')] },
      's3:getobject',
      'denied',
    ],
    [
      'a Deny has an open condition',
      { identity: [allow('*'), deny('s3:*', '*', IF_SECURE)] },
      's3:getobject',
      'allowed all conditional',
    ],
    [
      'a Deny does not concern who asks',
      { identity: [allow('*'), deny('s3:*', '*', IF_BLUE)] },
      's3:getobject',
      'allowed all',
    ],
    ['the boundary does not allow it', { identity: allow('*'), boundary: allow('ec2:*') }, 's3:getobject', 'limited'],
    [
      'the boundary allows a part',
      { identity: allow('*'), boundary: allow('s3:*', 'arn:aws:s3:::shop/*') },
      's3:getobject',
      'allowed some',
    ],
    [
      'policy and boundary have no resource in common',
      { identity: allow('s3:*', 'arn:aws:s3:::a/*'), boundary: allow('s3:*', 'arn:aws:s3:::b/*') },
      's3:getobject',
      'limited',
    ],
    [
      'a level of the organization does not allow it',
      { identity: allow('*'), scp: [[allow('*')], [allow('ec2:*')]] },
      's3:getobject',
      'limited',
    ],
    ['a level of the organization has no policy', { identity: allow('*'), scp: [[]] }, 's3:getobject', 'limited'],
    [
      'the organization denies it',
      { identity: allow('*'), scp: [[allow('*'), deny('s3:*')]] },
      's3:getobject',
      'denied',
    ],
    ['it needs no permission', {}, 'sts:getcalleridentity', 'allowed all'],
    ['it is not in the reference', { identity: allow('shop:*', 'arn:aws:shop:::a') }, 'shop:sell', 'allowed some'],
    [
      'a type of resource has no account in its ARNs',
      { identity: allow('ec2:RunInstances', `arn:aws:ec2:*:${ACCOUNT}:*`) },
      'ec2:runinstances',
      'allowed some',
    ],
  ])('%s', (_name, given, action, expected) => {
    expect(short(permissionsOf(given).of(action))).toBe(expected);
  });

  it('names the statements that allow, deny and limit', () => {
    const found = permissionsOf({
      identity: [allow('s3:GetObject'), deny('s3:*', 'arn:aws:s3:::shop/secret')],
      boundary: allow('s3:*', 'arn:aws:s3:::shop/*'),
    }).of('s3:getobject');
    expect(found?.allowedBy.map(({ index }) => index)).toEqual([0]);
    expect(found?.deniedInPart.map(({ layer, statement }) => [layer, statement.index])).toEqual([['identity', 1]]);
    expect(found?.limitedBy).toEqual([{ layer: 'boundary', where: 'P, test', inPart: true }]);
  });
});

const ACTIONS = [
  's3:GetObject',
  's3:PutObject',
  's3:ListBucket',
  's3:ListAllMyBuckets',
  'iam:GetUser',
  'iam:ListUsers',
];
const PATTERNS = [...ACTIONS, '*', 's3:*', 's3:Get*', 's3:List*', 'iam:*', 'iam:?et*'];
const RESOURCES = [
  'arn:aws:s3:::shop',
  'arn:aws:s3:::shop/orders/1',
  'arn:aws:s3:::shop/secret',
  'arn:aws:s3:::depot/orders/1',
  LUCY,
  `arn:aws:iam::${ACCOUNT}:user/team/bruce`,
  '*',
];
const RESOURCE_PATTERNS = [
  ...RESOURCES,
  'arn:aws:s3:::*',
  'arn:aws:s3:::shop/*',
  'arn:aws:s3:::*/orders/*',
  'arn:aws:s3:::sh?p/s*',
  'arn:aws:s3:::${aws:username}/*',
  'arn:aws:s3:::${s3:prefix}/*',
  `arn:aws:iam::${ACCOUNT}:user/*`,
  `arn:aws:iam::${OTHER_ACCOUNT}:user/*`,
  'arn:aws:iam::*:user/${aws:username}',
  'arn:*:iam:*:*:*',
];
const CONTEXTS = [{}, { 'aws:securetransport': 'true' }, { 'aws:securetransport': 'false', 's3:prefix': 'shop' }];

const subset = (from: readonly string[]): fc.Arbitrary<string[]> =>
  fc.subarray([...from], { minLength: 1, maxLength: 3 });
const statement: fc.Arbitrary<Statement> = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
    action: subset(PATTERNS),
    notAction: fc.integer({ min: 0, max: 5 }),
    resource: fc.oneof(fc.constant(['*']), subset(RESOURCE_PATTERNS)),
    notResource: fc.integer({ min: 0, max: 4 }),
    more: fc.constantFrom({}, {}, {}, IF_SECURE, IF_RED, IF_BLUE),
  })
  .map(({ Effect, action, notAction, resource, notResource, more }) => ({
    Effect,
    [notAction === 0 ? 'NotAction' : 'Action']: action,
    [notResource === 0 ? 'NotResource' : 'Resource']: resource,
    ...more,
  }));
const statements = fc.array(statement, { minLength: 1, maxLength: 4 });
const policySets: fc.Arbitrary<Given> = fc.record(
  { identity: statements, boundary: statements, scp: fc.array(statements, { minLength: 1, maxLength: 2 }) },
  { requiredKeys: ['identity'] },
);

/** What decide says of every action, resource and context that contradicts what was told without a request. */
function contradictions(policies: Given): string[] {
  const effective = permissionsOf(policies);
  const set = policySet(policies);
  const found: string[] = [];
  for (const action of ACTIONS) {
    const told = effective.of(action.toLowerCase());
    const sure = told?.state === 'allowed' && told.resources === 'all' && !told.conditional;
    const types = SERVICE_FACTS.resourcesOf(action.toLowerCase())?.types ?? [];
    const asked = RESOURCES.filter((resource) => (types.length === 0 ? resource === '*' : isOfTypes(types, resource)));
    for (const resource of asked) {
      for (const keys of CONTEXTS) {
        const context = new Map([...contextOfPrincipal(LUCY_WITH_TEAM), ...Object.entries(keys)]);
        const request = { principal: LUCY_WITH_TEAM, action, resource, resourceAccountId: ACCOUNT, context };
        const allowed = decide(request, set, SERVICE_FACTS) === 'Allowed';
        if (allowed ? told?.state !== 'allowed' : sure) found.push(`${short(told)}: ${action} on ${resource}`);
      }
    }
  }
  return found;
}

describe('beside decide', () => {
  it('never says otherwise: none of what is not allowed, and all of what is allowed for sure', () => {
    fc.assert(
      fc.property(policySets, (policies) => {
        expect(contradictions(policies)).toEqual([]);
      }),
      { numRuns: 800 },
    );
  });
});
