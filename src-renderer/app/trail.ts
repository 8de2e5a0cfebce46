import { sameRoute, type Route } from './route.ts';

/** A screen, and the account that it was gone to in. */
export interface Place {
  readonly route: Route;
  /** Null as long as none was chosen. */
  readonly accountId: string | null;
}

/** The way a person came, and where on it they are. Never changed in place. */
export interface Trail {
  readonly places: readonly [Place, ...Place[]];
  /** Which of the places, from 0. */
  readonly position: number;
}

/** A way that begins here. */
export function trailFrom(place: Place): Trail {
  return { places: [place], position: 0 };
}

/** Where the person is. */
export function placeOn({ places, position }: Trail): Place {
  return places[position] ?? places[0];
}

/** The way with a further place, which forgets what lay forward; the same way where the person is there already. */
export function onTo(trail: Trail, place: Place): Trail {
  const here = placeOn(trail);
  if (sameRoute(place.route, here.route) && place.accountId === here.accountId) return trail;
  const [first, ...rest] = trail.places;
  const places: Trail['places'] = [first, ...rest.slice(0, trail.position), place];
  return { places, position: trail.position + 1 };
}

/** The way with another place instead of the one where the person is. */
export function insteadOf({ places: [first, ...rest], position }: Trail, place: Place): Trail {
  const places: Trail['places'] = position === 0 ? [place, ...rest] : [first, ...rest.with(position - 1, place)];
  return { places, position };
}
