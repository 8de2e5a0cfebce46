import type { QueryClause, QueryField, QueryValue } from './query.ts';

/** What a clause is written from; where it stood does not matter. */
export interface ClauseContent {
  readonly field: QueryField | null;
  readonly negated: boolean;
  readonly values: readonly Pick<QueryValue, 'text' | 'quoted'>[];
}

/** Writes clauses as a text that reads back as the same clauses. */
export function formatQuery(clauses: readonly ClauseContent[]): string {
  return clauses.map(formatClause).join(' ');
}

/** Writes one clause, such as `-action:"s3:*"|iam:GetUser`. */
export function formatClause({ field, negated, values }: ClauseContent): string {
  const written = values.map((value) => formatValue(value, field === null)).join('|');
  return `${negated ? '-' : ''}${field === null ? '' : `${field}:`}${written}`;
}

/** A value that has to be taken by the letter, quoted where it has to be. */
export function literalValue(text: string): Pick<QueryValue, 'text' | 'quoted'> {
  return { text, quoted: text === '' || /[*?]/.test(text) };
}

function formatValue({ text, quoted }: Pick<QueryValue, 'text' | 'quoted'>, isWord: boolean): string {
  const mustQuote = quoted || /[\s|,"]/.test(text) || (isWord && /^-|^[a-z]+:/i.test(text));
  return mustQuote ? `"${text.replaceAll(/["\\]/g, (character) => `\\${character}`)}"` : text;
}

/**
 * The query with one field's clauses replaced, such as the times when a range was chosen.
 * @param replacement what to put at the end; none takes the fields out.
 */
export function withFields(
  clauses: readonly QueryClause[],
  fields: readonly QueryField[],
  replacement: readonly ClauseContent[],
): string {
  const kept = clauses.filter(({ field }) => field === null || !fields.includes(field));
  return formatQuery([...kept, ...replacement]);
}
