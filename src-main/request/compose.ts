import type { ComposerForm, FormField, ParameterValue } from '../../src-shared/contract/composer-form.ts';
import type { Draft } from '../../src-shared/contract/composer.ts';
import type { HeaderList } from '../../src-shared/decision/record.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import { actionForm } from './action-form.ts';
import type { ActionForm } from './action-form.ts';
import { STATED_RESOURCE_HEADER } from './identify-service.ts';
import { formFields, STATED_RESOURCE } from './form-fields.ts';
import { readMemberText } from './operation-members.ts';
import { jsonValue, queryValue } from './parameter-values.ts';
import { writeQueryMembers, type QueryValue } from './query-members.ts';
import { percentEncode, writeForm } from './query-string.ts';
import { parseRawUrl } from './raw-url.ts';
import { writeS3Request } from './s3-request.ts';
import type { ServiceReference } from './service-reference.ts';
import { endpointHost, signingRegion } from './services.ts';
import type { WireRequest } from './wire-request.ts';

/** A request before it is signed, and the scope to sign it for. */
export interface UnsignedRequest {
  readonly request: WireRequest;
  readonly scope: { readonly service: string; readonly region: string };
}

type ActionDraft = Extract<Draft, { kind: 'action' }>;
type QueryForm = Extract<ActionForm, { kind: 'performed' | 'modelled' | 'named' }>;
type RawDraft = Extract<Draft, { kind: 'raw' }>;

/**
 * What the composer asks a person for, to build a request for an action.
 * @param action such as `s3:GetObject`; the name of an operation that Gatehouse performs will do.
 * @throws GatehouseError UnknownAction.
 */
