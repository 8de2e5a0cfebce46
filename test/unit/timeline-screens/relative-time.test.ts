import { describe, expect, test } from 'vitest';
import { relativeTime } from '../../../src-renderer/timeline/relative-time.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');

describe('how long ago something was', () => {
  test.each([
    ['2026-03-01T11:59:55Z', 'just now'],
    ['2026-03-01T12:00:03Z', 'just now'],
    ['2026-03-01T11:59:38Z', '20 s ago'],
    ['2026-03-01T11:58:00Z', '2 min ago'],
    ['2026-03-01T11:00:01Z', '59 min ago'],
    ['2026-03-01T11:00:00Z', '1 h ago'],
    ['2026-02-28T12:00:01Z', '23 h ago'],
    ['2026-02-28T12:00:00Z', '1 d ago'],
    ['2025-12-01T12:00:00Z', '90 d ago'],
  ])('of %s is told as %s', (iso, text) => {
    expect(relativeTime(iso, NOW)).toBe(text);
  });

  test('is not told of what is yet to come, by a clock that was set back', () => {
    expect(relativeTime('2026-03-01T12:05:00Z', NOW)).toBeNull();
  });
});
