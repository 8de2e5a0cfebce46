import { presignRequest, signRequest } from '../../../src-main/authentication/signature-v4/sign.ts';
import type { WireRequest } from '../../../src-main/request/wire-request.ts';
import { ACCESS_KEY_ID, listUsers, NOW, putObject, SECRET, SESSION, SESSION_TOKENS } from './fixtures.ts';

/*
 * What can be wrong with a signed request, in the order in which AWS looks, as ../shared/conformance/aws-errors.md tells
 * it ("Evaluation order for IAM/STS"). For Amazon S3 the order is not documented; its lists say what Gatehouse does,
 * which is the order of the others.
 */

/** A request in the making: all that can be wrong with it, each to be spoiled by itself. */
export interface Draft {
  readonly service: 'iam' | 's3';
  readonly form: 'header' | 'query';
  /** Stands behind the other parameters. */
  extraQuery: string;
  algorithm: string;
  /** A part of the Authorization header that should not be there. */
  junk: string;
  leftOut: readonly string[];
  signHost: boolean;
  /** A header that Amazon S3 wants signed. */
  unsignedHeader: boolean;
  contentSha256: 'right' | 'missing' | 'invalid';
  date: string;
  at: Date;
  expires: string;
  terms: number;
  region: string;
  scopeService: string;
  token: string | null;
  accessKeyId: string;
  signature: 'right' | 'wrong';
  bodyChanged: boolean;
}

export interface Fault {
  readonly name: string;
  /** Two faults that spoil the same thing cannot be in one request. */
  readonly spoils: readonly (keyof Draft)[];
  readonly spoil: (draft: Draft) => void;
  readonly code: string;
  /** With an ellipsis where only its beginning matters. */
  readonly message: string;
}

const EXPIRED = { ...SESSION, expiresAt: new Date(NOW.getTime() - 1000).toISOString() };
const TYPE: WireRequest['headers'] = [['Content-Type', 'text/plain']];
const LONG_AGO = new Date(NOW.getTime() - 3_600_000);

/** A request without a fault. */
export function newDraft(service: Draft['service'], form: Draft['form']): Draft {
  return {
    service,
    form,
    extraQuery: '',
    algorithm: 'AWS4-HMAC-SHA256',
    junk: '',
    leftOut: [],
    signHost: true,
    unsignedHeader: false,
    contentSha256: 'right',
    date: '',
    at: NOW,
    expires: '60',
    terms: 5,
    region: 'us-east-1',
    scopeService: service,
    token: null,
    accessKeyId: ACCESS_KEY_ID,
    signature: 'right',
    bodyChanged: false,
  };
}

/** The request as it is sent. */
export function build(draft: Draft): WireRequest {
  const { service, form, at } = draft;
  // With a second header, so that there is a signed one without Host.
  const unsigned = service === 's3' ? { ...putObject, headers: TYPE } : listUsers;
  const secretAccessKey = draft.accessKeyId === SESSION.accessKeyId ? SESSION.secretAccessKey : SECRET;
  const credentials = {
    accessKeyId: draft.accessKeyId,
    secretAccessKey: draft.signature === 'right' ? secretAccessKey : 'another',
    ...(draft.token === null ? {} : { sessionToken: draft.token }),
  };
  const scope = { service: draft.scopeService, region: draft.region };
  const { request } =
    form === 'header'
      ? signRequest(unsigned, credentials, scope, at, { contentSha256Header: service === 's3' })
      : presignRequest(unsigned, credentials, scope, at, 60, { unsignedPayload: service === 's3' });
  const changed = form === 'header' ? spoilHeaders(request, draft) : spoilQuery(request, draft);
  const mark = changed.target.includes('?') ? '&' : '?';
  return {
    ...changed,
    target: draft.extraQuery === '' ? changed.target : `${changed.target}${mark}${draft.extraQuery}`,
    headers: draft.unsignedHeader ? [...changed.headers, ['x-amz-acl', 'private']] : changed.headers,
    body: draft.bodyChanged ? Buffer.from('another body') : changed.body,
  };
}

function spoilHeaders(request: WireRequest, draft: Draft): WireRequest {
  const headers = request.headers
    .filter(([name]) => !(draft.leftOut.includes('date') && name === 'X-Amz-Date'))
    .filter(([name]) => !(draft.contentSha256 === 'missing' && name === 'x-amz-content-sha256'))
    .map(([name, value]): [string, string] => {
      if (name === 'X-Amz-Date' && draft.date !== '') return [name, draft.date];
      if (name === 'x-amz-content-sha256' && draft.contentSha256 === 'invalid') return [name, 'none'];
      if (name !== 'Authorization') return [name, value];
      const parts = value
        .slice('AWS4-HMAC-SHA256 '.length)
        .split(', ')
        .filter((part) => !draft.leftOut.some((left) => part.startsWith(`${left}=`)))
        .map((part) => spoilPart(part, draft));
      return [name, `${draft.algorithm} ${[...(draft.junk === '' ? [] : [draft.junk]), ...parts].join(', ')}`];
    });
  return { ...request, headers };
}

