import type { TreeRow } from './organization-tree.ts';

/** What a key does in the tree. */
export type TreeStep =
  | { readonly kind: 'goTo'; readonly id: string }
  | { readonly kind: 'expand'; readonly id: string; readonly to: boolean };

/**
 * What a key does on a row of the tree: it leads to another row, or opens or shuts the row.
 * @returns null for a key that does nothing there.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/treeview/
 */
export function treeStep(rows: readonly TreeRow[], id: string, key: string): TreeStep | null {
  const at = rows.findIndex(({ node }) => node.id === id);
  const row = rows[at];
  if (row === undefined) return null;
  const goTo = (to: TreeRow | undefined): TreeStep | null =>
    to === undefined || to === row ? null : { kind: 'goTo', id: to.node.id };
  switch (key) {
    case 'ArrowDown':
      return goTo(rows[at + 1]);
    case 'ArrowUp':
      return goTo(rows[at - 1]);
    case 'Home':
      return goTo(rows[0]);
    case 'End':
      return goTo(rows.at(-1));
    case 'ArrowRight':
      if (row.expanded === null) return null;
      return row.expanded ? goTo(rows[at + 1]) : { kind: 'expand', id, to: true };
    case 'ArrowLeft':
      if (row.expanded === true) return { kind: 'expand', id, to: false };
      return goTo(rows.slice(0, at).findLast(({ level }) => level === row.level - 1));
    default:
      return null;
  }
}

/**
 * The next row whose name begins with what was typed, from a row on and around.
 * @param typed one letter leads on from the row; more stay on it while it fits.
 */
export function rowByName(rows: readonly TreeRow[], id: string, typed: string): string | null {
  const at = rows.findIndex(({ node }) => node.id === id);
  const from = typed.length === 1 ? at + 1 : Math.max(at, 0);
  const around = [...rows.slice(from), ...rows.slice(0, from)];
  return around.find(({ node }) => node.name.toLowerCase().startsWith(typed.toLowerCase()))?.node.id ?? null;
}
