import { expect, test } from 'vitest';
import { attachmentsOf, membersReached } from '../../../src-renderer/policies/attachments.ts';
import { group, role, user } from '../../fixtures/account-documents.ts';

const POLICY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

test('a policy is attached to groups, users and roles, and may be the permissions boundary of some', () => {
  const found = attachmentsOf(POLICY, {
    users: [user('lucy', { attachedPolicies: [POLICY], permissionsBoundary: POLICY }), user('bruce')],
    groups: [group('developers', { attachedPolicies: [POLICY] }), group('testers')],
    roles: [role('reader', { permissionsBoundary: POLICY })],
  });
  expect(found.map(({ kind, name, as }) => `${kind} ${name}: ${as}`)).toEqual([
    'group developers: permissions policy',
    'user lucy: permissions policy',
    'user lucy: permissions boundary',
    'role reader: permissions boundary',
  ]);
});

test('a policy that nobody has is attached to nobody', () => {
  expect(attachmentsOf(POLICY, { users: [user('bruce')], groups: [], roles: [] })).toEqual([]);
});

test('a policy reaches the members of the groups that have it, through each of them', () => {
  const reached = membersReached(POLICY, {
    users: [
      user('bruce', { groups: ['developers', 'testers'] }),
      user('lucy', { groups: ['developers'] }),
      user('ada'),
    ],
    groups: [
      group('developers', { attachedPolicies: [POLICY] }),
      group('testers', { attachedPolicies: [POLICY] }),
      group('admins'),
    ],
    roles: [],
  });
  expect(reached.map(({ name, through }) => `${name} by ${through.join(' and ')}`)).toEqual([
    'bruce by developers and testers',
    'lucy by developers',
  ]);
});
