import { beforeEach, describe, expect, test } from 'vitest';
import {
  isRoleOf,
  readRecentRoles,
  rememberRole,
  type RecentRole,
  type TextStore,
} from '../../../src-renderer/sign-in/recent-roles.ts';

function role(roleName: string, stated: Partial<RecentRole> = {}): RecentRole {
  return { workspaceId: 'shop', accountId: '123456789012', roleName, displayName: '', ...stated };
}

describe('the roles that were switched to', () => {
  let store: TextStore;
  let kept: string | null;
  beforeEach(() => {
    kept = null;
    store = { getItem: () => kept, setItem: (_, text) => (kept = text) };
  });
  const names = (): string[] => readRecentRoles(store).map(({ roleName }) => roleName);

  test('are none at first', () => {
    expect(readRecentRoles(store)).toEqual([]);
  });

  test('are kept newest first', () => {
    rememberRole(store, role('reader'));
    rememberRole(store, role('deployer'));
    expect(names()).toEqual(['deployer', 'reader']);
  });

  test('hold each role once, under the name that was given last', () => {
    rememberRole(store, role('reader', { displayName: 'Look' }));
    rememberRole(store, role('deployer'));
    rememberRole(store, role('reader', { displayName: 'Audit' }));
    expect(readRecentRoles(store)).toEqual([role('reader', { displayName: 'Audit' }), role('deployer')]);
  });

  test('are five of a workspace, and other workspaces keep theirs', () => {
    rememberRole(store, role('other', { workspaceId: 'bank' }));
    for (const name of ['one', 'two', 'three', 'four', 'five', 'six']) rememberRole(store, role(name));
    expect(names()).toEqual(['six', 'five', 'four', 'three', 'two', 'other']);
  });

  test.each(['no JSON', '{"roles":[]}', '[{"roleName":"reader"}]'])('are none when what was kept is %s', (text) => {
    kept = text;
    expect(readRecentRoles(store)).toEqual([]);
  });
});

test.each([
  ['reader', '123456789012', true],
  ['teams/audit/reader', '123456789012', true],
  ['teams/reader', '210987654321', false],
  ['reader/writer', '123456789012', false],
])('the role %s of account %s is that of a session of reader: %s', (roleName, accountId, expected) => {
  expect(isRoleOf({ roleName, accountId }, { accountId: '123456789012', roleName: 'reader' })).toBe(expected);
});
