import type {
  ListedField,
  TimelineGroup,
  TimelineGrouping,
  TimelineHistogram,
  VerdictCounts,
} from '../../src-shared/contract/timeline.ts';
import { formatClause, literalValue } from '../../src-shared/timeline-query/format-query.ts';
import { VERDICT_VALUES } from '../../src-shared/timeline-query/query-values.ts';
import { VERDICTS, type DecisionColumns } from './decision-columns.ts';

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

function toCounts(counts: Float64Array, offset: number): VerdictCounts {
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
export function histogramOf(
  columns: DecisionColumns,
  rows: Uint32Array,
  { span, most }: { readonly span: { readonly from: number; readonly to: number }; readonly most: number },
): TimelineHistogram | null {
  if (rows.length === 0) return null;
  const { at } = columns;
  let [earliest, latest] = [Infinity, -Infinity];
  for (const row of rows) {
    const time = at[row] ?? 0;
    if (time < earliest) earliest = time;
    if (time > latest) latest = time;
  }
  const begin = Number.isFinite(span.from) ? span.from : earliest;
  // The end of a span is not part of it, the latest row is.
  const end = Number.isFinite(span.to) ? span.to - 1 : latest;
  const width = widthFor(end - begin, most);
  const from = Math.floor(begin / width) * width;
  const length = Math.floor((end - from) / width) + 1;
  const counts = new Float64Array(length * VERDICTS.length);
  const verdicts = columns.codes('verdict');
  for (const row of rows) {
    const cell = Math.floor(((at[row] ?? 0) - from) / width) * VERDICTS.length + (verdicts[row] ?? 0);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
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
export function groupsOf(
  columns: DecisionColumns,
  rows: Uint32Array,
  { by, limit }: { readonly by: TimelineGrouping; readonly limit: number },
): { groups: TimelineGroup[]; others: { groups: number; records: number } } {
  const keyOf = groupKey(columns, by);
  const slots = new Map<number, number>();
  let counts = new Float64Array(64 * VERDICTS.length);
  let newest = new Float64Array(64);
  const verdicts = columns.codes('verdict');
  for (const row of rows) {
    const key = keyOf(row);
    let slot = slots.get(key);
    if (slot === undefined) {
      slot = slots.size;
      slots.set(key, slot);
      if (slot === newest.length) {
        counts = grown(counts);
        newest = grown(newest);
      }
    }
    const cell = slot * VERDICTS.length + (verdicts[row] ?? 0);
    counts[cell] = (counts[cell] ?? 0) + 1;
    newest[slot] = Math.max(newest[slot] ?? 0, columns.at[row] ?? 0);
  }
  const total = (slot: number): number => {
    let sum = 0;
    for (let index = 0; index < VERDICTS.length; index += 1) sum += counts[slot * VERDICTS.length + index] ?? 0;
    return sum;
  };
  const sorted = [...slots]
    .map(([key, slot]) => ({ key, slot, count: total(slot) }))
    .toSorted((one, other) => other.count - one.count);
  const listed = sorted.slice(0, limit);
  const records = listed.reduce((sum, { count }) => sum + count, 0);
  return {
    groups: listed.map(({ key, slot, count }) => {
      const value = by === 'verdict' ? (VERDICTS[key] ?? '') : columns.terms.text(key);
      return {
        value,
        clause: clauseOf(by, value),
        count,
        verdicts: toCounts(counts, slot * VERDICTS.length),
        newestAt: new Date(newest[slot] ?? 0).toISOString(),
      };
    }),
    others: { groups: sorted.length - listed.length, records: rows.length - records },
  };
}

function grown(array: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(array.length * 2);
  larger.set(array);
  return larger;
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

/** The values of a field that hold what is typed, with how many rows have them, the most frequent first. */
export function valuesOf(
  columns: DecisionColumns,
  { field, typed, limit }: { readonly field: ListedField; readonly typed: string; readonly limit: number },
): { value: string; count: number }[] {
  const wanted = typed.toLowerCase().replaceAll(/[*?]+/g, '');
  const counts = new Map<string, number>();
  for (const [column, read] of sourcesOf(field)) {
    for (const [code, count] of countCodes(columns, column).entries()) {
      if (count === 0) continue;
      const value = read(column === 'status' ? String(code) : columns.terms.text(code));
      if (value === '' || !value.toLowerCase().includes(wanted)) continue;
      counts.set(value, (counts.get(value) ?? 0) + count);
    }
  }
  return mostFrequent(counts, limit).map(([value, count]) => ({ value, count }));
}

function countCodes(columns: DecisionColumns, column: Source[0]): Uint32Array {
  const codes = columns.codes(column);
  const counts = new Uint32Array(column === 'status' ? 65_536 : columns.terms.length);
  for (let row = 0; row < columns.length; row += 1) {
    const code = codes[row] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

/** The first of what sorting would give, without sorting all of what may be hundreds of thousands. */
function mostFrequent(counts: ReadonlyMap<string, number>, limit: number): (readonly [string, number])[] {
  const byCount = new Map<number, string[]>();
  for (const [value, count] of counts) {
    const values = byCount.get(count);
    if (values === undefined) byCount.set(count, [value]);
    else values.push(value);
  }
  const first: (readonly [string, number])[] = [];
  const descending = [...byCount.keys()].toSorted((one, other) => other - one);
  for (const count of descending) {
    if (first.length >= limit) break;
    const values = byCount.get(count) ?? [];
    for (const value of values.toSorted().slice(0, limit - first.length)) first.push([value, count]);
  }
  return first;
}

type Source = readonly [
  column: 'principalLabel' | 'principalArn' | 'action' | 'resource' | 'error' | 'status',
  read: (text: string) => string,
];

function whole(text: string): string {
  return text;
}

function account(text: string): string {
  return text.startsWith('arn:') ? (text.split(':', 5)[4] ?? '') : '';
}

function sourcesOf(field: ListedField): readonly Source[] {
  switch (field) {
    case 'principal':
      return [['principalLabel', whole]];
    case 'service':
      return [['action', (action) => (action.includes(':') ? (action.split(':', 1)[0] ?? '') : '')]];
    case 'account':
      return [
        ['principalArn', account],
        ['resource', account],
      ];
    default:
      return [[field, whole]];
  }
}
