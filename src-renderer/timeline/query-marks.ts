import type { TimelineQuery } from '../../src-shared/timeline-query/query.ts';

/** A stretch of the query's text and how it is drawn. */
export interface QueryMark {
  readonly text: string;
  readonly kind: 'plain' | 'not' | 'field' | 'value' | 'problem';
}

/** The text of a query taken apart for colouring; put together again, the marks are the text. */
export function queryMarks(text: string, { clauses, problems }: TimelineQuery): readonly QueryMark[] {
  const kinds = Array.from<QueryMark['kind']>({ length: text.length }).fill('plain');
  const paint = (from: number, to: number, kind: QueryMark['kind']): void => {
    kinds.fill(kind, from, to);
  };
  for (const { from, to, field, negated } of clauses) {
    if (field !== null) {
      paint(from, to, 'value');
      paint(from + Number(negated), from + Number(negated) + field.length + 1, 'field');
    }
    if (negated) paint(from, from + 1, 'not');
  }
  for (const { from, to } of problems) paint(from, to, 'problem');
  const marks: { text: string; kind: QueryMark['kind'] }[] = [];
  for (const [index, kind] of kinds.entries()) {
    const last = marks.at(-1);
    if (last?.kind === kind) last.text += text.charAt(index);
    else marks.push({ text: text.charAt(index), kind });
  }
  return marks;
}
