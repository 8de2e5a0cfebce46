import { expect, test } from 'vitest';
import { reevaluationSentence } from '../../../src-renderer/timeline/reevaluation-words.ts';

test.each([
  [{ lookedAt: 1, flipped: 0, cannotTell: 0 }, 'The request would get the same verdict now.'],
  [{ lookedAt: 1200, flipped: 0, cannotTell: 0 }, 'All 1,200 requests would get the same verdict now.'],
  [
    { lookedAt: 7, flipped: 0, cannotTell: 2 },
    'All 7 requests would get the same verdict now, as far as it can be told.',
  ],
  [{ lookedAt: 7, flipped: 3, cannotTell: 2 }, '3 of 7 requests would get another verdict now.'],
])('What evaluating again has shown is one sentence: %o', (result, sentence) => {
  expect(reevaluationSentence(result)).toBe(sentence);
});
