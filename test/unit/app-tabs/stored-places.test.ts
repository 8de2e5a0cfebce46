import { describe, expect, test } from 'vitest';
import { readPlaces, storedPlaces } from '../../../src-renderer/app/stored-places.ts';
import type { Route } from '../../../src-renderer/app/route.ts';
import { EVERY_ROUTE } from './every-route.ts';

const ACCOUNT = '123456789012';
const USERS: Route = { screen: 'identities', list: 'users' };
const LUCY: Route = {
  screen: 'user',
  arn: `arn:aws:iam::${ACCOUNT}:user/lucy`,
  part: { kind: 'inlinePolicy', name: 'buckets', at: { line: 3, column: 5 } },
};
const WELCOME: Route = { screen: 'welcome', section: 'start' };
const at = (route: unknown): { route: unknown; accountId: string | null } => ({ route, accountId: ACCOUNT });

describe('Tabs that are kept', () => {
  const kept = EVERY_ROUTE.filter(({ screen }) => screen !== 'welcome');
  test.each(kept)('come back at %o', (route) => {
    const stored = storedPlaces({ places: [{ route, accountId: ACCOUNT }], shown: 0 });
    const read = readPlaces(JSON.parse(JSON.stringify(stored)));
    expect(read).toEqual({ places: [{ route, accountId: ACCOUNT }], shown: 0 });
  });

  test('leave the welcome screen out, and show the tab that was shown', () => {
    const places = [WELCOME, USERS, LUCY].map((route) => ({ route, accountId: ACCOUNT }));
    expect(storedPlaces({ places, shown: 2 })).toEqual({ places: [at(USERS), at(LUCY)], shown: 1 });
  });

  test('are none when all of them are at the welcome screen', () => {
    expect(storedPlaces({ places: [{ route: WELCOME, accountId: null }], shown: 0 })).toBeNull();
  });

  test('leave out a place that this version does not know', () => {
    const places = [at({ screen: 'holodeck' }), at(USERS), at({ screen: 'user', arn: 'lucy' }), at(LUCY)];
    expect(readPlaces({ places, shown: 3 })).toEqual({ places: [at(USERS), at(LUCY)], shown: 1 });
  });

  test('show the first when the one that was shown is not known', () => {
    expect(readPlaces({ places: [at({ screen: 'holodeck' }), at(USERS)], shown: 0 }).shown).toBe(0);
  });
});
