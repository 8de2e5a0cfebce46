import { expect, test } from 'vitest';
import { Arn } from '../../../src-shared/arn.ts';
import { appliedPolicies } from '../../../src-renderer/identities/applied-policies.ts';
import { memberCounts } from '../../../src-renderer/identities/member-counts.ts';
import { group, iamArn, user } from '../../fixtures/account-documents.ts';

const AWS_POLICY = Arn.parse('arn:aws:iam::aws:policy/job-function/ViewOnlyAccess');
const developers = group('developers', {
  attachedPolicies: [iamArn('policy/Deploy')],
  inlinePolicies: { orders: '{}' },
});
const testers = group('testers', { attachedPolicies: [AWS_POLICY] });

test('a user has its own policies first, then those of its groups, with where each comes from', () => {
  const lucy = user('lucy', {
    groups: ['developers'],
    attachedPolicies: [AWS_POLICY],
    inlinePolicies: { 'make-buckets': '{}' },
  });
  const rows = appliedPolicies(lucy, [developers, testers]).map(({ name, kind, group: through }) => [
    name,
    kind,
    through?.groupName ?? null,
  ]);
  expect(rows).toEqual([
    ['ViewOnlyAccess', 'AWS managed', null],
    ['make-buckets', 'Inline', null],
    ['Deploy', 'Customer managed', 'developers'],
    ['orders', 'Inline', 'developers'],
  ]);
});

test('a policy that comes by two ways is listed twice, under different keys', () => {
  const emma = user('emma', { groups: ['testers'], attachedPolicies: [AWS_POLICY] });
  const keys = appliedPolicies(emma, [testers]).map((policy) => policy.key);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(2);
});

test('a group has its own policies alone', () => {
  expect(appliedPolicies(developers, [developers, testers]).map((policy) => policy.name)).toEqual(['Deploy', 'orders']);
});

test('the members of a group are counted', () => {
  const counts = memberCounts([user('a', { groups: ['x', 'y'] }), user('b', { groups: ['x'] }), user('c')]);
  expect([...counts]).toEqual([
    ['x', 2],
    ['y', 1],
  ]);
});
