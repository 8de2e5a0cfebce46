import { Arn } from '../../src-shared/arn.ts';
import { AwsError } from '../../src-shared/errors.ts';
import type { ModelView } from '../account/model.ts';
import type { NeededPart } from '../actions/handler.ts';
import { isOperationName, type OperationName } from '../actions/operations.ts';
import { askedApis, identifyService, rpcOperation, STATED_RESOURCE_HEADER } from './identify-service.ts';
import { isPermissionOnly } from './operation-actions.ts';
import { readQueryMembers } from './query-members.ts';
import { parseForm } from './query-string.ts';
import { partsOfOperation, supportedContext } from './request-parts.ts';
import { inputOfJson, inputOfQuery } from './read-input.ts';
import { readCborMembers } from './read-cbor.ts';
import { readRest } from './read-rest.ts';
import { readS3Request } from './s3-request.ts';
import type { ServiceReference } from './service-reference.ts';
import type { Service } from './services.ts';
import type { RequestedService, UnderstoodRequest } from './understood-request.ts';
import { header } from './wire-request.ts';
import type { WireRequest } from './wire-request.ts';

/** What reading a request leans on. */
export interface UnderstandDependencies {
  readonly reference: ServiceReference;
  readonly model: ModelView;
  /** The caller's account, which a bare name in a request belongs to; null for nobody. */
  readonly callerAccountId: string | null;
}

type Parameters = Readonly<Record<string, unknown>>;

/** An operation and its input, as one protocol's reader finds them. */
interface Asked {
  readonly operation: string;
  readonly parameters: Parameters;
  /** Null where the parts follow from the parameters. */
  readonly parts: readonly NeededPart[] | null;
  /** The resources that the request states itself; null where it does not. */
  readonly stated: readonly string[] | null;
}

function performedName(prefix: string, operation: string): OperationName | null {
  const name = `${prefix}:${operation}`;
  return isOperationName(name) ? name : null;
}

function bodyText(wire: WireRequest): string {
  return new TextDecoder().decode(wire.body);
}

function pathAndQuery(target: string): { path: string; query: string } {
  const start = target.indexOf('?');
  return start < 0 ? { path: target, query: '' } : { path: target.slice(0, start), query: target.slice(start + 1) };
}

/** Signing parameters of presigned requests are no part of the operation's input. */
const isSigningParameter = (name: string): boolean => /^X-Amz-/i.test(name);

/** Whether an operation is one of the API that a request is for. Names of operations are matched exactly. */
function isKnownOperation({ api, prefix }: Service, operation: string, reference: ServiceReference): boolean {
  const model = reference.model(prefix);
  if (model !== null) return model.operation(operation) !== null;
  if (performedName(prefix, operation) !== null) return true;
  if (api !== '') return reference.operations.has(api, operation);
  const action = `${prefix}:${operation}`;
  return reference.action(action)?.action === action && !isPermissionOnly(action);
}

