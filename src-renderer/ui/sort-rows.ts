/** By which column a table is sorted, and which way. */
export interface Sort {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

/** What a row is sorted by: text, a number (of a date, its time), or nothing, which comes last either way. */
export type SortKey = string | number | null;

const BY_TEXT = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/**
 * Sorts rows; rows that are equal keep their order.
 * @param keys what a row is sorted by, for each column that sorts.
 * @returns the rows as they are when the column sorts nothing.
 */
export function sortRows<Row>(
  rows: readonly Row[],
  { column, direction }: Sort,
  keys: Readonly<Record<string, (row: Row) => SortKey>>,
): readonly Row[] {
  const key = keys[column];
  if (key === undefined) return rows;
  const sign = direction === 'ascending' ? 1 : -1;
  return rows
    .map((row) => ({ row, key: key(row) }))
    .toSorted((left, right) => {
      if (left.key === null || right.key === null) return Number(left.key === null) - Number(right.key === null);
      return sign * compare(left.key, right.key);
    })
    .map(({ row }) => row);
}

/** The sort that choosing a column leads to: the other way round when it was sorted by that column already. */
export function nextSort(current: Sort | null, column: string): Sort {
  const again = current?.column === column && current.direction === 'ascending';
  return { column, direction: again ? 'descending' : 'ascending' };
}

function compare(left: string | number, right: string | number): number {
  return typeof left === 'number' && typeof right === 'number'
    ? left - right
    : BY_TEXT.compare(String(left), String(right));
}
