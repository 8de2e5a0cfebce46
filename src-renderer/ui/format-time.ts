const DATE_TIME = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const TIME = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
});

/** An ISO 8601 time as date and time of the person's locale and zone, such as `21 Nov 2026, 14:05`. */
export function formatDateTime(iso: string): string {
  return DATE_TIME.format(new Date(iso));
}

/** An ISO 8601 time as the time of day with seconds, such as `14:05:09`. */
export function formatTime(iso: string): string {
  return TIME.format(new Date(iso));
}
