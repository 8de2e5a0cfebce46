import { z } from 'zod';
import { Arn } from '../../src-shared/arn.ts';
import type { OpenTabs } from '../../src-shared/contract/left-open.ts';
import { SETTINGS_PARTS, type Route } from './route.ts';
import type { Place } from './trail.ts';

/** The tabs of a window: where each of them is, and which one is shown, from 0. */
export interface OpenPlaces {
  readonly places: readonly Place[];
  readonly shown: number;
}

const TextPlace = z.object({ line: z.number().int(), column: z.number().int() });
const IdentityPart = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('permissions') }),
  z.object({ kind: z.literal('inlinePolicy'), name: z.string(), at: TextPlace.nullable() }),
  z.object({ kind: z.literal('trustPolicy'), at: TextPlace.nullable() }),
]);
const OnePage = z.object({
  screen: z.enum(['policies', 'identityProviders', 'authenticator', 'composer', 'timeline', 'signIn']),
});

/** The routes that a tab is kept with. The welcome screen is none: whoever is there has left the tabs. */
const StoredRoute: z.ZodType<Route> = z.union([
  OnePage,
  z.object({ screen: z.literal('identities'), list: z.enum(['users', 'groups', 'roles']) }),
  z.object({ screen: z.enum(['user', 'group', 'role']), arn: Arn, part: IdentityPart.exactOptional() }),
  z.object({ screen: z.literal('policy'), arn: Arn, at: TextPlace.exactOptional() }),
  z.object({ screen: z.literal('resources'), open: z.object({ arn: Arn, at: TextPlace.nullable() }).exactOptional() }),
  z.object({ screen: z.literal('identityProvider'), arn: Arn }),
  z.object({ screen: z.literal('account'), tab: z.literal('endpoint').exactOptional() }),
  z.object({ screen: z.literal('decision'), id: z.string() }),
  z.object({ screen: z.literal('comparison'), ids: z.tuple([z.string(), z.string()]) }),
  z.object({ screen: z.literal('bucket'), arn: Arn, prefix: z.string().exactOptional() }),
  z.object({ screen: z.literal('organization'), id: z.string().exactOptional() }),
  z.object({ screen: z.literal('accessGraph'), focus: Arn.exactOptional() }),
  z.object({ screen: z.literal('settings'), part: z.enum(SETTINGS_PARTS).exactOptional() }),
]);

/** Tabs as they are kept; null when there is none that would be. */
export function storedPlaces({ places, shown }: OpenPlaces): OpenTabs | null {
  const kept = places.filter(({ route }) => route.screen !== 'welcome');
  const shownPlace = places[shown];
  if (kept.length === 0) return null;
  return { places: kept, shown: Math.max(0, shownPlace === undefined ? 0 : kept.indexOf(shownPlace)) };
}

/** Tabs as they were kept, but for those with a place that this version of the app does not know. */
export function readPlaces({ places, shown }: OpenTabs): OpenPlaces {
  const read = places.flatMap(({ route, accountId }, index): { place: Place; index: number }[] => {
    const known = StoredRoute.safeParse(route);
    return known.success ? [{ place: { route: known.data, accountId }, index }] : [];
  });
  const shownAt = read.findIndex(({ index }) => index === shown);
  return { places: read.map(({ place }) => place), shown: Math.max(0, shownAt) };
}
