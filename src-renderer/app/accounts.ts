import type { Arn } from '../../src-shared/arn.ts';
import type { WorkspaceSummary } from '../../src-shared/contract/contract.ts';
import type { DocumentOf } from '../../src-shared/model/documents.ts';
import type { Route } from './route.ts';

/** An account of the workspace, as its summary tells of it. */
export type Account = WorkspaceSummary['accounts'][number];

/**
 * The account whose documents the screens show.
 * @param accounts of the workspace, oldest first.
 * @param wanted the ID of an account each, the most particular first; null where there is none.
 * @returns the first that is wanted and is there, else the account that the workspace began with; null without a workspace.
 */
export function shownAccount(accounts: readonly Account[], wanted: readonly (string | null)[]): Account | null {
  const [first = null] = accounts;
  for (const accountId of wanted) {
    const found = accounts.find((account) => account.accountId === accountId);
    if (found !== undefined) return found;
  }
  return first;
}

/** What a route's page is about: the ARN of a document; null for a list, and for what belongs to no account. */
export function subjectOf(route: Route): Arn | null {
  if ('arn' in route) return route.arn;
  return route.screen === 'resources' ? (route.open?.arn ?? null) : null;
}

/** The same screen in another account: for the page of one document, the list that such documents are in. */
export function routeInAnotherAccount(route: Route): Route {
  switch (route.screen) {
    case 'user':
    case 'group':
    case 'role':
      return { screen: 'identities', list: `${route.screen}s` };
    case 'policy':
      return { screen: 'policies' };
    case 'resources':
    case 'bucket':
      return { screen: 'resources' };
    case 'accessGraph':
      return { screen: 'accessGraph' };
    case 'identityProvider':
      return { screen: 'identityProviders' };
    default:
      return route;
  }
}

/** Where an account stands in the organization. */
export interface OrganizationStanding {
  readonly isManagementAccount: boolean;
  /** The names of the root and of the organizational units down to the account. */
  readonly path: readonly string[];
  /** A closed account, or one that is being closed, lets nobody in. */
  readonly isClosed: boolean;
}

/** The documents of an organization that say where its accounts stand. */
export interface OrganizationDocuments {
  readonly organization: DocumentOf<'organization'> | null;
  readonly roots: readonly DocumentOf<'organizationRoot'>[];
  readonly units: readonly DocumentOf<'organizationalUnit'>[];
  readonly accounts: readonly DocumentOf<'organizationAccount'>[];
}

/** Where the organization's accounts stand, by account ID. An account that is no member is not there. */
export function standings({
  organization,
  roots,
  units,
  accounts,
}: OrganizationDocuments): ReadonlyMap<string, OrganizationStanding> {
  const rootsById = new Map<string, DocumentOf<'organizationRoot'>>(roots.map((root) => [root.id, root]));
  const unitsById = new Map<string, DocumentOf<'organizationalUnit'>>(units.map((unit) => [unit.id, unit]));
  return new Map(
    accounts.map(({ id, parentId, status }) => {
      const path: string[] = [];
      const seen = new Set<string>();
      let above: string = parentId;
      for (let unit = unitsById.get(above); unit !== undefined && !seen.has(above); unit = unitsById.get(above)) {
        seen.add(above);
        path.unshift(unit.name);
        above = unit.parentId;
      }
      const root = rootsById.get(above);
      if (root !== undefined) path.unshift(root.name);
      return [id, { isManagementAccount: organization?.masterAccountId === id, path, isClosed: status !== 'ACTIVE' }];
    }),
  );
}
