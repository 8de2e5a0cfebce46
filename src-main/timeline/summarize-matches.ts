import type {
  TimelineGroup,
  TimelineGrouping,
  TimelineHistogram,
  VerdictCounts,
} from '../../src-shared/contract/timeline.ts';
import { formatClause, literalValue } from '../../src-shared/timeline-query/format-query.ts';
import { VERDICT_VALUES } from '../../src-shared/timeline-query/query-values.ts';
import { VERDICTS, type DecisionColumns } from './decision-columns.ts';
import { FirstOfMany } from './first-of-many.ts';
import type { Turns } from './turns.ts';

const ROWS_AT_ONCE = 16_384;

const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000];
/** Widths that people count in, in milliseconds. */
const WIDTHS: readonly number[] = [
  1,
  10,
  100,
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 30, 90, 365].map((days) => days * DAY),
];

function noCounts(): VerdictCounts {
  return { Allowed: 0, ImplicitlyDenied: 0, ExplicitlyDenied: 0, NotAuthenticated: 0, InvalidRequest: 0 };
}

function toCounts(counts: Uint32Array, offset: number): VerdictCounts {
  const named = noCounts();
  for (const [index, verdict] of VERDICTS.entries()) named[verdict] = counts[offset + index] ?? 0;
  return named;
}

/**
 * Counts rows by time and verdict.
 * @param span milliseconds since 1970 that the buckets should cover; an infinite end is that of the rows.
 * @param most how many buckets there may be.
 * @returns null when there is no row.
 */
export async function histogramOf(
  columns: DecisionColumns,
  rows: Uint32Array,
  { span, most }: { readonly span: { readonly from: number; readonly to: number }; readonly most: number },
  turns: Turns,
): Promise<TimelineHistogram | null> {
  if (rows.length === 0) return null;
  const { at } = columns;
  let [earliest, latest] = [Infinity, -Infinity];
  await turns.through(rows.length, ROWS_AT_ONCE, (first, last) => {
    for (const row of rows.subarray(first, last)) {
      const time = at[row] ?? 0;
      if (time < earliest) earliest = time;
      if (time > latest) latest = time;
    }
  });
  const begin = Number.isFinite(span.from) ? span.from : earliest;
  // The end of a span is not part of it, the latest row is.
  const end = Number.isFinite(span.to) ? span.to - 1 : latest;
  const width = widthFor(end - begin, most);
  const from = Math.floor(begin / width) * width;
  const length = Math.floor((end - from) / width) + 1;
  const counts = new Uint32Array(length * VERDICTS.length);
  const verdicts = columns.codes('verdict');
  await turns.through(rows.length, ROWS_AT_ONCE, (first, last) => {
    for (const row of rows.subarray(first, last)) {
      const cell = Math.floor(((at[row] ?? 0) - from) / width) * VERDICTS.length + (verdicts[row] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  });
  return {
    from,
    width,
    buckets: Array.from({ length }, (_, bucket) => toCounts(counts, bucket * VERDICTS.length)),
  };
}

/** The narrowest of the widths with which so many buckets are enough. One more may be begun at the left. */
function widthFor(duration: number, most: number): number {
  const fits = (width: number): boolean => duration / width + 1 < most;
  return WIDTHS.find(fits) ?? Math.ceil(duration / (most - 1) / DAY) * DAY;
}

/** Puts rows together that have something in common: the largest groups, and what is in the others. */
export async function groupsOf(
  columns: DecisionColumns,
  rows: Uint32Array,
  { by, limit }: { readonly by: TimelineGrouping; readonly limit: number },
  turns: Turns,
): Promise<{ groups: TimelineGroup[]; others: { groups: number; records: number } }> {
  const keyOf = groupKey(columns, by);
  const keys = Math.max(columns.terms.length, VERDICTS.length);
  const counts = new Uint32Array(keys * VERDICTS.length);
  const newest = new Float64Array(keys);
  const verdicts = columns.codes('verdict');
  const { at } = columns;
  await turns.through(rows.length, ROWS_AT_ONCE, (from, end) => {
    for (const row of rows.subarray(from, end)) {
      const key = keyOf(row);
      const cell = key * VERDICTS.length + (verdicts[row] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + 1;
      newest[key] = Math.max(newest[key] ?? 0, at[row] ?? 0);
    }
  });
  let groups = 0;
  const largest = new FirstOfMany<{ key: number; count: number }>(limit, (one, other) => other.count - one.count);
  await turns.through(keys, ROWS_AT_ONCE, (from, end) => {
    for (let key = from; key < end; key += 1) {
      let count = 0;
      for (let index = 0; index < VERDICTS.length; index += 1) count += counts[key * VERDICTS.length + index] ?? 0;
      if (count === 0) continue;
      groups += 1;
      largest.add({ key, count });
    }
  });
  const listed = largest.list;
  const records = listed.reduce((sum, { count }) => sum + count, 0);
  return {
    groups: listed.map(({ key, count }) => {
      const value = by === 'verdict' ? (VERDICTS[key] ?? '') : columns.terms.text(key);
      return {
        value,
        clause: clauseOf(by, value),
        count,
        verdicts: toCounts(counts, key * VERDICTS.length),
        newestAt: new Date(newest[key] ?? 0).toISOString(),
      };
    }),
    others: { groups: groups - listed.length, records: rows.length - records },
  };
}

function groupKey(columns: DecisionColumns, by: TimelineGrouping): (row: number) => number {
  if (by !== 'principal') {
    const codes = columns.codes(by);
    return (row) => codes[row] ?? 0;
  }
  const [arns, labels] = [columns.codes('principalArn'), columns.codes('principalLabel')];
  // Who was not authenticated has a label alone.
  return (row) => arns[row] || (labels[row] ?? 0);
}

function clauseOf(by: TimelineGrouping, value: string): string {
  const word = by === 'verdict' ? verdictWord(value) : value;
  return formatClause({ field: by, negated: false, values: [literalValue(word)] });
}

/** The word of the query language for one verdict. */
function verdictWord(verdict: string): string {
  const entry = Object.entries(VERDICT_VALUES).find(([, verdicts]) => verdicts.length === 1 && verdicts[0] === verdict);
  return entry?.[0] ?? verdict;
}
