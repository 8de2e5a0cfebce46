import type { SavedEntry } from '../contract/saved-requests.ts';
import { GatehouseError } from '../errors.ts';

/** The entries directly below a parent (null is the top), in their order. */
export function childrenOf(entries: readonly SavedEntry[], parentId: string | null): readonly SavedEntry[] {
  return entries
    .filter((entry) => entry.parentId === parentId)
    .toSorted((left, right) => left.position - right.position || (left.id < right.id ? -1 : 1));
}

/** @throws GatehouseError `SavedRequestNotFound`. */
export function entryOf(entries: readonly SavedEntry[], id: string): SavedEntry {
  const entry = entries.find((candidate) => candidate.id === id);
  if (entry !== undefined) return entry;
  throw new GatehouseError('SavedRequestNotFound', 'The saved request is not there any more.', {
    place: id,
    mend: 'Save it again.',
  });
}

/** An entry and all that is in it, parents before what they hold. */
export function withDescendants(entries: readonly SavedEntry[], id: string): readonly SavedEntry[] {
  return [entryOf(entries, id), ...childrenOf(entries, id).flatMap((child) => withDescendants(entries, child.id))];
}

/** Where a new entry goes: behind all others of its parent. */
export function endOf(entries: readonly SavedEntry[], parentId: string | null): number {
  return (childrenOf(entries, parentId).at(-1)?.position ?? -1) + 1;
}

/**
 * Moves an entry before another one of a parent, or to its end.
 * @returns the entries that changed, with their new places.
 * @throws GatehouseError `SavedRequestNotFound`; `MovedIntoItself` where the parent is the entry or in it; `NotAFolder`.
 */
export function moved(
  entries: readonly SavedEntry[],
  id: string,
  to: { readonly parentId: string | null; readonly beforeId: string | null },
): readonly SavedEntry[] {
  const entry = entryOf(entries, id);
  checkFolder(entries, to.parentId);
  if (withDescendants(entries, id).some((inside) => inside.id === to.parentId)) {
    throw new GatehouseError('MovedIntoItself', `${entry.name} cannot be moved into itself.`, {
      place: id,
      mend: 'Choose a folder outside of it.',
    });
  }
  const siblings = childrenOf(entries, to.parentId).filter((sibling) => sibling.id !== id);
  const before = siblings.findIndex((sibling) => sibling.id === to.beforeId);
  const ordered = siblings.toSpliced(before < 0 ? siblings.length : before, 0, { ...entry, parentId: to.parentId });
  return ordered.flatMap((sibling, position) =>
    sibling.position === position && sibling.id !== id ? [] : [{ ...sibling, position }],
  );
}

/** @throws GatehouseError `SavedRequestNotFound`, `NotAFolder`. */
export function checkFolder(entries: readonly SavedEntry[], parentId: string | null): void {
  if (parentId === null) return;
  const parent = entryOf(entries, parentId);
  if (parent.kind === 'folder') return;
  throw new GatehouseError('NotAFolder', `${parent.name} is a request, which holds no others.`, {
    place: parentId,
    mend: 'Choose a folder.',
  });
}

/**
 * The name of a copy that no sibling has: `List users copy`, then `List users copy 2`.
 * @param names of those it will stand beside.
 */
export function copyName(name: string, names: readonly string[]): string {
  const base = `${name.replace(/ copy( \d+)?$/, '')} copy`;
  if (!names.includes(base)) return base;
  for (let number = 2; ; number += 1) {
    const candidate = `${base} ${number}`;
    if (!names.includes(candidate)) return candidate;
  }
}
