import { describe, expect, test } from 'vitest';
import type { Route } from '../../../src-renderer/app/route.ts';
import { insteadOf, onTo, placeOn, trailFrom, type Place } from '../../../src-renderer/app/trail.ts';

const USERS: Route = { screen: 'identities', list: 'users' };
const POLICIES: Route = { screen: 'policies' };

const at = (route: Route, accountId: string | null = null): Place => ({ route, accountId });

describe('The way that a person came', () => {
  test('begins where they are', () => {
    expect(placeOn(trailFrom(at(USERS, '111111111111')))).toEqual(at(USERS, '111111111111'));
  });

  test('grows by the places they go to, and by none when they go where they are', () => {
    const trail = onTo(trailFrom(at(USERS)), at(POLICIES));
    expect(trail).toEqual({ places: [at(USERS), at(POLICIES)], position: 1 });
    expect(onTo(trail, at(POLICIES))).toBe(trail);
  });

  test('tells the same screen in two accounts apart, so that going back leads into the account before', () => {
    const trail = onTo(trailFrom(at(USERS, '111111111111')), at(USERS, '222222222222'));
    expect(placeOn(trail)).toEqual(at(USERS, '222222222222'));
    expect(placeOn({ ...trail, position: 0 })).toEqual(at(USERS, '111111111111'));
  });

  test('forgets what lay forward when they turn off it', () => {
    const back = { ...onTo(trailFrom(at(USERS)), at(POLICIES)), position: 0 };
    expect(onTo(back, at({ screen: 'resources' })).places).toEqual([at(USERS), at({ screen: 'resources' })]);
  });

  test.each([0, 1, 2])('has another place put instead of place %i, and the others kept', (position) => {
    const trail = onTo(onTo(trailFrom(at(USERS)), at(POLICIES)), at({ screen: 'timeline' }));
    const replaced = insteadOf({ ...trail, position }, at({ screen: 'signIn' }));
    expect(replaced.position).toBe(position);
    expect(replaced.places).toEqual(trail.places.with(position, at({ screen: 'signIn' })));
  });
});
