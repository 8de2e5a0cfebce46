import type { HeaderList, SigningSteps } from '../../../src-shared/decision/record.ts';
import { header, type WireRequest } from '../../request/wire-request.ts';
import { formatAmzDate } from './amz-date.ts';
import {
  canonicalQuery,
  canonicalRequest,
  canonicalUri,
  indexHeaders,
  queryParameters,
  splitTarget,
} from './canonical-request.ts';
import { UNSIGNED_PAYLOAD } from './payload.ts';
import { uriEncode } from './percent-encoding.ts';
import { serviceRules, type ServiceRules } from './service-rules.ts';
import { ALGORITHM, formatScope, sha256Hex, signatureOf, signingKey, stringToSign } from './signature.ts';

/** What a request is signed with. `sessionToken` goes with temporary credentials. */
export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** For what a request is signed: the endpoint's region and the service's signing name. */
export interface SigningScope {
  readonly region: string;
  readonly service: string;
}

export interface SigningOptions {
  /** Whether `.` and `..` are taken out of the path. As the service has it, when left out. */
  readonly normalizePath?: boolean;
  /** Whether the `x-amz-content-sha256` header is added. As the service has it, when left out. */
  readonly contentSha256Header?: boolean;
  /**
   * False: the session token is added after signing. When left out, it is signed in a header, and in a query string
   * where the service wants it signed.
   */
  readonly signSessionToken?: boolean;
  /** True: `UNSIGNED-PAYLOAD` stands for the hash of the body (Amazon S3 only). */
  readonly unsignedPayload?: boolean;
  /** What stands for the hash of the body besides, such as `STREAMING-UNSIGNED-PAYLOAD-TRAILER` (Amazon S3 only). */
  readonly payloadHash?: string;
}

/** A signed request, and every string on the way there. */
export interface SignedRequest {
  readonly request: WireRequest;
  readonly signing: SigningSteps;
}

/** Proxies may change these on the way, so that a signature over them would break. */
const NOT_SIGNED: ReadonlySet<string> = new Set([
  'authorization',
  'connection',
  'expect',
  'user-agent',
  'x-amzn-trace-id',
]);

