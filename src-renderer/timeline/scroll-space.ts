/** The tallest that a scrolled box is made, in pixels: browsers cut what is much taller, the sooner the more they zoom. */
const TALLEST = 8_000_000;
/** Rows beyond the edges, so that a quick scroll shows rows and not a gap. */
const OVERSCAN = 6;

/** A long list of rows of one height, and the box that they are scrolled in. In pixels. */
export interface ScrollSpace {
  readonly count: number;
  readonly rowHeight: number;
  readonly viewport: number;
}

/** How tall the scrolled box is. */
export function contentHeight({ count, rowHeight }: ScrollSpace): number {
  return Math.min(count * rowHeight, TALLEST);
}

/** How far rows move while the box is scrolled by a pixel: 1, and more where the box cannot be as tall as its rows. */
function stretch(space: ScrollSpace): number {
  const scrolled = contentHeight(space) - space.viewport;
  return scrolled <= 0 ? 1 : (space.count * space.rowHeight - space.viewport) / scrolled;
}

/** Which rows are in view, and where the first of them is drawn in the box. */
export function rowsInView(
  space: ScrollSpace,
  scrollTop: number,
): { readonly first: number; readonly end: number; readonly top: number } {
  const top = scrollTop * stretch(space);
  const first = Math.max(0, Math.floor(top / space.rowHeight) - OVERSCAN);
  const end = Math.min(space.count, Math.ceil((top + space.viewport) / space.rowHeight) + OVERSCAN);
  return { first, end, top: scrollTop - (top - first * space.rowHeight) };
}

/** How far to scroll so that a row is in view, by as little as it takes. */
export function scrollToShow(space: ScrollSpace, index: number, scrollTop: number): number {
  const factor = stretch(space);
  const top = scrollTop * factor;
  const rowTop = index * space.rowHeight;
  if (rowTop < top) return rowTop / factor;
  const least = rowTop + space.rowHeight - space.viewport;
  return least > top ? least / factor : scrollTop;
}

/** How many whole rows fit: what a page key goes by. */
export function rowsPerPage({ viewport, rowHeight }: ScrollSpace): number {
  return Math.max(1, Math.floor(viewport / rowHeight) - 1);
}
