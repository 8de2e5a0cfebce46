import { describe, expect, test } from 'vitest';
import {
  contentHeight,
  rowsInView,
  rowsPerPage,
  scrollToShow,
  type ScrollSpace,
} from '../../../src-renderer/timeline/scroll-space.ts';

const short: ScrollSpace = { count: 1000, rowHeight: 40, viewport: 400 };
/** Taller than a browser can draw. */
const long: ScrollSpace = { ...short, count: 1_000_000 };
const bottomOf = (space: ScrollSpace): number => contentHeight(space) - space.viewport;

describe('the box that rows are scrolled in', () => {
  test('is as tall as its rows, up to what browsers can draw', () => {
    expect(contentHeight(short)).toBe(40_000);
    expect(contentHeight(long)).toBe(8_000_000);
  });

  test.each([
    ['a short list', short],
    ['a million rows', long],
  ])('shows the first and the last row of %s at its ends', (_, space) => {
    expect(rowsInView(space, 0).first).toBe(0);
    const { first, end, top } = rowsInView(space, bottomOf(space));
    expect(end).toBe(space.count);
    // The last row ends where the viewport does.
    expect(top + (space.count - first) * space.rowHeight).toBeCloseTo(bottomOf(space) + space.viewport, 3);
  });

  test('draws more rows than fit, so that a quick scroll shows rows', () => {
    const { first, end } = rowsInView(short, 4000);
    expect(first).toBeLessThan(100);
    expect(end).toBeGreaterThan(110);
  });

  test('has no rows where there are none', () => {
    expect(rowsInView({ ...short, count: 0 }, 0)).toMatchObject({ first: 0, end: 0 });
  });
});

describe('scrolling to a row', () => {
  test('leaves the list where it is while the row is in view', () => {
    expect(scrollToShow(short, 12, 400)).toBe(400);
  });

  test('brings a row above to the top, and one below to the bottom', () => {
    expect(scrollToShow(short, 5, 400)).toBe(200);
    expect(scrollToShow(short, 20, 400)).toBe(440);
  });

  test.each([0, 1, 499_999, 999_999])('brings row %i of a million into view', (index) => {
    const scrollTop = scrollToShow(long, index, 3_000_000);
    const { first, end } = rowsInView(long, scrollTop);
    expect(scrollTop).toBeGreaterThanOrEqual(0);
    expect(scrollTop).toBeLessThanOrEqual(bottomOf(long) + 0.001);
    expect(index).toBeGreaterThanOrEqual(first);
    expect(index).toBeLessThan(end);
  });

  test('goes by the whole rows that fit, less one to keep one’s place, and by one at least', () => {
    expect(rowsPerPage(short)).toBe(9);
    expect(rowsPerPage({ ...short, viewport: 30 })).toBe(1);
  });
});
