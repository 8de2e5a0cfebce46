import { describe, expect, it, test } from 'vitest';
import {
  compareSignature,
  firstDifference,
  type ClaimedKey,
} from '../../../src-main/authentication/compare-signature.ts';
import { readPastedRequest } from '../../../src-main/authentication/compare-signature-input.ts';
import { signRequest, presignRequest } from '../../../src-main/authentication/signature-v4/sign.ts';
import {
  ALGORITHM,
  sha256Hex,
  signatureOf,
  signingKey,
} from '../../../src-main/authentication/signature-v4/signature.ts';
import { GatehouseError } from '../../../src-shared/errors.ts';
import type { HeaderList } from '../../../src-shared/decision/record.ts';
import type { WireRequest } from '../../../src-main/request/wire-request.ts';

/** The example credentials of AWS's documentation. */
const ACCESS_KEY_ID = 'AKIAIOSFODNN7EXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const OTHER_SECRET = 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY';
const NOW = new Date('2026-11-22T12:00:00Z');
const AMZ_DATE = '20261122T120000Z';
const IAM = { service: 'iam', region: 'us-east-1' };
const S3 = { service: 's3', region: 'eu-west-1' };

const KEY: ClaimedKey = {
  secretAccessKey: SECRET,
  owner: 'an access key of lucy',
  otherSecrets: new Map([['AKIA2', OTHER_SECRET]]),
};
const NO_KEY: ClaimedKey = { secretAccessKey: null, owner: null, otherSecrets: new Map() };

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function http({ method, target, headers, body }: WireRequest): string {
  return [
    `${method} ${target} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(body.length === 0 ? [] : [`Content-Length: ${body.length}`]),
    '',
    new TextDecoder().decode(body),
  ].join('\n');
}

const compare = (text: string, key: ClaimedKey = KEY, now: Date = NOW) =>
  compareSignature(readPastedRequest(text), { keyOf: () => Promise.resolve(key), composedAt: null, now });

/** What a client makes of a request; the defaults are right. */
interface Client {
  readonly request?: Partial<WireRequest>;
  readonly scope?: { readonly service: string; readonly region: string };
  /** The client's own canonical request, made of the right one. */
  readonly canonical?: (right: string) => string;
  readonly toSign?: (right: string, canonical: string) => string;
  readonly secret?: string;
  readonly keyScope?: Partial<{ date: string; region: string; service: string }>;
  readonly listed?: (right: string) => string;
  /** What is done to the request after signing. */
  readonly sent?: (signed: WireRequest) => WireRequest;
}

const BODY = 'Action=CreateUser&Version=2010-05-08&UserName=lucy';

/** Signs as the client does, which is right but for what the client does otherwise. */
function signedBy(client: Client): string {
  const scope = client.scope ?? IAM;
  const host = scope === S3 ? 's3.eu-west-1.amazonaws.com' : 'iam.amazonaws.com';
  const unsigned: WireRequest = {
    method: 'POST',
    target: '/',
    host,
    headers: [['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8']],
    body: bytes(BODY),
    ...client.request,
  };
  const { request, signing } = signRequest(
    unsigned,
    { accessKeyId: ACCESS_KEY_ID, secretAccessKey: SECRET },
    scope,
    NOW,
  );
  const canonical = client.canonical?.(signing.canonicalRequest) ?? signing.canonicalRequest;
  const right = [ALGORITHM, AMZ_DATE, signing.credentialScope, sha256Hex(canonical)].join('\n');
  const toSign = client.toSign?.(right, canonical) ?? right;
  const key = signingKey(client.secret ?? SECRET, { date: '20261122', ...scope, ...client.keyScope });
  const listed = client.listed?.(signing.signedHeaders) ?? signing.signedHeaders;
  const authorization =
    `${ALGORITHM} Credential=${ACCESS_KEY_ID}/${signing.credentialScope}, SignedHeaders=${listed}, ` +
    `Signature=${signatureOf(key, toSign)}`;
  const headers: HeaderList = request.headers.map(([name, value]) => [
    name,
    name === 'Authorization' ? authorization : value,
  ]);
  const signed = { ...request, headers };
  return http(client.sent?.(signed) ?? signed);
}

const line = (number: number, change: (line: string) => string) => (canonical: string) =>
  canonical
    .split('\n')
    .map((text, index) => (index === number - 1 ? change(text) : text))
    .join('\n');
const lastLine = (text: string) => (canonical: string) => canonical.replace(/[^\n]*$/, text);
const getUsers = { method: 'GET', target: '/?Version=2010-05-08&Action=ListUsers', body: bytes(''), headers: [] };
const getObject = { method: 'GET', target: '/bucket/a%20b.txt', body: bytes(''), headers: [] };
const lowerFirst = (text: string): string =>
  text.replace(/(^|\n)([a-z-]+):/g, (_, start: string, name: string) => `${start}${name}: `);

describe('a request that was signed rightly', () => {
  it('is said to be right, in whichever form it is pasted', async () => {
    const text = signedBy({});
    expect(await compare(text)).toMatchObject({ source: 'http', signature: 'matches', client: null, differences: [] });
    const [head = ''] = text.split('\n\n');
    const verbose = [...head.split('\n'), ''].map((each) => `> ${each}`).join('\n');
    expect(await compare(`${verbose}\n> ${BODY}\n< HTTP/1.1 403 Forbidden`)).toMatchObject({ signature: 'matches' });
  });

  it('is said to be right as a curl command', async () => {
    const [, ...headers] = signedBy({}).split('\n\n')[0]?.split('\n') ?? [];
    const options = headers.map((header) => `-H '${header}'`).join(' \\\n  ');
    const result = await compare(`curl -sS -X POST ${options} \\\n  --data-raw '${BODY}' https://iam.amazonaws.com/`);
    expect(result).toMatchObject({ source: 'curl', signature: 'matches', accessKeyId: ACCESS_KEY_ID });
  });

  it('is said to be right as a presigned URL', async () => {
    const unsigned = { ...getObject, host: 's3.eu-west-1.amazonaws.com' };
    const credentials = { accessKeyId: ACCESS_KEY_ID, secretAccessKey: SECRET };
    const { request } = presignRequest(unsigned, credentials, S3, NOW, 60);
    const url = `https://${request.host}${request.target}`;
    expect(await compare(url)).toMatchObject({ source: 'presignedUrl', signature: 'matches' });
    expect((await compare(url, KEY, new Date(NOW.getTime() + 61_000))).findings).toContainEqual(
      expect.objectContaining({ severity: 'fault', title: 'The URL has expired' }),
    );
  });
});

