import type { TimelineHistogram, VerdictCounts } from '../../src-shared/contract/timeline.ts';

/** A stretch of buckets, both ends included. */
export interface BucketRange {
  readonly from: number;
  readonly to: number;
}

/** How many records are in a bucket. */
export function bucketTotal(counts: VerdictCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** A stretch with its ends in order and within the histogram. */
export function orderedRange(one: number, other: number, length: number): BucketRange {
  const within = (bucket: number): number => Math.min(Math.max(0, bucket), length - 1);
  return { from: within(Math.min(one, other)), to: within(Math.max(one, other)) };
}

/** The times of a stretch, in milliseconds since 1970; the end is exclusive. */
export function rangeTimes(
  { from: start, width }: Pick<TimelineHistogram, 'from' | 'width'>,
  range: BucketRange,
): { readonly from: number; readonly to: number } {
  return { from: start + range.from * width, to: start + (range.to + 1) * width };
}

/** How many records of each verdict are in a stretch. */
export function rangeCounts({ buckets }: TimelineHistogram, { from, to }: BucketRange): VerdictCounts {
  const sum: VerdictCounts = {
    Allowed: 0,
    ImplicitlyDenied: 0,
    ExplicitlyDenied: 0,
    NotAuthenticated: 0,
    InvalidRequest: 0,
  };
  for (const counts of buckets.slice(from, to + 1)) {
    sum.Allowed += counts.Allowed;
    sum.ImplicitlyDenied += counts.ImplicitlyDenied;
    sum.ExplicitlyDenied += counts.ExplicitlyDenied;
    sum.NotAuthenticated += counts.NotAuthenticated;
    sum.InvalidRequest += counts.InvalidRequest;
  }
  return sum;
}
