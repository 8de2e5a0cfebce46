import type { DocumentOf } from '../../src-shared/model/documents.ts';
import { matchesSearch } from '../identities/matches-search.ts';

export type OrganizationRoot = DocumentOf<'organizationRoot'>;
export type OrganizationalUnit = DocumentOf<'organizationalUnit'>;
export type OrganizationAccount = DocumentOf<'organizationAccount'>;

/** What accounts and units are in. */
export type Parent = OrganizationRoot | OrganizationalUnit;

/** What policies are attached to. */
export type OrganizationNode = Parent | OrganizationAccount;

/** The organization from its root down. */
export interface OrganizationTree {
  readonly root: OrganizationRoot;
  readonly byId: ReadonlyMap<string, OrganizationNode>;
  /** By the ID of the root or a unit: its units, then its accounts, each by name. */
  readonly children: ReadonlyMap<string, readonly OrganizationNode[]>;
  /** By the ID of the root or a unit: how many accounts are in it and in the units below. */
  readonly accountCounts: ReadonlyMap<string, number>;
}

/** A line of the tree as it is shown. */
export interface TreeRow {
  readonly node: OrganizationNode;
  /** From 1, the root's. */
  readonly level: number;
  /** Null for what cannot be opened. */
  readonly expanded: boolean | null;
  /** Which child of its parent it is, from 1, and of how many. */
  readonly position: number;
  readonly size: number;
}

const BY_NAME = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

export function isParent(node: OrganizationNode): node is Parent {
  return node.type !== 'organizationAccount';
}

/** Builds the tree of an organization's documents. What hangs under nothing is not in it. */
export function organizationTree(
  root: OrganizationRoot,
  units: readonly OrganizationalUnit[],
  accounts: readonly OrganizationAccount[],
): OrganizationTree {
  const inOrder = (nodes: readonly (OrganizationalUnit | OrganizationAccount)[]) =>
    nodes.toSorted((a, b) => BY_NAME.compare(a.name, b.name) || a.id.localeCompare(b.id));
  const children = Map.groupBy([...inOrder(units), ...inOrder(accounts)], ({ parentId }): string => parentId);
  const byId = new Map<string, OrganizationNode>();
  const accountCounts = new Map<string, number>();
  const visit = (node: OrganizationNode): number => {
    if (byId.has(node.id)) return 0;
    byId.set(node.id, node);
    if (!isParent(node)) return 1;
    let count = 0;
    for (const child of children.get(node.id) ?? []) count += visit(child);
    accountCounts.set(node.id, count);
    return count;
  };
  visit(root);
  return { root, byId, children, accountCounts };
}

/**
 * The lines of the tree.
 * @param collapsed the IDs of the units that are shut.
 * @param query shows what has all its words in its name or ID, under what that is in, and nothing shut; empty for all.
 */
export function treeRows(
  { root, children }: OrganizationTree,
  collapsed: ReadonlySet<string>,
  query = '',
): readonly TreeRow[] {
  const search = query.trim();
  const found = (node: OrganizationNode): boolean => {
    if (search === '' || matchesSearch(search, node.name, node.id)) return true;
    return (children.get(node.id) ?? []).some(found);
  };
  const rows: TreeRow[] = [];
  const add = (node: OrganizationNode, level: number, position: number, size: number): void => {
    const below = isParent(node) ? (children.get(node.id) ?? []).filter(found) : [];
    const expanded = below.length === 0 ? null : search !== '' || !collapsed.has(node.id);
    rows.push({ node, level, expanded, position, size });
    if (expanded === true) for (const [at, child] of below.entries()) add(child, level + 1, at + 1, below.length);
  };
  if (found(root)) add(root, 1, 1, 1);
  return rows;
}

/** From the root down to what has that ID; empty where nothing has. */
export function pathTo({ byId }: OrganizationTree, id: string): readonly OrganizationNode[] {
  const path: OrganizationNode[] = [];
  let node = byId.get(id);
  while (node !== undefined) {
    path.unshift(node);
    node = node.type === 'organizationRoot' ? undefined : byId.get(node.parentId);
  }
  return path;
}

/** The names from the root down, such as `Root / Workloads`. */
export function pathInWords(tree: OrganizationTree, id: string): string {
  return pathTo(tree, id)
    .map(({ name }) => name)
    .join(' / ');
}

/** The root and all units, in the order of the tree. */
export function parents(tree: OrganizationTree): readonly Parent[] {
  return treeRows(tree, new Set()).flatMap(({ node }) => (isParent(node) ? [node] : []));
}

/** All accounts in a root or a unit and below, in the order of the tree. */
export function accountsUnder({ children }: OrganizationTree, id: string): readonly OrganizationAccount[] {
  const below = (parentId: string): OrganizationAccount[] =>
    (children.get(parentId) ?? []).flatMap((node) => (isParent(node) ? below(node.id) : [node]));
  return below(id);
}

/**
 * Where the arrow keys move an account: up and down to the unit before and after its own in the tree, left to what its
 * unit is in, right to the last unit beside it.
 * @returns null where there is none.
 */
export function parentByKey(tree: OrganizationTree, account: OrganizationAccount, key: string): Parent | null {
  const all = parents(tree);
  const at = all.findIndex(({ id }) => id === account.parentId);
  const own = all[at];
  if (own === undefined) return null;
  switch (key) {
    case 'ArrowUp':
      return all[at - 1] ?? null;
    case 'ArrowDown':
      return all[at + 1] ?? null;
    case 'ArrowLeft':
      return own.type === 'organizationRoot' ? null : (all.find(({ id }) => id === own.parentId) ?? null);
    case 'ArrowRight':
      return (tree.children.get(own.id) ?? []).filter(isParent).at(-1) ?? null;
    default:
      return null;
  }
}

/** `root`, `organizational unit` or `account`. */
export function kindOf({ type }: OrganizationNode): string {
  if (type === 'organizationRoot') return 'root';
  return type === 'organizationalUnit' ? 'organizational unit' : 'account';
}
