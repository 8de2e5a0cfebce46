import type { WireRequest } from '../../src-main/request/wire-request.ts';

/**
 * Reads a request of AWS's Signature Version 4 suite: an HTTP message as text, where a target may hold raw spaces and
 * a header value may be folded over several lines.
 */
export function parseHttpMessage(text: string): WireRequest {
  const end = text.indexOf('\n\n');
  const head = end < 0 ? text.trimEnd() : text.slice(0, end);
  const [requestLine = '', ...lines] = head.split('\n');
  const [, method = '', target = ''] = /^(\S+) (.*) HTTP\/1\.1$/.exec(requestLine) ?? [];
  const headers: [string, string][] = [];
  for (const line of lines) {
    const last = headers.at(-1);
    if (/^\s/.test(line) && last !== undefined) {
      last[1] += `\n${line}`;
    } else {
      const colon = line.indexOf(':');
      headers.push([line.slice(0, colon), line.slice(colon + 1)]);
    }
  }
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? '';
  return { method, target, host, headers, body: Buffer.from(end < 0 ? '' : text.slice(end + 2)) };
}
