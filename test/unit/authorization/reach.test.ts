import { describe, expect, it } from 'vitest';
import { holds, meet, textsOfPattern, textsOfTemplate } from '../../../src-main/authorization/reach.ts';
import { compileTemplate } from '../../../src-main/authorization/template.ts';
import { compileWildcards } from '../../../src-main/authorization/wildcard.ts';

const arn = (text: string) => textsOfTemplate(compileTemplate(text, { variables: true, wildcards: 'arn' }), new Map());
const any = (text: string) => textsOfPattern(compileWildcards(text));

describe('two sets of texts', () => {
  it.each<[one: string, other: string, expected: boolean]>([
    ['a', 'a', true],
    ['a', 'b', false],
    ['a*', '*b', true],
    ['a*c', 'ab*', true],
    ['a*c', 'b*', false],
    ['a?c', 'a*', true],
    ['a?', 'abc', false],
    ['*', '', true],
    ['shop/*', '*/orders', true],
    ['*a*b*c*', '*c*b*a*', true],
  ])('%s and %s meet: %s', (one, other, expected) => {
    expect(meet([any(one), any(other)])).toBe(expected);
    expect(meet([any(other), any(one)])).toBe(expected);
  });

  it('meet three at a time only where all have a text in common', () => {
    expect(meet([any('a*'), any('*b'), any('a?b')])).toBe(true);
    expect(meet([any('a*'), any('*b'), any('b*')])).toBe(false);
  });

  it('keep their stars within a segment of an ARN', () => {
    expect(meet([arn('arn:aws:s*3:::shop'), arn('arn:aws:s3:::shop')])).toBe(true);
    expect(meet([arn('arn:aws:s*x:::shop'), arn('arn:aws:s3:x:x:::shop')])).toBe(false);
  });

  it('meet anything by a variable without a value', () => {
    expect(meet([arn('arn:aws:s3:::${s3:prefix}/a'), arn('arn:aws:s3:::shop/a')])).toBe(true);
  });
});

describe('one set of texts', () => {
  it.each<[outer: string, inner: string, expected: boolean]>([
    ['*', 'a*b', true],
    ['a*', 'ab*', true],
    ['ab*', 'a*', false],
    ['a?', 'a?', true],
    ['a?', 'a*', false],
    ['*/*', 'shop/*', true],
    ['a*a', 'a', false],
    ['**', '*', true],
  ])('%s holds %s: %s', (outer, inner, expected) => {
    expect(holds(any(outer), any(inner))).toBe(expected);
  });
});
