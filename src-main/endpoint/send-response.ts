import type { ServerResponse } from 'node:http';
import type { WireResponse } from '../request/wire-request.ts';

/** Statuses whose answers have no body, and no Content-Length either. @see https://www.rfc-editor.org/rfc/rfc9110#section-8.6 */
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 304]);

/**
 * Writes an answer, with the length of its body. The answer to HEAD has no body; its Content-Length is the one that the
 * answer tells, which is that of the object.
 * @param bytes the answer's body.
 */
export function sendResponse(
  response: ServerResponse,
  { status, headers, body }: WireResponse,
  bytes: Uint8Array,
  method: string,
): void {
  const own = headers.filter(([name]) => name.toLowerCase() !== 'content-length');
  const told = headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1];
  const length = method === 'HEAD' && told !== undefined ? told : String(bytes.byteLength);
  // As a flat list, so that their names keep their case and none is joined with another.
  const raw = own.flatMap(([name, value]) => [name, bytesOf(value)]);
  response.writeHead(status, WITHOUT_BODY.has(status) ? raw : [...raw, 'Content-Length', length]);
  if (method === 'HEAD' || WITHOUT_BODY.has(status)) response.end();
  // Node puts a text into one write with the headers, and then writes both as UTF-8.
  else response.end(typeof body === 'string' && raw.every(isAscii) ? body : bytes);
}

function isAscii(text: string): boolean {
  return /^[\t -~]*$/.test(text);
}

/** What is not ASCII goes out as UTF-8; Node writes every character as one byte. */
function bytesOf(value: string): string {
  return isAscii(value) ? value : Buffer.from(value, 'utf8').toString('latin1');
}
