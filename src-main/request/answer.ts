import type { AwsError } from '../../src-shared/errors.ts';
import type { HeaderList } from '../../src-shared/decision/record.ts';
import { isRecord } from '../../src-shared/is-record.ts';
import { hostIdOf } from './request-id.ts';
import { serviceOfSigningName } from './services.ts';
import type { AnsweredService, UnderstoodRequest } from './understood-request.ts';
import type { TextResponse, WireResponse } from './wire-request.ts';
import { jsonOfOutput, xmlOfMembers } from './write-output.ts';
import { s3Answer } from './write-s3-answer.ts';
import { escapeXml, xmlText } from './xml.ts';

const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * Writes a value as XML. `item` names the elements of a list: `member` in the query protocol, null where a list has no
 * element of its own around it (S3's flattened lists).
 */
function writeXml(name: string, value: unknown, item: string | null): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) {
    return item === null
      ? value.map((entry) => writeXml(name, entry, item)).join('')
      : `<${name}>${value.map((entry) => writeXml(item, entry, item)).join('')}</${name}>`;
  }
  if (isRecord(value)) return `<${name}>${writeMembers(value, item)}</${name}>`;
  return xmlText(name, textOf(value));
}

function writeMembers(value: unknown, item: string | null): string {
  if (!isRecord(value)) return '';
  return Object.entries(value)
    .map(([name, member]) => writeXml(name, member, item))
    .join('');
}

/** S3 and the other services name their request ID header differently. */
function idHeaders(service: AnsweredService, requestId: string): HeaderList {
  return service.prefix === 's3'
    ? [
        ['x-amz-request-id', requestId],
        ['x-amz-id-2', hostIdOf(requestId)],
      ]
    : [['x-amzn-RequestId', requestId]];
}

function jsonContentType(service: AnsweredService): string {
  return service.protocol === 'restJson'
    ? 'application/json'
    : `application/x-amz-json-${serviceOfSigningName(service.service).jsonVersion}`;
}

/**
 * `<CreateUserResponse xmlns="…"><CreateUserResult>…</CreateUserResult><ResponseMetadata>…`. An operation without output
 * has no Result element.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#response-serialization
 */
function awsQueryOutput(request: UnderstoodRequest, output: unknown, requestId: string): WireResponse {
  const { operation } = request;
  const shape = request.modelled?.output;
  const hasResult = shape !== undefined && shape.members.length > 0;
  const result = hasResult ? `<${operation}Result>${xmlOfMembers(shape, output, 'seconds')}</${operation}Result>` : '';
  const metadata = `<ResponseMetadata>${xmlText('RequestId', requestId)}</ResponseMetadata>`;
  const namespace = escapeXml(serviceOfSigningName(request.service).xmlNamespace);
  return {
    status: 200,
    headers: [['Content-Type', 'text/xml'], ...idHeaders(request, requestId)],
    body: `<${operation}Response xmlns="${namespace}">${result}${metadata}</${operation}Response>`,
  };
}

/** REST-XML, which only Amazon S3 speaks among the services whose data is modelled. */
function restXmlOutput(request: UnderstoodRequest, output: unknown, requestId: string): WireResponse {
  const ids = idHeaders(request, requestId);
  if (request.modelled === null) return { status: 200, headers: ids, body: '' };
  const namespace = serviceOfSigningName(request.service).xmlNamespace;
  const answer = s3Answer(request.modelled, isRecord(output) ? output : {}, namespace);
  return { ...answer, headers: [...ids, ...answer.headers] };
}

/**
 * Writes an operation's output as the service would, in its protocol.
 * @param output with the member names of the AWS API.
 */
export function answerOutput(request: UnderstoodRequest, output: unknown, requestId: string): WireResponse {
  if (request.protocol === 'awsQuery') return awsQueryOutput(request, output, requestId);
  if (request.protocol === 'restXml') return restXmlOutput(request, output, requestId);
  return {
    status: 200,
    headers: [['Content-Type', jsonContentType(request)], ...idHeaders(request, requestId)],
    body: JSON.stringify(request.modelled === null ? (output ?? {}) : jsonOfOutput(request.modelled.output, output)),
  };
}

