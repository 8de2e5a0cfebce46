/** A stretch of the query's text, in UTF-16 code units; `to` is exclusive. */
export interface TextSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * One value that is looked for. `*` stands for any characters, `?` for one, unless it was quoted; letters are compared
 * without regard to case.
 */
export interface QueryValue extends TextSpan {
  readonly text: string;
  readonly quoted: boolean;
}

/** What a clause may be about. */
export const QUERY_FIELDS = [
  'verdict',
  'principal',
  'action',
  'resource',
  'service',
  'door',
  'status',
  'error',
  'step',
  'account',
  'since',
  'until',
  'replay',
  'pinned',
] as const;
export type QueryField = (typeof QUERY_FIELDS)[number];

/** One condition of a query, such as `-verdict:allowed` or a free word (whose field is null). */
export interface QueryClause extends TextSpan {
  readonly field: QueryField | null;
  readonly negated: boolean;
  /** The clause holds when one of them does. Never empty. */
  readonly values: readonly QueryValue[];
}

/** What is wrong with a query, where, and what to write in its place. */
export interface QueryProblem extends TextSpan {
  readonly message: string;
  readonly mend: string;
}

/** A query that was read. All of its clauses have to hold; no clause lets everything through. */
export interface TimelineQuery {
  readonly clauses: readonly QueryClause[];
  /** In the order of the text. A query with problems is not to be asked. */
  readonly problems: readonly QueryProblem[];
}

/** What turns `1h` and `14:05` into times: now, and how far local time is ahead of UTC. */
export interface QueryTime {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly utcOffsetMinutes: number;
}
