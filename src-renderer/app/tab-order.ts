/** What tabs are known by. */
interface Numbered {
  readonly id: number;
}

/**
 * The tab to show after one was closed: the one that was shown, or in place of the closed one its right neighbour, at
 * the end its left one.
 * @param tabs as they stand before the closing, with both tabs among them.
 */
export function shownAfterClosing(tabs: readonly Numbered[], shownId: number, closedId: number): number {
  if (shownId !== closedId) return shownId;
  const at = tabs.findIndex(({ id }) => id === closedId);
  return (tabs[at + 1] ?? tabs[at - 1])?.id ?? shownId;
}

/** The tab so many steps to the right, or with a negative number to the left; after the last one comes the first. */
export function tabBeside<Tab extends Numbered>(tabs: readonly Tab[], id: number, steps: number): Tab | null {
  const at = tabs.findIndex((tab) => tab.id === id);
  if (at === -1) return null;
  return tabs.at((at + steps) % tabs.length) ?? null;
}

/** The tabs with one of them at another place, from 0; a place beyond the ends is the end. */
export function withTabAt<Tab extends Numbered>(tabs: readonly Tab[], id: number, place: number): readonly Tab[] {
  const moved = tabs.find((tab) => tab.id === id);
  if (moved === undefined) return tabs;
  const others = tabs.filter((tab) => tab !== moved);
  return others.toSpliced(Math.max(0, Math.min(place, others.length)), 0, moved);
}

/** The tabs with a new one to the right of another. */
export function withTabAfter<Tab extends Numbered>(tabs: readonly Tab[], id: number, tab: Tab): readonly Tab[] {
  const at = tabs.findIndex((other) => other.id === id);
  return tabs.toSpliced(at === -1 ? tabs.length : at + 1, 0, tab);
}
