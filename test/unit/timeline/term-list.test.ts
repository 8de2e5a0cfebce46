import { describe, expect, test } from 'vitest';
import { TermList } from '../../../src-main/timeline/term-list.ts';

describe('a list of terms', () => {
  test('gives each text a number once, in the order they came', () => {
    const terms = new TermList();
    const texts = ['', 'a', 'ab', 'arn:aws:s3:::bucket/1', 'a', 'arn:aws:s3:::bucket/2', ''];
    expect(texts.map((text) => terms.numberOf(text))).toEqual([0, 1, 2, 3, 1, 4, 0]);
    expect(terms.length).toBe(5);
    expect(terms.text(3)).toBe('arn:aws:s3:::bucket/1');
    expect(terms.from(3)).toEqual(['arn:aws:s3:::bucket/1', 'arn:aws:s3:::bucket/2']);
  });

  test('tells a number that no text has from others', () => {
    expect(new TermList().text(7)).toBe('');
  });

  test('keeps many texts apart', () => {
    const terms = new TermList();
    const texts = Array.from({ length: 5000 }, (_, n) => `arn:aws:iam::123456789012:user/user-${n}`);
    for (const text of texts) terms.numberOf(text);
    expect(texts.map((text) => terms.text(terms.numberOf(text)))).toEqual(texts);
  });
});
