import type { Clock } from '../clock.ts';

/** The time now in ISO 8601, UTC, to the second: the precision in which IAM keeps its dates. */
export function timestamp(clock: Clock): string {
  return clock()
    .toISOString()
    .replace(/\.\d{3}Z$/, 'Z');
}
