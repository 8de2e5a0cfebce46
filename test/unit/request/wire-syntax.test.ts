import { describe, expect, test } from 'vitest';
import { readQueryMembers, writeQueryMembers } from '../../../src-main/request/query-members.ts';
import type { QueryValue } from '../../../src-main/request/query-members.ts';
import { parseForm, percentEncode, writeForm } from '../../../src-main/request/query-string.ts';
import { escapeXml, parseXml } from '../../../src-main/request/xml.ts';
import { fc } from '../../fixtures/properties.ts';

describe('form text', () => {
  test('is read back as it was written', () => {
    const pair = fc.tuple(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(fc.array(pair), (pairs) => {
        expect(parseForm(writeForm(pairs))).toEqual(pairs);
      }),
    );
  });

  test('is percent-encoded but for the unreserved characters of RFC 3986', () => {
    expect(percentEncode("aZ09-._~ !'()*/é")).toBe('aZ09-._~%20%21%27%28%29%2A%2F%C3%A9');
  });
});

describe('query members', () => {
  const name = fc.stringMatching(/^[A-Z][A-Za-z]{0,8}$/);
  const { value } = fc.letrec<{ value: QueryValue }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.string(),
      fc.array(tie('value'), { minLength: 1, maxLength: 3 }),
      fc.dictionary(name, tie('value'), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
    ),
  }));

  test.each(['member', ''] as const)('are read back as they were written, with list member %j', (listMember) => {
    fc.assert(
      fc.property(name, value, (member, given) => {
        fc.pre(!JSON.stringify(given).includes('"member"'));
        expect(readQueryMembers(writeQueryMembers(member, given, listMember))).toEqual({ [member]: given });
      }),
    );
  });

  test('are in the order of their positions, not of their arrival', () => {
    const pairs: [string, string][] = [
      ['A.member.10', 'j'],
      ['A.member.2', 'b'],
      ['A.member.1', 'a'],
    ];
    expect(readQueryMembers(pairs)).toEqual({ A: ['a', 'b', 'j'] });
  });

  test('nested without end are refused', () => {
    expect(() => readQueryMembers([['a.'.repeat(50), 'x']])).toThrow('nested too deeply');
  });
});

describe('XML', () => {
  test('text is read back as it was written', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '&', '<', '>', '"', "'", ']', '\r', '\n', 'é', '😀') });
    fc.assert(
      fc.property(text, (given) => {
        expect(parseXml(`<a>${escapeXml(given)}</a>`)?.text).toBe(given);
      }),
    );
  });

  test('is read with namespaces, attributes, comments and CDATA', () => {
    const document =
      '<?xml version="1.0"?>\n<!-- note --><s:A xmlns:s="http://x/" b=\'c\'><B><![CDATA[1 < 2 & ]]></B><C/></s:A>';
    const root = parseXml(document);
    expect(root?.name).toBe('A');
    expect(root?.children.find(({ name }) => name === 'B')?.text).toBe('1 < 2 & ');
  });

  test.each([
    ['an element left open', '<a><b></a>'],
    ['an element closed twice', '<a></a></a>'],
    ['two roots', '<a/><b/>'],
    ['text outside the root', 'x<a/>'],
    ['an entity that is not defined', '<a>&nbsp;</a>'],
    ['a stray ampersand', '<a>a & b</a>'],
    ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['nothing', ''],
    ['nesting without end', '<a>'.repeat(500) + '</a>'.repeat(500)],
  ])('is refused with %s', (_, text) => {
    expect(parseXml(text)).toBeNull();
  });

  test('never throws, whatever it is given', () => {
    const unit = fc.constantFrom('<', '>', '/', 'a', '&', ';', '"', '=', ' ', '!', '-', '[', ']', '?', '#');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
        expect(() => parseXml(text)).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });
});
