import { expect, test } from 'vitest';
import { attachmentsOf } from '../../../src-renderer/policies/attachments.ts';
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
