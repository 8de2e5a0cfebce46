import { describe, expect, it } from 'vitest';
import type { PolicyImpact } from '../../../src-shared/contract/what-if.ts';
import { cannotTellInWords, impactInWords } from '../../../src-renderer/policy-impact/impact-words.ts';

function impact(stated: Partial<PolicyImpact>): PolicyImpact {
  return {
    reached: [],
    reachedCount: 1,
    recorded: 412,
    lookedAt: 412,
    borneOn: 57,
    flipped: 0,
    flips: [],
    counts: [],
    cannotTell: { count: 0, reason: null },
    ...stated,
  };
}

describe('What an edit would change, in words', () => {
  it.each([
    [
      'counts the requests by the verdicts they go from and to',
      {
        flipped: 3,
        counts: [
          { from: 'Allowed', to: 'ImplicitlyDenied', count: 2 },
          { from: 'ExplicitlyDenied', to: 'Allowed', count: 1 },
        ],
      },
      '3 of the 412 requests would change.',
      '2 allowed → implicitly denied, 1 explicitly denied → allowed',
    ],
    [
      'says when only the newest were looked at',
      { recorded: 12_345, lookedAt: 2000 },
      'None of the newest 2,000 requests would change.',
      'The policy bears on 57 of them, and their verdicts stay the same.',
    ],
    [
      'tells apart that the policy bears on none of them',
      { borneOn: 0 },
      'No request in the timeline is affected.',
      'None of them is for what the policy reaches: all 412 requests were looked at.',
    ],
    [
      'says when the policy reaches nobody',
      { borneOn: 0, reachedCount: 0, recorded: 3000, lookedAt: 2000 },
      'No request in the timeline is affected.',
      'It reaches nobody yet: the newest 2,000 requests were looked at.',
    ],
    [
      'says what to do when there are no requests yet',
      { recorded: 0, lookedAt: 0, borneOn: 0 },
      'No requests yet.',
      'Send some from the composer, the console or an AWS client: edits are then held against them, live.',
    ],
  ] satisfies [string, Partial<PolicyImpact>, string, string][])('%s', (_, stated, sentence, detail) => {
    expect(impactInWords(impact(stated))).toEqual({ sentence, detail });
  });

  it('says of how many it cannot be told, and why', () => {
    expect(cannotTellInWords(impact({}))).toBeNull();
    expect(cannotTellInWords(impact({ cannotTell: { count: 2, reason: 'The policy cannot be read.' } }))).toBe(
      'Of 2 more it cannot be told: The policy cannot be read.',
    );
  });
});
