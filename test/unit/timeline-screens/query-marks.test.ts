import { describe, expect, test } from 'vitest';
import { parseQuery } from '../../../src-shared/timeline-query/parse-query.ts';
import { queryMarks } from '../../../src-renderer/timeline/query-marks.ts';

const marksOf = (text: string): readonly (readonly [string, string])[] =>
  queryMarks(text, parseQuery(text)).map(({ text: part, kind }) => [kind, part]);

describe('the colours of a query', () => {
  test('tell fields from values', () => {
    expect(marksOf('verdict:denied')).toEqual([
      ['field', 'verdict:'],
      ['value', 'denied'],
    ]);
  });

  test('mark a minus before a clause', () => {
    expect(marksOf('-principal:lucy')).toEqual([
      ['not', '-'],
      ['field', 'principal:'],
      ['value', 'lucy'],
    ]);
  });

  test('leave words and spaces plain', () => {
    expect(marksOf('bucket')).toEqual([['plain', 'bucket']]);
    expect(marksOf('door:console  x').at(-1)).toEqual(['plain', '  x']);
  });

  test('mark what is wrong, whatever else it is', () => {
    const marks = marksOf('verdict:maybe');
    expect(marks.at(-1)?.[0]).toBe('problem');
    expect(marks.at(-1)?.[1]).toContain('maybe');
  });

  test.each(['', '  ', 'a -b c:d', '-verdict:allowed|denied "two words" since:1h', 'verdict:', '"open'])(
    'lose nothing of “%s”',
    (text) => {
      const whole = marksOf(text)
        .map(([, part]) => part)
        .join('');
      expect(whole).toBe(text);
    },
  );
});
