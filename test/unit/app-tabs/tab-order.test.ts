import { describe, expect, test } from 'vitest';
import { shownAfterClosing, tabBeside, withTabAfter, withTabAt } from '../../../src-renderer/app/tab-order.ts';

const TABS = [{ id: 7 }, { id: 3 }, { id: 5 }];
const ids = (tabs: readonly { readonly id: number }[]): number[] => tabs.map(({ id }) => id);

describe('The order of tabs', () => {
  test.each([
    ['its right neighbour', 3, 3, 5],
    ['at the end its left one', 5, 5, 3],
    ['the shown one, when another is closed', 7, 5, 7],
  ])('shows after closing %s', (_which, shown, closed, after) => {
    expect(shownAfterClosing(TABS, shown, closed)).toBe(after);
  });

  test.each([
    [7, 1, 3],
    [5, 1, 7],
    [7, -1, 5],
    [3, -1, 7],
  ])('leads from tab %i by %i to tab %i, round the ends', (from, steps, to) => {
    expect(tabBeside(TABS, from, steps)?.id).toBe(to);
  });

  test('leads nowhere from a tab that is not there', () => {
    expect(tabBeside(TABS, 1, 1)).toBeNull();
  });

  test.each([
    [7, 1, [3, 7, 5]],
    [7, 9, [3, 5, 7]],
    [5, -1, [5, 7, 3]],
    [1, 0, [7, 3, 5]],
  ])('moves tab %i to place %i', (id, place, order) => {
    expect(ids(withTabAt(TABS, id, place))).toEqual(order);
  });

  test('takes a new tab to the right of the one it was opened from', () => {
    expect(ids(withTabAfter(TABS, 3, { id: 9 }))).toEqual([7, 3, 9, 5]);
  });
});