/** How a service that speaks JSON names an error that the query services name otherwise. */
const JSON_ERROR_CODES: Readonly<Record<string, string>> = { AccessDenied: 'AccessDeniedException' };

function errorBody(
  service: AnsweredService,
  error: AwsError,
  requestId: string,
  resource: string | null,
): { type: string; text: string } {
  const namespace = escapeXml(serviceOfSigningName(service.service).xmlNamespace);
  const codeAndMessage = xmlText('Code', error.code) + xmlText('Message', error.message);
  switch (service.protocol) {
    case 'awsQuery': {
      const inner = `<Error>${xmlText('Type', error.type)}${codeAndMessage}</Error>${xmlText('RequestId', requestId)}`;
      return { type: 'text/xml', text: `<ErrorResponse xmlns="${namespace}">${inner}</ErrorResponse>` };
    }
    case 'ec2Query': {
      const inner = `<Errors><Error>${codeAndMessage}</Error></Errors>${xmlText('RequestID', requestId)}`;
      return { type: 'text/xml;charset=UTF-8', text: `${XML_DECLARATION}<Response>${inner}</Response>` };
    }
    case 'restXml': {
      if (service.prefix !== 's3') {
        const inner = `<Error>${xmlText('Type', error.type)}${codeAndMessage}</Error>${xmlText('RequestId', requestId)}`;
        return { type: 'text/xml', text: `${XML_DECLARATION}<ErrorResponse>${inner}</ErrorResponse>` };
      }
      const details = writeMembers(error.details, null);
      // Amazon S3 names the resource in errors that have nothing more to say.
      const where = resource === null || details !== '' ? '' : xmlText('Resource', resource);
      const ids = xmlText('RequestId', requestId) + xmlText('HostId', hostIdOf(requestId));
      return {
        type: 'application/xml',
        text: `${XML_DECLARATION}<Error>${codeAndMessage}${details}${where}${ids}</Error>`,
      };
    }
    case 'awsJson':
    case 'rpcV2Cbor':
    case 'stated':
    case 'restJson': {
      const type = JSON_ERROR_CODES[error.code] ?? error.code;
      // REST-JSON gives the code in the x-amzn-ErrorType header instead.
      const body = service.protocol === 'restJson' ? {} : { __type: type };
      return {
        type: jsonContentType(service),
        text: JSON.stringify({ ...body, message: error.message, ...error.details }),
      };
    }
  }
}

/**
 * What JSON errors tell of the service's older query protocol, where it had one.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
 */
function queryError({ service }: AnsweredService, error: AwsError): HeaderList {
  if (!serviceOfSigningName(service).queryCompatible) return [];
  return [['x-amzn-query-error', `${error.code.replace(/^AccessDeniedException$/, 'AccessDenied')};${error.type}`]];
}

/**
 * Writes an error as the service would: the query protocol's ErrorResponse, EC2's Response, S3's bare Error, JSON's
 * `__type` and `message`.
 * @param about what S3 tells of the request in its errors: the path that was asked for, and whether it was a HEAD
 * request, whose answer has no body.
 */
export function answerError(
  service: AnsweredService,
  error: AwsError,
  requestId: string,
  about: { readonly resource?: string; readonly method?: string } = {},
): TextResponse {
  const body = errorBody(service, error, requestId, about.resource ?? null);
  const code = JSON_ERROR_CODES[error.code] ?? error.code;
  return {
    status: error.httpStatus,
    headers: [
      ['Content-Type', body.type],
      ...idHeaders(service, requestId),
      ...Object.entries(error.headers),
      ...(service.protocol === 'restJson' ? ([['x-amzn-ErrorType', code]] satisfies HeaderList) : []),
      ...(service.protocol === 'awsJson' ? queryError(service, error) : []),
    ],
    body: about.method === 'HEAD' ? '' : body.text,
  };
}
