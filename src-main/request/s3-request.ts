import { AwsError } from '../../src-shared/errors.ts';
import type { HeaderList } from '../../src-shared/decision/record.ts';
import type { NeededPart } from '../actions/handler.ts';
import { bucketOfHost } from './identify-service.ts';
import { parseForm, parseFormLeniently, percentEncode, writeForm } from './query-string.ts';
import { readS3Input } from './read-s3-input.ts';
import { contentMd5, needsBodyDigest, requireBodyDigest } from './s3-body-digest.ts';
import { readCopySource } from './s3-copy-source.ts';
import { s3Needs } from './s3-needs.ts';
import { matchS3Operation } from './s3-operations.ts';
import type { S3Operation } from './s3-operations.ts';
import type { ServiceModel } from './service-model.ts';
import { header } from './wire-request.ts';
import type { WireRequest } from './wire-request.ts';
import { escapeXml } from './xml.ts';

/** An S3 request, read: the operation, its input, and what it needs. */
export interface S3Request {
  readonly operation: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly parts: readonly NeededPart[];
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

/**
 * Reads an S3 request.
 * @param model AWS's model of the service.
 * @throws AwsError MethodNotAllowed where S3 has no such operation, InvalidURI, MalformedXML, InvalidRequest, BadDigest.
 */
export function readS3Request(wire: WireRequest, model: ServiceModel): S3Request {
  const { bucket, key } = bucketAndKey(wire);
  const query = queryOf(wire);
  const on = bucket === '' ? 'service' : key === '' ? 'bucket' : 'object';
  const headers = new Set(wire.headers.map(([name]) => name.toLowerCase()));
  const operation = matchS3Operation({ method: wire.method, on, query, headers });
  const modelled = operation === null ? null : model.operation(operation.operation);
  if (operation === null || modelled === null) {
    throw new AwsError('MethodNotAllowed', 405, 'The specified method is not allowed against this resource.', null, {
      Method: wire.method,
      ResourceType: on.toUpperCase(),
    });
  }
  checkTagging(wire);
  if (needsBodyDigest(operation)) requireBodyDigest(wire);
  const copied = header(wire, 'x-amz-copy-source');
  const parameters = {
    ...readS3Input(modelled.input, wire, { labels: { Bucket: bucket, Key: key }, query }),
    // Some clients encode the slash between bucket and key as well.
    ...(copied !== null && { CopySource: copied.replace(/%2F/gi, '/') }),
  };
  const source = operation.header === null || copied === null ? null : readCopySource(copied);
  return { operation: operation.operation, parameters, parts: s3Needs(operation, parameters, source) };
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
  const bytes = new TextEncoder().encode(body);
  return {
    method: operation.method,
    target: `/${bucket}${key}${query.length === 0 ? '' : `?${writeForm(query)}`}`,
    host,
    headers: needsBodyDigest(operation) ? [...headers, contentMd5(bytes)] : headers,
    body: bytes,
  };
}
