import { header, type WireRequest } from '../../request/wire-request.ts';
import { queryParameters, splitTarget } from './canonical-request.ts';
import type { SignatureFault, SignatureForm } from './fault.ts';
import { findMalformedEscape, percentDecode } from './percent-encoding.ts';
import { ALGORITHM } from './signature.ts';

/** What a request says of its own signature, taken apart but not yet checked against anything. */
export interface ClaimedSignature {
  readonly form: SignatureForm;
  /** `keyid/date/region/service/term`, as sent. */
  readonly credential: string;
  /** In lower case, in canonical order. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** X-Amz-Date, or else the Date header, as sent. */
  readonly date: string;
  readonly sessionToken: string | null;
  /** What is said to stand for the payload: `x-amz-content-sha256`, in a presigned URL also as a parameter. */
  readonly contentSha256: string | null;
  /** X-Amz-Expires of a presigned URL, in seconds. */
  readonly expiresInSeconds: number | null;
}

export type Parsed =
  | { readonly kind: 'signed'; readonly claimed: ClaimedSignature }
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'fault'; readonly fault: SignatureFault };

/** The parameters of a presigned URL. */
const QUERY_PARAMETERS: ReadonlySet<string> = new Set([
  'X-Amz-Algorithm',
  'X-Amz-Content-Sha256',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-Security-Token',
  'X-Amz-Signature',
  'X-Amz-SignedHeaders',
]);

/** Seven days: the longest that a presigned URL may be good. */
const LONGEST_EXPIRY_SECONDS = 604_800;

/**
 * Reads how a request is signed. Its faults come in the order in which AWS reports them.
 * @param requireExpires whether a presigned URL must say how long it is good, as Amazon S3 asks.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export function parseSignature(request: WireRequest, requireExpires: boolean): Parsed {
  const { query } = splitTarget(request.target);
  const escape = findMalformedEscape(query);
  if (escape !== null) return fault({ kind: 'malformedQueryString', escape });

  const given = queryParameters(query);
  const parameters = new Map(given.map(({ name, value }) => [name, value]));
  const authorizations = request.headers.filter(([name]) => name.toLowerCase() === 'authorization');
  const inQuery = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Signature'].some((name) => parameters.has(name));
  if (authorizations.length > 1 || (authorizations.length === 1 && inQuery))
    return fault({ kind: 'severalSignatures' });

  if (inQuery) {
    // What AWS makes of a parameter that is there twice is not documented. One of the two would have to be ignored.
    const own = given.filter(({ name }) => QUERY_PARAMETERS.has(name));
    return new Set(own.map(({ name }) => name)).size < own.length
      ? fault({ kind: 'severalSignatures' })
      : parseQuery(request, parameters, requireExpires);
  }
  const authorization = authorizations[0]?.[1];
  if (authorization !== undefined) return parseHeader(request, authorization.trim());
  return isSignatureVersion2(request, parameters) ? fault({ kind: 'signatureVersion2' }) : { kind: 'anonymous' };
}

/**
 * Version 2 signs in the query string, or in the form that is the body of a call of the query protocol.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html
 */
function isSignatureVersion2(request: WireRequest, query: ReadonlyMap<string, string>): boolean {
  if (query.has('AWSAccessKeyId') && query.has('Signature')) return true;
  if (!(header(request, 'content-type') ?? '').startsWith('application/x-www-form-urlencoded')) return false;
  const form = queryParameters(Buffer.from(request.body).toString('latin1')).map(({ name }) => name);
  return form.includes('AWSAccessKeyId') && form.includes('Signature');
}

const HEADER_PARTS = ['Credential', 'Signature', 'SignedHeaders'];

function parseHeader(request: WireRequest, authorization: string): Parsed {
  const space = authorization.search(/[ \t\r\n]/);
  const algorithm = space < 0 ? authorization : authorization.slice(0, space);
  if (algorithm === 'AWS') return fault({ kind: 'signatureVersion2' });
  if (!algorithm.startsWith('AWS4-')) return fault({ kind: 'missingAuthenticationToken' });
  if (algorithm !== ALGORITHM) return fault({ kind: 'unsupportedAlgorithm', form: 'header', algorithm });

  const parts = new Map<string, string>();
  for (const piece of authorization.slice(algorithm.length).split(',')) {
    const part = piece.trim();
    const equals = part.indexOf('=');
    if (equals >= 0) parts.set(part.slice(0, equals), part.slice(equals + 1));
    else if (part !== '') return fault({ kind: 'notKeyValuePair', part, authorization });
  }
  const date = header(request, 'x-amz-date') ?? header(request, 'date');
  const [credential, signature, signedHeaders] = HEADER_PARTS.map((name) => parts.get(name));
  if (!credential || !signature || !signedHeaders) {
    const missing = HEADER_PARTS.filter((name) => !parts.get(name));
    return fault({ kind: 'incompleteHeader', missing: date === null ? [...missing, 'Date'] : missing, authorization });
  }
  if (date === null) return fault({ kind: 'missingDate', authorization });
  return {
    kind: 'signed',
    claimed: {
      form: 'header',
      credential,
      signedHeaders: headerNames(signedHeaders),
      signature,
      date: date.trim(),
      sessionToken: header(request, 'x-amz-security-token')?.trim() ?? null,
      contentSha256: header(request, 'x-amz-content-sha256'),
      expiresInSeconds: null,
    },
  };
}

function parseQuery(request: WireRequest, parameters: ReadonlyMap<string, string>, requireExpires: boolean): Parsed {
  const value = (name: string): string => Buffer.from(percentDecode(parameters.get(name) ?? '')).toString();
  const algorithm = value('X-Amz-Algorithm');
  if (algorithm !== '' && algorithm !== ALGORITHM) {
    return fault({ kind: 'unsupportedAlgorithm', form: 'query', algorithm });
  }
  const required = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-SignedHeaders', 'X-Amz-Date'];
  const missing = (requireExpires ? [...required, 'X-Amz-Expires'] : required).filter((name) => value(name) === '');
  if (missing.length > 0) return fault({ kind: 'incompleteQuery', missing });

  const expires = value('X-Amz-Expires');
  if (expires !== '') {
    if (!/^-?\d{1,15}$/.test(expires)) return fault({ kind: 'invalidExpires', reason: 'notANumber' });
    if (Number(expires) < 0) return fault({ kind: 'invalidExpires', reason: 'negative' });
    if (Number(expires) > LONGEST_EXPIRY_SECONDS) return fault({ kind: 'invalidExpires', reason: 'moreThanAWeek' });
  }
  return {
    kind: 'signed',
    claimed: {
      form: 'query',
      credential: value('X-Amz-Credential'),
      signedHeaders: headerNames(value('X-Amz-SignedHeaders')),
      signature: value('X-Amz-Signature'),
      date: value('X-Amz-Date'),
      sessionToken: parameters.has('X-Amz-Security-Token') ? value('X-Amz-Security-Token') : null,
      contentSha256:
        header(request, 'x-amz-content-sha256') ??
        (parameters.has('X-Amz-Content-Sha256') ? value('X-Amz-Content-Sha256') : null),
      expiresInSeconds: expires === '' ? null : Number(expires),
    },
  };
}

/** The canonical request wants the names in lower case and in order, however the client listed them. */
function headerNames(signedHeaders: string): string[] {
  return signedHeaders
    .split(';')
    .map((name) => name.trim().toLowerCase())
    .toSorted();
}

function fault(found: SignatureFault): Parsed {
  return { kind: 'fault', fault: found };
}
