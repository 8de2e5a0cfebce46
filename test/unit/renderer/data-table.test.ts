import { describe, expect, it } from 'vitest';
import { withAll, withRange, withToggled } from '../../../src-renderer/ui/row-selection.ts';
import { rowByKey, rowWindow, scrollTopFor } from '../../../src-renderer/ui/row-window.ts';
import { nextSort, sortRows, type Sort, type SortKey } from '../../../src-renderer/ui/sort-rows.ts';

describe('sorting rows', () => {
  const keys = { name: (row: { name: SortKey }) => row.name };
  const sorted = (names: readonly SortKey[], direction: Sort['direction']): SortKey[] =>
    sortRows(
      names.map((name) => ({ name })),
      { column: 'name', direction },
      keys,
    ).map(({ name }) => name);

  it.each<[string, SortKey[], Sort['direction'], SortKey[]]>([
    ['counts as people do', ['user10', 'user9', 'User1'], 'ascending', ['User1', 'user9', 'user10']],
    ['goes the other way', [1, 3, 2], 'descending', [3, 2, 1]],
    ['leaves what is not there at the end', [null, 2, 1], 'ascending', [1, 2, null]],
    ['leaves it there the other way, too', [null, 1, 2], 'descending', [2, 1, null]],
  ])('%s', (_name, names, direction, expected) => {
    expect(sorted(names, direction)).toEqual(expected);
  });

  it('keeps the order of the rows by a column that sorts nothing', () => {
    const rows = [{ name: 'b' }, { name: 'a' }];
    expect(sortRows(rows, { column: 'other', direction: 'ascending' }, keys)).toBe(rows);
  });

  it('turns round when the same column is chosen again', () => {
    const first = nextSort(null, 'name');
    expect(first).toEqual({ column: 'name', direction: 'ascending' });
    expect(nextSort(first, 'name').direction).toBe('descending');
    expect(nextSort(nextSort(first, 'name'), 'name').direction).toBe('ascending');
    expect(nextSort(first, 'created')).toEqual({ column: 'created', direction: 'ascending' });
  });
});

describe('selecting rows', () => {
  const keys = ['a', 'b', 'c', 'd'];

  it('adds a row and takes it out again', () => {
    expect([...withToggled(new Set(['a']), 'b')]).toEqual(['a', 'b']);
    expect([...withToggled(new Set(['a', 'b']), 'b')]).toEqual(['a']);
  });

  it('adds a range from either end', () => {
    expect([...withRange(new Set(), keys, 1, 3)]).toEqual(['b', 'c', 'd']);
    expect([...withRange(new Set(['a']), keys, 3, 2)]).toEqual(['a', 'c', 'd']);
  });

  it('takes all that are shown, or none of them, and leaves the others alone', () => {
    expect([...withAll(new Set(['hidden', 'a']), keys)]).toEqual(['hidden', 'a', 'b', 'c', 'd']);
    expect([...withAll(new Set(['hidden', ...keys]), keys)]).toEqual(['hidden']);
  });
});

describe('a window on many rows', () => {
  const view = { scrollTop: 0, height: 400, rowHeight: 40 };

  it('holds what is in view and a little more', () => {
    const { first, end, before, after } = rowWindow(5000, { ...view, scrollTop: 40_000 });
    expect(first).toBeLessThan(1000);
    expect(end).toBeGreaterThan(1010);
    expect(end - first).toBeLessThan(50);
    expect([before, after]).toEqual([first * 40, (5000 - end) * 40]);
  });

  it.each([0, 40_000, 1_000_000])('is as high as all rows together, scrolled to %i', (scrollTop) => {
    const { first, end, before, after } = rowWindow(5000, { ...view, scrollTop });
    expect(before + after + (end - first) * 40).toBe(200_000);
    expect(end).toBeLessThanOrEqual(5000);
  });

  it.each<[string, number, number, number]>([
    ['stays when the row is in view', 5, 0, 0],
    ['comes down to a row below', 20, 0, 470],
    ['comes up to a row above', 2, 400, 80],
  ])('%s', (_name, index, scrollTop, expected) => {
    expect(scrollTopFor(index, { ...view, scrollTop }, 30)).toBe(expected);
  });

  it.each<[string, number, number | null]>([
    ['ArrowDown', 9, 9],
    ['ArrowUp', 3, 2],
    ['Home', 3, 0],
    ['End', 3, 9],
    ['PageDown', 3, 7],
    ['PageUp', 3, 0],
    ['x', 3, null],
  ])('%s from row %i leads to %s', (key, from, expected) => {
    expect(rowByKey(key, from, 10, 4)).toBe(expected);
  });
});