/**
 * Signs a request in its headers: adds Host, X-Amz-Date, X-Amz-Security-Token for a session, x-amz-content-sha256
 * where the service asks for it, and Authorization. What an earlier signature added is replaced.
 * @param at the time of signing; the service takes the request for 15 minutes from there.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signRequest(
  unsigned: WireRequest,
  credentials: SigningCredentials,
  scope: SigningScope,
  at: Date,
  options: SigningOptions = {},
): SignedRequest {
  const rules = rulesOf(scope, options);
  const amzDate = formatAmzDate(at);
  const payloadHash =
    options.unsignedPayload === true ? UNSIGNED_PAYLOAD : (options.payloadHash ?? sha256Hex(unsigned.body));
  const token: HeaderList =
    credentials.sessionToken === undefined ? [] : [['X-Amz-Security-Token', credentials.sessionToken]];
  const signToken = options.signSessionToken !== false;

  const toSign: WireRequest = {
    ...unsigned,
    headers: [
      ...withHost(unsigned).filter(([name]) => !isAddedBySigning(name)),
      ...(signToken ? token : []),
      ['X-Amz-Date', amzDate],
      ...(rules.contentSha256Header ? ([['x-amz-content-sha256', payloadHash]] satisfies HeaderList) : []),
    ],
  };
  const signedHeaders = headersToSign(toSign);
  const { path, query } = splitTarget(toSign.target);
  const canonical = canonicalRequest({
    method: toSign.method,
    uri: canonicalUri(path, rules),
    query: canonicalQuery(queryParameters(query)),
    headers: indexHeaders(toSign),
    signedHeaders,
    payloadHash,
  });
  const signing = steps(canonical, signedHeaders, amzDate, credentials, scope);
  const authorization =
    `${ALGORITHM} Credential=${credentials.accessKeyId}/${signing.credentialScope}, ` +
    `SignedHeaders=${signing.signedHeaders}, Signature=${signing.signature}`;
  return {
    request: {
      ...toSign,
      headers: [...toSign.headers, ...(signToken ? [] : token), ['Authorization', authorization]],
    },
    signing,
  };
}

/**
 * Signs a request in its query string: a presigned URL. The body of a request to Amazon S3 is not signed.
 * @param expiresInSeconds how long the URL is good: 1 to 604,800 (seven days).
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function presignRequest(
  unsigned: WireRequest,
  credentials: SigningCredentials,
  scope: SigningScope,
  at: Date,
  expiresInSeconds: number,
  options: SigningOptions = {},
): SignedRequest {
  const rules = rulesOf(scope, options);
  const amzDate = formatAmzDate(at);
  const unsignedPayload = options.unsignedPayload ?? serviceRules(scope.service).contentSha256Header;
  const payloadHash = unsignedPayload ? UNSIGNED_PAYLOAD : sha256Hex(unsigned.body);
  const toSign: WireRequest = {
    ...unsigned,
    headers: withHost(unsigned).filter(([name]) => !isAddedBySigning(name)),
  };
  const signedHeaders = headersToSign(toSign);
  const credential = `${credentials.accessKeyId}/${formatScope({ ...scope, date: amzDate.slice(0, 8) })}`;
  const token =
    credentials.sessionToken === undefined ? '' : parameter('X-Amz-Security-Token', credentials.sessionToken);
  const { path, query } = splitTarget(unsigned.target);
  const own = [
    parameter('X-Amz-Algorithm', ALGORITHM),
    parameter('X-Amz-Credential', credential),
    parameter('X-Amz-Date', amzDate),
    parameter('X-Amz-SignedHeaders', signedHeaders.join(';')),
    parameter('X-Amz-Expires', String(expiresInSeconds)),
  ];
  const given = query === '' ? [] : [query];
  const signedQuery = [...given, ...own, ...(!rules.signSessionToken || token === '' ? [] : [token])];
  const canonical = canonicalRequest({
    method: toSign.method,
    uri: canonicalUri(path, rules),
    query: canonicalQuery(queryParameters(signedQuery.join('&'))),
    headers: indexHeaders(toSign),
    signedHeaders,
    payloadHash,
  });
  const signing = steps(canonical, signedHeaders, amzDate, credentials, scope);
  const target = [...given, ...own, ...(token === '' ? [] : [token]), parameter('X-Amz-Signature', signing.signature)];
  return { request: { ...toSign, target: `${path}?${target.join('&')}` }, signing };
}

function rulesOf(scope: SigningScope, options: SigningOptions): ServiceRules {
  const rules = serviceRules(scope.service);
  return {
    ...rules,
    normalizePath: options.normalizePath ?? rules.normalizePath,
    contentSha256Header: options.contentSha256Header ?? rules.contentSha256Header,
    signSessionToken: options.signSessionToken ?? rules.signSessionToken,
  };
}

function withHost(request: WireRequest): HeaderList {
  return header(request, 'host') === null ? [['Host', request.host], ...request.headers] : [...request.headers];
}

function isAddedBySigning(name: string): boolean {
  return ['authorization', 'x-amz-date', 'x-amz-security-token', 'x-amz-content-sha256'].includes(name.toLowerCase());
}

function headersToSign(request: WireRequest): string[] {
  const names = new Set(request.headers.map(([name]) => name.toLowerCase()));
  return [...names].filter((name) => !NOT_SIGNED.has(name)).toSorted();
}

function parameter(name: string, value: string): string {
  return `${name}=${uriEncode(value)}`;
}

function steps(
  canonical: string,
  signedHeaders: readonly string[],
  amzDate: string,
  credentials: SigningCredentials,
  scope: SigningScope,
): SigningSteps {
  const dated = { ...scope, date: amzDate.slice(0, 8) };
  const credentialScope = formatScope(dated);
  const toSign = stringToSign(amzDate, credentialScope, canonical);
  return {
    canonicalRequest: canonical,
    stringToSign: toSign,
    credentialScope,
    signedHeaders: signedHeaders.join(';'),
    signature: signatureOf(signingKey(credentials.secretAccessKey, dated), toSign),
  };
}
