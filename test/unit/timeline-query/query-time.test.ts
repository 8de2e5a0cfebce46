import { describe, expect, test } from 'vitest';
import { readQueryTime } from '../../../src-shared/timeline-query/query-time.ts';

// 10:30 in Vienna, in winter.
const time = { now: Date.parse('2026-01-15T09:30:00Z'), utcOffsetMinutes: 60 };

describe('a time of the query language', () => {
  test.each([
    ['90s', '2026-01-15T09:28:30.000Z'],
    ['15m', '2026-01-15T09:15:00.000Z'],
    ['1h', '2026-01-15T08:30:00.000Z'],
    ['2D', '2026-01-13T09:30:00.000Z'],
    ['1w', '2026-01-08T09:30:00.000Z'],
    ['10:00', '2026-01-15T09:00:00.000Z'],
    // Not yet today, so it was yesterday.
    ['11:00:30', '2026-01-14T10:00:30.000Z'],
    ['2026-01-10', '2026-01-09T23:00:00.000Z'],
    ['2026-01-10T12:00', '2026-01-10T11:00:00.000Z'],
    ['2026-01-10T12:00Z', '2026-01-10T12:00:00.000Z'],
    ['2026-01-10T12:00:01.5-05:00', '2026-01-10T17:00:01.500Z'],
  ])('%s is %s', (text, iso) => {
    expect(new Date(readQueryTime(text, 'since', time) ?? NaN).toISOString()).toBe(iso);
  });

  test('until a date has the whole day in it', () => {
    expect(readQueryTime('2026-01-10', 'until', time)).toBe(Date.parse('2026-01-10T23:00:00Z'));
  });

  test.each(['', 'now', '1y', '25:00', '2026-02-30', '2026-13-01', '12', '1 h'])('%j is none', (text) => {
    expect(readQueryTime(text, 'since', time)).toBeNull();
  });
});
