import { AwsError } from '../../src-shared/errors.ts';
import type { HeaderList } from '../../src-shared/decision/record.ts';
import type { NeededPart } from '../actions/handler.ts';
import { bucketOfHost } from './identify-service.ts';
import { parseForm, parseFormLeniently, percentEncode, writeForm } from './query-string.ts';
import { matchS3Operation } from './s3-operations.ts';
import type { S3Need, S3Operation, S3Parameter, S3Target } from './s3-operations.ts';
import { header } from './wire-request.ts';
import type { WireRequest } from './wire-request.ts';
import { escapeXml, parseXml, textAt } from './xml.ts';

/** An S3 request, read: the operation, its input, and what it needs. */
export interface S3Request {
  readonly operation: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly parts: readonly NeededPart[];
}

const decodeUtf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function malformedXml(): AwsError {
  return new AwsError(
    'MalformedXML',
    400,
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}

function decodePath(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError('InvalidURI', 400, "Couldn't parse the specified URI.");
  }
}

/**
 * Bucket and key of a request, in path style (`/b/k`) or virtual-host style (`b.s3.amazonaws.com/k`); empty where the
 * request has none.
 */
export function bucketAndKey(wire: Pick<WireRequest, 'host' | 'target'>): { bucket: string; key: string } {
  const path = (wire.target.split('?', 1)[0] ?? '').replace(/^\//, '');
  const ofHost = bucketOfHost(wire.host);
  if (ofHost !== null) return { bucket: ofHost, key: decodePath(path) };
  const slash = path.indexOf('/');
  return slash < 0
    ? { bucket: decodePath(path), key: '' }
    : { bucket: decodePath(path.slice(0, slash)), key: decodePath(path.slice(slash + 1)) };
}

function queryOf(wire: WireRequest): Map<string, string> {
  const start = wire.target.indexOf('?');
  return new Map(start < 0 ? [] : parseForm(wire.target.slice(start + 1)));
}

function bodyValue(wire: WireRequest, path: string): string | undefined {
  const text = decodeUtf8(wire.body);
  if (path === '') return text === '' ? undefined : text;
  if (text.trim() === '') return undefined;
  const [rootName, ...rest] = path.split('/');
  const root = parseXml(text);
  if (root === null || root.name !== rootName) throw malformedXml();
  return textAt(root, rest) ?? undefined;
}

function valueOf(parameter: S3Parameter, wire: WireRequest, query: ReadonlyMap<string, string>): string | undefined {
  if (parameter.in === 'query') return query.get(parameter.wireName);
  if (parameter.in === 'header') return header(wire, parameter.wireName) ?? undefined;
  return bodyValue(wire, parameter.wireName);
}

/** An object that a part of a request is about. */
interface ObjectName {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | null;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html#API_CopyObject_RequestSyntax */
function copySource(wire: WireRequest): ObjectName {
  const [path = '', query = ''] = (header(wire, 'x-amz-copy-source') ?? '').split('?');
  const versionId = new Map(parseForm(query)).get('versionId') ?? null;
  const { bucket, key } = bucketAndKey({ host: '', target: path });
  if (bucket === '' || key === '') {
    throw new AwsError(
      'InvalidArgument',
      400,
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
      'x-amz-copy-source',
    );
  }
  return { bucket, key, versionId };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html#API_DeleteObjects_RequestSyntax */
function objectsToDelete(wire: WireRequest, bucket: string): ObjectName[] {
  const root = parseXml(decodeUtf8(wire.body));
  const objects = root?.children.filter((child) => child.name === 'Object') ?? [];
  if (root?.name !== 'Delete' || objects.length === 0 || objects.length > 1000) throw malformedXml();
  return objects.map((object) => {
    const key = textAt(object, ['Key']);
    if (key === null || key === '') throw malformedXml();
    return { bucket, key, versionId: textAt(object, ['VersionId']) };
  });
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html#API_PutObject_RequestSyntax */
function checkTagging(wire: WireRequest): void {
  const tagging = header(wire, 'x-amz-tagging');
  if (tagging === null) return;
  const keys = parseFormLeniently(tagging).map(([key]) => key);
  if (keys.length > 0 && new Set(keys).size === keys.length) return;
  throw new AwsError(
    'InvalidArgument',
    400,
    "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
    'x-amz-tagging',
  );
}

function partsOf(
  operation: S3Operation,
  wire: WireRequest,
  parameters: Readonly<Record<string, string>>,
): NeededPart[] {
  const bucket = parameters['Bucket'] ?? '';
  const objects = (on: S3Target): readonly ObjectName[] => {
    if (on === 'source') return [copySource(wire)];
    if (on === 'keys') return objectsToDelete(wire, bucket);
    return [{ bucket, key: parameters['Key'] ?? '', versionId: parameters['VersionId'] ?? null }];
  };
  const context: Record<string, string> = {};
  for (const { name, contextKey } of operation.parameters) {
    const value = parameters[name];
    if (contextKey !== null && value !== undefined) context[contextKey] = value;
  }
  const partOf = ({ action, versioned, on }: S3Need, object: ObjectName): NeededPart => {
    if (on === 'service') return { action, resource: '*' };
    if (on === 'bucket') return { action, resource: `arn:aws:s3:::${object.bucket}`, context };
    return {
      action: object.versionId !== null && versioned !== null ? versioned : action,
      resource: `arn:aws:s3:::${object.bucket}/${object.key}`,
      context: object.versionId === null ? context : { ...context, 's3:VersionId': object.versionId },
    };
  };
  const own = operation.needs
    .filter(({ whenHeaders }) => whenHeaders.length === 0 || whenHeaders.some((name) => header(wire, name) !== null))
    .flatMap((need) => objects(need.on).map((object) => partOf(need, object)));
  return operation.operation === 'PutBucketReplication' ? [...own, ...replicationRole(wire)] : own;
}

/**
 * The role that a replication configuration hands to S3.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html
 */
function replicationRole(wire: WireRequest): NeededPart[] {
  const root = parseXml(decodeUtf8(wire.body));
  const role = root === null ? null : textAt(root, ['Role']);
  if (role === null || role === '') return [];
  return [{ action: 'iam:PassRole', resource: role, context: { 'iam:PassedToService': 's3.amazonaws.com' } }];
}

/**
 * Reads an S3 request.
 * @throws AwsError MethodNotAllowed where S3 has no such operation, InvalidURI, MalformedXML.
 */
export function readS3Request(wire: WireRequest): S3Request {
  const { bucket, key } = bucketAndKey(wire);
  const query = queryOf(wire);
  const on = bucket === '' ? 'service' : key === '' ? 'bucket' : 'object';
  const headers = new Set(wire.headers.map(([name]) => name.toLowerCase()));
  const operation = matchS3Operation({ method: wire.method, on, query, headers });
  if (operation === null) {
    throw new AwsError('MethodNotAllowed', 405, 'The specified method is not allowed against this resource.');
  }
  checkTagging(wire);
  const parameters: Record<string, string> = {};
  if (on !== 'service') parameters['Bucket'] = bucket;
  if (on === 'object') parameters['Key'] = key;
  for (const parameter of operation.parameters) {
    const value = valueOf(parameter, wire, query);
    if (value !== undefined) parameters[parameter.name] = value;
  }
  return { operation: operation.operation, parameters, parts: partsOf(operation, wire, parameters) };
}

function elementOf(path: string, value: string): string {
  const [root = '', ...rest] = path.split('/');
  const inner = rest.reduceRight((text, name) => `<${name}>${text}</${name}>`, escapeXml(value));
  return `<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner}</${root}>`;
}

/**
 * Writes an S3 request in path style.
 * @param parameters by their API names; empty ones are left out.
 */
export function writeS3Request(
  operation: S3Operation,
  parameters: Readonly<Record<string, string>>,
  host: string,
): WireRequest {
  const given = operation.parameters.flatMap((parameter) => {
    const value = parameters[parameter.name];
    return value === undefined || value === '' ? [] : [{ parameter, value }];
  });
  const query = [
    ...Object.entries(operation.query)
      .filter(([name]) => !given.some(({ parameter }) => parameter.in === 'query' && parameter.wireName === name))
      .map(([name, value]) => [name, value ?? ''] as const),
    ...given
      .filter(({ parameter }) => parameter.in === 'query')
      .map((it) => [it.parameter.wireName, it.value] as const),
  ];
  const bucket = operation.on === 'service' ? '' : percentEncode(parameters['Bucket'] ?? '');
  const key = operation.on === 'object' ? `/${(parameters['Key'] ?? '').split('/').map(percentEncode).join('/')}` : '';
  const headers: HeaderList = given
    .filter(({ parameter }) => parameter.in === 'header')
    .map(({ parameter, value }) => [parameter.wireName, value]);
  const content = given.find(({ parameter }) => parameter.in === 'body');
  const body =
    content === undefined
      ? ''
      : content.parameter.wireName === ''
        ? content.value
        : elementOf(content.parameter.wireName, content.value);
  return {
    method: operation.method,
    target: `/${bucket}${key}${query.length === 0 ? '' : `?${writeForm(query)}`}`,
    host,
    headers,
    body: new TextEncoder().encode(body),
  };
}
