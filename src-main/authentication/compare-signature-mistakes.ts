import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import type { Finding } from '../../src-shared/contract/composer.ts';
import type { WireRequest } from '../request/wire-request.ts';
import { formatAmzDate, parseAmzDate } from './signature-v4/amz-date.ts';
import { canonicalUri, queryParameters, splitTarget, type HeaderIndex } from './signature-v4/canonical-request.ts';
import { UNSIGNED_PAYLOAD } from './signature-v4/payload.ts';
import { percentDecode, uriEncode } from './signature-v4/percent-encoding.ts';
import type { ServiceRules } from './signature-v4/service-rules.ts';
import {
  ALGORITHM,
  formatScope,
  sha256Hex,
  signatureOf,
  signingKey,
  TERMINATOR,
  type CredentialScope,
} from './signature-v4/signature.ts';

/** Every choice that goes into a signature. */
export interface Making {
  readonly method: string;
  readonly uri: string;
  readonly query: string;
  /** One for each signed header, without line breaks. */
  readonly headerLines: readonly string[];
  readonly signedHeaders: string;
  readonly payloadHash: string;
  /** What stands between the last header and the list of signed headers. */
  readonly afterHeaders: string;
  readonly amzDate: string;
  /** As the string to sign names it. */
  readonly scope: CredentialScope;
  /** As the key is derived for it. */
  readonly keyScope: CredentialScope;
  readonly terminator: string;
  readonly digest: (canonicalRequest: string) => string;
  readonly secret: string;
  readonly key: (secret: string, scope: CredentialScope, terminator: string) => KeyObject;
}

/** The strings of a making. */
export interface MadeStrings {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
}

/** What a mistake may be made of. */
export interface Circumstances {
  readonly request: WireRequest;
  readonly headers: HeaderIndex;
  readonly rules: ServiceRules;
  /** The names in SignedHeaders as the client lists them. */
  readonly listedHeaders: readonly string[];
  readonly sessionToken: string | null;
  /** Null where the text does not hold it. */
  readonly body: Uint8Array | null;
  readonly methodKnown: boolean;
  /** What the host is an endpoint of; null where its name does not say. */
  readonly hostScope: { readonly service: string; readonly region: string } | null;
  /** The other secrets that the same user has, by access key ID. */
  readonly otherSecrets: ReadonlyMap<string, string>;
}

/** A way in which signatures go wrong. */
export interface Mistake extends Omit<Finding, 'severity'> {
  /** Which choice it is about: two mistakes about one choice exclude each other. */
  readonly about: keyof Making;
  readonly make: (right: Making, on: Circumstances) => Making;
}

/** The right way to derive a signing key; its inputs are what can be wrong. */
export function derivedKey(secret: string, scope: CredentialScope, terminator: string): KeyObject {
  if (terminator === TERMINATOR) return signingKey(secret, scope);
  return keyOf(chain(`AWS4${secret}`, [scope.date, scope.region, scope.service, terminator]));
}

/** Puts the strings of a making together. */
export function stringsOf(making: Making): MadeStrings {
  const { method, uri, query, headerLines, afterHeaders, signedHeaders, payloadHash, amzDate, digest } = making;
  const lines = headerLines.map((line) => `${line}\n`).join('');
  const canonicalRequest = `${method}\n${uri}\n${query}\n${lines}${afterHeaders}${signedHeaders}\n${payloadHash}`;
  const stringToSign = `${ALGORITHM}\n${amzDate}\n${scopeText(making)}\n${digest(canonicalRequest)}`;
  return { canonicalRequest, stringToSign };
}

/** The signature that a making gives. */
export function signatureOfMaking(
  { secret, keyScope, terminator, key }: Making,
  { stringToSign }: MadeStrings,
): string {
  return signatureOf(key(secret, keyScope, terminator), stringToSign);
}

/** The same for one search, in which most makings have one key: it is derived once. */
export function signaturesOfMakings(): typeof signatureOfMaking {
  let last: { readonly making: Making; readonly key: KeyObject } | null = null;
  return (making, { stringToSign }) => {
    const known =
      last !== null &&
      last.making.key === making.key &&
      last.making.secret === making.secret &&
      last.making.keyScope === making.keyScope
        ? last
        : { making, key: making.key(making.secret, making.keyScope, making.terminator) };
    last = known;
    return signatureOf(known.key, stringToSign);
  };
}

function scopeText({ scope, terminator }: Making): string {
  return terminator === TERMINATOR ? formatScope(scope) : formatScope(scope).replace(TERMINATOR, terminator);
}

function chain(first: string | Buffer, inputs: readonly string[]): Buffer {
  let key = Buffer.from(first);
  for (const input of inputs) key = createHmac('sha256', key).update(input).digest();
  return key;
}

function keyOf(bytes: string | Buffer): KeyObject {
  return createSecretKey(Buffer.from(bytes));
}