/**
 * The query protocols: `Action`, `Version` and the members, in the form body, the query string, or both.
 * @throws AwsError MissingAction, InvalidAction.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
function readQuery(wire: WireRequest, service: RequestedService, reference: ServiceReference): Asked {
  const { query } = pathAndQuery(wire.target);
  const pairs = [...parseForm(bodyText(wire)), ...parseForm(query)].filter(([name]) => !isSigningParameter(name));
  const { Action: operation, Version: version, ...members } = readQueryMembers(pairs);
  if (typeof operation !== 'string' || operation === '') {
    throw new AwsError('MissingAction', 400, 'The request is missing an action or a required parameter.', 'Action');
  }
  const [api] = askedApis(wire, service.service).apis;
  const asked = typeof version === 'string' && version !== '' ? version : 'NO_VERSION_SPECIFIED';
  if (asked !== api.apiVersion || !isKnownOperation(api, operation, reference)) {
    const message = `Could not find operation ${operation} for version ${asked}`;
    throw new AwsError('InvalidAction', 400, message, 'Action');
  }
  const modelled = reference.model(service.prefix)?.operation(operation) ?? null;
  const parameters = modelled === null ? members : inputOfQuery(modelled.input, members);
  return { operation, parameters, parts: null, stated: null };
}

function readJsonBody(wire: WireRequest): Parameters {
  const text = bodyText(wire).trim();
  if (text === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AwsError('SerializationException', 400, 'The body of the request is not a JSON object.', 'body');
  }
  return Object.fromEntries(Object.entries(value));
}

function unknownOperation(service: RequestedService, what: string): AwsError {
  return new AwsError('UnknownOperationException', 400, `${service.prefix} has no operation ${what}.`, 'X-Amz-Target');
}

/** AWS JSON: the operation is in `X-Amz-Target: PREFIX.Operation`, the input is the body. */
function readJson(wire: WireRequest, service: RequestedService, reference: ServiceReference): Asked {
  const target = header(wire, 'x-amz-target') ?? '';
  const dot = target.lastIndexOf('.');
  const operation = target.slice(dot + 1);
  const [api] = askedApis(wire, service.service).apis;
  if (target.slice(0, Math.max(dot, 0)) !== api.targetPrefix || !isKnownOperation(api, operation, reference)) {
    throw unknownOperation(service, target === '' ? 'without an X-Amz-Target header' : target);
  }
  const body = readJsonBody(wire);
  const modelled = reference.model(service.prefix)?.operation(operation) ?? null;
  return {
    operation,
    parameters: modelled === null ? body : inputOfJson(modelled.input, body),
    parts: null,
    stated: null,
  };
}

/** REST: the operation is in method and path, the input in the path, the query string and the body. */
function readRestOperation(wire: WireRequest, service: RequestedService, reference: ServiceReference): Asked {
  const asked = readRest(wire, askedApis(wire, service.service).apis, reference.operations);
  if (asked === null) throw unknownOperation(service, `${wire.method} ${pathAndQuery(wire.target).path}`);
  return { ...asked, parts: null, stated: null };
}

/** RPC v2 CBOR: the operation is in the path, the input is the body. */
function readRpc(wire: WireRequest, service: RequestedService, reference: ServiceReference): Asked {
  const operation = rpcOperation(wire) ?? '';
  const [api] = askedApis(wire, service.service).apis;
  if (!isKnownOperation(api, operation, reference)) throw unknownOperation(service, operation);
  return { operation, parameters: readCborMembers(wire.body), parts: null, stated: null };
}

function isSigned(wire: WireRequest, name: string): boolean {
  const authorization = header(wire, 'authorization');
  const presigned = parseForm(pathAndQuery(wire.target).query).find(([key]) => key === 'X-Amz-SignedHeaders')?.[1];
  const list = authorization === null ? presigned : /SignedHeaders=([^,\s]*)/.exec(authorization)?.[1];
  return list === undefined || list.split(';').includes(name.toLowerCase());
}

/**
 * Gatehouse's own form, for operations whose wire form it does not know: `X-Amz-Target: PREFIX.Operation`, and the
 * resources in a signed header.
 */
function readStated(wire: WireRequest, service: RequestedService, reference: ServiceReference): Asked {
  if (!isSigned(wire, STATED_RESOURCE_HEADER)) {
    const message = 'There were headers present in the request which were not signed';
    throw new AwsError('AccessDenied', 403, message, STATED_RESOURCE_HEADER);
  }
  const target = header(wire, 'x-amz-target') ?? '';
  const operation = target.slice(target.lastIndexOf('.') + 1);
  const action = reference.action(`${service.prefix}:${operation}`);
  if (action === null) throw unknownOperation(service, target);
  const stated = (header(wire, STATED_RESOURCE_HEADER) ?? '')
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '');
  const wrong = stated.find((text) => text !== '*' && !Arn.safeParse(text).success);
  if (wrong !== undefined || stated.length === 0) {
    const message = `'${wrong ?? ''}' is not an ARN. Give ARNs separated by commas, or *.`;
    throw new AwsError('ValidationException', 400, message, STATED_RESOURCE_HEADER);
  }
  return { operation, parameters: readJsonBody(wire), parts: null, stated };
}

