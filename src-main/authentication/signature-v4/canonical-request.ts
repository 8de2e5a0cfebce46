import type { WireRequest } from '../../request/wire-request.ts';
import { percentDecode, uriEncode } from './percent-encoding.ts';
import type { ServiceRules } from './service-rules.ts';

/**
 * Task 1 of Signature Version 4: the canonical request.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request
 */

/** A request's target cut at its first `?`; `query` is empty where there is none. */
export function splitTarget(target: string): { path: string; query: string } {
  const mark = target.indexOf('?');
  return mark < 0 ? { path: target, query: '' } : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

/** The canonical URI: the path as sent, normalised and encoded by the service's rules. */
export function canonicalUri(path: string, rules: ServiceRules): string {
  const segments = rules.normalizePath ? withoutDotSegments(path) : path.split('/');
  const encode = rules.pathEncoding === 'once' ? (text: string) => uriEncode(percentDecode(text)) : uriEncode;
  return segments.map(encode).join('/') || '/';
}

/**
 * The segments of RFC 3986, section 5.2.4, with runs of slashes made one; the first is empty, for the leading slash. By
 * the RFC a path that ends in `/.` or `/..` keeps the slash; AWS's own signers (for Python and for JavaScript) drop it.
 */
function withoutDotSegments(path: string): string[] {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  const endsInSlash = path.endsWith('/') && kept.length > 0;
  return ['', ...kept, ...(endsInSlash ? [''] : [])];
}

/** A query parameter, decoded to bytes and encoded again, so that every way of writing it comes out the same. */
export interface QueryParameter {
  readonly name: string;
  readonly value: string;
}

/**
 * The query's parameters in the order sent, name and value in canonical encoding. A parameter without `=` has an empty
 * value; a `+` is a space, as the services read it.
 */
export function queryParameters(query: string): QueryParameter[] {
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      const [name, value] = equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
      return { name: canonicalComponent(name), value: canonicalComponent(value) };
    });
}

function canonicalComponent(text: string): string {
  return /[%+]/.test(text) ? uriEncode(percentDecode(text.replaceAll('+', ' '))) : uriEncode(text);
}

/** The canonical query string: sorted by encoded name, then by encoded value, without the signature itself. */
export function canonicalQuery(parameters: readonly QueryParameter[]): string {
  return parameters
    .filter(({ name }) => name !== 'X-Amz-Signature')
    .toSorted((a, b) => byteOrder(a.name, b.name) || byteOrder(a.value, b.value))
    .map(({ name, value }) => `${name}=${value}`)
    .join('&');
}

/** Encoded text is ASCII, where the order of code units is that of bytes. */
function byteOrder(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** A request's headers by name in lower case; the values in the order sent, trimmed, runs of white space made one space. */
export type HeaderIndex = ReadonlyMap<string, readonly string[]>;

const RUN_OF_SPACE = /[\t\r\n]| {2}/;

/**
 * Indexes a request's headers. A folded value (RFC 9112, section 5.2) becomes one line. The Host header is there even
 * when the request keeps it apart.
 */
export function indexHeaders(request: WireRequest): HeaderIndex {
  const index = new Map<string, string[]>();
  for (const [name, value] of request.headers) {
    const key = name.toLowerCase();
    const trimmed = (RUN_OF_SPACE.test(value) ? value.replace(/[ \t\r\n]+/g, ' ') : value).trim();
    const values = index.get(key);
    if (values === undefined) index.set(key, [trimmed]);
    else values.push(trimmed);
  }
  if (!index.has('host')) index.set('host', [request.host]);
  return index;
}

/**
 * Puts the canonical request together.
 * @param parts.signedHeaders in lower case and sorted. One that the request does not have gets no line, so that it is
 *   not the same as an empty one.
 */
export function canonicalRequest(parts: {
  method: string;
  uri: string;
  query: string;
  headers: HeaderIndex;
  signedHeaders: readonly string[];
  payloadHash: string;
}): string {
  let lines = '';
  for (const name of parts.signedHeaders) {
    const values = parts.headers.get(name);
    if (values !== undefined) lines += `${name}:${values.join(',')}\n`;
  }
  const { method, uri, query, signedHeaders, payloadHash } = parts;
  return `${method}\n${uri}\n${query}\n${lines}\n${signedHeaders.join(';')}\n${payloadHash}`;
}
