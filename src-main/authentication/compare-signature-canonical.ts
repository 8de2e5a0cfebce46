import type { HeaderList } from '../../src-shared/decision/record.ts';
import { unreadable, type PastedRequest, type PastedStrings } from './compare-signature-pasted.ts';
import { percentDecode, uriEncode } from './signature-v4/percent-encoding.ts';
import { serviceRules } from './signature-v4/service-rules.ts';

const STRING_TO_SIGN = /^AWS4-HMAC-SHA256\n[^\n]*\n[^\n]*\n[0-9a-fA-F]{64}$/m;

/**
 * Reads a canonical request, with the string to sign behind it where it is there.
 * @throws GatehouseError `UnreadableRequest`, with the line.
 */
export function readCanonicalText(text: string): PastedRequest {
  const stringToSign = STRING_TO_SIGN.exec(text)?.[0] ?? null;
  const before = stringToSign === null ? text : text.slice(0, text.indexOf(stringToSign));
  // A label before the string to sign is no part of the canonical request.
  const canonicalRequest = upToPayloadHash(before);
  const pasted = { canonicalRequest, stringToSign, signature: signatureLine(text) };
  return {
    source: 'canonicalRequest',
    request: requestOf(pasted),
    bodyKnown: false,
    methodKnown: true,
    pasted,
    remarks: ['The request is put together from its canonical form: what was sent may have been written otherwise.'],
  };
}

function signatureLine(text: string): string | null {
  return (
    /^(?:.*\bSignature\W+)?([0-9a-f]{64})\s*$/im.exec(
      text.split('AWS4-HMAC-SHA256')[1]?.split('\n').slice(4).join('\n') ?? '',
    )?.[1] ?? null
  );
}

/** The canonical request ends with the line that follows the list of signed headers. */
function upToPayloadHash(text: string): string {
  const lines = text.trimEnd().split('\n');
  const blank = lines.findIndex((line, index) => index >= 3 && line === '');
  if (blank < 0 || lines.length < blank + 3) {
    throw unreadable(
      'The canonical request breaks off: after the headers come an empty line, their names and the hash of the body.',
      `line ${lines.length}`,
      'Copy the canonical request whole, with its empty lines.',
    );
  }
  return lines.slice(0, blank + 3).join('\n');
}

/** The parts of a canonical request, which are lines. */
export interface CanonicalParts {
  readonly method: string;
  readonly uri: string;
  readonly query: string;
  readonly headerLines: readonly string[];
  readonly signedHeaders: string;
  readonly payloadHash: string;
}

/** Takes a canonical request apart, leniently: what a client made wrong has to be readable too. */
export function canonicalParts(canonicalRequest: string): CanonicalParts {
  const [method = '', uri = '', query = '', ...rest] = canonicalRequest.split('\n');
  const blank = rest.indexOf('');
  const headerLines = blank < 0 ? rest.slice(0, -2) : rest.slice(0, blank);
  const [signedHeaders = '', payloadHash = ''] = rest.slice(-2);
  return { method, uri, query, headerLines, signedHeaders, payloadHash };
}

/**
 * A request that a canonical request may stand for, signed as the strings say. In the path of a service that encodes
 * twice, one encoding is taken away.
 */
export function requestOf({ canonicalRequest, stringToSign, signature }: PastedStrings): PastedRequest['request'] {
  const parts = canonicalParts(canonicalRequest);
  const headers: HeaderList = parts.headerLines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, Math.max(0, colon)), line.slice(colon + 1)];
  });
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? '';
  const [, date = '', scope = ''] = stringToSign?.split('\n') ?? [];
  const service = scope.split('/')[2] ?? '';
  const path =
    serviceRules(service).pathEncoding === 'twice' && parts.uri.includes('%25')
      ? parts.uri
          .split('/')
          .map((segment) => Buffer.from(percentDecode(segment)).toString())
          .join('/')
      : parts.uri;
  const presigned = parts.query.includes('X-Amz-Credential=');
  const query = presigned
    ? [parts.query, ...(signature === null ? [] : [`X-Amz-Signature=${uriEncode(signature)}`])].join('&')
    : parts.query;
  const hasDate = headers.some(([name]) => /^(x-amz-)?date$/i.test(name));
  return {
    method: parts.method,
    target: query === '' ? path : `${path}?${query}`,
    host,
    headers: [
      ...headers,
      ...(hasDate || presigned ? [] : ([['X-Amz-Date', date]] satisfies HeaderList)),
      ...(presigned
        ? []
        : ([
            [
              'Authorization',
              `AWS4-HMAC-SHA256 Credential=UNKNOWN/${scope}, SignedHeaders=${parts.signedHeaders}, ` +
                `Signature=${signature ?? NO_SIGNATURE}`,
            ],
          ] satisfies HeaderList)),
    ],
    body: new Uint8Array(),
  };
}

/** Stands where a signature belongs that the text does not hold. */
export const NO_SIGNATURE = 'none';
/** Stands where an access key ID belongs that the text does not hold. */
export const NO_ACCESS_KEY_ID = 'UNKNOWN';