function spoilQuery(request: WireRequest, draft: Draft): WireRequest {
  const [path = '', query = ''] = request.target.split('?');
  const parts = query
    .split('&')
    .filter((part) => !draft.leftOut.some((left) => part.startsWith(`X-Amz-${left}=`)))
    .map((part) => {
      if (part.startsWith('X-Amz-Algorithm=')) return `X-Amz-Algorithm=${draft.algorithm}`;
      if (part.startsWith('X-Amz-Date=') && draft.date !== '') return `X-Amz-Date=${draft.date}`;
      if (part.startsWith('X-Amz-Expires=')) return `X-Amz-Expires=${draft.expires}`;
      return encodeURI(spoilPart(decodeURIComponent(part.replace('X-Amz-', '')), draft))
        .replace(/^/, 'X-Amz-')
        .replaceAll('+', '%2B');
    });
  return { ...request, target: `${path}?${parts.join('&')}` };
}

/** The parts that both forms have: the credential and the signed headers. */
function spoilPart(part: string, draft: Draft): string {
  if (part.startsWith('Credential=')) return part.split('/').slice(0, draft.terms).join('/');
  if (part.startsWith('SignedHeaders=')) {
    const names = part.slice('SignedHeaders='.length).split(';');
    return `SignedHeaders=${names.filter((name) => draft.signHost || name !== 'host').join(';')}`;
  }
  return part;
}

const set =
  <Key extends keyof Draft>(key: Key, value: Draft[Key]) =>
  (draft: Draft): void => {
    draft[key] = value;
  };

const leaveOut =
  (...parts: string[]) =>
  (draft: Draft): void => {
    draft.leftOut = [...draft.leftOut, ...parts];
  };

const IAM_MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret…';
const BAD_ESCAPE = {
  name: 'an escape that is none',
  spoils: ['extraQuery'],
  spoil: set('extraQuery', 'a=%zz'),
} as const;

/** Rows 9 to 16 of the table, for both forms of a request to IAM. */
const IAM_FROM_DATE: Fault[] = [
  {
    name: 'Host not signed',
    spoils: ['signHost'],
    spoil: set('signHost', false),
    code: 'SignatureDoesNotMatch',
    message: "'Host' or ':authority'…",
  },
  {
    name: 'a date that is none',
    spoils: ['date', 'at'],
    spoil: set('date', 'yesterday'),
    code: 'IncompleteSignature',
    message: "Date must be in ISO-8601 'basic format'. Got 'yesterday'.…",
  },
  {
    name: 'too old',
    spoils: ['date', 'at'],
    spoil: set('at', LONG_AGO),
    code: 'SignatureDoesNotMatch',
    message: 'Signature expired: …',
  },
  {
    name: 'too new',
    spoils: ['date', 'at'],
    spoil: set('at', new Date(NOW.getTime() + 3_600_000)),
    code: 'SignatureDoesNotMatch',
    message: 'Signature not yet current: …',
  },
  {
    name: 'a credential of four elements',
    spoils: ['terms'],
    spoil: set('terms', 4),
    code: 'IncompleteSignature',
    message: 'Credential must have exactly 5 slash-delimited elements…',
  },
  {
    name: 'another region',
    spoils: ['region'],
    spoil: set('region', 'eu-west-1'),
    code: 'SignatureDoesNotMatch',
    message: "Credential should be scoped to a valid region, not 'eu-west-1'.…",
  },
  {
    name: 'another service',
    spoils: ['scopeService'],
    spoil: set('scopeService', 'sts'),
    code: 'SignatureDoesNotMatch',
    message: "Credential should be scoped to correct service: 'iam'.",
  },
  {
    name: 'a token that was not issued',
    spoils: ['token'],
    spoil: set('token', 'made-up'),
    code: 'InvalidClientTokenId',
    message: 'The security token included in the request is invalid',
  },
  {
    name: 'a token that has expired',
    spoils: ['token', 'accessKeyId'],
    spoil: (draft) => {
      draft.token = SESSION_TOKENS.seal(EXPIRED);
      draft.accessKeyId = EXPIRED.accessKeyId;
    },
    code: 'ExpiredToken',
    message: 'The security token included in the request is expired',
  },
  {
    name: 'an unknown key',
    spoils: ['accessKeyId'],
    spoil: set('accessKeyId', 'AKIAUNKNOWN000000000'),
    code: 'InvalidClientTokenId',
    message: 'The security token included in the request is invalid.',
  },
  {
    name: 'another secret',
    spoils: ['signature'],
    spoil: set('signature', 'wrong'),
    code: 'SignatureDoesNotMatch',
    message: IAM_MISMATCH,
  },
  {
    name: 'another body',
    spoils: ['bodyChanged'],
    spoil: set('bodyChanged', true),
    code: 'SignatureDoesNotMatch',
    message: IAM_MISMATCH,
  },
];