describe('a mistake in signing is found by the signature that it gives', () => {
  const mistakes: [title: string, client: Client][] = [
    ['The path is encoded twice', { scope: S3, request: getObject, canonical: line(2, () => '/bucket/a%2520b.txt') }],
    ['The path is encoded once', { request: { ...getUsers, target: '/a%20b' }, canonical: line(2, () => '/a%20b') }],
    ['The path is not encoded', { request: { ...getUsers, target: '/a%20b' }, canonical: line(2, () => '/a b') }],
    [
      'The slashes of the path are encoded',
      { scope: S3, request: getObject, canonical: line(2, () => '/bucket%2Fa%20b.txt') },
    ],
    [
      'The path is not normalised',
      { request: { ...getUsers, target: '/a/../b' }, canonical: line(2, () => '/a/../b') },
    ],
    [
      'The path is normalised',
      { scope: S3, request: { ...getObject, target: '/b/a//c' }, canonical: line(2, () => '/b/a/c') },
    ],
    ['The path is left out', { request: { ...getUsers, target: '/users' }, canonical: line(2, () => '/') }],
    ['The path is empty', { canonical: line(2, () => '') }],
    [
      'The query string is not sorted',
      { request: getUsers, canonical: line(3, () => 'Version=2010-05-08&Action=ListUsers') },
    ],
    ['The query string is left out', { request: getUsers, canonical: line(3, () => '') }],
    ['Spaces are written as +', { request: { ...getUsers, target: '/?a=b%20c' }, canonical: line(3, () => 'a=b+c') }],
    [
      'The query string is encoded twice',
      { request: { ...getUsers, target: '/?a=b%2Fc' }, canonical: line(3, () => 'a=b%252Fc') },
    ],
    [
      'A parameter without a value has no =',
      { scope: S3, request: { ...getObject, target: '/b?acl' }, canonical: line(3, () => 'acl') },
    ],
    [
      "The characters ! ' ( ) * of the query string are not encoded",
      { request: { ...getUsers, target: '/?a=(b)%2F' }, canonical: line(3, () => 'a=(b)%2F') },
    ],
    [
      'The names of headers are not in lower case',
      {
        canonical: (text) =>
          text
            .replace('content-type:', 'Content-Type:')
            .replace('host:', 'Host:')
            .replace('x-amz-date:', 'X-Amz-Date:'),
      },
    ],
    ['A space stands behind the colons of the headers', { canonical: (text) => lowerFirst(text) }],
    [
      'Runs of spaces in headers are kept',
      { request: { headers: [['X-Note', 'a   b']] }, canonical: (text) => text.replace('a b', 'a   b') },
    ],
    [
      'The charset of the Content-Type was added after signing',
      { canonical: (text) => text.replace('; charset=utf-8', '') },
    ],
    [
      'The Host header was signed with a port',
      { canonical: (text) => text.replace('iam.amazonaws.com', 'iam.amazonaws.com:443') },
    ],
    [
      'The Content-Type was left out of the canonical headers',
      { canonical: (text) => text.replace(/content-type:.*\n/, '') },
    ],
    [
      'The empty line after the headers is missing',
      { canonical: (text) => text.replace(/\n\n(?=[^\n]*\n[^\n]*$)/, '\n') },
    ],
    [
      'SignedHeaders has commas',
      { canonical: (text) => text.replace('content-type;host;x-amz-date', 'content-type,host,x-amz-date') },
    ],
    ['The body is left out', { canonical: lastLine(sha256Hex('')) }],
    ['The payload is signed as UNSIGNED-PAYLOAD', { canonical: lastLine('UNSIGNED-PAYLOAD') }],
    ['The body was signed with a line break at its end', { canonical: lastLine(sha256Hex(`${BODY}\n`)) }],
    ['The hash of the body is in upper case', { canonical: lastLine(sha256Hex(BODY).toUpperCase()) }],
    [
      'The JSON of the body was written again after signing',
      { request: { body: bytes('{"a":1,"b":["c:d"]}') }, canonical: lastLine(sha256Hex('{"a": 1, "b": ["c:d"]}')) },
    ],
    ['The canonical request is not hashed', { toSign: (right, canonical) => right.replace(/[^\n]*$/, canonical) }],
    [
      'The canonical request ends in a line break',
      { toSign: (right, canonical) => right.replace(/[^\n]*$/, sha256Hex(`${canonical}\n`)) },
    ],
    ['The clock was read twice', { toSign: (right) => right.replace(AMZ_DATE, '20261122T120001Z') }],
    ['The string to sign holds the day alone', { toSign: (right) => right.replace(AMZ_DATE, '20261122') }],
    [
      'The key was derived for another region',
      { scope: S3, request: { ...getObject, host: 's3.us-west-2.amazonaws.com' }, keyScope: { region: 'us-west-2' } },
    ],
    ['The key was derived for us-east-1', { scope: S3, request: getObject, keyScope: { region: 'us-east-1' } }],
    ['The key was derived for the day before', { keyScope: { date: '20261121' } }],
    ['The secret has white space around it', { secret: `${SECRET}\n` }],
    ['The secret has quotes around it', { secret: `"${SECRET}"` }],
    ['The secret is percent-encoded', { secret: encodeURIComponent(SECRET) }],
    ['Pluses of the secret became spaces', { secret: SECRET.replaceAll('+', ' ') }],
    ['Signed with the secret of another access key of this user', { secret: OTHER_SECRET }],
    ['Signed for GET', { canonical: line(1, () => 'GET') }],
    ['The method is in lower case', { canonical: line(1, () => 'post') }],
  ];

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
  it.each(mistakes)('%s', async (title, client) => {
    const { signature, findings, client: made } = await compare(signedBy(client));
    expect(signature).toBe('differs');
    expect(findings.filter(({ severity }) => severity === 'fault').map((finding) => finding.title)).toEqual([title]);
    expect(made?.from).toBe('found');
  });

  it('two mistakes at once are both named', async () => {
    const text = signedBy({ request: getUsers, canonical: line(3, () => ''), secret: `${SECRET}\n` });
    const { findings } = await compare(text);
    expect(findings.slice(0, 2).map(({ title }) => title)).toEqual([
      'The query string is left out',
      'The secret has white space around it',
    ]);
  });

  it('and the first byte that differs is shown', async () => {
    const { differences, computed, client } = await compare(
      signedBy({ scope: S3, request: getObject, canonical: line(2, () => '/bucket/a%2520b.txt') }),
    );
    expect(differences).toEqual([{ in: 'canonicalRequest', part: 'the path', byte: 15, line: 2, column: 12 }]);
    expect(computed.canonicalRequest.slice(12, 17)).not.toBe(client?.canonicalRequest.slice(12, 17));
  });

  it('a wrong secret that nothing explains is said to be the likeliest cause', async () => {
    const { signature, findings } = await compare(signedBy({ secret: 'another' }));
    expect(signature).toBe('differs');
    expect(findings[0]?.title).toBe('The cause is most often another secret');
  });
});

