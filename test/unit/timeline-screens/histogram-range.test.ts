import { describe, expect, test } from 'vitest';
import type { VerdictCounts } from '../../../src-shared/contract/timeline.ts';
import { bucketTotal, orderedRange, rangeCounts, rangeTimes } from '../../../src-renderer/timeline/histogram-range.ts';

const counts = (Allowed: number, ImplicitlyDenied: number): VerdictCounts => ({
  Allowed,
  ImplicitlyDenied,
  ExplicitlyDenied: 0,
  NotAuthenticated: 1,
  InvalidRequest: 0,
});
const histogram = { from: 1000, width: 500, buckets: [counts(1, 0), counts(2, 3), counts(4, 0)] };

describe('a range of the histogram', () => {
  test.each([
    [0, 2, { from: 0, to: 2 }],
    [2, 0, { from: 0, to: 2 }],
    [-4, 1, { from: 0, to: 1 }],
    [1, 99, { from: 1, to: 2 }],
    [1, 1, { from: 1, to: 1 }],
  ])('from %i to %i of three buckets is %j', (one, other, range) => {
    expect(orderedRange(one, other, 3)).toEqual(range);
  });

  test('begins with its first bucket and ends where its last one does', () => {
    expect(rangeTimes(histogram, { from: 1, to: 2 })).toEqual({ from: 1500, to: 2500 });
  });

  test('counts the requests of each verdict in its buckets', () => {
    expect(rangeCounts(histogram, { from: 0, to: 1 })).toEqual({ ...counts(3, 3), NotAuthenticated: 2 });
  });

  test('has in a bucket what has any verdict', () => {
    expect(bucketTotal(counts(2, 3))).toBe(6);
  });
});
