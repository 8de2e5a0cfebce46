/** Writes an instant as Signature Version 4 does: `20150830T123600Z`, ISO 8601 basic format in UTC. */
export function formatAmzDate(at: Date): string {
  const iso = at.toISOString();
  return `${iso.slice(0, 4)}${iso.slice(5, 7)}${iso.slice(8, 13)}${iso.slice(14, 16)}${iso.slice(17, 19)}Z`;
}

/**
 * Reads ISO 8601 basic format.
 * @returns null when the text is of another format, or names a day or an hour that does not exist.
 */
export function parseAmzDate(text: string): Date | null {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second] = match;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // The Date constructor turns the 31st of a short month into the first of the next.
  return Number.isNaN(at.getTime()) || formatAmzDate(at) !== text ? null : at;
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
