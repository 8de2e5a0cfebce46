import { describe, expect, it } from 'vitest';
import { compileTemplate } from '../../../src-main/authorization/template.ts';
import { compileWildcards, matchesPattern } from '../../../src-main/authorization/wildcard.ts';
import { GUIDE } from './scenario.ts';
import { fc } from '../../fixtures/properties.ts';

/** The plainest matcher that can be written: the first character decides, then the rest is asked. */
function naive(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  if (pattern.startsWith('*')) return naive(pattern.slice(1), text) || (text !== '' && naive(pattern, text.slice(1)));
  return text !== '' && (pattern[0] === '?' || pattern[0] === text[0]) && naive(pattern.slice(1), text.slice(1));
}

const matches = (pattern: string, text: string): boolean => matchesPattern(compileWildcards(pattern), text);

describe('wildcards in text', () => {
  it.each([
    ['*', '', true],
    ['*', 'anything', true],
    ['abc', 'abc', true],
    ['abc', 'abcd', false],
    ['abc', 'ABC', false],
    ['ab*', 'ab', true],
    ['ab*', 'abc', true],
    ['ab*', 'a', false],
    ['*bc', 'abc', true],
    ['*bc', 'abcd', false],
    ['a*c', 'ac', true],
    ['a*c', 'abbbc', true],
    ['a*c', 'abbb', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['a?c', 'abbc', false],
    ['?', '', false],
    ['**', '', true],
    ['a**b', 'ab', true],
    ['*a*b*', 'xxaxxbxx', true],
    ['*a*b*', 'xxbxxaxx', false],
    ['a*?', 'a', false],
    ['a*?', 'ab', true],
    ['?*?', 'ab', true],
    ['a.c', 'abc', false],
    ['a[bc]', 'ab', false],
    ['a\\*', 'a\\x', true],
    ['*:role/*', 'arn:aws:iam::1:role/a/b', true],
  ])('%s against %s is %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  it('agrees with a naive matcher on any pattern and text', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', ':', '*', '?'), { maxLength: 10 }).map((list) => list.join(''));
    const texts = fc.array(fc.constantFrom('a', 'b', ':', '*'), { maxLength: 12 }).map((list) => list.join(''));
    fc.assert(
      fc.property(letters, texts, (pattern, text) => {
        expect(matches(pattern, text)).toBe(naive(pattern, text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not try every way with as many stars as a policy can hold, which would never end', () => {
    const pattern = `${'*a'.repeat(2_000)}*b`;
    expect(matches(pattern, 'a'.repeat(4_000))).toBe(false);
  });
});

/**
 * A matcher of ARN patterns that tries every way: each wildcard with whether it may match a colon.
 */
function naiveArn(pattern: string, text: string, everySegment: boolean, colons = 0): boolean {
  const head = pattern[0];
  if (head === undefined) return text === '';
  const rest = pattern.slice(1);
  const inside = colons < 5 && (everySegment || head === '?' || (rest !== '' && !rest.startsWith(':')));
  if (head === '*') {
    if (naiveArn(rest, text, everySegment, colons)) return true;
    return text !== '' && !(inside && text.startsWith(':')) && naiveArn(pattern, text.slice(1), everySegment, colons);
  }
  if (text === '') return false;
  const one = head === '?' ? !(inside && text.startsWith(':')) : head === text[0];
  return one && naiveArn(rest, text.slice(1), everySegment, colons + (head === ':' ? 1 : 0));
}

function matchesArn(pattern: string, text: string): boolean {
  const compiled = compileTemplate(pattern, { variables: false, wildcards: 'arn' }).pattern;
  return compiled !== null && matchesPattern(compiled, text);
}

describe(`wildcards in a Resource (${GUIDE}/reference_policies_elements_resource.html)`, () => {
  it.each([
    ['*', 'arn:aws:s3:::b', true],
    ['arn:aws:s3:::b', 'arn:aws:s3:::b', true],
    ['arn:aws:s3:::b', 'arn:aws:s3:::b/k', false],
    ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/k/l:m', true],
    ['arn:aws:s3:::b*', 'arn:aws:s3:::b/k', true],
    ['arn:aws:s3:::*/test/*', 'arn:aws:s3:::b/a/test/k', true],
    ['arn:aws:s3:::b/?.txt', 'arn:aws:s3:::b/1.txt', true],
    ['arn:aws:s3:::b/?.txt', 'arn:aws:s3:::b/12.txt', false],
    ['arn:aws:iam::123456789012:user/*', 'arn:aws:iam::123456789012:user/team/lucy', true],
    ['arn:aws:sqs:*:123456789012:q', 'arn:aws:sqs:eu-west-1:123456789012:q', true],
    ['arn:aws:sqs:us-*-1:123456789012:q', 'arn:aws:sqs:us-east-1:123456789012:q', true],
    // Inside a segment a star stays inside it.
    ['arn:aws:sqs:us-*1:123456789012:q', 'arn:aws:sqs:us-east-1:1:123456789012:q', false],
    // As the last character of a segment it reaches beyond the colon.
    ['arn:aws:sqs:*:q', 'arn:aws:sqs:us-east-1:123456789012:q', true],
    ['arn:aws:sqs:*', 'arn:aws:sqs:us-east-1:123456789012:q', true],
    ['arn:*:s3:::b', 'arn:aws-cn:s3:::b', true],
    ['arn:aws:logs:*:*:log-group:/aws/*:*', 'arn:aws:logs:eu-west-1:1:log-group:/aws/x:log-stream:y', true],
    ['arn:aws:s3:::B', 'arn:aws:s3:::b', false],
  ])('%s against %s is %s', (pattern, text, expected) => {
    expect(matchesArn(pattern, text)).toBe(expected);
  });

  it.each([
    ['arn', false],
    ['arnCondition', true],
  ] as const)('agrees with a matcher that tries every way (%s)', (wildcards, everySegment) => {
    const piece = fc.constantFrom('a', ':', '*', '?', 'b');
    const patterns = fc.array(piece, { maxLength: 11 }).map((list) => list.join(''));
    const texts = fc.array(fc.constantFrom('a', ':', 'b'), { maxLength: 12 }).map((list) => list.join(''));
    fc.assert(
      fc.property(patterns, texts, (pattern, text) => {
        // A lone star is every value, ARN or not.
        fc.pre(pattern !== '*' && !pattern.includes('**'));
        const compiled = compileTemplate(pattern, { variables: false, wildcards }).pattern;
        expect(compiled !== null && matchesPattern(compiled, text)).toBe(naiveArn(pattern, text, everySegment));
      }),
      { numRuns: 2_000 },
    );
  });
});