export const IAM_HEADER: readonly Fault[] = [
  { ...BAD_ESCAPE, code: 'MalformedQueryString', message: 'Illegal hex character in escape % pattern: %zz' },
  {
    name: 'signed twice',
    spoils: ['extraQuery'],
    spoil: set('extraQuery', 'X-Amz-Signature=0'),
    code: 'SignatureDoesNotMatch',
    message: '',
  },
  {
    name: 'another algorithm',
    spoils: ['algorithm'],
    spoil: set('algorithm', 'AWS4-HMAC-SHA1'),
    code: 'IncompleteSignature',
    message: "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1'.",
  },
  {
    name: 'a part without equals sign',
    spoils: ['junk'],
    spoil: set('junk', 'Junk'),
    code: 'IncompleteSignature',
    message: "'Junk' not a valid key=value pair…",
  },
  {
    name: 'no signature',
    spoils: ['leftOut'],
    spoil: leaveOut('Signature'),
    code: 'IncompleteSignature',
    message: "Authorization header requires 'Signature' parameter.…",
  },
  {
    name: 'no date',
    spoils: ['leftOut', 'date', 'at'],
    spoil: leaveOut('date'),
    code: 'IncompleteSignature',
    message: "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.…",
  },
  ...IAM_FROM_DATE,
];

export const IAM_QUERY: readonly Fault[] = [
  { ...BAD_ESCAPE, code: 'MalformedQueryString', message: 'Illegal hex character in escape % pattern: %zz' },
  {
    name: 'signed twice',
    spoils: ['extraQuery'],
    spoil: set('extraQuery', 'X-Amz-Credential=a'),
    code: 'SignatureDoesNotMatch',
    message: '',
  },
  {
    name: 'another algorithm',
    spoils: ['algorithm'],
    spoil: set('algorithm', 'AWS4-HMAC-SHA1'),
    code: 'IncompleteSignature',
    message: "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1'.",
  },
  {
    name: 'no signed headers',
    spoils: ['leftOut', 'signHost'],
    spoil: leaveOut('SignedHeaders'),
    code: 'IncompleteSignature',
    message: "AWS query-string parameters must include 'X-Amz-SignedHeaders'.…",
  },
  ...IAM_FROM_DATE,
];

const UNSIGNED_HEADERS = 'There were headers present in the request which were not signed';
const S3_MISMATCH = 'The request signature we calculated does not match the signature you provided. Check your key…';
const SKEWED = 'The difference between the request time and the current time is too large.';

/** The rows of Amazon S3 that are the same in both forms but for the words around them. */
function s3FromScope(code: string, begin: string): Fault[] {
  return [
    {
      name: 'a credential of four elements',
      spoils: ['terms'],
      spoil: set('terms', 4),
      code,
      message: `${begin}the Credential is mal-formed…`,
    },
    {
      name: 'another region',
      spoils: ['region'],
      spoil: set('region', 'eu-west-1'),
      code,
      message: `${begin}the region 'eu-west-1' is wrong; expecting 'us-east-1'`,
    },
    {
      name: 'another service',
      spoils: ['scopeService'],
      spoil: set('scopeService', 'iam'),
      code,
      message: `${begin}incorrect service "iam". This endpoint belongs to "s3".`,
    },
    {
      name: 'a token that was not issued',
      spoils: ['token'],
      spoil: set('token', 'made-up'),
      code: 'InvalidToken',
      message: 'The provided token is malformed or otherwise invalid.',
    },
    {
      name: 'a token that has expired',
      spoils: ['token', 'accessKeyId'],
      spoil: (draft) => {
        draft.token = SESSION_TOKENS.seal(EXPIRED);
        draft.accessKeyId = EXPIRED.accessKeyId;
      },
      code: 'ExpiredToken',
      message: 'The provided token has expired.',
    },
    {
      name: 'an unknown key',
      spoils: ['accessKeyId'],
      spoil: set('accessKeyId', 'AKIAUNKNOWN000000000'),
      code: 'InvalidAccessKeyId',
      message: 'The AWS Access Key Id you provided does not exist…',
    },
    {
      name: 'another secret',
      spoils: ['signature'],
      spoil: set('signature', 'wrong'),
      code: 'SignatureDoesNotMatch',
      message: S3_MISMATCH,
    },
  ];
}