const withoutHeader =
  (name: string) =>
  (signed: WireRequest): WireRequest => ({
    ...signed,
    headers: signed.headers.filter(([each]) => each.toLowerCase() !== name),
  });
const changed =
  (name: string, change: (value: string) => string) =>
  (signed: WireRequest): WireRequest => ({
    ...signed,
    headers: signed.headers.map(([each, value]) => [each, each.toLowerCase() === name ? change(value) : value]),
  });

describe('what stands out without the secret', () => {
  const cases: [title: string, client: Client][] = [
    ['SignedHeaders names content-type, and the request has no such header', { sent: withoutHeader('content-type') }],
    ['The header host is not in SignedHeaders', { listed: (right) => right.replace('host;', '') }],
    [
      'The header x-amz-acl is not in SignedHeaders',
      {
        scope: S3,
        request: { ...getObject, headers: [['x-amz-acl', 'private']] },
        listed: (right) => right.replace('x-amz-acl;', ''),
      },
    ],
    [
      'The header x-amz-content-sha256 is missing',
      {
        scope: S3,
        request: getObject,
        listed: (right) => right.replace('x-amz-content-sha256;', ''),
        sent: withoutHeader('x-amz-content-sha256'),
      },
    ],
    [
      'x-amz-content-sha256 is not the hash of this body',
      {
        scope: S3,
        request: { ...getObject, method: 'PUT', body: bytes('one') },
        sent: (signed) => ({ ...signed, body: bytes('two') }),
      },
    ],
    [
      'The day of the credential is 20261122, and the request is of 20261123',
      { sent: changed('x-amz-date', () => '20261123T000000Z') },
    ],
    [
      'The credential ends in aws3_request',
      { sent: changed('authorization', (value) => value.replace('aws4_request', 'aws3_request')) },
    ],
    [
      'The region of the credential is eu-west-1, and the host is in us-west-2',
      { scope: S3, request: { ...getObject, host: 's3.us-west-2.amazonaws.com' } },
    ],
    ['The service of the credential is iam, and the host is that of sts', { request: { host: 'sts.amazonaws.com' } }],
    [
      'The signature is not 64 hexadecimal digits in lower case',
      { sent: changed('authorization', (value) => value.replace(/Signature=\w+/, 'Signature=AB12')) },
    ],
    [
      'A session token goes with a long-term access key',
      { sent: (signed) => ({ ...signed, headers: [...signed.headers, ['X-Amz-Security-Token', 'IQoJb3JpZ2luX2Vj']] }) },
    ],
    [
      'The session token is missing',
      { sent: changed('authorization', (value) => value.replace(ACCESS_KEY_ID, 'ASIAIOSFODNN7EXAMPLE')) },
    ],
  ];

  it.each(cases)('%s', async (title, client) => {
    const { signature, findings } = await compare(signedBy(client), NO_KEY);
    expect(signature).toBe('notChecked');
    expect(findings.map((finding) => finding.title)).toContain(title);
  });

  it('a signature that is too old is said to be', async () => {
    const { findings } = await compare(signedBy({}), KEY, new Date('2026-11-22T12:20:00Z'));
    expect(findings.map(({ title }) => title)).toContain('The signature is too old by now');
  });

  it('a clock that is ahead is said to be', async () => {
    const { findings } = await compare(signedBy({}), KEY, new Date('2026-11-22T11:40:00Z'));
    expect(findings[0]).toMatchObject({ severity: 'fault', title: 'The signature is of the future' });
  });
});

