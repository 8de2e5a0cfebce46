import { describe, expect, test } from 'vitest';
import {
  applyCompletion,
  completionPlace,
  fieldCompletions,
  knownCompletions,
} from '../../../src-shared/timeline-query/complete-query.ts';

/** The text with `^` where the caret is. */
function at(marked: string): { text: string; caret: number } {
  return { text: marked.replace('^', ''), caret: marked.indexOf('^') };
}

describe('completing a query', () => {
  test.each([
    ['ver^', 'field', 'ver'],
    ['lucy ac^', 'field', 'ac'],
    ['-ver^', 'field', 'ver'],
    ['verdict:de^', 'value', 'de'],
    ['verdict:denied|in^', 'value', 'in'],
    ['principal:"bruce wa^', 'value', 'bruce wa'],
    ['s3:Get^', 'field', 's3:Get'],
  ])('at %j a %s is written: %j', (marked, kind, typed) => {
    const { text, caret } = at(marked);
    expect(completionPlace(text, caret)).toMatchObject({ kind, typed });
  });

  test.each([
    ['ver^', 'verdict:', 'verdict:^'],
    ['-ver^ lucy', 'verdict:', '-verdict:^ lucy'],
    ['verdict:de^', 'denied', 'verdict:denied ^'],
    ['verdict:de^ lucy', 'denied', 'verdict:denied ^lucy'],
    ['verdict:x|de^', 'denied', 'verdict:x|denied ^'],
    ['verdict:de^|invalid', 'denied', 'verdict:denied^|invalid'],
  ])('%j with %j becomes %j', (marked, completion, becomes) => {
    const { text, caret } = at(marked);
    const applied = applyCompletion(text, completionPlace(text, caret), completion);
    expect(`${applied.text.slice(0, applied.caret)}^${applied.text.slice(applied.caret)}`).toBe(becomes);
  });

  test('offers the fields that begin alike, and the values that are known', () => {
    expect(fieldCompletions('s').map(({ text }) => text)).toEqual(['service:', 'status:', 'step:', 'since:']);
    expect(knownCompletions('verdict', 'i')?.map(({ text }) => text)).toEqual(['implicit', 'invalid']);
    expect(knownCompletions('principal', '')).toBeNull();
  });
});
