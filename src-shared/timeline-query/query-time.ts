import type { QueryTime } from './query.ts';

const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;

/**
 * Reads a time of the query language: a span back from now (`90s`, `15m`, `1h`, `2d`, `1w`), a date (`2026-11-22`), a
 * date and time (`2026-11-22T14:05`, with seconds and a zone or without), or a time of day (`14:05`), which is the latest
 * such time that is past. What has no zone is local.
 * @param bound `until` a date includes the whole day.
 * @returns milliseconds since 1970; null when the text is no time.
 */
export function readQueryTime(text: string, bound: 'since' | 'until', time: QueryTime): number | null {
  const span = /^(\d{1,6})([smhdw])$/i.exec(text);
  if (span !== null) return time.now - Number(span[1]) * (UNIT_MS[(span[2] ?? '').toLowerCase()] ?? 0);

  const offset = time.utcOffsetMinutes * MINUTE;
  const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (clock !== null) {
    const [hours, minutes, seconds] = [Number(clock[1]), Number(clock[2]), Number(clock[3] ?? 0)];
    if (hours > 23 || minutes > 59 || seconds > 59) return null;
    const midnight = Math.floor((time.now + offset) / DAY) * DAY - offset;
    const today = midnight + hours * HOUR + minutes * MINUTE + seconds * 1000;
    return today > time.now ? today - DAY : today;
  }

  const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (date !== null) {
    const start = Date.parse(`${text}T00:00:00Z`);
    // 30 February is rolled over by some engines; a date that comes back changed is none.
    if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== text) return null;
    return start - offset + (bound === 'until' ? DAY : 0);
  }

  const moment = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?$/i.exec(text);
  if (moment === null) return null;
  const [, day = '', at = '', zone] = moment;
  const read = Date.parse(`${day}T${at}${zone?.toUpperCase() ?? 'Z'}`);
  if (Number.isNaN(read)) return null;
  return zone === undefined ? read - offset : read;
}
