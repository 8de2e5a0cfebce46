import { firstThatCompares } from './numeric.ts';
import type { Comparison } from './operator.ts';
import type { ValueTest } from './value-test.ts';

const ISO_8601 =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/;

/**
 * Reads a date in one of the W3C forms of ISO 8601 (a missing zone is UTC), or seconds since 1970.
 * @returns milliseconds since 1970, or null.
 * @see https://www.w3.org/TR/NOTE-datetime
 */
export function parseDate(text: string): number | null {
  const parts = ISO_8601.exec(text);
  if (parts === null) return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : null;
  const number = (index: number, absent: number): number =>
    parts[index] === undefined ? absent : Number(parts[index]);
  const month = number(2, 1);
  const day = number(3, 1);
  const hours = number(4, 0);
  if (month < 1 || month > 12 || day < 1 || hours > 23 || number(5, 0) > 59 || number(6, 0) > 59) return null;
  const time = Date.UTC(number(1, 0), month - 1, day, hours, number(5, 0), number(6, 0));
  if (new Date(Date.UTC(number(1, 0), month - 1, day)).getUTCDate() !== day) return null;
  const offset = zoneOffset(parts[8]);
  return offset === null ? null : time + Math.round(Number(`0.${parts[7] ?? '0'}`) * 1000) - offset;
}

/** A zone's offset from UTC in milliseconds; null when there is no such hour or minute. */
function zoneOffset(zone: string | undefined): number | null {
  if (zone === undefined || zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/**
 * The Date operators. What is no date matches nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
export function dateTest(wanted: readonly string[], comparison: Comparison): ValueTest {
  const times = wanted.map(parseDate);
  return (actual) => {
    const time = parseDate(actual);
    return time === null ? -1 : firstThatCompares(comparison, time, times);
  };
}
