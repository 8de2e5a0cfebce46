import { describe, expect, test } from 'vitest';
import { drawnSteps, reasonsInFull, shortReason, whyInShort } from '../../../src-renderer/timeline/outcome-words.ts';
import type { DecidedBy, Explanation } from '../../../src-shared/decision/explanation.ts';
import { decisionRecord, explanationOf, stepsTo } from '../../fixtures/decision-records.ts';

const decidedBy: DecidedBy = {
  layer: 'scp',
  policyName: 'no-deleting',
  policyArn: null,
  policySource: '',
  statementIndex: 1,
  sid: null,
  line: null,
  column: null,
};
const part = { action: 's3:DeleteBucket', resource: 'arn:aws:s3:::shop' };

describe('why a part of a request ended as it did, in short', () => {
  test.each<readonly [string, Partial<Explanation>, string]>([
    ['an Allow that identity-based policies lack', {}, 'No identity-based policy allows it.'],
    ['a boundary', { stoppedBy: 'boundary' }, 'The permissions boundary does not allow it.'],
    ['an action that does not apply', { stoppedBy: 'relation' }, 'The action does not apply to such a resource.'],
    [
      'a Deny',
      { decision: 'ExplicitlyDenied', stoppedBy: 'scp', decidedBy },
      'Statement 2 of no-deleting denies it (service control policies).',
    ],
    ['what allowed it', { decision: 'Allowed', stoppedBy: null, reason: 'Root may.' }, 'Root may.'],
  ])('names %s', (_, change, words) => {
    expect(shortReason(explanationOf(change))).toBe(words);
  });
});

describe('why a request ended as it did, in short', () => {
  test('is the reason of the part that was refused, named where there are several', () => {
    const allowed = {
      ...part,
      action: 's3:GetObject',
      explanation: explanationOf({ decision: 'Allowed', stoppedBy: null }),
    };
    const refused = { ...part, explanation: explanationOf() };
    expect(whyInShort(decisionRecord())).toBe('No identity-based policy allows it.');
    expect(whyInShort(decisionRecord({ authorization: { parts: [allowed, refused] } }))).toBe(
      's3:DeleteBucket: No identity-based policy allows it.',
    );
  });

  test('is what the step says that closed, where that was not authorization', () => {
    const record = decisionRecord({
      verdict: 'NotAuthenticated',
      authorization: null,
      steps: stepsTo('authentication', 'The signature does not match.'),
    });
    expect(whyInShort(record)).toBe('The signature does not match.');
  });

  test('is what authorization says of a request that needs no permission', () => {
    const record = decisionRecord({
      verdict: 'Allowed',
      authorization: { parts: [] },
      steps: stepsTo(null, 'Anybody may call it.'),
    });
    expect(whyInShort(record)).toBe('Anybody may call it.');
  });
});

describe('what is told at the top of a decision', () => {
  const reason = 'No identity-based policy of lucy allows s3:DeleteBucket on arn:aws:s3:::shop.';

  test('is in full where nothing is known to be missing', () => {
    expect(reasonsInFull(decisionRecord())).toEqual([reason]);
  });

  test('is left to the list of what is missing, where there is one', () => {
    const missing = [{ kind: 'restriction', sentence: 'Block Public Access is on.' } as const];
    const record = decisionRecord({ authorization: { parts: [{ ...part, explanation: explanationOf({ missing }) }] } });
    expect(reasonsInFull(record)).toEqual([]);
  });

  test('is not said once more in the drawing of the gates', () => {
    const steps = drawnSteps(decisionRecord({ steps: stepsTo('authorization', reason) }));
    expect(steps.map(({ step, summary }) => [step, summary])).toContainEqual(['authorization', '']);
  });
});
