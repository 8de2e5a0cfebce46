import type { RecordSummary } from '../../src-shared/decision/record.ts';

const COLUMNS: readonly (readonly [header: string, read: (summary: RecordSummary) => string])[] = [
  ['time', ({ at }) => at],
  ['verdict', ({ verdict }) => verdict],
  ['principal', ({ principal }) => principal.label],
  ['principal_arn', ({ principal }) => principal.arn ?? ''],
  ['action', ({ action }) => action],
  ['resource', ({ resource }) => resource],
  ['door', ({ door }) => door],
  ['closed_at', ({ steps }) => steps.find(({ status }) => status === 'closed')?.step ?? ''],
  ['status', ({ status }) => String(status)],
  ['error_code', ({ errorCode }) => errorCode ?? ''],
  ['duration_ms', ({ durationMs }) => String(durationMs)],
  ['replay_of', ({ replayOf }) => replayOf ?? ''],
  ['id', ({ id }) => id],
];

/** The names of the columns, as the first line. */
export const DECISION_CSV_HEADER = line(COLUMNS.map(([header]) => header));

/** A timeline row as a line of CSV. @see https://datatracker.ietf.org/doc/html/rfc4180 */
export function decisionCsvLine(summary: RecordSummary): string {
  return line(COLUMNS.map(([, read]) => read(summary)));
}

function line(values: readonly string[]): string {
  return `${values.map(field).join(',')}\r\n`;
}

/**
 * Whoever sends a request chooses names in it. A spreadsheet takes what begins with one of these for a formula, so it is
 * given an apostrophe, which spreadsheets take for “this is text”.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function field(value: string): string {
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
