/** How far local time is ahead of UTC now, in minutes. */
export function utcOffsetMinutes(): number {
  return -new Date().getTimezoneOffset();
}

/** A time of the query language. @param time milliseconds since 1970. */
export function queryTime(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
