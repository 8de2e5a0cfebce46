import type { DocumentOf } from '../../src-shared/model/documents.ts';
import { trustedPrincipals } from './trusted-principals.ts';
import { identityName, type Identity } from './identity.ts';

/** Something that an identity has or has not, by which a list is narrowed. */
export type IdentityFilter =
  { readonly kind: PlainFilter } | { readonly kind: ValuedFilter; /** As written. */ readonly value: string };

type PlainFilter =
  | 'hasPassword'
  | 'hasNoPassword'
  | 'hasNoMfa'
  | 'hasAccessKeys'
  | 'hasOldKey'
  | 'hasBoundary'
  | 'hasNoBoundary'
  | 'hasNoPolicies'
  | 'hasNoMembers'
  | 'neverUsed';
type ValuedFilter = 'inGroup' | 'hasTag' | 'trusts' | 'hasPolicy' | 'notUsedFor';

/** A kind of filter, as a person chooses it. */
export interface FilterKind {
  readonly kind: IdentityFilter['kind'];
  readonly label: string;
  /** What its value is; null for a filter without one. */
  readonly value: { readonly label: string; readonly placeholder: string; readonly numeric?: true } | null;
}

/** From so many days on AWS's own advice is to replace an access key. */
export const OLD_KEY_DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;

const plain = (kind: PlainFilter, label: string): FilterKind => ({ kind, label, value: null });
const valued = (kind: ValuedFilter, label: string, value: FilterKind['value']): FilterKind => ({ kind, label, value });

const TAG = valued('hasTag', 'Has tag', { label: 'Tag', placeholder: 'Key or Key=Value' });
const POLICY = valued('hasPolicy', 'Has policy', { label: 'Policy', placeholder: 'Name, or part of it' });
const NOT_USED = valued('notUsedFor', 'Not used for', { label: 'Days', placeholder: '90', numeric: true });

/** The filters of each list, in the order in which they are offered. */
export const FILTER_KINDS: Readonly<Record<Identity['type'], readonly FilterKind[]>> = {
  user: [
    plain('hasPassword', 'Has a console password'),
    plain('hasNoPassword', 'Has no console password'),
    plain('hasNoMfa', 'Has no MFA device'),
    plain('hasAccessKeys', 'Has access keys'),
    plain('hasOldKey', `Has an access key older than ${OLD_KEY_DAYS} days`),
    valued('inGroup', 'In group', { label: 'Group', placeholder: 'Name of a group' }),
    TAG,
    POLICY,
    plain('hasBoundary', 'Has a permissions boundary'),
    plain('hasNoBoundary', 'Has no permissions boundary'),
    NOT_USED,
    plain('neverUsed', 'Never used'),
  ],
  group: [POLICY, plain('hasNoMembers', 'Has no members'), plain('hasNoPolicies', 'Has no policies')],
  role: [
    valued('trusts', 'Trusts', { label: 'Principal', placeholder: 'Such as lambda or an account ID' }),
    TAG,
    POLICY,
    plain('hasBoundary', 'Has a permissions boundary'),
    plain('hasNoBoundary', 'Has no permissions boundary'),
    NOT_USED,
    plain('neverUsed', 'Never used'),
  ],
};

/** A filter in words, such as `In group developers`. */
export function filterText(filter: IdentityFilter, type: Identity['type']): string {
  const label = FILTER_KINDS[type].find(({ kind }) => kind === filter.kind)?.label ?? filter.kind;
  if (!('value' in filter)) return label;
  return filter.kind === 'notUsedFor' ? `${label} ${filter.value} days` : `${label} ${filter.value}`;
}

/** What a filter has to know beside the identity. */
export interface FilterSurroundings {
  readonly now: Date;
  /** By group name; groups without members are absent. */
  readonly memberCounts: ReadonlyMap<string, number>;
}

