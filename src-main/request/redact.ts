import type { HeaderList } from '../../src-shared/decision/record.ts';
import { bytesNote, cutNote, keptBody } from './kept-body.ts';
import { isSecretParameter, REDACTED } from './secret-parameters.ts';
import type { WireRequest } from './wire-request.ts';

/** Headers that are credentials in themselves. A signature is none: it is good for this one request alone. */
const SECRET_HEADERS: ReadonlySet<string> = new Set([
  'cookie',
  'proxy-authorization',
  'x-amz-security-token',
  'x-amz-mfa',
  'x-amz-server-side-encryption-customer-key',
  'x-amz-copy-source-server-side-encryption-customer-key',
]);

/** Presigned URLs carry as parameters what are headers otherwise. */
const SECRET_QUERY: ReadonlySet<string> = new Set([
  'x-amz-security-token',
  'x-amz-server-side-encryption-customer-key',
  'x-amz-copy-source-server-side-encryption-customer-key',
]);

/** The session token's header is signing's own. In a presigned URL it is a part of the URL. */
function isMadeBySigning(header: string): boolean {
  return header.toLowerCase() === 'x-amz-security-token';
}

/** A request as it may be kept and shown. */
export interface RedactedRequest {
  readonly headers: HeaderList;
  readonly body: string;
  readonly url: string;
  /** Whether anything was taken out that signing does not put in again, so that the request cannot be sent as it was. */
  readonly redacted: boolean;
  /** Whether the body is not all there: it is large, or no text. */
  readonly cut: boolean;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '));
  } catch {
    return name;
  }
}

/** Replaces the values of secret parameters in form text and leaves every other character as it was. */
function redactForm(text: string): string {
  return text
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const name = decoded(equals < 0 ? pair : pair.slice(0, equals));
      const secret = isSecretParameter(name) || SECRET_QUERY.has(name.toLowerCase());
      return equals >= 0 && secret && equals + 1 < pair.length ? `${pair.slice(0, equals)}=${REDACTED}` : pair;
    })
    .join('&');
}

function redactJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redactJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]: [string, unknown]) => [
      name,
      isSecretParameter(name) ? REDACTED : redactJson(member),
    ]),
  );
}

/** A scheme that is not Signature Version 4's carries the credential itself (`Basic`, `Bearer`). */
function redactHeader(name: string, value: string): string {
  const lower = name.toLowerCase();
  if (SECRET_HEADERS.has(lower)) return REDACTED;
  if (lower !== 'authorization' || /^AWS4-|^AWS /.test(value)) return value;
  return REDACTED;
}

/**
 * The canonical request of Signature Version 4 as it may be kept and shown: it repeats the query and the signed headers,
 * and with them the secrets that are in those.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request
 */
export function redactCanonicalRequest(text: string): string {
  const [method = '', uri = '', query = '', ...lines] = text.split('\n');
  const end = lines.indexOf('');
  const headers = lines.slice(0, end < 0 ? 0 : end).map((line) => {
    const colon = line.indexOf(':');
    return SECRET_HEADERS.has(line.slice(0, colon)) ? line.slice(0, colon + 1) + REDACTED : line;
  });
  return [method, uri, redactForm(query), ...headers, ...lines.slice(headers.length)].join('\n');
}

/** A body that cannot be read is kept out whole when it speaks of a secret at all. */
function redactUnreadable(text: string): string {
  const words = text.match(/[A-Za-z0-9]+/g) ?? [];
  return words.some(isSecretParameter) ? REDACTED : text;
}

function redactBody(wire: WireRequest, text: string): string {
  if (/^\s*[[{]/.test(text)) {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return redactUnreadable(text);
    }
    const safe = JSON.stringify(redactJson(value));
    // Layout is kept where nothing had to go.
    return safe === JSON.stringify(value) ? text : safe;
  }
  const contentType = wire.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const isForm = contentType.startsWith('application/x-www-form-urlencoded') || /^[\w.%-]+=[^\n]*$/.test(text);
  return isForm ? redactForm(text) : text;
}

/**
 * A request without its secrets: session tokens, passwords, MFA codes, secret values, customer keys.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function redactRequest(wire: WireRequest): RedactedRequest {
  const [path = '', ...query] = wire.target.split('?');
  const text = query.join('?');
  const target = query.length === 0 ? path : `${path}?${redactForm(text)}`;
  const headers = wire.headers.map(([name, value]): [string, string] => [name, redactHeader(name, value)]);
  const kept = keptBody(wire.body);
  const isText = kept.isWhole || kept.text !== bytesNote(wire.body.length);
  const body = isText ? redactBody(wire, kept.text) : kept.text;
  const redacted =
    target !== wire.target ||
    headers.some(([name, value], index) => !isMadeBySigning(name) && value !== wire.headers[index]?.[1]) ||
    body !== kept.text;
  const shown = isText && !kept.isWhole ? body + cutNote(wire.body.length) : body;
  return { headers, body: shown, url: `https://${wire.host}${target}`, redacted, cut: !kept.isWhole };
}
