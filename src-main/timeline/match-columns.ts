import type { ColumnTest, CompiledClause } from '../../src-shared/timeline-query/compile-query.ts';
import type { TextColumn } from '../../src-shared/timeline-query/row-texts.ts';
import type { DecisionColumns } from './decision-columns.ts';

/** Tells whether the row at an index fits. */
export type RowTest = (row: number) => boolean;

const [UNKNOWN, UNFIT, FIT] = [0, 1, 2];

/**
 * Makes what tells whether a row is among those that a query asks for. A text is looked at once, however many rows have
 * it, and only when a row has it.
 * @param pinned the sequence numbers of what is pinned.
 */
export function rowTest(
  columns: DecisionColumns,
  clauses: readonly CompiledClause[],
  pinned: ReadonlySet<number>,
): RowTest {
  const tests = clauses
    // What costs least and leaves least comes first.
    .toSorted((one, other) => cost(one) - cost(other))
    .map((clause) => clauseTest(columns, clause, pinned));
  const [first, second] = tests;
  if (first === undefined) return () => true;
  if (second === undefined) return first;
  return (row) => {
    for (const test of tests) if (!test(row)) return false;
    return true;
  };
}

function cost({ anyOf }: CompiledClause): number {
  return anyOf.length;
}

function clauseTest(
  columns: DecisionColumns,
  { negated, anyOf }: CompiledClause,
  pinned: ReadonlySet<number>,
): RowTest {
  const tests = anyOf.map((test) => columnTest(columns, test, pinned));
  const [only] = tests;
  if (only !== undefined && tests.length === 1) return negated ? (row) => !only(row) : only;
  return (row) => {
    for (const test of tests) if (test(row)) return !negated;
    return negated;
  };
}

function columnTest(columns: DecisionColumns, test: ColumnTest, pinned: ReadonlySet<number>): RowTest {
  switch (test.column) {
    case 'at':
      return (row) => {
        const at = columns.at[row] ?? 0;
        return at >= test.from && at < test.to;
      };
    case 'pinned':
      return (row) => pinned.has(columns.sequence[row] ?? 0) === test.is;
    default:
      return textTest(columns, test.column, test.fits);
  }
}

function textTest(columns: DecisionColumns, column: TextColumn, fits: (text: string) => boolean): RowTest {
  let known = new Uint8Array(1024);
  const learn = (code: number): boolean => {
    if (code >= known.length) {
      const larger = new Uint8Array(Math.max(code + 1, known.length * 2));
      larger.set(known);
      known = larger;
    }
    const fit = fits(columns.textOf(column, code));
    known[code] = fit ? FIT : UNFIT;
    return fit;
  };
  return (row) => {
    const code = columns.codes(column)[row] ?? 0;
    const outcome = known[code] ?? UNKNOWN;
    return outcome === UNKNOWN ? learn(code) : outcome === FIT;
  };
}