/** Narrows a list to what has all words in its name, path and groups, and all filters. */
export function filterIdentities<T extends Identity>(
  identities: readonly T[],
  words: string,
  filters: readonly IdentityFilter[],
  surroundings: FilterSurroundings,
): readonly T[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0 && filters.length === 0) return identities;
  return identities.filter((identity) => {
    const held = wanted.length === 0 ? '' : searchedText(identity);
    return (
      wanted.every((word) => held.includes(word)) && filters.every((filter) => has(identity, filter, surroundings))
    );
  });
}

/** When an identity last did something: a user by password or key; null for never. ISO 8601. */
export function lastUsed(identity: Identity): string | null {
  switch (identity.type) {
    case 'user': {
      const used = [identity.passwordLastUsed, ...identity.accessKeys.map((key) => key.lastUsed?.date ?? null)];
      return (
        used
          .filter((date) => date !== null)
          .toSorted()
          .at(-1) ?? null
      );
    }
    case 'role':
      return identity.lastUsed?.date ?? null;
    case 'group':
      return null;
  }
}

const searched = new WeakMap<Identity, string>();

/** What is searched, in lower case. Kept as long as the document is, so that typing costs little in a long list. */
function searchedText(identity: Identity): string {
  const known = searched.get(identity);
  if (known !== undefined) return known;
  const more = identity.type === 'user' ? identity.groups : identity.type === 'role' ? [identity.description] : [];
  const text = [identityName(identity), identity.path, ...more].join('\n').toLowerCase();
  searched.set(identity, text);
  return text;
}

function has(identity: Identity, filter: IdentityFilter, { now, memberCounts }: FilterSurroundings): boolean {
  const user = identity.type === 'user' ? identity : null;
  const daysSince = (date: string): number => (now.getTime() - Date.parse(date)) / DAY_MS;
  switch (filter.kind) {
    case 'hasPassword':
      return user !== null && user.loginProfile !== null;
    case 'hasNoPassword':
      return user?.loginProfile === null;
    case 'hasNoMfa':
      return user?.mfaDevices.length === 0;
    case 'hasAccessKeys':
      return (user?.accessKeys.length ?? 0) > 0;
    case 'hasOldKey':
      return user?.accessKeys.some(({ createDate }) => daysSince(createDate) > OLD_KEY_DAYS) ?? false;
    case 'hasBoundary':
      return identity.type !== 'group' && identity.permissionsBoundary !== null;
    case 'hasNoBoundary':
      return identity.type !== 'group' && identity.permissionsBoundary === null;
    case 'hasNoPolicies':
      return policyNames(identity).length === 0;
    case 'hasNoMembers':
      return identity.type === 'group' && !memberCounts.has(identity.groupName);
    case 'neverUsed':
      return lastUsed(identity) === null;
    case 'notUsedFor': {
      const used = lastUsed(identity);
      return used === null || daysSince(used) > Number(filter.value);
    }
    case 'inGroup':
      return user?.groups.some((name) => same(name, filter.value)) ?? false;
    case 'hasTag':
      return identity.type !== 'group' && hasTag(identity, filter.value);
    case 'hasPolicy':
      return policyNames(identity).some((name) => contains(name, filter.value));
    case 'trusts':
      return (
        identity.type === 'role' &&
        trustedPrincipals(identity.assumeRolePolicyDocument).some((name) => contains(name, filter.value))
      );
  }
}

function hasTag({ tags }: DocumentOf<'user'> | DocumentOf<'role'>, written: string): boolean {
  const at = written.indexOf('=');
  const [key, value] = at < 0 ? [written, null] : [written.slice(0, at), written.slice(at + 1)];
  return tags.some((tag) => same(tag.Key, key.trim()) && (value === null || tag.Value === value.trim()));
}

function policyNames({ attachedPolicies, inlinePolicies }: Identity): string[] {
  return [...attachedPolicies.map((arn) => arn.slice(arn.lastIndexOf('/') + 1)), ...Object.keys(inlinePolicies)];
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function contains(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}