describe('the strings that a client logged', () => {
  const canonical = [
    'GET',
    '/',
    'Version=2010-05-08&Action=ListUsers',
    'host:iam.amazonaws.com',
    `x-amz-date:${AMZ_DATE}`,
    '',
    'host;x-amz-date',
    sha256Hex(''),
  ].join('\n');
  const toSign = [ALGORITHM, AMZ_DATE, '20261122/us-east-1/iam/aws4_request', sha256Hex(canonical)].join('\n');
  const stamp = '2026-11-22 12:00:00,123 - MainThread - botocore';
  const log = [
    `${stamp}.auth - DEBUG - Calculating signature using v4 auth.`,
    `${stamp}.auth - DEBUG - CanonicalRequest:\n${canonical}`,
    `${stamp}.auth - DEBUG - StringToSign:\n${toSign}`,
    `${stamp}.auth - DEBUG - Signature:\n${'0'.repeat(64)}`,
    `${stamp}.endpoint - DEBUG - Sending http request: <AWSPreparedRequest stream_output=False, method=GET, ` +
      `url=https://iam.amazonaws.com/?Version=2010-05-08&Action=ListUsers, headers={'User-Agent': b'aws-cli/2', ` +
      `'X-Amz-Date': b'${AMZ_DATE}', 'Authorization': b'AWS4-HMAC-SHA256 Credential=${ACCESS_KEY_ID}/20261122/us-east-1/` +
      `iam/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}'}>`,
  ].join('\n');

  it('are read from the log of aws --debug, and compared without the secret', async () => {
    const result = await compare(log, NO_KEY);
    expect(result).toMatchObject({
      source: 'debugLog',
      accessKeyId: ACCESS_KEY_ID,
      client: { from: 'pasted', canonicalRequest: canonical },
    });
    expect(result.findings[0]?.title).toBe('The query string is not sorted');
    expect(result.differences[0]).toMatchObject({ part: 'the query string', line: 3, column: 1, byte: 6 });
  });

  it('are read as a canonical request alone, with or without the string to sign', async () => {
    const result = await compare(`${canonical}\n\n${toSign}\n`, NO_KEY);
    expect(result).toMatchObject({ source: 'canonicalRequest', accessKeyId: null, signature: 'notChecked' });
    expect(result.findings[0]?.title).toBe('The query string is not sorted');
  });
});

