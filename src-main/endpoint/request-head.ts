import type { IncomingMessage } from 'node:http';
import type { HeaderList } from '../../src-shared/decision/record.ts';
import type { WireRequest } from '../request/wire-request.ts';

/** A request whose body has not been read yet. */
export type RequestHead = Omit<WireRequest, 'body'>;

/** What of the HTTP parser's work is read: the raw parts alone, since signatures are over them. */
export type RawHead = Pick<IncomingMessage, 'method' | 'url' | 'rawHeaders'>;

/** The head of a request as it came: nothing decoded, no header left out, joined or reordered. */
export function headOf({ method, url, rawHeaders }: RawHead): RequestHead {
  const headers: [string, string][] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    headers.push([rawHeaders[at] ?? '', textOf(rawHeaders[at + 1] ?? '')]);
  }
  return { method: method ?? '', target: textOf(url ?? ''), host: valuesOf(headers, 'host')[0] ?? '', headers };
}

/** Every value of a header, in order. @param name in lower case. */
export function valuesOf(headers: HeaderList, name: string): string[] {
  return headers.flatMap(([key, value]) => (key.toLowerCase() === name ? [value] : []));
}

const NOT_ASCII = /[\u0080-\u00ff]/;

/** Node reads every byte as a character of its own; AWS's clients write text, and sign it, in UTF-8. */
function textOf(latin1: string): string {
  if (!NOT_ASCII.test(latin1)) return latin1;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(latin1, 'latin1'));
  } catch {
    return latin1;
  }
}
