import { describe, expect, test } from 'vitest';
import {
  routeInAnotherAccount,
  shownAccount,
  standings,
  subjectOf,
  type Account,
} from '../../../src-renderer/app/accounts.ts';
import type { Route } from '../../../src-renderer/app/route.ts';
import {
  MANAGEMENT_ACCOUNT_ID,
  organization,
  organizationAccount,
  organizationalUnit,
  organizationRoot,
} from '../../fixtures/organization-documents.ts';

const FIRST: Account = { accountId: '222222222222', name: 'First', alias: null };
const SECOND: Account = { accountId: '111111111111', name: 'Second', alias: 'second' };

describe('The account that is shown', () => {
  test.each([
    ['the one that is wanted', [SECOND.accountId], SECOND],
    ['the most particular of those that are wanted', [FIRST.accountId, SECOND.accountId], FIRST],
    ['the next, where nothing particular is wanted', [null, SECOND.accountId], SECOND],
    ['the next, where the most particular is there no longer', ['333333333333', SECOND.accountId], SECOND],
    ['the one the workspace began with, where none is wanted', [null, null], FIRST],
    ['the one the workspace began with, where none that is wanted is there', ['333333333333'], FIRST],
  ])('is %s', (_, wanted, shown) => {
    expect(shownAccount([FIRST, SECOND], wanted)).toBe(shown);
  });

  test('is none without a workspace', () => {
    expect(shownAccount([], [FIRST.accountId])).toBeNull();
  });
});

describe('Another account', () => {
  test.each<[Route, Route]>([
    [
      { screen: 'user', arn: 'arn:aws:iam::222222222222:user/lucy' },
      { screen: 'identities', list: 'users' },
    ],
    [
      { screen: 'group', arn: 'arn:aws:iam::222222222222:group/developers' },
      { screen: 'identities', list: 'groups' },
    ],
    [
      { screen: 'role', arn: 'arn:aws:iam::222222222222:role/reader' },
      { screen: 'identities', list: 'roles' },
    ],
    [{ screen: 'policy', arn: 'arn:aws:iam::222222222222:policy/Read' }, { screen: 'policies' }],
    [{ screen: 'resources', open: { arn: 'arn:aws:s3:::lucy-bucket', at: null } }, { screen: 'resources' }],
    [
      { screen: 'identityProvider', arn: 'arn:aws:iam::222222222222:saml-provider/corporate' },
      { screen: 'identityProviders' },
    ],
    [
      { screen: 'account', tab: 'endpoint' },
      { screen: 'account', tab: 'endpoint' },
    ],
    [{ screen: 'bucket', arn: 'arn:aws:s3:::lucy-bucket', prefix: '2026/' }, { screen: 'resources' }],
    [{ screen: 'accessGraph', focus: 'arn:aws:iam::222222222222:user/lucy' }, { screen: 'accessGraph' }],
    [{ screen: 'timeline' }, { screen: 'timeline' }],
  ])('is shown from %j as %j', (here, there) => {
    expect(routeInAnotherAccount(here)).toEqual(there);
  });
});

test.each<[Route, string | null]>([
  [{ screen: 'user', arn: 'arn:aws:iam::222222222222:user/lucy' }, 'arn:aws:iam::222222222222:user/lucy'],
  [{ screen: 'resources', open: { arn: 'arn:aws:s3:::lucy-bucket', at: null } }, 'arn:aws:s3:::lucy-bucket'],
  [{ screen: 'resources' }, null],
  [{ screen: 'identities', list: 'users' }, null],
])('the page of %j is about %s', (route, subject) => {
  expect(subjectOf(route)).toBe(subject);
});

describe('Where an account stands in the organization', () => {
  const workloads = organizationalUnit('Workloads');
  const inner = organizationalUnit('Test', { parentId: workloads.id });
  const found = standings({
    organization: organization(),
    roots: [organizationRoot()],
    units: [workloads, inner],
    accounts: [
      organizationAccount(MANAGEMENT_ACCOUNT_ID),
      organizationAccount('111111111111', { parentId: inner.id }),
      organizationAccount('222222222222', { parentId: workloads.id, status: 'SUSPENDED' }),
      organizationAccount('333333333333', { parentId: 'ou-ab12-gone' }),
    ],
  });

  test.each([
    [MANAGEMENT_ACCOUNT_ID, { isManagementAccount: true, path: ['Root'], isClosed: false }],
    ['111111111111', { isManagementAccount: false, path: ['Root', 'Workloads', 'Test'], isClosed: false }],
    ['222222222222', { isManagementAccount: false, path: ['Root', 'Workloads'], isClosed: true }],
    // A file may lack a unit; what is there of the path is shown.
    ['333333333333', { isManagementAccount: false, path: [], isClosed: false }],
  ])('of %s is told by its documents', (accountId, standing) => {
    expect(found.get(accountId)).toEqual(standing);
  });

  test('is not known of an account that is no member', () => {
    expect(found.has('444444444444')).toBe(false);
  });

  test('is found even when units hang under each other in a ring', () => {
    const [one, other] = [
      organizationalUnit('One', { parentId: 'ou-ab12-other' }),
      organizationalUnit('Other', { parentId: 'ou-ab12-one' }),
    ];
    const account = organizationAccount('111111111111', { parentId: one.id });
    const ring = standings({ organization: organization(), roots: [], units: [one, other], accounts: [account] });
    expect(ring.get('111111111111')?.path).toEqual(['Other', 'One']);
  });
});
