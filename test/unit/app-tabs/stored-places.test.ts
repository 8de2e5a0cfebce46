import { describe, expect, test } from 'vitest';
import { readPlaces, storedPlaces } from '../../../src-renderer/app/stored-places.ts';
import type { Route } from '../../../src-renderer/app/route.ts';

const ACCOUNT = '123456789012';
const USERS: Route = { screen: 'identities', list: 'users' };
const LUCY: Route = {
  screen: 'user',
  arn: `arn:aws:iam::${ACCOUNT}:user/lucy`,
  part: { kind: 'inlinePolicy', name: 'buckets', at: { line: 3, column: 5 } },
};
const WELCOME: Route = { screen: 'welcome', section: 'start' };
const at = (route: unknown): { route: unknown; accountId: string | null } => ({ route, accountId: ACCOUNT });

const ROUTES: readonly Route[] = [
  USERS,
  LUCY,
  { screen: 'policies' },
  { screen: 'policy', arn: `arn:aws:iam::${ACCOUNT}:policy/Read`, at: { line: 1, column: 2 } },
  { screen: 'resources', open: { arn: 'arn:aws:s3:::b', at: null } },
  { screen: 'identityProvider', arn: `arn:aws:iam::${ACCOUNT}:saml-provider/corp` },
  { screen: 'account', tab: 'endpoint' },
  { screen: 'decision', id: 'd-1' },
  { screen: 'comparison', ids: ['d-1', 'd-2'] },
  { screen: 'bucket', arn: 'arn:aws:s3:::b', prefix: '2026/' },
  { screen: 'organization' },
  { screen: 'accessGraph', focus: `arn:aws:iam::${ACCOUNT}:role/web` },
  { screen: 'settings', part: 'clock' },
];

describe('Tabs that are kept', () => {
  test.each(ROUTES.map((route) => [route.screen, route] as const))('come back on the page %s', (_screen, route) => {
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
