import { parseFormLeniently } from './query-string.ts';
import { supportedContext } from './request-parts.ts';
import type { ServiceReference } from './service-reference.ts';
import { header } from './wire-request.ts';
import type { WireRequest } from './wire-request.ts';

/**
 * The headers that are condition keys of their own name, such as `s3:x-amz-acl`.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-policy-keys
 */
const HEADER_KEYS: readonly string[] = [
  'x-amz-acl',
  'x-amz-content-sha256',
  'x-amz-copy-source',
  'x-amz-grant-full-control',
  'x-amz-grant-read',
  'x-amz-grant-read-acp',
  'x-amz-grant-write',
  'x-amz-grant-write-acp',
  'x-amz-metadata-directive',
  'x-amz-object-ownership',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-server-side-encryption-customer-algorithm',
  'x-amz-storage-class',
  'x-amz-website-redirect-location',
];

/** Headers whose condition keys are named otherwise. */
const RENAMED: readonly (readonly [header: string, key: string])[] = [
  ['x-amz-object-lock-mode', 's3:object-lock-mode'],
  ['x-amz-object-lock-retain-until-date', 's3:object-lock-retain-until-date'],
  ['x-amz-object-lock-legal-hold', 's3:object-lock-legal-hold'],
  ['if-match', 's3:if-match'],
  ['if-none-match', 's3:if-none-match'],
];

type Entry = readonly [key: string, value: string | readonly string[], source: string];

/** `20260401T120000Z` */
function basicTime(text: string): number {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  if (parts === null) return NaN;
  const [, year, month, day, hour, minute, second] = parts.map(Number);
  return Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second);
}

/**
 * How the request was signed.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html
 */
function signatureEntries(wire: WireRequest, at: Date): Entry[] {
  const start = wire.target.indexOf('?');
  const query = new Map(start < 0 ? [] : parseFormLeniently(wire.target.slice(start + 1)));
  const signedHeader = header(wire, 'authorization')?.startsWith('AWS4-HMAC-SHA256') === true;
  const presigned = query.get('X-Amz-Algorithm') === 'AWS4-HMAC-SHA256';
  if (!signedHeader && !presigned) return [];
  const entries: Entry[] = [
    ['s3:signatureversion', 'AWS4-HMAC-SHA256', 'how the request was signed'],
    ['s3:authType', signedHeader ? 'REST-HEADER' : 'REST-QUERY-STRING', 'where the signature is'],
  ];
  const signedAt = basicTime((signedHeader ? header(wire, 'x-amz-date') : query.get('X-Amz-Date')) ?? '');
  if (Number.isNaN(signedAt)) return entries;
  const age = Math.max(0, at.getTime() - signedAt);
  return [...entries, ['s3:signatureAge', String(age), 'milliseconds since the request was signed']];
}

/** `team=shop&stage=prod` in x-amz-tagging. */
function objectTagEntries(wire: WireRequest): Entry[] {
  const tagging = header(wire, 'x-amz-tagging');
  if (tagging === null) return [];
  const tags = parseFormLeniently(tagging);
  return [
    ...tags.map(([key, value]): Entry => [`s3:RequestObjectTag/${key}`, value, 'the x-amz-tagging header']),
    ['s3:RequestObjectTagKeys', tags.map(([key]) => key), 'the x-amz-tagging header'],
  ];
}

/**
 * The condition keys of S3 that follow from a request's headers and signature: those that the action may be judged by.
 * @returns nothing for actions of other services.
 */
export function s3HeaderContext(wire: WireRequest, action: string, at: Date, reference: ServiceReference): Entry[] {
  if (!action.toLowerCase().startsWith('s3:')) return [];
  const named = HEADER_KEYS.map((name) => [name, `s3:${name}`] as const);
  const headers = [...named, ...RENAMED].flatMap(([name, key]): Entry[] => {
    const value = header(wire, name);
    return value === null ? [] : [[key, value, `the ${name} header`]];
  });
  const all = [...signatureEntries(wire, at), ...headers, ...objectTagEntries(wire)];
  const supported = supportedContext(
    reference.action(action),
    Object.fromEntries(all.map(([key, value]) => [key, value])),
  );
  return all.filter(([key]) => Object.hasOwn(supported, key));
}