test('what the composer would sign is held against a request with one header changed', async () => {
  const unsigned = { ...getUsers, host: 'iam.amazonaws.com', headers: [['X-Note', 'one']] as HeaderList };
  const credentials = { accessKeyId: ACCESS_KEY_ID, secretAccessKey: SECRET };
  const { request } = signRequest(unsigned, credentials, IAM, NOW);
  const result = await compareSignature(readPastedRequest(http(request).replace('X-Note: one', 'X-Note: once')), {
    keyOf: () => Promise.resolve(KEY),
    composedAt: (at) => signRequest(unsigned, credentials, IAM, at).signing,
    now: NOW,
  });
  expect(result).toMatchObject({ signature: 'differs', client: { from: 'composer' } });
  expect(result.differences[0]).toMatchObject({ part: 'the header x-note', line: 6, column: 10 });
  expect(result.findings[0]?.title).toBe('Differs from what the composer would sign in the header x-note');
});

test('a session token is in no part of the answer', async () => {
  const unsigned = { ...getUsers, host: 'iam.amazonaws.com' };
  const sessionToken = 'IQoJb3JpZ2luX2VjEXAMPLE/token+==';
  const credentials = { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET, sessionToken };
  const header = await compare(http(signRequest(unsigned, credentials, IAM, NOW).request));
  const { request } = presignRequest(unsigned, credentials, IAM, NOW, 60);
  const url = await compare(`https://${request.host}${request.target}`);
  expect([header.signature, url.signature]).toEqual(['matches', 'matches']);
  for (const answer of [header, url]) {
    expect(JSON.stringify(answer)).not.toContain('IQoJb3JpZ2luX2VjEXAMPLE');
    expect(JSON.stringify(answer)).not.toContain(SECRET);
  }
});

