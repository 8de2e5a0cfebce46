import { describe, expect, test } from 'vitest';
import { formatQuery } from '../../../src-shared/timeline-query/format-query.ts';
import { parseQuery } from '../../../src-shared/timeline-query/parse-query.ts';

/** Clauses as short texts: `-field=value|value`. */
function read(text: string): string[] {
  return parseQuery(text).clauses.map(
    ({ field, negated, values }) =>
      `${negated ? '-' : ''}${field ?? 'word'}=${values.map((value) => value.text).join('|')}`,
  );
}

describe('a query', () => {
  test.each([
    ['', []],
    ['   ', []],
    ['lucy', ['word=lucy']],
    ['verdict:denied principal:lucy', ['verdict=denied', 'principal=lucy']],
    ['VERDICT:Denied', ['verdict=Denied']],
    ['-verdict:allowed', ['-verdict=allowed']],
    ['-lucy', ['-word=lucy']],
    ['-', ['word=-']],
    ['verdict:denied|invalid', ['verdict=denied|invalid']],
    ['verdict:denied,invalid', ['verdict=denied|invalid']],
    ['lucy|bruce', ['word=lucy|bruce']],
    ['a,b', ['word=a,b']],
    ['action:s3:Get*', ['action=s3:Get*']],
    ['s3:GetObject', ['word=s3:GetObject']],
    ['sts:AssumeRole', ['word=sts:AssumeRole']],
    ['principal:"bruce wayne"', ['principal=bruce wayne']],
    [String.raw`"say \"hi\""`, ['word=say "hi"']],
    ['error:""', ['error=']],
  ])('%j is read as %j', (text, clauses) => {
    expect(read(text)).toEqual(clauses);
    expect(parseQuery(text).problems).toEqual([]);
  });

  test.each([
    ['verdict:maybe', 'maybe', '“maybe” is no verdict.'],
    ['x verdcit:denied', 'verdcit:denied', 'There is no field “verdcit”.'],
    ['door:', 'door:', '“door:” has no value.'],
    ['since:yesterday', 'yesterday', '“yesterday” is no time.'],
    ['since:1h|2h', 'since:1h|2h', '“since” takes one time.'],
    ['status:40', null, null],
    ['status:ok', 'ok', '“ok” is no HTTP status.'],
    ['action:"s3', '"s3', 'The quotation mark is not closed.'],
  ])('%j has its mistake at %j', (text, place, message) => {
    const [problem] = parseQuery(text).problems;
    expect(problem?.message ?? null).toBe(message);
    expect(problem === undefined ? null : text.slice(problem.from, problem.to)).toBe(place);
  });

  test.each([
    'verdict:denied -principal:"bruce wayne" "s3:Get*" action:"s3:*"|iam:GetUser lucy|mia',
    String.raw`"-dash" "since:tomorrow" "a\\b\"c"`,
    'error:""',
  ])('%j reads the same after it was written anew', (text) => {
    const { clauses } = parseQuery(text);
    const again = parseQuery(formatQuery(clauses)).clauses;
    const plain = (list: typeof clauses): object[] =>
      list.map(({ field, negated, values }) => ({ field, negated, values: values.map((value) => value.text) }));
    expect(plain(again)).toEqual(plain(clauses));
  });
});
