import type { HeaderList } from '../../src-shared/decision/record.ts';
import { parseRawUrl } from '../request/raw-url.ts';
import { header, type WireRequest } from '../request/wire-request.ts';
import { unreadable, type PastedRequest } from './compare-signature-pasted.ts';

const EXAMPLE = 'Begin with a request line, such as GET /?Action=ListUsers HTTP/1.1.';
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~\w]+$/;

/**
 * Reads a request as HTTP/1.1 sends it (RFC 9112): request line, headers, an empty line, body. What `curl -v` puts
 * before each line it sent is taken away. A line break at the end that Content-Length does not count is the paste's.
 * @throws GatehouseError `UnreadableRequest`, with the line.
 */
export function readHttp(text: string): PastedRequest {
  const lines = text.split('\n');
  const sent = lines.filter((line) => /^> ?/.test(line));
  const from = /^> [A-Z]+ \S+ HTTP/.test(sent[0] ?? '') ? sent.map((line) => line.replace(/^> ?/, '')) : lines;
  const end = from.findIndex((line, index) => index > 0 && line.trim() === '');
  const head = end < 0 ? from : from.slice(0, end);
  const [method, url] = requestLine(head[0] ?? '');
  const headers = head.slice(1).map((line, index) => headerLine(line, index + 2));
  const folded = unfold(headers);
  const target = targetOf(url, folded);
  const rest = end < 0 ? '' : from.slice(end + 1).join('\n');
  const { body, remarks } = bodyOf(rest, folded);
  return {
    source: 'http',
    request: { method, ...target, headers: folded, body },
    bodyKnown: true,
    methodKnown: true,
    pasted: null,
    remarks,
  };
}

/**
 * Reads a presigned URL, with the method before it where it is not GET.
 * @throws GatehouseError `InvalidUrl`.
 */
export function readPresignedUrl(text: string): PastedRequest {
  const [, method = '', url = ''] = /^(?:([A-Za-z]+)\s+)?(\S+)$/.exec(text) ?? [];
  return {
    source: 'presignedUrl',
    request: { method: method === '' ? 'GET' : method.toUpperCase(), ...parseRawUrl(url), headers: [], body: EMPTY },
    bodyKnown: false,
    methodKnown: method !== '',
    pasted: null,
    remarks: [],
  };
}

const EMPTY = new Uint8Array();

function requestLine(line: string): [method: string, url: string] {
  const [, method, url] = /^([!#$%&'*+\-.^_`|~\w]+) +(\S+)(?: +HTTP\/[\d.]+)?\s*$/.exec(line) ?? [];
  if (method !== undefined && url !== undefined && /^(\/|https?:)/i.test(url)) return [method, url];
  throw unreadable('The first line is no request line: method, path and protocol.', 'line 1', EXAMPLE);
}

/** A line that begins with white space goes on with the value before it (RFC 9112, section 5.2). */
function headerLine(line: string, number: number): [name: string, value: string] {
  if (/^[ \t]/.test(line) && number > 2) return ['', line];
  const colon = line.indexOf(':');
  const name = line.slice(0, Math.max(0, colon));
  if (HEADER_NAME.test(name)) return [name, line.slice(colon + 1).replace(/^[ \t]/, '')];
  throw unreadable(
    colon < 0 ? `Line ${number} is no header: it has no colon.` : `Line ${number} does not begin with a header's name.`,
    `line ${number}`,
    'Write each header as Name: value, and an empty line before the body.',
  );
}

function unfold(headers: readonly [string, string][]): HeaderList {
  const folded: HeaderList = [];
  for (const [name, value] of headers) {
    const before = folded.at(-1);
    if (name === '' && before !== undefined) before[1] += `\n${value}`;
    else folded.push([name, value]);
  }
  return folded;
}

function targetOf(url: string, headers: HeaderList): Pick<WireRequest, 'host' | 'target'> {
  if (/^https?:/i.test(url)) return parseRawUrl(url);
  const host = header({ headers }, 'host');
  if (host === null || host.trim() === '') {
    throw unreadable('The request has no Host header.', 'the header Host', 'Add the line Host: iam.amazonaws.com.');
  }
  return { host: host.trim(), target: url };
}

function bodyOf(rest: string, headers: HeaderList): { body: Uint8Array; remarks: string[] } {
  const bytes = new TextEncoder().encode(rest);
  const length = header({ headers }, 'content-length');
  if (length === null || !/^\d+$/.test(length.trim())) {
    // Without a length, the line break that ends the paste is taken for the paste's.
    return { body: new TextEncoder().encode(rest.replace(/\n$/, '')), remarks: [] };
  }
  const wanted = Number(length);
  const extra = new TextDecoder().decode(bytes.subarray(wanted));
  if (bytes.length === wanted || (bytes.length > wanted && extra.trim() === ''))
    return { body: bytes.subarray(0, wanted), remarks: [] };
  const remark = `Content-Length says ${wanted} bytes, and the body that was pasted has ${bytes.length}.`;
  return { body: bytes, remarks: [remark] };
}
