import { afterEach, describe, expect, test } from 'vitest';
import { formatDateTime, formatTime, writeTimesAs } from '../../../src-renderer/ui/format-time.ts';

const AT = '2026-11-22T05:04:09.876Z';

describe('A time', () => {
  afterEach(() => writeTimesAs({ format: 'locale', locale: null, zone: 'local' }));

  test.each([
    [{ format: 'iso', locale: null, zone: 'utc' }, '2026-11-22T05:04:09Z', '05:04:09'],
    [{ format: 'locale', locale: 'en-GB', zone: 'utc' }, '22 Nov 2026, 05:04 UTC', '05:04:09'],
    [{ format: 'locale', locale: 'de-DE', zone: 'utc' }, '22.11.2026, 05:04 UTC', '05:04:09'],
  ] as const)('is written by %o', (style, dateTime, time) => {
    expect([formatDateTime(AT, style), formatTime(AT, style)]).toEqual([dateTime, time]);
  });

  test('tells in ISO 8601 how far the zone of the machine is from UTC', () => {
    const text = formatDateTime(AT, { format: 'iso', locale: null, zone: 'local' });
    expect(text).toMatch(/[+-]\d\d:\d\d$/);
    expect(new Date(text).toISOString()).toBe('2026-11-22T05:04:09.000Z');
  });

  test('is written as was chosen for the whole window', () => {
    writeTimesAs({ format: 'iso', locale: null, zone: 'utc' });
    expect(formatDateTime(AT)).toBe('2026-11-22T05:04:09Z');
  });

  test('is written as the system does where the locale is none', () => {
    const system = formatDateTime(AT, { format: 'locale', locale: null, zone: 'utc' });
    expect(formatDateTime(AT, { format: 'locale', locale: 'not a locale', zone: 'utc' })).toBe(system);
  });
});
