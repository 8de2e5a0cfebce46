import { faultOfValue } from './query-values.ts';
import {
  QUERY_FIELDS,
  type QueryClause,
  type QueryField,
  type QueryProblem,
  type QueryValue,
  type TimelineQuery,
} from './query.ts';

/** Where one value ends: at white space, or where an alternative begins. */
const ENDS_FIELD_VALUE = /[\s|,]/;
const ENDS_WORD = /[\s|]/;

/**
 * Reads a query of the timeline: clauses parted by white space, all of which have to hold. A clause is `field:value` or
 * a free word; `-` before it negates it, `|` (or, after a field, a comma) parts alternatives, and double quotes hold what
 * has spaces, `|` or wildcards in it. A word with a colon whose first part is no field, such as `s3:GetObject`, is a free
 * word.
 * @returns the clauses that can be understood, and what is wrong with the others.
 */
export function parseQuery(text: string): TimelineQuery {
  const clauses: QueryClause[] = [];
  const problems: QueryProblem[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const from = at;
    const negated = text.charAt(at) === '-' && /\S/.test(text.charAt(at + 1));
    if (negated) at += 1;
    const name = /^([a-z]+):/i.exec(text.slice(at))?.[1] ?? null;
    const field = name === null ? null : fieldNamed(name);
    const meant = name === null || field !== null ? null : nearestField(name);
    if (name !== null && (field !== null || meant !== null)) at += name.length + 1;
    const read = readValues(text, at, field === null && meant === null ? ENDS_WORD : ENDS_FIELD_VALUE);
    at = read.end;
    const span = { from, to: at };
    if (meant !== null) {
      problems.push({
        ...span,
        message: `There is no field “${name}”.`,
        mend: `Write ${meant}: – or put it in quotes to look for the word.`,
      });
      continue;
    }
    problems.push(...read.problems);
    if (read.problems.length === 0) problems.push(...problemsOf(field, span, read.values));
    if (read.values.length > 0) clauses.push({ ...span, field, negated, values: read.values });
  }
  return { clauses, problems: problems.toSorted((one, other) => one.from - other.from) };
}

function problemsOf(
  field: QueryField | null,
  span: { from: number; to: number },
  values: readonly QueryValue[],
): QueryProblem[] {
  if (field === null) return [];
  if (values.length === 0) {
    return [{ ...span, message: `“${field}:” has no value.`, mend: 'Write the value right after the colon.' }];
  }
  if ((field === 'since' || field === 'until') && values.length > 1) {
    return [{ ...span, message: `“${field}” takes one time.`, mend: 'Leave one of them out.' }];
  }
  return values.flatMap(({ text, from, to }) => {
    const fault = faultOfValue(field, text);
    return fault === null ? [] : [{ from, to, ...fault }];
  });
}

interface ReadValues {
  readonly values: readonly QueryValue[];
  readonly problems: readonly QueryProblem[];
  readonly end: number;
}

function readValues(text: string, start: number, ends: RegExp): ReadValues {
  const values: QueryValue[] = [];
  const problems: QueryProblem[] = [];
  let at = start;
  for (;;) {
    const value = readValue(text, at, ends);
    at = value.to;
    if (value.closed) {
      if (value.text !== '' || value.quoted) {
        values.push({ text: value.text, quoted: value.quoted, from: value.from, to: value.to });
      }
    } else {
      problems.push({
        from: value.from,
        to: value.to,
        message: 'The quotation mark is not closed.',
        mend: 'Write " at the end of what it holds.',
      });
    }
    const next = text.charAt(at);
    if (next === '' || /\s/.test(next)) break;
    at += 1;
  }
  return { values, problems, end: at };
}

function readValue(text: string, from: number, ends: RegExp): QueryValue & { readonly closed: boolean } {
  let [value, quoted, open, at] = ['', false, false, from];
  for (; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (open && character === '\\' && /["\\]/.test(text.charAt(at + 1))) {
      at += 1;
      value += text.charAt(at);
    } else if (character === '"') {
      open = !open;
      quoted = true;
    } else if (!open && ends.test(character)) {
      break;
    } else {
      value += character;
    }
  }
  return { text: value, quoted, from, to: at, closed: !open };
}

function fieldNamed(name: string): QueryField | null {
  return QUERY_FIELDS.find((field) => field === name.toLowerCase()) ?? null;
}

/** The field that somebody most likely meant. Short names must be nearer, since services have such names, too: `sts:`. */
function nearestField(name: string): QueryField | null {
  const lower = name.toLowerCase();
  return QUERY_FIELDS.find((field) => distance(lower, field) <= (field.length >= 6 ? 2 : 1)) ?? null;
}

/** How many letters have to be put in, taken out or changed. @see https://en.wikipedia.org/wiki/Levenshtein_distance */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