const mapQuery = (query: string, change: (pairs: readonly [string, string][]) => readonly string[]): string =>
  change(
    query
      .split('&')
      .filter((part) => part !== '')
      .map((part) => {
        const equals = part.indexOf('=');
        return equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
      }),
  ).join('&');

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
const lowerEscapes = (encoded: string): string => encoded.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());
const sentQuery = (on: Circumstances): string =>
  splitTarget(on.request.target)
    .query.split('&')
    .filter((part) => part !== '' && !part.startsWith('X-Amz-Signature='))
    .join('&');
const valueOf = (line: string): string => line.slice(line.indexOf(':') + 1);
const nameOf = (line: string): string => line.slice(0, Math.max(0, line.indexOf(':')));

function changedHeader(right: Making, name: string, change: (value: string) => string): Making {
  return {
    ...right,
    headerLines: right.headerLines.map((line) => (nameOf(line) === name ? `${name}:${change(valueOf(line))}` : line)),
  };
}

function withoutHeader(right: Making, name: string): Making {
  return { ...right, headerLines: right.headerLines.filter((line) => nameOf(line) !== name) };
}

function rawValues(on: Circumstances, name: string): string[] {
  return on.request.headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
}

const bodyHash = (right: Making, on: Circumstances, change: (body: string) => string): Making =>
  on.body === null ? right : { ...right, payloadHash: sha256Hex(change(text(on.body))) };

const EMPTY_SHA256 = sha256Hex('');

/** Seconds by which a clock that is read twice may have gone on. */
const DRIFT = [-3, -2, -1, 1, 2, 3];

const CREATE_REQUEST =
  'See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html.';

const driftMistakes: readonly Mistake[] = DRIFT.map((seconds) => ({
  about: 'amzDate',
  title: 'The clock was read twice',
  meaning: `The string to sign holds a time ${Math.abs(seconds)} s ${seconds < 0 ? 'before' : 'after'} that of X-Amz-Date.`,
  mend: 'Read the clock once, and use that time for X-Amz-Date, the string to sign and the scope.',
  make: (right) => {
    const at = parseAmzDate(right.amzDate);
    return at === null ? right : { ...right, amzDate: formatAmzDate(new Date(at.getTime() + seconds * 1000)) };
  },
}));

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'PATCH'];

const methodMistakes: readonly Mistake[] = METHODS.map((method) => ({
  about: 'method',
  title: `Signed for ${method}`,
  meaning: `The signature is that of a ${method} request, and the request was sent with another method.`,
  mend: `Send it with ${method}, or sign it for the method it is sent with. A presigned URL is good for one method alone.`,
  make: (right) => ({ ...right, method }),
}));

/**
 * The mistakes that are made, the likeliest first. Each says how a client that makes it puts its strings together, so
 * that it can be told from the others by the signature it gives.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
 */