export const S3_HEADER: readonly Fault[] = [
  { ...BAD_ESCAPE, code: 'InvalidURI', message: "Couldn't parse the specified URI." },
  {
    name: 'signed twice',
    spoils: ['extraQuery'],
    spoil: set('extraQuery', 'X-Amz-Signature=0'),
    code: 'InvalidArgument',
    message: 'Only one auth mechanism allowed…',
  },
  {
    name: 'another algorithm',
    spoils: ['algorithm'],
    spoil: set('algorithm', 'AWS4-HMAC-SHA1'),
    code: 'InvalidArgument',
    message: 'Unsupported Authorization Type',
  },
  {
    name: 'no signature',
    spoils: ['leftOut'],
    spoil: leaveOut('Signature'),
    code: 'AuthorizationHeaderMalformed',
    message: 'The authorization header is malformed; the authorization header requires three…',
  },
  {
    name: 'no date',
    spoils: ['leftOut', 'date', 'at'],
    spoil: leaveOut('date'),
    code: 'AccessDenied',
    message: 'AWS authentication requires a valid Date or x-amz-date header',
  },
  {
    name: 'Host not signed',
    spoils: ['signHost'],
    spoil: set('signHost', false),
    code: 'AccessDenied',
    message: UNSIGNED_HEADERS,
  },
  {
    name: 'a header not signed',
    spoils: ['unsignedHeader'],
    spoil: set('unsignedHeader', true),
    code: 'AccessDenied',
    message: UNSIGNED_HEADERS,
  },
  {
    name: 'no hash',
    spoils: ['contentSha256'],
    spoil: set('contentSha256', 'missing'),
    code: 'InvalidRequest',
    message: 'Missing required header for this request: x-amz-content-sha256',
  },
  {
    name: 'a hash that is none',
    spoils: ['contentSha256'],
    spoil: set('contentSha256', 'invalid'),
    code: 'InvalidArgument',
    message: 'x-amz-content-sha256 must be UNSIGNED-PAYLOAD…',
  },
  {
    name: 'a date that is none',
    spoils: ['date', 'at'],
    spoil: set('date', 'yesterday'),
    code: 'AccessDenied',
    message: 'AWS authentication requires a valid Date or x-amz-date header',
  },
  {
    name: 'too old',
    spoils: ['date', 'at'],
    spoil: set('at', LONG_AGO),
    code: 'RequestTimeTooSkewed',
    message: SKEWED,
  },
  ...s3FromScope('AuthorizationHeaderMalformed', 'The authorization header is malformed; '),
  {
    name: 'another body',
    spoils: ['bodyChanged'],
    spoil: set('bodyChanged', true),
    code: 'XAmzContentSHA256Mismatch',
    message: "The provided 'x-amz-content-sha256' header does not match what was computed.",
  },
];

const QUERY_ERROR = 'AuthorizationQueryParametersError';
export const S3_QUERY: readonly Fault[] = [
  { ...BAD_ESCAPE, code: 'InvalidURI', message: "Couldn't parse the specified URI." },
  {
    name: 'signed twice',
    spoils: ['extraQuery'],
    spoil: set('extraQuery', 'X-Amz-Credential=a'),
    code: 'InvalidArgument',
    message: 'Only one auth mechanism allowed…',
  },
  {
    name: 'another algorithm',
    spoils: ['algorithm'],
    spoil: set('algorithm', 'AWS4-HMAC-SHA1'),
    code: QUERY_ERROR,
    message: 'X-Amz-Algorithm only supports…',
  },
  {
    name: 'no signature',
    spoils: ['leftOut'],
    spoil: leaveOut('Signature'),
    code: QUERY_ERROR,
    message: 'Query-string authentication version 4 requires…',
  },
  {
    name: 'good for too long',
    spoils: ['expires'],
    spoil: set('expires', '604801'),
    code: QUERY_ERROR,
    message: 'X-Amz-Expires must be less than a week…',
  },
  {
    name: 'Host not signed',
    spoils: ['signHost'],
    spoil: set('signHost', false),
    code: 'AccessDenied',
    message: UNSIGNED_HEADERS,
  },
  {
    name: 'a header not signed',
    spoils: ['unsignedHeader'],
    spoil: set('unsignedHeader', true),
    code: 'AccessDenied',
    message: UNSIGNED_HEADERS,
  },
  {
    name: 'a date that is none',
    spoils: ['date', 'at'],
    spoil: set('date', 'yesterday'),
    code: QUERY_ERROR,
    message: 'X-Amz-Date must be in the ISO8601 Long Format…',
  },
  {
    name: 'too late',
    spoils: ['date', 'at'],
    spoil: set('at', LONG_AGO),
    code: 'AccessDenied',
    message: 'Request has expired',
  },
  ...s3FromScope(QUERY_ERROR, 'Error parsing the X-Amz-Credential parameter; '),
];