export function composerForm(action: string, reference: ServiceReference): ComposerForm {
  const form = actionForm(action, reference);
  const known = reference.action(action);
  return {
    action: known?.action ?? action,
    service: form.service.prefix,
    protocol: form.kind === 'stated' ? 'stated' : form.service.protocol,
    exactWireForm: form.kind !== 'stated',
    accessLevel: known?.accessLevel ?? null,
    description: known?.description ?? '',
    conditionKeys: [...(known?.conditionKeys ?? [])],
    parameters: [...formFields(form, reference)],
  };
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function jsonRequest(host: string, target: string, jsonVersion: string, more: HeaderList, body: string): WireRequest {
  const headers: HeaderList = [
    ['Content-Type', `application/x-amz-json-${jsonVersion}`],
    ['X-Amz-Target', target],
  ];
  return { method: 'POST', target: '/', host, headers: [...headers, ...more], body: encode(body) };
}

/** EC2 takes the IDs of operations on several things as lists: `StopInstances` has `InstanceId.1`. */
function isListMember(form: Extract<ActionForm, { kind: 'named' }>, member: string): boolean {
  return form.service.protocol === 'ec2Query' && form.operation.endsWith(`${member.replace(/Id$/, '')}s`);
}

function queryRequest(form: QueryForm, host: string, { fields, value, text }: Given): WireRequest {
  const members: readonly { name: string; value: QueryValue }[] =
    form.kind === 'named'
      ? form.members.flatMap(({ name }) => {
          const typed = text(name);
          const kind = isListMember(form, name) ? 'list' : 'text';
          return typed === null ? [] : [{ name, value: readMemberText(kind, typed) }];
        })
      : fields.flatMap(({ name, shape }) => {
          const given = value(name);
          return given === null ? [] : [{ name, value: queryValue(shape, given) }];
        });
  const operation = form.kind === 'modelled' ? form.operation.name : form.operation;
  const listMember = form.service.protocol === 'ec2Query' ? '' : 'member';
  const pairs: [string, string][] = [
    ['Action', operation],
    ['Version', form.service.apiVersion],
    ...members.flatMap((member) => writeQueryMembers(member.name, member.value, listMember)),
  ];
  return {
    method: 'POST',
    target: '/',
    host,
    headers: [['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8']],
    body: encode(writeForm(pairs)),
  };
}

/** The operation of a JSON protocol: the members that were given, as JSON. */
function jsonOperation(
  { service }: ActionForm,
  operation: string,
  host: string,
  { fields, value }: Given,
): WireRequest {
  const members = fields.flatMap(({ name, shape }) => {
    const given = value(name);
    return given === null ? [] : [[name, jsonValue(shape, given)] as const];
  });
  const body = JSON.stringify(Object.fromEntries(members));
  return jsonRequest(host, `${service.targetPrefix}.${operation}`, service.jsonVersion, [], body);
}

function restJsonRequest(form: Extract<ActionForm, { kind: 'restJson' }>, host: string, { text }: Given): WireRequest {
  const { method, path } = form.operation;
  const inPath = new Set<string>();
  const target = path.replace(/\{(\w+)\+?\}/g, (_, name: string) => {
    inPath.add(name);
    return percentEncode(text(name) ?? '');
  });
  const inBody = form.members.flatMap(({ name }) => (inPath.has(name) ? [] : [[name, text(name) ?? ''] as const]));
  const body = inBody.length === 0 ? '' : JSON.stringify(Object.fromEntries(inBody));
  const headers: HeaderList = body === '' ? [] : [['Content-Type', 'application/json']];
  return { method, target, host, headers, body: encode(body) };
}

/** What was given for the parameters of a form. Null where a parameter is absent or empty. */
interface Given {
  readonly fields: readonly FormField[];
  value(name: string): ParameterValue | null;
  /** @throws GatehouseError `InvalidParameter` where it is not one text. */
  text(name: string): string | null;
}

function givenFor(fields: readonly FormField[], parameters: ActionDraft['parameters']): Given {
  const value = (name: string): ParameterValue | null => {
    const given = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    return given === undefined || isEmpty(given) ? null : given;
  };
  return {
    fields,
    value,
    text: (name) => {
      const given = value(name);
      if (given === null || typeof given === 'string') return given;
      throw new GatehouseError('InvalidParameter', `${name} is one text.`, {
        place: `parameters.${name}`,
        mend: 'Give it as a text.',
      });
    },
  };
}

function isEmpty(value: ParameterValue): boolean {
  return typeof value === 'string' ? value === '' : Object.keys(value).length === 0;
}

function composeAction(draft: ActionDraft, reference: ServiceReference): UnsignedRequest {
  const form = actionForm(draft.action, reference);
  const given = givenFor(formFields(form, reference), draft.parameters);
  const missing = given.fields.find(({ name, required }) => required && given.value(name) === null);
  if (missing !== undefined) {
    throw new GatehouseError('MissingParameter', `${draft.action} needs ${missing.name}.`, {
      place: `parameters.${missing.name}`,
      mend: `Give ${missing.name}${missing.placeholder === '' ? '' : `, such as ${missing.placeholder}`}.`,
    });
  }
  checkRegion(draft.region);
  const { service } = form;
  const host = endpointHost(service, draft.region);
  const scope = { service: service.signingName, region: signingRegion(service, draft.region) };
  return { request: composeForm(form, host, draft.region, given), scope };
}

function composeForm(form: ActionForm, host: string, region: string, given: Given): WireRequest {
  const { service } = form;
  switch (form.kind) {
    case 's3':
      return writeS3Request(form.operation, s3Parameters(form, region, given), host);
    case 'restJson':
      return restJsonRequest(form, host, given);
    case 'stated': {
      const target = `${service.targetPrefix === '' ? service.prefix : service.targetPrefix}.${form.operation}`;
      const resource = given.text(STATED_RESOURCE) ?? '*';
      return jsonRequest(host, target, service.jsonVersion, [[STATED_RESOURCE_HEADER, resource]], '{}');
    }
    case 'modelled':
    case 'named': {
      const operation = form.kind === 'named' ? form.operation : form.operation.name;
      return service.protocol === 'awsJson'
        ? jsonOperation(form, operation, host, given)
        : queryRequest(form, host, given);
    }
    case 'performed':
      return queryRequest(form, host, given);
  }
}

/**
 * S3 makes a bucket in the region that the request is sent to only when the request says so, but for us-east-1.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html#API_CreateBucket_RequestBody
 */
function s3Parameters(
  form: Extract<ActionForm, { kind: 's3' }>,
  region: string,
  { fields, text }: Given,
): Readonly<Record<string, string>> {
  const texts = Object.fromEntries(
    fields.flatMap(({ name }): [string, string][] => {
      const typed = text(name);
      return typed === null ? [] : [[name, typed]];
    }),
  );
  const isElsewhere = form.operation.operation === 'CreateBucket' && region !== 'us-east-1';
  return isElsewhere ? { LocationConstraint: region, ...texts } : texts;
}

/** @throws GatehouseError `InvalidRegion`. */
export function checkRegion(region: string): void {
  if (/^[a-z0-9-]{1,32}$/.test(region)) return;
  throw new GatehouseError('InvalidRegion', `${JSON.stringify(region)} is not the name of a region.`, {
    place: 'region',
    mend: 'Give a region such as us-east-1.',
  });
}

const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

function checkHeaders(headers: HeaderList): void {
  for (const [index, [name, value]] of headers.entries()) {
    const place = `headers[${index}]`;
    if (!HEADER_NAME.test(name)) {
      throw new GatehouseError('InvalidHeader', `${JSON.stringify(name)} cannot be the name of a header.`, {
        place,
        mend: 'Use letters, digits and hyphens.',
      });
    }
    if (/[\r\n\0]/.test(value)) {
      throw new GatehouseError('InvalidHeader', `The value of ${name} holds a line break.`, {
        place,
        mend: 'Write the value on one line.',
      });
    }
  }
}

function composeRaw(draft: RawDraft): UnsignedRequest {
  const { host, target } = parseRawUrl(draft.url);
  if (!HEADER_NAME.test(draft.method)) {
    throw new GatehouseError('InvalidMethod', `${JSON.stringify(draft.method)} is not an HTTP method.`, {
      place: 'method',
      mend: 'Use a method such as GET or POST.',
    });
  }
  checkHeaders(draft.headers);
  if (!/^[a-z0-9-]{1,64}$/.test(draft.service)) {
    throw new GatehouseError('InvalidService', 'The credential scope needs the signing name of a service.', {
      place: 'service',
      mend: 'Give a service such as s3 or iam.',
    });
  }
  checkRegion(draft.region);
  const ownHost = draft.headers.find(([name]) => name.toLowerCase() === 'host')?.[1];
  return {
    request: {
      method: draft.method,
      target,
      host: ownHost ?? host,
      headers: draft.headers.filter(([name]) => name.toLowerCase() !== 'host'),
      body: encode(draft.body),
    },
    scope: { service: draft.service, region: draft.region },
  };
}

/**
 * Builds the request that a draft describes, ready to be signed: no Host, date or signature headers yet.
 * @throws GatehouseError that names the field and the mend: UnknownAction, MissingParameter, InvalidUrl, InvalidHeader, …
 */
export function composeRequest(draft: Draft, dependencies: { readonly reference: ServiceReference }): UnsignedRequest {
  return draft.kind === 'raw' ? composeRaw(draft) : composeAction(draft, dependencies.reference);
}
