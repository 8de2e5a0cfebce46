import type { OrganizationPlace } from '../account/organization.ts';
import type { ContextKey } from './context-key.ts';

/** Tells where an account hangs; null when it is in no organization. */
export type OrganizationOf = (accountId: string) => OrganizationPlace | null;

/** `aws:PrincipalOrgID` and its like: absent for accounts that are in no organization. */
export function organizationId(key: string, place: OrganizationPlace | null, whose: string): ContextKey[] {
  return place === null ? [] : [[key, place.id, `the organization of ${whose}`]];
}

/** `aws:PrincipalOrgPaths` and its like: lists, though an account has one path. */
export function organizationPaths(key: string, place: OrganizationPlace | null, whose: string): ContextKey[] {
  return place === null ? [] : [[key, [place.path], `where in its organization ${whose} is`]];
}
