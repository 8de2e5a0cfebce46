import type { ComposerForm, Draft } from '../../src-shared/contract/composer.ts';
import type { HeaderList } from '../../src-shared/decision/record.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import { actionForm } from './action-form.ts';
import type { ActionForm } from './action-form.ts';
import { STATED_RESOURCE_HEADER } from './identify-service.ts';
import { operationMembers, readMemberText } from './operation-members.ts';
import { isMultiline, parameterText } from './parameter-texts.ts';
import { writeQueryMembers } from './query-members.ts';
import { percentEncode, writeForm } from './query-string.ts';
import { parseRawUrl } from './raw-url.ts';
import { writeS3Request } from './s3-request.ts';
import { isSecretParameter } from './secret-parameters.ts';
import type { ServiceReference } from './service-reference.ts';
import { endpointHost, signingRegion } from './services.ts';
import type { WireRequest } from './wire-request.ts';

/** A request before it is signed, and the scope to sign it for. */
export interface UnsignedRequest {
  readonly request: WireRequest;
  readonly scope: { readonly service: string; readonly region: string };
}

type FormParameter = ComposerForm['parameters'][number];
type ActionDraft = Extract<Draft, { kind: 'action' }>;
type RawDraft = Extract<Draft, { kind: 'raw' }>;

/** The parameter of the stated form. */
const RESOURCE = 'Resource';

function formParameter(
  name: string,
  required: boolean,
  more: Partial<Pick<FormParameter, 'placeholder' | 'description' | 'multiline'>> = {},
): FormParameter {
  const { description, placeholder } = parameterText(name);
  return {
    name,
    required,
    placeholder,
    description,
    multiline: isMultiline(name),
    secret: isSecretParameter(name),
    ...more,
  };
}

function parametersOf(form: ActionForm, reference: ServiceReference): FormParameter[] {
  switch (form.kind) {
    case 'performed':
      return operationMembers(form.name).map((member) =>
        formParameter(
          member.name,
          member.required,
          member.choices.length === 0 ? {} : { placeholder: member.choices.join(' or ') },
        ),
      );
    case 's3':
      return [
        ...(form.operation.on === 'service' ? [] : [formParameter('Bucket', true)]),
        ...(form.operation.on === 'object' ? [formParameter('Key', true)] : []),
        ...form.operation.parameters.map((parameter) =>
          formParameter(
            parameter.name,
            parameter.required,
            parameter.in === 'body' && parameter.wireName === '' ? { multiline: true } : {},
          ),
        ),
      ];
    case 'named':
    case 'restJson':
      return form.members.map(({ name, required, example }) =>
        formParameter(name, required, example === '' ? {} : { placeholder: example }),
      );
    case 'stated': {
      const types = form.action.resourceTypes.flatMap(
        ({ name }) => reference.resourceType(form.service.prefix, name)?.arnPattern ?? [],
      );
      return [
        formParameter(
          RESOURCE,
          form.action.resourceTypes.some(({ required }) => required),
          {
            placeholder: types[0] ?? '*',
            description:
              'The ARN of the resource; several separated by commas. ' +
              'Gatehouse does not know how this operation names it, and states it in a header of its own.',
          },
        ),
      ];
    }
  }
}

/**
 * What the composer asks a person for, to build a request for an action.
 * @param action such as `s3:GetObject`; the name of an operation that Gatehouse performs will do.
 * @throws GatehouseError UnknownAction.
 */
