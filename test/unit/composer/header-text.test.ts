import { describe, expect, test } from 'vitest';
import { formatHeaders, headerValue, parseHeaders } from '../../../src-renderer/composer/header-text.ts';

describe('headers as typed', () => {
  test('keep their order and their duplicates, and lose the space around the value', () => {
    expect(parseHeaders('X-B:  2 \n\nX-A: 1\r\nX-B: a:b').headers).toEqual([
      ['X-B', '2'],
      ['X-A', '1'],
      ['X-B', 'a:b'],
    ]);
  });

  test('may have an empty value', () => {
    expect(parseHeaders('X-Empty:')).toEqual({ headers: [['X-Empty', '']], faults: [] });
  });

  test.each([
    ['a line without a colon', 'Host: a\nnonsense', 2],
    ['a line without a name', ': value', 1],
    ['a name with a space', 'My Header: value', 1],
  ])('report %s by its number', (_, text, line) => {
    expect(parseHeaders(text).faults.map((fault) => fault.line)).toEqual([line]);
  });

  test('come back from the text that they are written as', () => {
    const headers: [string, string][] = [
      ['Host', 's3.amazonaws.com'],
      ['x-amz-meta', ''],
    ];
    expect(parseHeaders(formatHeaders(headers)).headers).toEqual(headers);
  });

  test('are found by name without regard to case', () => {
    expect(headerValue([['Content-Type', 'text/xml']], 'content-type')).toBe('text/xml');
    expect(headerValue([], 'content-type')).toBeNull();
  });
});
