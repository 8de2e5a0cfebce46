import type { RecordSummary } from '../decision/record.ts';
import { compileQuery, type ColumnTest } from './compile-query.ts';
import type { QueryTime, TimelineQuery } from './query.ts';
import { rowText } from './row-texts.ts';

/** What rows are told apart by, beside what they hold themselves. */
export interface MatchOptions {
  readonly time: QueryTime;
  /** Whether the record with this ID is pinned. */
  readonly isPinned: (id: string) => boolean;
}

/** Makes what tells whether a row of the timeline is among those that a query asks for. */
export function recordMatcher(
  query: TimelineQuery,
  { time, isPinned }: MatchOptions,
): (summary: RecordSummary) => boolean {
  const clauses = compileQuery(query, time);
  return (summary) =>
    clauses.every(({ negated, anyOf }) => anyOf.some((test) => holds(test, summary, isPinned)) !== negated);
}

function holds(test: ColumnTest, summary: RecordSummary, isPinned: MatchOptions['isPinned']): boolean {
  switch (test.column) {
    case 'at': {
      const at = Date.parse(summary.at);
      return at >= test.from && at < test.to;
    }
    case 'pinned':
      return isPinned(summary.id) === test.is;
    default:
      return test.fits(rowText(summary, test.column));
  }
}