export const MISTAKES: readonly Mistake[] = [
  {
    about: 'uri',
    title: 'The path is encoded twice',
    meaning: 'Amazon S3 wants each byte of the path encoded once; the client encoded the encoded path again.',
    mend: 'For Amazon S3, turn the second encoding off (uriEscapePath: false in the SDK for JavaScript).',
    make: (right, on) =>
      on.rules.pathEncoding === 'once'
        ? { ...right, uri: canonicalUri(splitTarget(on.request.target).path, { ...on.rules, pathEncoding: 'twice' }) }
        : right,
  },
  {
    about: 'uri',
    title: 'The path is encoded once',
    meaning: 'Every service but Amazon S3 wants the path that was sent encoded once more; the client did not.',
    mend: 'Encode each segment of the encoded path again in the canonical request.',
    make: (right, on) =>
      on.rules.pathEncoding === 'twice'
        ? { ...right, uri: canonicalUri(splitTarget(on.request.target).path, { ...on.rules, pathEncoding: 'once' }) }
        : right,
  },
  {
    about: 'uri',
    title: 'The path is not normalised',
    meaning: 'Every service but Amazon S3 takes `.`, `..` and double slashes out of the path before it checks.',
    mend: 'Normalise the path by RFC 3986 in the canonical request.',
    make: (right, on) => ({
      ...right,
      uri: canonicalUri(splitTarget(on.request.target).path, { ...on.rules, normalizePath: false }),
    }),
  },
  {
    about: 'uri',
    title: 'The path is not encoded',
    meaning: 'The client put the decoded path into the canonical request.',
    mend: 'Encode every byte of each segment but A-Z a-z 0-9 - . _ ~.',
    make: (right, on) => ({ ...right, uri: text(percentDecode(splitTarget(on.request.target).path)) }),
  },
  {
    about: 'uri',
    title: 'The slashes of the path are encoded',
    meaning: 'The client encoded the path as one text, so that each slash became %2F.',
    mend: 'Encode the path segment by segment, and leave the slashes.',
    make: (right) => ({ ...right, uri: `/${uriEncode(text(percentDecode(right.uri.slice(1))))}` }),
  },
  {
    about: 'uri',
    title: 'The path is normalised',
    meaning: 'Amazon S3 keys may hold `.`, `..` and double slashes; the client took them out before signing.',
    mend: 'For Amazon S3, sign the path as it is sent.',
    make: (right, on) => ({
      ...right,
      uri: canonicalUri(splitTarget(on.request.target).path, { ...on.rules, normalizePath: true }),
    }),
  },
  {
    about: 'uri',
    title: 'The escapes of the path are in lower case',
    meaning: 'Hexadecimal digits in the canonical request are upper case: %2F, not %2f.',
    mend: 'Write escapes in upper case.',
    make: (right) => ({ ...right, uri: lowerEscapes(right.uri) }),
  },
  {
    about: 'uri',
    title: 'The path is left out',
    meaning: 'The client signed the path /, and asked for another.',
    mend: 'Put the path of the request into the canonical request.',
    make: (right) => ({ ...right, uri: '/' }),
  },
  {
    about: 'uri',
    title: 'The path is empty',
    meaning: 'An empty path is written / in the canonical request.',
    mend: 'Write / where there is no path.',
    make: (right) => ({ ...right, uri: right.uri === '/' ? '' : right.uri }),
  },
  {
    about: 'query',
    title: 'The query string is not sorted',
    meaning: 'The client put the parameters into the canonical request in the order they are sent.',
    mend: 'Sort the parameters by encoded name, then by encoded value.',
    make: (right, on) => ({
      ...right,
      query: queryParameters(sentQuery(on))
        .map(({ name, value }) => `${name}=${value}`)
        .join('&'),
    }),
  },
  {
    about: 'query',
    title: 'The query string is left out',
    meaning: 'The client signed an empty query string.',
    mend: 'Put the parameters into the canonical request.',
    make: (right) => ({ ...right, query: '' }),
  },
  {
    about: 'query',
    title: 'Spaces are written as +',
    meaning: 'In the canonical query string a space is %20; + is for forms.',
    mend: 'Write spaces as %20.',
    make: (right) => ({ ...right, query: right.query.replaceAll('%20', '+') }),
  },
  {
    about: 'query',
    title: 'The query string is not encoded',
    meaning: 'The client put decoded names and values into the canonical request.',
    mend: 'Encode every byte of each name and value but A-Z a-z 0-9 - . _ ~.',
    make: (right) => ({ ...right, query: text(percentDecode(right.query)) }),
  },
  {
    about: 'query',
    title: 'The query string is encoded twice',
    meaning: 'The client encoded names and values that were encoded already.',
    mend: 'Encode each name and value once.',
    make: (right) => ({
      ...right,
      query: mapQuery(right.query, (pairs) => pairs.map(([name, value]) => `${uriEncode(name)}=${uriEncode(value)}`)),
    }),
  },
  {
    about: 'query',
    title: 'The escapes of the query string are in lower case',
    meaning: 'Hexadecimal digits in the canonical request are upper case: %2F, not %2f.',
    mend: 'Write escapes in upper case.',
    make: (right) => ({ ...right, query: lowerEscapes(right.query) }),
  },
  {
    about: 'query',
    title: 'Reserved characters of the query string are not encoded',
    meaning: 'Slashes, colons, commas and the like are encoded in the canonical query string.',
    mend: "Encode every byte but A-Z a-z 0-9 - . _ ~; encodeURIComponent leaves out ! ' ( ) *.",
    make: (right) => ({
      ...right,
      query: right.query.replace(/%(2F|3A|2C|40|3B|24)/g, (escape) => decodeURIComponent(escape)),
    }),
  },
  {
    about: 'query',
    title: "The characters ! ' ( ) * of the query string are not encoded",
    meaning: 'encodeURIComponent of JavaScript leaves them, and the canonical query string encodes them.',
    mend: 'Encode them as well.',
    make: (right) => ({
      ...right,
      query: right.query.replace(/%(21|27|28|29|2A)/g, (escape) => decodeURIComponent(escape)),
    }),
  },
  {
    about: 'query',
    title: 'A parameter without a value has no =',
    meaning: 'In the canonical query string, a parameter without a value is written name=.',
    mend: 'Write the = of every parameter.',
    make: (right) => ({
      ...right,
      query: mapQuery(right.query, (pairs) => pairs.map(([name, value]) => (value === '' ? name : `${name}=${value}`))),
    }),
  },
  {
    about: 'query',
    title: 'The session token was added after signing',
    meaning: 'X-Amz-Security-Token is part of what is signed in a presigned URL, except for AWS IoT.',
    mend: 'Add the token to the query string before signing.',
    make: (right) => ({
      ...right,
      query: mapQuery(right.query, (pairs) =>
        pairs.filter(([name]) => name !== 'X-Amz-Security-Token').map(([name, value]) => `${name}=${value}`),
      ),
    }),
  },
  {
    about: 'query',
    title: 'X-Amz-Expires was added after signing',
    meaning: 'Every parameter but X-Amz-Signature is part of what is signed.',
    mend: 'Add X-Amz-Expires before signing.',
    make: (right) => ({
      ...right,
      query: mapQuery(right.query, (pairs) =>
        pairs.filter(([name]) => name !== 'X-Amz-Expires').map(([name, value]) => `${name}=${value}`),
      ),
    }),
  },
  {
    about: 'query',
    title: 'The query string is as it was sent',
    meaning: 'The client put the query string into the canonical request without sorting or encoding it.',
    mend: 'Encode each name and value, write every = and sort.',
    make: (right, on) => ({ ...right, query: sentQuery(on) }),
  },
  {
    about: 'headerLines',
    title: 'Runs of spaces in headers are kept',
    meaning: 'In the canonical request, runs of spaces inside a value become one space.',
    mend: 'Make runs of spaces one space.',
    make: (right, on) => ({
      ...right,
      headerLines: right.headerLines.map((line) => {
        const values = rawValues(on, nameOf(line)).map((value) => value.trim());
        return values.length === 0 ? line : `${nameOf(line)}:${values.join(',')}`;
      }),
    }),
  },
  {
    about: 'headerLines',
    title: 'The values of headers are not trimmed',
    meaning: 'In the canonical request, white space around a value goes, and runs of spaces become one.',
    mend: 'Trim each value, and make runs of spaces one space.',
    make: (right, on) => ({
      ...right,
      headerLines: right.headerLines.map((line) => {
        const values = rawValues(on, nameOf(line));
        return values.length === 0 ? line : `${nameOf(line)}:${values.join(',')}`;
      }),
    }),
  },
  {
    about: 'headerLines',
    title: 'The names of headers are not in lower case',
    meaning: 'The client wrote the names in the canonical request as they are sent.',
    mend: 'Write the names in lower case.',
    make: (right, on) => ({
      ...right,
      headerLines: right.headerLines.map((line) => {
        const sent = on.request.headers.find(([name]) => name.toLowerCase() === nameOf(line))?.[0];
        return `${sent ?? (nameOf(line) === 'host' ? 'Host' : nameOf(line))}:${valueOf(line)}`;
      }),
    }),
  },
  {
    about: 'headerLines',
    title: 'A space stands behind the colons of the headers',
    meaning: 'In the canonical request nothing stands between the colon and the value.',
    mend: 'Write name:value.',
    make: (right) => ({
      ...right,
      headerLines: right.headerLines.map((line) => `${nameOf(line)}: ${valueOf(line)}`),
    }),
  },
  {
    about: 'headerLines',
    title: 'Several values of a header are joined with a space',
    meaning: 'Headers of one name are joined with a comma alone.',
    mend: 'Join the values with a comma, without a space.',
    make: (right, on) => ({
      ...right,
      headerLines: right.headerLines.map((line) => {
        const values = on.headers.get(nameOf(line)) ?? [];
        return values.length < 2 ? line : `${nameOf(line)}:${values.join(', ')}`;
      }),
    }),
  },
  {
    about: 'headerLines',
    title: 'Only the last of several headers is signed',
    meaning: 'Headers of one name are joined with a comma; the client took the last.',
    mend: 'Join the values with a comma.',
    make: (right, on) => ({
      ...right,
      headerLines: right.headerLines.map((line) => `${nameOf(line)}:${on.headers.get(nameOf(line))?.at(-1) ?? ''}`),
    }),
  },
  {
    about: 'headerLines',
    title: 'The headers are not sorted',
    meaning: 'The canonical headers stand in the order of their names; the client wrote them as they are sent.',
    mend: 'Sort the canonical headers by name in lower case.',
    make: (right, on) => {
      const order = ['host', ...on.request.headers.map(([name]) => name.toLowerCase())];
      const sent = order.indexOf('host', 1) < 0 ? order : order.slice(1);
      return {
        ...right,
        headerLines: right.headerLines.toSorted((a, b) => sent.indexOf(nameOf(a)) - sent.indexOf(nameOf(b))),
      };
    },
  },
  {
    about: 'headerLines',
    title: 'The port is missing from the Host header that was signed',
    meaning: 'The host in the canonical request is the one that is sent, with its port.',
    mend: 'Sign Host as it is sent; clients leave out port 443 of https and 80 of http.',
    make: (right) => changedHeader(right, 'host', (value) => value.replace(/:\d+$/, '')),
  },
  {
    about: 'headerLines',
    title: 'The Host header was signed with a port',
    meaning: 'The client signed the host with the port 443, and sent it without.',
    mend: 'Leave the standard port out of the host that is signed.',
    make: (right) => changedHeader(right, 'host', (value) => (/:\d+$/.test(value) ? value : `${value}:443`)),
  },
  {
    about: 'headerLines',
    title: 'The bucket is missing from the Host header that was signed',
    meaning: 'The client signed the host of the endpoint, and sent the request to the bucket’s.',
    mend: 'Sign the host that the request is sent to.',
    make: (right) =>
      changedHeader(right, 'host', (value) =>
        value.replace(/^.+\.(s3[.-][^/]*amazonaws\.com|s3\.amazonaws\.com)$/, '$1'),
      ),
  },
  {
    about: 'headerLines',
    title: 'The charset of the Content-Type was added after signing',
    meaning: 'An HTTP library added a charset to the Content-Type on the way out.',
    mend: 'Give the Content-Type whole, with its charset, before signing.',
    make: (right) => changedHeader(right, 'content-type', (value) => value.replace(/;.*$/, '')),
  },
  {
    about: 'headerLines',
    title: 'The Content-Type was signed with a charset',
    meaning: 'The client signed a Content-Type with charset=utf-8, and sent it without.',
    mend: 'Sign the Content-Type that is sent.',
    make: (right) =>
      changedHeader(right, 'content-type', (value) => (value.includes(';') ? value : `${value}; charset=utf-8`)),
  },
  {
    about: 'headerLines',
    title: 'A header that is listed was not in the canonical request',
    meaning: 'SignedHeaders names the session token, and the client left its line out.',
    mend: 'Put a line for every name of SignedHeaders into the canonical headers.',
    make: (right) => withoutHeader(right, 'x-amz-security-token'),
  },
  {
    about: 'headerLines',
    title: 'The Content-Type was left out of the canonical headers',
    meaning: 'SignedHeaders names content-type, and the client left its line out.',
    mend: 'Put a line for every name of SignedHeaders into the canonical headers.',
    make: (right) => withoutHeader(right, 'content-type'),
  },
  {
    about: 'afterHeaders',
    title: 'The empty line after the headers is missing',
    meaning: 'Each header’s line ends with a line break, and one more line break follows the last.',
    mend: 'Put an empty line between the headers and the list of their names.',
    make: (right) => ({ ...right, afterHeaders: '' }),
  },
  {
    about: 'afterHeaders',
    title: 'An empty line too many stands after the headers',
    meaning: 'One empty line stands between the headers and the list of their names.',
    mend: 'Take one line break out.',
    make: (right) => ({ ...right, afterHeaders: '\n\n' }),
  },
  {
    about: 'signedHeaders',
    title: 'SignedHeaders is not sorted',
    meaning: 'The names of the signed headers stand in order; the client wrote them as it listed them.',
    mend: 'Sort the names, in the canonical request and in SignedHeaders alike.',
    make: (right, on) => ({ ...right, signedHeaders: on.listedHeaders.join(';') }),
  },
  {
    about: 'signedHeaders',
    title: 'SignedHeaders is not in lower case',
    meaning: 'The names of the signed headers are lower case in the canonical request.',
    mend: 'Write the names in lower case.',
    make: (right, on) => ({
      ...right,
      signedHeaders: right.signedHeaders
        .split(';')
        .map((name) => on.request.headers.find(([sent]) => sent.toLowerCase() === name)?.[0] ?? name)
        .join(';'),
    }),
  },
  {
    about: 'signedHeaders',
    title: 'SignedHeaders has commas',
    meaning: 'The names of the signed headers are parted by semicolons.',
    mend: 'Part the names by semicolons.',
    make: (right) => ({ ...right, signedHeaders: right.signedHeaders.replaceAll(';', ',') }),
  },
  {
    about: 'payloadHash',
    title: 'The body is left out',
    meaning: 'The client signed the hash of an empty body.',
    mend: 'Hash the body that is sent; sign after the body is complete.',
    make: (right) => ({ ...right, payloadHash: EMPTY_SHA256 }),
  },
  {
    about: 'payloadHash',
    title: 'The payload is signed as UNSIGNED-PAYLOAD',
    meaning: 'The word UNSIGNED-PAYLOAD stood for the hash, which only Amazon S3 takes, and there has to be sent.',
    mend: 'Put the hash of the body into the canonical request, or send x-amz-content-sha256: UNSIGNED-PAYLOAD to Amazon S3.',
    make: (right) => ({ ...right, payloadHash: UNSIGNED_PAYLOAD }),
  },
  {
    about: 'payloadHash',
    title: 'The body was signed, and the URL says that it is not',
    meaning: 'In a presigned URL of Amazon S3, UNSIGNED-PAYLOAD stands for the hash; the client hashed the body.',
    mend: 'Put UNSIGNED-PAYLOAD into the canonical request of a presigned URL.',
    make: (right, on) => bodyHash(right, on, (body) => body),
  },
  {
    about: 'payloadHash',
    title: 'The body was signed with a line break at its end',
    meaning: 'What was hashed ends in a line break that was not sent (echo adds one).',
    mend: 'Hash the bytes that are sent; use printf in place of echo.',
    make: (right, on) => bodyHash(right, on, (body) => `${body}\n`),
  },
  {
    about: 'payloadHash',
    title: 'The body was sent with a line break that was not signed',
    meaning: 'What was hashed lacks the line break at the end of the body.',
    mend: 'Send the bytes that were hashed, with --data-binary where curl sends them.',
    make: (right, on) => bodyHash(right, on, (body) => body.replace(/\r?\n$/, '')),
  },
  {
    about: 'payloadHash',
    title: 'The line breaks of the body were changed',
    meaning: 'The body was hashed with line breaks of Unix and sent with those of Windows, or the other way round.',
    mend: 'Send the bytes that were hashed.',
    make: (right, on) =>
      bodyHash(right, on, (body) =>
        body.includes('\r\n') ? body.replaceAll('\r\n', '\n') : body.replaceAll('\n', '\r\n'),
      ),
  },
  {
    about: 'payloadHash',
    title: 'The JSON of the body was written again after signing',
    meaning: 'An HTTP library parsed the body and wrote it with other white space.',
    mend: 'Hand the library the bytes that were hashed, not an object.',
    make: (right, on) => bodyHash(right, on, rewrittenJson),
  },
  {
    about: 'payloadHash',
    title: 'The hash of the body is in upper case',
    meaning: 'Hashes in the canonical request are lower case.',
    mend: 'Write the hash in lower case.',
    make: (right) => ({
      ...right,
      payloadHash: /^[0-9a-f]{64}$/.test(right.payloadHash) ? right.payloadHash.toUpperCase() : right.payloadHash,
    }),
  },
  {
    about: 'payloadHash',
    title: 'The hash of the body is in base64',
    meaning: 'Hashes in the canonical request are hexadecimal.',
    mend: 'Write the hash in lower-case hexadecimal digits.',
    make: (right, on) => (on.body === null ? right : { ...right, payloadHash: hash('sha256', on.body, 'base64') }),
  },
  {
    about: 'payloadHash',
    title: 'The body itself stands in the canonical request',
    meaning: 'The last line of the canonical request is the hash of the body, not the body.',
    mend: 'Put the SHA-256 of the body there.',
    make: (right, on) => (on.body === null ? right : { ...right, payloadHash: text(on.body) }),
  },
  {
    about: 'digest',
    title: 'The canonical request is not hashed',
    meaning: 'The last line of the string to sign is the hash of the canonical request.',
    mend: 'Put its SHA-256 there, in lower-case hexadecimal digits.',
    make: (right) => ({ ...right, digest: (canonicalRequest) => canonicalRequest }),
  },
  {
    about: 'digest',
    title: 'The hash of the canonical request is in upper case',
    meaning: 'Hashes in the string to sign are lower case.',
    mend: 'Write the hash in lower case.',
    make: (right) => ({ ...right, digest: (canonicalRequest) => sha256Hex(canonicalRequest).toUpperCase() }),
  },
  {
    about: 'digest',
    title: 'The hash of the canonical request is in base64',
    meaning: 'Hashes in the string to sign are hexadecimal.',
    mend: 'Write the hash in lower-case hexadecimal digits.',
    make: (right) => ({ ...right, digest: (canonicalRequest) => hash('sha256', canonicalRequest, 'base64') }),
  },
  {
    about: 'digest',
    title: 'The canonical request has line breaks of Windows',
    meaning: 'The lines of the canonical request end in a line feed alone.',
    mend: 'Join the lines with \\n.',
    make: (right) => ({
      ...right,
      digest: (canonicalRequest) => sha256Hex(canonicalRequest.replaceAll('\n', '\r\n')),
    }),
  },
  {
    about: 'digest',
    title: 'The canonical request ends in a line break',
    meaning: 'Nothing follows the hash of the body.',
    mend: 'Join the lines with \\n, without one at the end.',
    make: (right) => ({ ...right, digest: (canonicalRequest) => sha256Hex(`${canonicalRequest}\n`) }),
  },
  ...driftMistakes,
  {
    about: 'amzDate',
    title: 'The string to sign holds the day alone',
    meaning: 'Its second line is the time as X-Amz-Date has it, not the day of the scope.',
    mend: 'Write the time as YYYYMMDDTHHMMSSZ.',
    make: (right) => ({ ...right, amzDate: right.amzDate.slice(0, 8) }),
  },
  {
    about: 'amzDate',
    title: 'The time in the string to sign is in ISO 8601 extended format',
    meaning: 'The time has no hyphens, colons or fractions.',
    mend: 'Write the time as YYYYMMDDTHHMMSSZ.',
    make: (right) => {
      const at = parseAmzDate(right.amzDate);
      return at === null ? right : { ...right, amzDate: `${at.toISOString().slice(0, 19)}Z` };
    },
  },
  {
    about: 'keyScope',
    title: 'The key was derived for another region',
    meaning: 'The credential names one region, and the signing key was made for the one that the host names.',
    mend: 'Use one region in the credential, in the string to sign and for the key.',
    make: (right, on) =>
      on.hostScope === null ? right : { ...right, keyScope: { ...right.keyScope, region: on.hostScope.region } },
  },
  {
    about: 'keyScope',
    title: 'The key was derived for us-east-1',
    meaning: 'The credential names another region.',
    mend: 'Use one region in the credential, in the string to sign and for the key.',
    make: (right) => ({ ...right, keyScope: { ...right.keyScope, region: 'us-east-1' } }),
  },
  {
    about: 'keyScope',
    title: 'The key was derived for another service',
    meaning: 'The credential names one service, and the signing key was made for the one that the host names.',
    mend: 'Use the service’s signing name everywhere, in lower case.',
    make: (right, on) =>
      on.hostScope === null ? right : { ...right, keyScope: { ...right.keyScope, service: on.hostScope.service } },
  },
  {
    about: 'keyScope',
    title: 'The service is in upper case in the key',
    meaning: 'The signing name of a service is lower case.',
    mend: 'Write the service in lower case.',
    make: (right) => ({ ...right, keyScope: { ...right.keyScope, service: right.keyScope.service.toUpperCase() } }),
  },
  {
    about: 'keyScope',
    title: 'The key was derived for the day before',
    meaning: 'A signing key is good for one day in UTC; the client used one that it kept, or the day of its time zone.',
    mend: 'Derive the key for the day of X-Amz-Date, in UTC.',
    make: (right) => movedDay(right, -1),
  },
  {
    about: 'keyScope',
    title: 'The key was derived for the day after',
    meaning: 'The day is that of UTC; the client used the day of its time zone.',
    mend: 'Derive the key for the day of X-Amz-Date, in UTC.',
    make: (right) => movedDay(right, 1),
  },
  {
    about: 'scope',
    title: 'Signed for the region of the host',
    meaning: 'String to sign and key are for the region that the host names, and the credential names another.',
    mend: 'Use one region in the credential, in the string to sign and for the key.',
    make: (right, on) => (on.hostScope === null ? right : rescoped(right, { region: on.hostScope.region })),
  },
  {
    about: 'scope',
    title: 'Signed for us-east-1',
    meaning: 'String to sign and key are for us-east-1, and the credential names another region.',
    mend: 'Use one region in the credential, in the string to sign and for the key.',
    make: (right) => rescoped(right, { region: 'us-east-1' }),
  },
  {
    about: 'scope',
    title: 'Signed for the service of the host',
    meaning: 'String to sign and key are for the service that the host names, and the credential names another.',
    mend: 'Use the service’s signing name everywhere, in lower case.',
    make: (right, on) => (on.hostScope === null ? right : rescoped(right, { service: on.hostScope.service })),
  },
  {
    about: 'secret',
    title: 'The secret has white space around it',
    meaning: 'A line break or a space was read with the secret, from a file or a variable.',
    mend: 'Trim the secret.',
    make: (right) => ({ ...right, secret: `${right.secret}\n` }),
  },
  {
    about: 'secret',
    title: 'The secret has a space after it',
    meaning: 'A space was read with the secret, from a file or a variable.',
    mend: 'Trim the secret.',
    make: (right) => ({ ...right, secret: `${right.secret} ` }),
  },
  {
    about: 'secret',
    title: 'The secret has quotes around it',
    meaning: 'Quotes were read with the secret: the files of the AWS CLI and of Docker take them for a part of it.',
    mend: 'Take the quotes out of the file.',
    make: (right) => ({ ...right, secret: `"${right.secret}"` }),
  },
  {
    about: 'secret',
    title: 'The secret is percent-encoded',
    meaning: 'Slashes and pluses of the secret were encoded on their way to the client.',
    mend: 'Use the secret as AWS gave it.',
    make: (right) => ({ ...right, secret: uriEncode(right.secret) }),
  },
  {
    about: 'secret',
    title: 'The secret is cut at a character',
    meaning: 'The client read the secret up to its first slash or plus.',
    mend: 'Use the secret as AWS gave it: 40 characters.',
    make: (right) => ({ ...right, secret: right.secret.split(/[/+]/)[0] ?? right.secret }),
  },
  {
    about: 'secret',
    title: 'Pluses of the secret became spaces',
    meaning: 'The secret was decoded as a form’s field is.',
    mend: 'Use the secret as AWS gave it.',
    make: (right) => ({ ...right, secret: right.secret.replaceAll('+', ' ') }),
  },
  {
    about: 'secret',
    title: 'The secret is in lower case',
    meaning: 'A secret access key has letters in both cases.',
    mend: 'Use the secret as AWS gave it.',
    make: (right) => ({ ...right, secret: right.secret.toLowerCase() }),
  },
  {
    about: 'secret',
    title: 'Signed with the secret of another access key of this user',
    meaning: 'The credential names one access key, and the secret belongs to the other.',
    mend: 'Use the access key ID and the secret that were made together.',
    make: (right, on) => {
      const [other] = on.otherSecrets.values();
      return other === undefined ? right : { ...right, secret: other };
    },
  },
  {
    about: 'key',
    title: 'The key lacks the prefix AWS4',
    meaning: 'The first key of the chain is the text AWS4 with the secret behind it.',
    mend: `Put AWS4 before the secret. ${CREATE_REQUEST}`,
    make: (right) => ({
      ...right,
      key: (secret, { date, region, service }, terminator) => keyOf(chain(secret, [date, region, service, terminator])),
    }),
  },
  {
    about: 'key',
    title: 'The key is not derived',
    meaning: 'The client signed with the secret itself.',
    mend: `Derive the signing key: four HMACs, over date, region, service and aws4_request. ${CREATE_REQUEST}`,
    make: (right) => ({ ...right, key: (secret) => keyOf(secret) }),
  },
  {
    about: 'key',
    title: 'The key is not derived, and has the prefix AWS4',
    meaning: 'The client signed with AWS4 and the secret.',
    mend: `Derive the signing key: four HMACs, over date, region, service and aws4_request. ${CREATE_REQUEST}`,
    make: (right) => ({ ...right, key: (secret) => keyOf(`AWS4${secret}`) }),
  },
  {
    about: 'key',
    title: 'The last step of the key is missing',
    meaning: 'After the service comes one more HMAC, over aws4_request.',
    mend: `Derive all four keys. ${CREATE_REQUEST}`,
    make: (right) => ({
      ...right,
      key: (secret, { date, region, service }) => keyOf(chain(`AWS4${secret}`, [date, region, service])),
    }),
  },
  {
    about: 'key',
    title: 'Region and service are exchanged in the key',
    meaning: 'The order is date, region, service, aws4_request.',
    mend: `Derive the keys in that order. ${CREATE_REQUEST}`,
    make: (right) => ({
      ...right,
      key: (secret, { date, region, service }, terminator) =>
        keyOf(chain(`AWS4${secret}`, [date, service, region, terminator])),
    }),
  },
  {
    about: 'key',
    title: 'The keys between are hexadecimal text',
    meaning: 'Each HMAC takes the bytes of the one before as its key, not their hexadecimal digits.',
    mend: 'Use the binary digest for the four keys, and hexadecimal digits for the signature alone.',
    make: (right) => ({
      ...right,
      key: (secret, { date, region, service }, terminator) => {
        let key = `AWS4${secret}`;
        for (const input of [date, region, service, terminator])
          key = createHmac('sha256', key).update(input).digest('hex');
        return keyOf(key);
      },
    }),
  },
  {
    about: 'key',
    title: 'The key was derived for the whole time',
    meaning: 'The first HMAC is over the day, YYYYMMDD, and not over the time of X-Amz-Date.',
    mend: 'Derive the first key for the day alone.',
    make: (right) => ({
      ...right,
      key: (secret, { region, service }, terminator) =>
        keyOf(chain(`AWS4${secret}`, [right.amzDate, region, service, terminator])),
    }),
  },
  {
    about: 'method',
    title: 'The method is in lower case',
    meaning: 'The method stands in the canonical request as it is sent: in upper case.',
    mend: 'Write the method in upper case.',
    make: (right) => ({ ...right, method: right.method.toLowerCase() }),
  },
  ...methodMistakes,
];

function rescoped(right: Making, change: Partial<CredentialScope>): Making {
  return { ...right, scope: { ...right.scope, ...change }, keyScope: { ...right.keyScope, ...change } };
}

function movedDay(right: Making, days: number): Making {
  const at = parseAmzDate(`${right.keyScope.date}T000000Z`);
  if (at === null) return right;
  const date = formatAmzDate(new Date(at.getTime() + days * 86_400_000)).slice(0, 8);
  return { ...right, keyScope: { ...right.keyScope, date } };
}

/** The same JSON as JavaScript writes it; where it is that already, as Python does, with a space behind `:` and `,`. */
function rewrittenJson(body: string): string {
  try {
    const value: unknown = JSON.parse(body);
    const compact = JSON.stringify(value);
    return compact === body ? spacedJson(value) : compact;
  } catch {
    return body;
  }
}

function spacedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spacedJson).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${spacedJson(member)}`);
  return `{${members.join(', ')}}`;
}