describe('a text that cannot be read is refused with the place', () => {
  it.each([
    ['', 'UnreadableRequest', 'line 1'],
    ['hello', 'UnreadableRequest', 'line 1'],
    ['GET / HTTP/1.1\nHost: a\nnonsense\n', 'UnreadableRequest', 'line 3'],
    ['GET / HTTP/1.1\nX-Amz-Date: 1\n', 'UnreadableRequest', 'the header Host'],
    ["curl -H 'a: b", 'UnreadableRequest', 'line 1'],
    ['curl --frobnicate https://iam.amazonaws.com/', 'UnreadableRequest', 'word 2: --frobnicate'],
    ['curl --aws-sigv4 aws:amz https://iam.amazonaws.com/', 'UnreadableRequest', 'word 2: --aws-sigv4'],
    ['curl -s', 'UnreadableRequest', 'the URL'],
    ['GET\n/\n\nhost:a', 'UnreadableRequest', 'line 4'],
    [
      '2026-11-22 12:00:00,123 - MainThread - botocore.auth - DEBUG - CanonicalRequest:\nGET\n/',
      'UnreadableRequest',
      'line 1',
    ],
    ['https://iam.amazonaws.com/?Action=ListUsers', 'UnreadableSignature', 'the header Authorization'],
    [
      'GET / HTTP/1.1\nHost: a\nX-Amz-Date: now\nAuthorization: AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=f',
      'UnreadableSignature',
      'the header X-Amz-Date',
    ],
    [
      'GET / HTTP/1.1\nHost: a\nX-Amz-Date: 20261122T120000Z\nAuthorization: AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=f',
      'UnreadableSignature',
      'Credential of the header Authorization',
    ],
  ])('%j', async (text, code, place) => {
    const thrown: unknown = await Promise.resolve()
      .then(() => compare(text))
      .catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(GatehouseError);
    expect(thrown).toMatchObject({ code, place });
  });
});

test('a place is counted in bytes of UTF-8, its line and column in characters', () => {
  expect(firstDifference('é\naé1', 'é\naé2')).toEqual({ byte: 6, line: 2, column: 3 });
  expect(firstDifference('same', 'same')).toBeNull();
});
