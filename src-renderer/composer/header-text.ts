import type { HeaderList } from '../../src-shared/decision/record.ts';

/** A line of the headers field that is no header. */
export interface HeaderFault {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/**
 * Reads headers as people type them, one `Name: value` a line. Empty lines are skipped; order and duplicates stay.
 * A header name is a token of RFC 9110, section 5.6.2.
 */
export function parseHeaders(text: string): { headers: HeaderList; faults: readonly HeaderFault[] } {
  const headers: HeaderList = [];
  const faults: HeaderFault[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim();
    if (colon < 0) {
      faults.push({ line: index + 1, message: 'has no colon. Write it as Name: value.' });
    } else if (!/^[!#$%&'*+\-.^_`|~\w]+$/.test(name)) {
      faults.push({ line: index + 1, message: 'does not start with a header name. Write it as Name: value.' });
    } else {
      headers.push([name, line.slice(colon + 1).trim()]);
    }
  }
  return { headers, faults };
}

/** Headers one a line, the way that `parseHeaders` reads them. */
export function formatHeaders(headers: HeaderList): string {
  return headers.map(([name, value]) => `${name}: ${value}`).join('\n');
}

/** The value of a header by name without regard to case; the first where there are several. */
export function headerValue(headers: HeaderList, name: string): string | null {
  const wanted = name.toLowerCase();
  return headers.find(([key]) => key.toLowerCase() === wanted)?.[1] ?? null;
}
