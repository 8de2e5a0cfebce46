/**
 * What the log says of an error that was not foreseen: its class, its code and where it was thrown.
 * Its message is left out, since it may quote what was being worked on, and that may be a secret.
 */
export function faultReport(error: unknown): string {
  if (!(error instanceof Error)) return `A ${typeof error} was thrown.`;
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`${error.constructor.name}${code}`, ...frames].join('\n');
}
