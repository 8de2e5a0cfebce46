import { describe, expect, test } from 'vitest';
import {
  clockWords,
  durationWords,
  instantOfUtcField,
  modelTime,
  shiftOf,
  utcFieldValue,
} from '../../../src-renderer/settings/model-clock.ts';
import { createModelClock } from '../../../src-main/model-clock.ts';

const NOON = new Date('2026-11-22T12:00:00.000Z');

describe("The model's clock", () => {
  test('says what the real one says until it is set', () => {
    expect(createModelClock(() => NOON).status()).toEqual({ setting: { kind: 'real' }, now: NOON.toISOString() });
  });

  test('goes on with the real one when it is shifted', () => {
    let real = NOON;
    const clock = createModelClock(() => real);
    clock.set({ kind: 'shifted', byMs: -3_600_000 });
    real = new Date('2026-11-22T12:00:05.000Z');
    expect(clock.now().toISOString()).toBe('2026-11-22T11:00:05.000Z');
  });

  test('stands still when it is stopped', () => {
    let real = NOON;
    const clock = createModelClock(() => real);
    clock.set({ kind: 'frozen', at: '2030-01-01T00:00:00.000Z' });
    real = new Date('2026-11-22T13:00:00.000Z');
    expect(clock.now().toISOString()).toBe('2030-01-01T00:00:00.000Z');
  });

  test('is real when it is shifted by nothing', () => {
    const clock = createModelClock(() => NOON);
    clock.set({ kind: 'shifted', byMs: 0 });
    expect(clock.status().setting).toEqual({ kind: 'real' });
  });

  test.each([
    { kind: 'real' },
    { kind: 'shifted', byMs: 90_000 },
    { kind: 'frozen', at: '2030-01-01T00:00:00.000Z' },
  ] as const)('says the same in the window as in main when it is set to %o', (setting) => {
    const clock = createModelClock(() => NOON);
    clock.set(setting);
    expect(modelTime(setting, NOON)).toEqual(clock.now());
  });

  test.each([
    [{ kind: 'real' }, 'Real time'],
    [{ kind: 'shifted', byMs: 93_600_000 }, '1 day 2 hours ahead'],
    [{ kind: 'shifted', byMs: -60_000 }, '1 minute behind'],
    [{ kind: 'frozen', at: '2030-01-01T00:00:00.000Z' }, 'Stopped at 2030-01-01T00:00:00.000Z'],
  ] as const)('set to %o is told as %s', (setting, words) => {
    expect(clockWords(setting, (iso) => iso)).toBe(words);
  });

  test.each([
    [1000, '1 second'],
    [90_061_000, '1 day 1 hour 1 minute 1 second'],
    [5, 'less than a second'],
  ])('%i ms is %s', (ms, words) => {
    expect(durationWords(ms)).toBe(words);
  });

  test.each([
    ['1.5', 'hour', 'ahead', 5_400_000],
    ['2', 'day', 'behind', -172_800_000],
    ['two', 'day', 'behind', null],
    ['', 'minute', 'ahead', null],
    ['-1', 'minute', 'ahead', null],
  ] as const)('a shift of "%s" %s %s is %s ms', (amount, unit, direction, ms) => {
    expect(shiftOf(amount, unit, direction)).toBe(ms);
  });

  test('has an instant in UTC in its field, to the second', () => {
    expect(utcFieldValue(NOON)).toBe('2026-11-22T12:00:00');
    expect(instantOfUtcField('2026-11-22T12:00')).toBe(NOON.toISOString());
    expect(instantOfUtcField('')).toBeNull();
  });
});