/** A service that Gatehouse does not know, in a request that was not made by the composer. */
function readUnknown(wire: WireRequest, service: RequestedService, reference: ServiceReference): Asked {
  const [api] = askedApis(wire, service.service).apis;
  const target = header(wire, 'x-amz-target');
  if (target !== null) {
    const operation = target.slice(target.lastIndexOf('.') + 1);
    if (!isKnownOperation(api, operation, reference)) throw unknownOperation(service, target);
    return { operation, parameters: readJsonBody(wire), parts: null, stated: null };
  }
  const { query } = pathAndQuery(wire.target);
  const isForm = header(wire, 'content-type')?.startsWith('application/x-www-form-urlencoded') === true;
  const pairs = [...(isForm ? parseForm(bodyText(wire)) : []), ...parseForm(query)];
  const { Action: operation, Version: _, ...parameters } = readQueryMembers(pairs);
  if (typeof operation !== 'string') {
    const message =
      `Gatehouse does not know the wire form of ${service.prefix}. ` +
      `Name the operation in X-Amz-Target and state its resource in ${STATED_RESOURCE_HEADER}.`;
    throw new AwsError('UnknownOperationException', 400, message, 'X-Amz-Target');
  }
  if (!isKnownOperation(api, operation, reference)) throw unknownOperation(service, operation);
  return { operation, parameters, parts: null, stated: null };
}

function readOperation(wire: WireRequest, service: RequestedService, reference: ServiceReference): Asked {
  switch (service.protocol) {
    case 'awsQuery':
    case 'ec2Query':
      return readQuery(wire, service, reference);
    case 'awsJson':
      return readJson(wire, service, reference);
    case 'restJson':
      return readRestOperation(wire, service, reference);
    case 'rpcV2Cbor':
      return readRpc(wire, service, reference);
    case 'restXml': {
      if (askedApis(wire, service.service).apis[0].api !== 's3') return readRestOperation(wire, service, reference);
      const model = reference.model('s3');
      if (model === null) throw new Error('The reference has no model of Amazon S3.');
      const { operation, parameters, parts } = readS3Request(wire, model);
      const supported = parts.map((part) => ({
        ...part,
        context: supportedContext(reference.action(part.action), part.context ?? {}),
      }));
      return { operation, parameters, parts: supported, stated: null };
    }
    case 'stated':
      return header(wire, STATED_RESOURCE_HEADER) === null
        ? readUnknown(wire, service, reference)
        : readStated(wire, service, reference);
  }
}

/**
 * Finds out what a request asks for: operation, input, and, for an operation that Gatehouse does not perform, the
 * actions it needs on the resources it names.
 * @throws AwsError where the service itself would not understand the request (InvalidAction, MethodNotAllowed,
 * UnknownOperationException, MalformedQueryString, SerializationException, …).
 */
export function understandRequest(wire: WireRequest, dependencies: UnderstandDependencies): UnderstoodRequest {
  const { reference, model, callerAccountId } = dependencies;
  const service = identifyService(wire);
  const asked = readOperation(wire, service, reference);
  // S3 Control has operations called as those of S3 that are not the same.
  const own = asked.stated === null && askedApis(wire, service.service).apis[0].api !== 's3control';
  const operationName = own ? performedName(service.prefix, asked.operation) : null;
  const place = { region: service.region, accountId: callerAccountId ?? '', model, parameters: asked.parameters };
  const parts =
    operationName === null
      ? (asked.parts ?? partsOfOperation(service.prefix, asked.operation, reference, place, asked.stated))
      : [];
  const modelled = own ? (reference.model(service.prefix)?.operation(asked.operation) ?? null) : null;
  return { ...service, operation: asked.operation, operationName, modelled, parameters: asked.parameters, parts };
}
