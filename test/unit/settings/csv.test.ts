import { expect, test } from 'vitest';
import { csvRows } from '../../../src-renderer/settings/csv.ts';

// The rules are those of https://datatracker.ietf.org/doc/html/rfc4180
test.each([
  [
    'rows by the names of the first line',
    'user,mfa\nlucy,true\nnoah,false\n',
    [
      ['lucy', 'true'],
      ['noah', 'false'],
    ],
  ],
  ['a last line without its end', 'user,mfa\nlucy,true', [['lucy', 'true']]],
  ['line ends of two characters', 'user,mfa\r\nlucy,true\r\n', [['lucy', 'true']]],
  ['quoted fields with commas, quotes and line ends', 'user,mfa\n"a,b","say ""x""\ny"\n', [['a,b', 'say "x"\ny']]],
  ['empty fields', 'user,mfa\n,\n', [['', '']]],
  ['a first line alone', 'user,mfa\n', []],
  ['nothing', '', []],
])('reads %s', (_, text, expected) => {
  expect(csvRows(text)).toEqual(expected.map(([user, mfa]) => ({ user, mfa })));
});

test('a row that is too short has empty fields', () => {
  expect(csvRows('user,mfa\nlucy')).toEqual([{ user: 'lucy', mfa: '' }]);
});
