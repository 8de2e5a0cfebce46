import { SvelteMap } from 'svelte/reactivity';
import type { TimeStyle } from '../../src-shared/contract/preferences.ts';

const AS_THE_SYSTEM: TimeStyle = { format: 'locale', locale: null, zone: 'local' };

/**
 * How times are written in the whole window, as a locale is of the whole window. Followed by whatever shows a time, so
 * that a choice is seen at once.
 */
const inForce = new SvelteMap<'style', TimeStyle>();
const formats = new Map<string, Intl.DateTimeFormat>();

/** Has all times written in another way. A locale that the system does not know is the system's own. */
export function writeTimesAs(style: TimeStyle): void {
  inForce.set('style', style);
}

/** An ISO 8601 time as date and time, such as `21 Nov 2026, 14:05`, or as ISO 8601 `2026-11-21T14:05:09Z`. */
export function formatDateTime(iso: string, style: TimeStyle = inForce.get('style') ?? AS_THE_SYSTEM): string {
  const date = new Date(iso);
  if (style.format === 'iso') return isoTime(date, style.zone);
  const text = format(style, { dateStyle: 'medium', timeStyle: 'short' }).format(date);
  return style.zone === 'utc' ? `${text} UTC` : text;
}

/** An ISO 8601 time as the time of day with seconds, such as `14:05:09`. */
export function formatTime(iso: string, style: TimeStyle = inForce.get('style') ?? AS_THE_SYSTEM): string {
  const parts = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  return format(style.format === 'iso' ? { ...style, locale: 'en' } : style, parts).format(new Date(iso));
}

/** Without fractions of a second; the zone of the machine is told by its distance from UTC. */
function isoTime(date: Date, zone: TimeStyle['zone']): string {
  if (zone === 'utc') return `${date.toISOString().slice(0, 19)}Z`;
  const minutes = -date.getTimezoneOffset();
  const local = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, 19);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${local}${minutes < 0 ? '-' : '+'}${hours}:${rest}`;
}

function format({ locale, zone }: TimeStyle, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, zone, parts]);
  const known = formats.get(key);
  if (known !== undefined) return known;
  const options = zone === 'utc' ? { ...parts, timeZone: 'UTC' } : parts;
  const made = new Intl.DateTimeFormat(knownLocale(locale), options);
  formats.set(key, made);
  return made;
}

function knownLocale(locale: string | null): string | undefined {
  try {
    return locale === null ? undefined : Intl.getCanonicalLocales(locale)[0];
  } catch {
    return undefined;
  }
}
