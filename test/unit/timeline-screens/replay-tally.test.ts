import { describe, expect, test } from 'vitest';
import { ReplayTally, replaySummary } from '../../../src-renderer/timeline/replay-tally.ts';

const AT = '2026-03-01T12:00:00.000Z';

describe('what becomes of requests that are sent again', () => {
  test('tells the verdicts that changed, the most frequent change first', () => {
    const tally = new ReplayTally();
    tally.sent('Allowed', { verdict: 'ExplicitlyDenied', at: AT });
    tally.sent('ImplicitlyDenied', { verdict: 'Allowed', at: AT });
    tally.sent('ImplicitlyDenied', { verdict: 'Allowed', at: AT });
    tally.sent('Allowed', { verdict: 'Allowed', at: AT });
    expect(tally.result(false)).toMatchObject({
      sent: 4,
      flips: [
        { from: 'ImplicitlyDenied', to: 'Allowed', count: 2 },
        { from: 'Allowed', to: 'ExplicitlyDenied', count: 1 },
      ],
    });
  });

  test('tells since when, by the first that was sent', () => {
    const tally = new ReplayTally();
    expect(tally.result(false).since).toBeNull();
    tally.sent('Allowed', { verdict: 'Allowed', at: AT });
    tally.sent('Allowed', { verdict: 'Allowed', at: '2026-03-01T12:00:01.000Z' });
    expect(tally.result(false).since).toBe(AT);
  });

  test('counts those that could not be sent, with the reason of the first', () => {
    const tally = new ReplayTally();
    tally.skipped('A click in the app carries no signature.');
    tally.skipped('The request held a secret.');
    expect(tally.result(true)).toEqual({
      sent: 0,
      flips: [],
      skipped: 2,
      reason: 'A click in the app carries no signature.',
      since: null,
      wasCancelled: true,
    });
  });

  const flips = [{ from: 'Allowed', to: 'ExplicitlyDenied', count: 2 }] as const;
  test.each([
    [{ sent: 0, flips: [], wasCancelled: false }, 'No request was sent again.'],
    [{ sent: 1, flips: [], wasCancelled: false }, 'Replayed 1 request: the verdict is the same as then.'],
    [{ sent: 1200, flips: [], wasCancelled: false }, 'Replayed 1,200 requests: the verdicts are the same as then.'],
    [{ sent: 7, flips, wasCancelled: true }, 'Cancelled after 7 requests: 2 got another verdict.'],
  ])('is said in a sentence: %j', (result, sentence) => {
    expect(replaySummary(result)).toBe(sentence);
  });
});
