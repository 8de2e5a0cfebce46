import { describe, expect, it } from 'vitest';
import type { EffectiveAction, LevelSummary } from '../../../src-shared/contract/identities.ts';
import { actionWords, levelTone, levelWords } from '../../../src-renderer/identities/effective-words.ts';
import { allLastAccessed } from '../../../src-renderer/identities/last-accessed.ts';

const level = (stated: Partial<LevelSummary>): LevelSummary => ({
  accessLevel: 'Read',
  total: 10,
  allowed: 0,
  onSome: 0,
  conditional: 0,
  limited: 0,
  denied: 0,
  ...stated,
});

describe('how much of an access level is permitted', () => {
  it.each<[Partial<LevelSummary>, string, string]>([
    [{ allowed: 10 }, 'Read: all', 'success'],
    [{ allowed: 3 }, 'Read: 3 of 10', 'neutral'],
    [{ allowed: 3, onSome: 3 }, 'Read: 3 of 10, on some resources', 'neutral'],
    [{ allowed: 10, conditional: 1 }, 'Read: all, conditional', 'neutral'],
    [{ denied: 2 }, 'Read: denied', 'warning'],
    [{ limited: 2, denied: 1 }, 'Read: limited', 'warning'],
  ])('%o is %s', (stated, words, tone) => {
    expect(levelWords(level(stated))).toBe(words);
    expect(levelTone(level(stated))).toBe(tone);
  });
});

describe('what becomes of an action', () => {
  const action: EffectiveAction = {
    action: 's3:GetObject',
    accessLevel: 'Read',
    description: '',
    state: 'allowed',
    resources: 'all',
    conditional: false,
    allowedBy: [],
    deniedBy: [],
    deniedInPart: [],
    limitedBy: [],
  };
  it.each<[Partial<EffectiveAction>, string]>([
    [{}, 'Allowed'],
    [{ resources: 'some', conditional: true }, 'Allowed on some resources, under conditions'],
    [{ state: 'denied' }, 'Explicitly denied'],
    [{ state: 'limited' }, 'Not within the limits'],
  ])('%o is said as %s', (stated, words) => {
    expect(actionWords({ ...action, ...stated })).toBe(words);
  });
});

it('a report of last access is read to its last page', async () => {
  const asked: string[] = [];
  const found = await allLastAccessed('arn:aws:iam::123456789012:user/ada', (operation, parameters) => {
    asked.push(operation);
    if (operation.includes('Generate')) return Promise.resolve({ JobId: 'job' });
    const page = 'Marker' in parameters ? 's3' : 'iam';
    const service = { ServiceName: page, ServiceNamespace: page, LastAuthenticated: '2026-01-01T00:00:00Z' };
    const more = page === 'iam' ? { IsTruncated: true, Marker: 'next' } : { IsTruncated: false };
    return Promise.resolve({ ServicesLastAccessed: [service], ...more });
  });
  expect(found.map(({ ServiceNamespace }) => ServiceNamespace)).toEqual(['iam', 's3']);
  expect(asked).toHaveLength(3);
});
