/** Writes an instant as Signature Version 4 does: `20150830T123600Z`, ISO 8601 basic format in UTC. */
export function formatAmzDate(at: Date): string {
  const iso = at.toISOString();
  return `${iso.slice(0, 4)}${iso.slice(5, 7)}${iso.slice(8, 13)}${iso.slice(14, 16)}${iso.slice(17, 19)}Z`;
}

/** Years from 1000 on, since Date.UTC takes the first hundred for years of the 20th century; minutes and seconds to 59. */
const AMZ_DATE = /^[1-9]\d{7}T\d{2}[0-5]\d[0-5]\dZ$/;

/**
 * Reads ISO 8601 basic format.
 * @returns null when the text is of another format, or names a day or an hour that does not exist.
 */
export function parseAmzDate(text: string): Date | null {
  if (!AMZ_DATE.test(text)) return null;
  const number = (from: number, to: number): number => Number(text.slice(from, to));
  const [month, day, hour] = [number(4, 6), number(6, 8), number(9, 11)];
  const at = new Date(Date.UTC(number(0, 4), month - 1, day, hour, number(11, 13), number(13, 15)));
  // What is too much of one unit, such as the 31st of a short month, runs over into the next.
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day && at.getUTCHours() === hour ? at : null;
}

/**
 * Reads the date format of HTTP, such as `Fri, 24 May 2013 00:00:00 GMT` (RFC 9110, section 5.6.7), which Amazon S3
 * takes in a Date header.
 * @returns null when the text is of another format.
 */
export function parseHttpDate(text: string): Date | null {
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} (GMT|\+0000)$/.test(text)) return null;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** Writes an instant as Amazon S3's errors do: ISO 8601 in UTC, to the second. */
export function formatIsoSeconds(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