export function composerForm(action: string, reference: ServiceReference): ComposerForm {
  const form = actionForm(action, reference);
  return {
    action: reference.action(action)?.action ?? action,
    service: form.service.prefix,
    protocol: form.kind === 'stated' ? 'stated' : form.service.protocol,
    exactWireForm: form.kind !== 'stated',
    parameters: parametersOf(form, reference),
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

function queryRequest(
  form: Extract<ActionForm, { kind: 'performed' | 'named' }>,
  host: string,
  values: Values,
): WireRequest {
  const members: readonly { name: string; value: ReturnType<typeof readMemberText> }[] =
    form.kind === 'performed'
      ? operationMembers(form.name).flatMap(({ name, kind }) =>
          values(name) === null ? [] : [{ name, value: readMemberText(kind, values(name) ?? '') }],
        )
      : form.members.flatMap(({ name }) =>
          values(name) === null
            ? []
            : [{ name, value: readMemberText(isListMember(form, name) ? 'list' : 'text', values(name) ?? '') }],
        );
  const listMember = form.service.protocol === 'ec2Query' ? '' : 'member';
  const pairs: [string, string][] = [
    ['Action', form.operation],
    ['Version', form.service.apiVersion],
    ...members.flatMap(({ name, value }) => writeQueryMembers(name, value, listMember)),
  ];
  return {
    method: 'POST',
    target: '/',
    host,
    headers: [['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8']],
    body: encode(writeForm(pairs)),
  };
}

function restJsonRequest(form: Extract<ActionForm, { kind: 'restJson' }>, host: string, values: Values): WireRequest {
  const { method, path } = form.operation;
  const inPath = new Set<string>();
  const target = path.replace(/\{(\w+)\+?\}/g, (_, name: string) => {
    inPath.add(name);
    return percentEncode(values(name) ?? '');
  });
  const inBody = form.members.flatMap(({ name }) => (inPath.has(name) ? [] : [[name, values(name) ?? ''] as const]));
  const body = inBody.length === 0 ? '' : JSON.stringify(Object.fromEntries(inBody));
  const headers: HeaderList = body === '' ? [] : [['Content-Type', 'application/json']];
  return { method, target, host, headers, body: encode(body) };
}

/** The text given for a parameter; null where it is absent or empty. */
type Values = (name: string) => string | null;

function composeAction(draft: ActionDraft, reference: ServiceReference): UnsignedRequest {
  const form = actionForm(draft.action, reference);
  const values: Values = (name) => {
    const value = Object.hasOwn(draft.parameters, name) ? draft.parameters[name] : undefined;
    return value === undefined || value === '' ? null : value;
  };
  const missing = parametersOf(form, reference).find(({ name, required }) => required && values(name) === null);
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
  return { request: composeForm(form, host, draft, values), scope };
}

function composeForm(form: ActionForm, host: string, draft: ActionDraft, values: Values): WireRequest {
  const { service } = form;
  switch (form.kind) {
    case 's3':
      return writeS3Request(form.operation, withRegion(form, draft), host);
    case 'restJson':
      return restJsonRequest(form, host, values);
    case 'stated': {
      const target = `${service.targetPrefix === '' ? service.prefix : service.targetPrefix}.${form.operation}`;
      return jsonRequest(host, target, service.jsonVersion, [[STATED_RESOURCE_HEADER, values(RESOURCE) ?? '*']], '{}');
    }
    case 'named':
      if (service.protocol === 'awsJson') {
        const members = form.members.flatMap(({ name }) =>
          values(name) === null ? [] : [[name, values(name)] as const],
        );
        const body = JSON.stringify(Object.fromEntries(members));
        return jsonRequest(host, `${service.targetPrefix}.${form.operation}`, service.jsonVersion, [], body);
      }
      return queryRequest(form, host, values);
    case 'performed':
      return queryRequest(form, host, values);
  }
}

/**
 * S3 makes a bucket in the region that the request is sent to only when the request says so, but for us-east-1.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html#API_CreateBucket_RequestBody
 */
function withRegion(form: Extract<ActionForm, { kind: 's3' }>, draft: ActionDraft): Readonly<Record<string, string>> {
  const given = draft.parameters['LocationConstraint'] ?? '';
  if (form.operation.operation !== 'CreateBucket' || given !== '' || draft.region === 'us-east-1')
    return draft.parameters;
  return { ...draft.parameters, LocationConstraint: draft.region };
}

/** @throws GatehouseError `InvalidRegion`. */
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
