import type { SavedEntry } from '../../src-shared/contract/saved-requests.ts';
import { childrenOf } from '../../src-shared/saved-requests/saved-tree.ts';

/** One row of the list of saved requests. */
export interface SavedRow {
  readonly entry: SavedEntry;
  /** From 1, as `aria-level` counts. */
  readonly level: number;
  /** Null for what holds nothing: a request. */
  readonly expanded: boolean | null;
}

/**
 * The rows that are to be seen, in order.
 * @param collapsed the IDs of folders that are shut; a search opens them.
 * @param query finds names and actions that contain it; empty finds everything.
 */
export function savedRows(
  entries: readonly SavedEntry[],
  collapsed: readonly string[],
  query: string,
): readonly SavedRow[] {
  const wanted = query.trim().toLowerCase();
  const rowsOf = (parentId: string | null, level: number): SavedRow[] =>
    childrenOf(entries, parentId).flatMap((entry) => {
      if (entry.kind === 'request') return wordsOf(entry).includes(wanted) ? [{ entry, level, expanded: null }] : [];
      const inside = rowsOf(entry.id, level + 1);
      if (wanted !== '') {
        if (entry.name.toLowerCase().includes(wanted)) return [{ entry, level, expanded: true }, ...inside];
        return inside.length === 0 ? [] : [{ entry, level, expanded: true }, ...inside];
      }
      const expanded = !collapsed.includes(entry.id);
      return [{ entry, level, expanded }, ...(expanded ? inside : [])];
    });
  return rowsOf(null, 1);
}

function wordsOf(entry: Extract<SavedEntry, { kind: 'request' }>): string {
  return `${entry.name} ${labelOf(entry)}`.toLowerCase();
}

/** What a saved request asks: its action, or its method and path. */
export function labelOf({ draft }: Extract<SavedEntry, { kind: 'request' }>): string {
  if (draft.kind === 'action') return draft.action;
  const path = /^https?:\/\/[^/?#]*([^?#]*)/.exec(draft.url)?.[1] ?? draft.url;
  return `${draft.method} ${path === '' ? '/' : path}`;
}

/** Where an entry goes by one step of the keyboard; null where it cannot go. */
export interface Step {
  readonly parentId: string | null;
  readonly beforeId: string | null;
}

/**
 * One step of an entry: `up` and `down` among its siblings, `in` to the folder above it, `out` of its folder, behind it.
 */
export function stepOf(entries: readonly SavedEntry[], id: string, to: 'up' | 'down' | 'in' | 'out'): Step | null {
  const entry = entries.find((candidate) => candidate.id === id);
  if (entry === undefined) return null;
  const siblings = childrenOf(entries, entry.parentId);
  const at = siblings.findIndex((sibling) => sibling.id === id);
  const parentId = entry.parentId;
  switch (to) {
    case 'up': {
      const before = siblings[at - 1];
      return before === undefined ? null : { parentId, beforeId: before.id };
    }
    case 'down':
      return at + 1 >= siblings.length ? null : { parentId, beforeId: siblings[at + 2]?.id ?? null };
    case 'in': {
      const before = siblings[at - 1];
      return before?.kind === 'folder' ? { parentId: before.id, beforeId: null } : null;
    }
    case 'out': {
      const parent = entries.find((candidate) => candidate.id === parentId);
      if (parent === undefined) return null;
      const uncles = childrenOf(entries, parent.parentId);
      const after = uncles[uncles.findIndex((uncle) => uncle.id === parent.id) + 1];
      return { parentId: parent.parentId, beforeId: after?.id ?? null };
    }
  }
}

/** The folders, each with the names of those that it is in: `Buckets / Reports`. */
export function folderPaths(entries: readonly SavedEntry[]): readonly { id: string; path: string }[] {
  const pathsOf = (parentId: string | null, above: readonly string[]): { id: string; path: string }[] =>
    childrenOf(entries, parentId)
      .filter((entry) => entry.kind === 'folder')
      .flatMap((folder) => {
        const names = [...above, folder.name];
        return [{ id: folder.id, path: names.join(' / ') }, ...pathsOf(folder.id, names)];
      });
  return pathsOf(null, []);
}
