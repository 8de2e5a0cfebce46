import { describe, expect, test } from 'vitest';
import {
  routeToPolicy,
  routeToSource,
  routeToStatement,
  textPlace,
  type PolicyHolders,
} from '../../../src-renderer/timeline/policy-source.ts';
import type { DecidedBy } from '../../../src-shared/decision/explanation.ts';
import { group, managedPolicy, policyArn, resource, role, user } from '../../fixtures/account-documents.ts';

const account: PolicyHolders = {
  users: [user('lucy', { inlinePolicies: { 'create-buckets': '{}' } })],
  groups: [group('developers', { inlinePolicies: { 'read-catalogue': '{}' } })],
  roles: [role('reader', { inlinePolicies: { read: '{}' } })],
  policies: [managedPolicy('Guard', '{}')],
  resources: [
    resource('s3:bucket', 'lucy-bucket'),
    resource('dynamodb:table', 'orders', { arn: 'arn:aws:dynamodb:us-east-1:123456789012:table/orders' }),
  ],
};

const LUCY = { screen: 'user', arn: 'arn:aws:iam::123456789012:user/lucy' };
const READER = { screen: 'role', arn: 'arn:aws:iam::123456789012:role/reader' };
const BUCKET = { arn: 'arn:aws:s3:::lucy-bucket' };

describe('the source of a policy leads to', () => {
  test.each([
    ['inline in user lucy', LUCY],
    ['attached to group developers', { screen: 'group', arn: 'arn:aws:iam::123456789012:group/developers' }],
    ['attached to role reader', READER],
    ['permissions boundary of user lucy', LUCY],
    ['bucket lucy-bucket', { screen: 'resources', open: { ...BUCKET, at: null } }],
    [
      'table orders',
      { screen: 'resources', open: { arn: 'arn:aws:dynamodb:us-east-1:123456789012:table/orders', at: null } },
    ],
    ['inline in user somebody-deleted', null],
    ['the organization', null],
  ])('%s: %j', (source, route) => {
    expect(routeToSource(source, account)).toEqual(route);
  });
});

describe('a policy is shown', () => {
  const at = { line: 4, column: 5 };

  test.each([
    [
      'inline in a user: in its dialog on the user’s page',
      { name: 'create-buckets', arn: null, source: 'inline in user lucy' },
      { ...LUCY, part: { kind: 'inlinePolicy', name: 'create-buckets', at } },
    ],
    [
      'inline in a group: in its dialog on the group’s page',
      { name: 'read-catalogue', arn: null, source: 'inline in group developers' },
      {
        screen: 'group',
        arn: 'arn:aws:iam::123456789012:group/developers',
        part: { kind: 'inlinePolicy', name: 'read-catalogue', at },
      },
    ],
    [
      'the account’s own: on its page',
      { name: 'Guard', arn: policyArn('Guard'), source: 'attached to user lucy' },
      { screen: 'policy', arn: policyArn('Guard'), at },
    ],
    [
      'AWS’s own: on its page, though the account has no document of it',
      { name: 'ReadOnlyAccess', arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess', source: 'attached to user lucy' },
      { screen: 'policy', arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess', at },
    ],
    [
      'a trust policy: on its role’s page',
      { name: 'trust policy of reader', arn: null, source: 'role reader' },
      { ...READER, part: { kind: 'trustPolicy', at } },
    ],
    [
      'a bucket policy: with the bucket',
      { name: 'policy of bucket lucy-bucket', arn: null, source: 'bucket lucy-bucket' },
      { screen: 'resources', open: { ...BUCKET, at } },
    ],
  ])('%s', (_, policy, route) => {
    expect(routeToPolicy(policy, at, account)).toEqual(route);
  });

  test.each([
    ['an inline policy that was deleted', { name: 'gone', arn: null, source: 'inline in user lucy' }],
    ['a managed policy that was deleted', { name: 'Gone', arn: policyArn('Gone'), source: 'attached to user lucy' }],
    ['an inline policy of a user that was deleted', { name: 'p', arn: null, source: 'inline in user gone' }],
    [
      'a service control policy, since organizations have no page',
      {
        name: 'Guard',
        arn: 'arn:aws:organizations::111122223333:policy/o-exampleorgid/service_control_policy/p-examplepolicyid',
        source: 'attached to the root',
      },
    ],
  ])('nowhere when it is %s', (_, policy) => {
    expect(routeToPolicy(policy, at, account)).toBeNull();
  });

  test('as a whole when no place in it is asked for', () => {
    const policy = { name: 'Guard', arn: policyArn('Guard'), source: 'attached to user lucy' };
    expect(routeToPolicy(policy, null, account)).toEqual({ screen: 'policy', arn: policyArn('Guard') });
  });
});

describe('a statement that settled a matter', () => {
  const statement: DecidedBy = {
    layer: 'boundary',
    policyName: 'Guard',
    policyArn: policyArn('Guard'),
    policySource: 'permissions boundary of user lucy',
    statementIndex: 0,
    sid: null,
    line: 7,
    column: 3,
  };

  test('is shown where it begins in its policy', () => {
    expect(routeToStatement(statement, account)).toEqual({
      screen: 'policy',
      arn: policyArn('Guard'),
      at: { line: 7, column: 3 },
    });
  });

  test('has no place where the policy’s text was not at hand', () => {
    expect(textPlace({ ...statement, line: null, column: null })).toBeNull();
  });
});
