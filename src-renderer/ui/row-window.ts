/** The rows of a long table that are in the page, and the heights in pixels of those before and after them. */
export interface RowWindow {
  readonly first: number;
  /** Behind the last. */
  readonly end: number;
  readonly before: number;
  readonly after: number;
}

/** Rows beyond the edges, so that a quick scroll shows rows and not a gap. */
const OVERSCAN = 6;

/**
 * Which rows are in the page at a place of the scroll bar. All rows have the same height.
 * @param view in pixels: how far it is scrolled, how high it is, how high a row is.
 */
export function rowWindow(count: number, view: { scrollTop: number; height: number; rowHeight: number }): RowWindow {
  const { scrollTop, height, rowHeight } = view;
  const shown = Math.ceil(height / rowHeight) + 2 * OVERSCAN;
  const first = Math.max(0, Math.min(Math.floor(scrollTop / rowHeight) - OVERSCAN, count - shown));
  const end = Math.min(count, first + shown);
  return { first, end, before: first * rowHeight, after: (count - end) * rowHeight };
}

/**
 * How far to scroll so that a row is in view, by as little as it takes.
 * @param header the height of what covers the top of the view, in pixels.
 */
export function scrollTopFor(
  index: number,
  view: { scrollTop: number; height: number; rowHeight: number },
  header: number,
): number {
  const top = index * view.rowHeight;
  const bottom = top + view.rowHeight - (view.height - header);
  return Math.max(bottom, Math.min(view.scrollTop, top), 0);
}

/** The row that a key leads to from another; null for keys that lead nowhere. */
export function rowByKey(key: string, from: number, count: number, page: number): number | null {
  const to = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    Home: 0,
    End: count - 1,
    PageDown: from + page,
    PageUp: from - page,
  }[key];
  return to === undefined || count === 0 ? null : Math.max(0, Math.min(to, count - 1));
}
