import { expect, test } from 'vitest';
import { formatTagLines, linesOf, readTagLines } from '../../../src-renderer/ui/tag-lines.ts';

test('tags are read one a line, and empty lines stand for nothing', () => {
  expect(readTagLines('team=storefront\n\n  cost centre = 12 \n')).toEqual({
    tags: [
      { Key: 'team', Value: 'storefront' },
      { Key: 'cost centre', Value: '12' },
    ],
    fault: null,
  });
});

test.each([
  ['a value may be empty', 'flag=', { Key: 'flag', Value: '' }],
  ['a value may hold equals signs', 'formula=a=b', { Key: 'formula', Value: 'a=b' }],
])('%s', (_, text, tag) => {
  expect(readTagLines(text)).toEqual({ tags: [tag], fault: null });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules
test.each([
  ['without an equals sign', 'team', 'Write “team” as Key=Value.'],
  ['without a key', '=storefront', 'Write “=storefront” as Key=Value.'],
  ['with a key that is too long', `${'k'.repeat(129)}=v`, 'A key has at most 128 characters.'],
  ['with a value that is too long', `k=${'v'.repeat(257)}`, 'A value has at most 256 characters.'],
])('a line %s is said to be none', (_, text, fault) => {
  expect(readTagLines(text).fault).toBe(fault);
});

test('tags are written as they are read', () => {
  const text = 'team=storefront\nformula=a=b';
  expect(formatTagLines(readTagLines(text).tags)).toBe(text);
});

test('the lines of a text come without the empty ones', () => {
  expect(linesOf(' a \n\nb')).toEqual(['a', 'b']);
});
