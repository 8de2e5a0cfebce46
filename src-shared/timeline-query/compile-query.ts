import { containsTest, partTest, wholeTest, type TextTest } from './match-text.ts';
import { readQueryTime } from './query-time.ts';
import { VERDICT_VALUES } from './query-values.ts';
import type { QueryClause, QueryTime, QueryValue, TimelineQuery } from './query.ts';
import { verdictText, type TextColumn } from './row-texts.ts';

/** What is asked of one column of a row. */
export type ColumnTest =
  | { readonly column: TextColumn; readonly fits: TextTest }
  /** Milliseconds since 1970; `from` is inclusive, `to` exclusive. */
  | { readonly column: 'at'; readonly from: number; readonly to: number }
  | { readonly column: 'pinned'; readonly is: boolean };

/** A clause that holds when one of the tests does, or, negated, when none does. */
export interface CompiledClause {
  readonly negated: boolean;
  readonly anyOf: readonly ColumnTest[];
}

/** Where a free word is looked for. */
const WORD_COLUMNS: readonly TextColumn[] = [
  'verdict',
  'principalLabel',
  'principalArn',
  'action',
  'resource',
  'door',
  'status',
  'error',
];

/**
 * Turns a query into tests of a row's columns. Whoever holds rows, one by one or a million in columns, asks these, so
 * that all give the same answer.
 * @param query without problems.
 */
export function compileQuery(query: TimelineQuery, time: QueryTime): readonly CompiledClause[] {
  return query.clauses.map((clause) => ({
    negated: clause.negated,
    anyOf: clause.values.flatMap((value) => testsOf(clause, value, time)),
  }));
}

function testsOf({ field }: QueryClause, value: QueryValue, time: QueryTime): ColumnTest[] {
  const lower = value.text.toLowerCase();
  switch (field) {
    case null: {
      const fits = containsTest(value);
      return WORD_COLUMNS.map((column) => ({ column, fits }));
    }
    case 'verdict': {
      const texts = (VERDICT_VALUES[lower] ?? []).map(verdictText);
      return [{ column: 'verdict', fits: (text) => texts.includes(text) }];
    }
    case 'principal': {
      const fits = partTest(value);
      return [
        { column: 'principalLabel', fits },
        { column: 'principalArn', fits },
      ];
    }
    case 'action':
    case 'resource':
      return [{ column: field, fits: partTest(value) }];
    case 'service': {
      const fits = wholeTest(value);
      return [{ column: 'action', fits: (action) => fits(action.split(':', 1)[0] ?? '') }];
    }
    case 'status':
      return [{ column: 'status', fits: wholeTest({ text: lower.replaceAll('x', '?'), quoted: false }) }];
    case 'error':
      return [{ column: 'error', fits: wholeTest(value) }];
    case 'account': {
      const whole = wholeTest(value);
      const fits: TextTest = (arn) => arn.startsWith('arn:') && whole(arn.split(':', 5)[4] ?? '');
      return [
        { column: 'principalArn', fits },
        { column: 'resource', fits },
      ];
    }
    case 'door':
    case 'step':
    case 'replay':
      return [{ column: field, fits: (text) => text === lower }];
    case 'since':
      return [{ column: 'at', from: readQueryTime(value.text, 'since', time) ?? -Infinity, to: Infinity }];
    case 'until':
      return [{ column: 'at', from: -Infinity, to: readQueryTime(value.text, 'until', time) ?? Infinity }];
    case 'pinned':
      return [{ column: 'pinned', is: lower === 'yes' }];
  }
}
