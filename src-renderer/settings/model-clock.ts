import type { ClockSetting } from '../../src-shared/contract/clock.ts';

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** The units that a shift is given in. */
export type ShiftUnit = 'minute' | 'hour' | 'day';
export const MILLISECONDS: Readonly<Record<ShiftUnit, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** A duration in words, such as `1 day 2 hours`; at least one second. */
export function durationWords(ms: number): string {
  let rest = Math.abs(ms);
  const words: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) words.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
  }
  return words.length === 0 ? 'less than a second' : words.join(' ');
}

/** How the model's clock is set, in words. @param at the instant at which it stands, written as times are. */
export function clockWords(setting: ClockSetting, at: (iso: string) => string): string {
  switch (setting.kind) {
    case 'real':
      return 'Real time';
    case 'shifted':
      return `${durationWords(setting.byMs)} ${setting.byMs < 0 ? 'behind' : 'ahead'}`;
    case 'frozen':
      return `Stopped at ${at(setting.at)}`;
  }
}

/** What time it is in the model, when it is `real` on the machine. */
export function modelTime(setting: ClockSetting, real: Date): Date {
  if (setting.kind === 'frozen') return new Date(setting.at);
  return setting.kind === 'shifted' ? new Date(real.getTime() + setting.byMs) : real;
}

/** A shift as it is typed: a number of units, ahead or behind. @returns null when the text is no number. */
export function shiftOf(amount: string, unit: ShiftUnit, direction: 'ahead' | 'behind'): number | null {
  if (!/^\d{1,7}(\.\d{1,3})?$/.test(amount.trim())) return null;
  return Math.round(Number(amount) * MILLISECONDS[unit]) * (direction === 'behind' ? -1 : 1);
}

/** What a field for date and time shows of an instant, to the second, in UTC: `2026-11-21T14:05:09`. */
export function utcFieldValue(instant: Date): string {
  return instant.toISOString().slice(0, 19);
}

/** The instant that a field for date and time in UTC holds, as ISO 8601; null while it holds none. */
export function instantOfUtcField(value: string): string | null {
  const date = new Date(`${value}Z`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
