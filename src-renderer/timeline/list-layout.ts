import type { TimelineGroup } from '../../src-shared/contract/timeline.ts';

/** A group in the list, and how many of its rows are shown under it: none while it is closed. */
export interface LaidGroup {
  readonly group: TimelineGroup;
  readonly isOpen: boolean;
  readonly rows: number;
}

/** What stands at a place of a list of groups. `index` counts the group's rows from the newest. */
export type LaidItem =
  | { readonly kind: 'group'; readonly place: number }
  | { readonly kind: 'row'; readonly place: number; readonly index: number };

/** How many lines the groups take. */
export function layoutLength(groups: readonly LaidGroup[]): number {
  return groups.reduce((sum, { rows }) => sum + 1 + rows, 0);
}

/** What stands at a line; null behind the last. */
export function itemAt(groups: readonly LaidGroup[], line: number): LaidItem | null {
  let start = 0;
  for (const [place, { rows }] of groups.entries()) {
    if (line === start) return { kind: 'group', place };
    if (line <= start + rows) return { kind: 'row', place, index: line - start - 1 };
    start += rows + 1;
  }
  return null;
}
