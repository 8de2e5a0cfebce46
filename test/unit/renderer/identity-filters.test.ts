import { describe, expect, it } from 'vitest';
import type { RoleDocument } from '../../../src-shared/model/documents.ts';
import {
  filterIdentities,
  filterText,
  lastUsed,
  type IdentityFilter,
} from '../../../src-renderer/identities/identity-filters.ts';
import { identityName } from '../../../src-renderer/identities/identity.ts';
import { group, policyArn, role, user } from '../../fixtures/account-documents.ts';

const NOW = new Date('2026-06-01T00:00:00Z');
const key = (createDate: string, used: string | null = null) => ({
  accessKeyId: 'AKIAEXAMPLE',
  status: 'Active' as const,
  createDate,
  lastUsed: used === null ? null : { date: used, region: 'us-east-1', service: 's3' },
});

const USERS = [
  user('ada', { groups: ['developers'], tags: [{ Key: 'team', Value: 'red' }], mfaDevices: ['device'] }),
  user('bob', { path: '/finance/', accessKeys: [key('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z')] }),
  user('cleo', { accessKeys: [key('2026-05-20T00:00:00Z')], permissionsBoundary: policyArn('limit') }),
  user('dan', { attachedPolicies: [policyArn('ReadOrders')], passwordLastUsed: '2026-05-30T00:00:00Z' }),
];

function found(words: string, filters: readonly IdentityFilter[] = []): string[] {
  return filterIdentities(USERS, words, filters, { now: NOW, memberCounts: new Map() }).map(identityName);
}

describe('words narrow a list', () => {
  it.each<[string, string[]]>([
    ['', ['ada', 'bob', 'cleo', 'dan']],
    ['A', ['ada', 'bob', 'dan']],
    ['finance', ['bob']],
    ['developers a', ['ada']],
    ['nobody', []],
  ])('“%s”', (words, expected) => {
    expect(found(words)).toEqual(expected);
  });
});

describe('filters narrow a list', () => {
  it.each<[IdentityFilter, string[]]>([
    [{ kind: 'hasNoMfa' }, ['bob', 'cleo', 'dan']],
    [{ kind: 'hasPassword' }, []],
    [{ kind: 'hasNoPassword' }, ['ada', 'bob', 'cleo', 'dan']],
    [{ kind: 'hasAccessKeys' }, ['bob', 'cleo']],
    [{ kind: 'hasOldKey' }, ['bob']],
    [{ kind: 'hasBoundary' }, ['cleo']],
    [{ kind: 'hasNoBoundary' }, ['ada', 'bob', 'dan']],
    [{ kind: 'inGroup', value: 'Developers' }, ['ada']],
    [{ kind: 'hasTag', value: 'Team' }, ['ada']],
    [{ kind: 'hasTag', value: 'team=red' }, ['ada']],
    [{ kind: 'hasTag', value: 'team=blue' }, []],
    [{ kind: 'hasPolicy', value: 'orders' }, ['dan']],
    [{ kind: 'neverUsed' }, ['ada', 'cleo']],
    [{ kind: 'notUsedFor', value: '30' }, ['ada', 'bob', 'cleo']],
  ])('%o', (filter, expected) => {
    expect(found('', [filter])).toEqual(expected);
  });

  it('together, and with words', () => {
    expect(found('b', [{ kind: 'hasAccessKeys' }, { kind: 'hasNoMfa' }])).toEqual(['bob']);
  });

  it('of roles by whom they trust, of groups by having no members', () => {
    const trusting: RoleDocument = role('worker', {
      assumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
      }),
    });
    const surroundings = { now: NOW, memberCounts: new Map([['full', 1]]) };
    expect(filterIdentities([trusting], '', [{ kind: 'trusts', value: 'Lambda' }], surroundings)).toEqual([trusting]);
    expect(filterIdentities([trusting], '', [{ kind: 'trusts', value: 'ec2' }], surroundings)).toEqual([]);
    const [full, empty] = [group('full'), group('empty')];
    expect(filterIdentities([full, empty], '', [{ kind: 'hasNoMembers' }], surroundings)).toEqual([empty]);
  });
});

it('a filter is said in words', () => {
  expect(filterText({ kind: 'inGroup', value: 'developers' }, 'user')).toBe('In group developers');
  expect(filterText({ kind: 'notUsedFor', value: '90' }, 'role')).toBe('Not used for 90 days');
});

it('a user was last used by password or key, whichever was later', () => {
  const used = user('ada', {
    passwordLastUsed: '2026-03-01T00:00:00Z',
    accessKeys: [key('2026-01-01T00:00:00Z', '2026-04-01T00:00:00Z'), key('2026-01-01T00:00:00Z')],
  });
  expect(lastUsed(used)).toBe('2026-04-01T00:00:00Z');
  expect(lastUsed(group('developers'))).toBeNull();
});
