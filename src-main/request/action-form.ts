import { GatehouseError } from '../../src-shared/errors.ts';
import { isOperationName } from '../../src-shared/operations/registry.ts';
import type { OperationName } from '../../src-shared/operations/registry.ts';
import { actionsOfOperation, isPermissionOnly } from './operation-actions.ts';
import { RESOURCE_RULES } from './resource-from-parameters.ts';
import type { ResourceRule } from './resource-from-parameters.ts';
import { s3Operation, s3OperationForAction } from './s3-operations.ts';
import type { S3Operation } from './s3-operations.ts';
import type { ModelledOperation } from './service-model.ts';
import type { RestOperation } from './service-operations.ts';
import type { ReferenceAction, ServiceReference } from './service-reference.ts';
import { serviceOfPrefix } from './services.ts';
import type { Service } from './services.ts';

/** How the composer puts a request for an action together. */
export type ActionForm =
  /** An operation with its schema. */
  | { readonly kind: 'performed'; readonly service: Service; readonly operation: string; readonly name: OperationName }
  /** An operation that Gatehouse does not perform, with the input that AWS's API model of the service gives it. */
  | { readonly kind: 'modelled'; readonly service: Service; readonly operation: ModelledOperation }
  | { readonly kind: 's3'; readonly service: Service; readonly operation: S3Operation }
  /** A query or JSON operation of which the members that name resources are known. */
  | {
      readonly kind: 'named';
      readonly service: Service;
      readonly operation: string;
      readonly members: readonly FormMember[];
    }
  | {
      readonly kind: 'restJson';
      readonly service: Service;
      /** With the name of the operation. */
      readonly operation: RestOperation & { readonly operation: string };
      readonly members: readonly FormMember[];
    }
  /** Gatehouse's own form: the resource is stated in a header. */
  | {
      readonly kind: 'stated';
      readonly service: Service;
      readonly operation: string;
      readonly action: ReferenceAction;
    };

/** A member that names a resource. */
export interface FormMember {
  readonly name: string;
  readonly required: boolean;
  readonly example: string;
}

/** Maps and lists in the API, which cannot be typed as one text. */
const UNTYPED_MEMBERS: ReadonlySet<string> = new Set(['RequestItems', 'Names']);

/** Operations that name their resources otherwise than the rules say; the composer states their resources. */
const OTHERWISE_NAMED: ReadonlySet<string> = new Set([
  'dynamodb:BatchGetItem',
  'dynamodb:BatchWriteItem',
  'iam:GetServiceLinkedRoleDeletionStatus',
  'ssm:DeleteParameters',
  'ssm:GetParameters',
  'ssm:GetParametersByPath',
]);

/** What is being made has a name yet, and no ARN, URL or ID. */
const IDENTIFIER = /(Arn|ARN|[a-z]Url|Id)$/;
const TAGGING = /^(Tag|Untag)Resource$|^ListTags\w*$|TagsToResource$|TagsFromResource$/;

function ruleFor(prefix: string, resourceType: string, operation: string): ResourceRule | null {
  const rules = RESOURCE_RULES.filter(
    (entry) =>
      entry.prefix === prefix &&
      entry.resourceType === resourceType &&
      !entry.members.some((member) => UNTYPED_MEMBERS.has(member) || /[.[]/.test(member)),
  );
  if (TAGGING.test(operation)) {
    // Tags go by ARN in most services; KMS and Secrets Manager take what their other operations take.
    const byArn = rules.find(({ members }) => members.some((member) => /^Resource(Arn)?$/i.test(member)));
    const byId = rules.find(({ members }) => members.some((member) => /^(KeyId|SecretId|QueueUrl)$/.test(member)));
    return byArn ?? byId ?? null;
  }
  const fitting = operation.startsWith('Create')
    ? rules.filter(({ members }) => !members.some((member) => IDENTIFIER.test(member)))
    : rules;
  return fitting[0] ?? null;
}

/**
 * The members that name an action's resources.
 * @returns null when a resource that the action requires cannot be named by members that Gatehouse knows.
 */
function namingMembers(action: ReferenceAction, service: Service, operation: string): readonly FormMember[] | null {
  const members = new Map<string, FormMember>();
  let known = action.resourceTypes.length === 0;
  for (const { name, required } of action.resourceTypes) {
    const rule = ruleFor(service.prefix, name, operation);
    if (rule === null) {
      if (required) return null;
      continue;
    }
    known = true;
    for (const [index, member] of rule.members.entries()) {
      const example = rule.examples[index] ?? '';
      const before = members.get(member);
      members.set(member, { name: member, required: required || before?.required === true, example });
    }
  }
  return known ? [...members.values()].toSorted((left, right) => Number(right.required) - Number(left.required)) : null;
}

const LABEL = /\{(\w+)\+?\}/g;

function restJsonForm(action: ReferenceAction, service: Service, reference: ServiceReference): ActionForm | null {
  const { prefix, api } = service;
  const operation = reference.operations
    .names(api)
    .find((name) => actionsOfOperation(prefix, name, reference).includes(action.action));
  const rest = operation === undefined ? null : reference.operations.rest(api, operation);
  if (operation === undefined || rest === null || rest.path.includes('?')) return null;
  const labels = [...rest.path.matchAll(LABEL)].map(([, name = '']) => name);
  const naming = namingMembers(action, service, operation);
  // Nothing that Gatehouse knows would say which resource is meant.
  if (naming === null && labels.length === 0) return null;
  const examples = new Map(naming?.map((member) => [member.name, member]));
  const inPath = labels.map((name) => ({ name, required: true, example: examples.get(name)?.example ?? '' }));
  const inBody = ['POST', 'PUT'].includes(rest.method)
    ? (naming ?? []).filter((member) => member.required && labels.length === 0)
    : [];
  return { kind: 'restJson', service, operation: { ...rest, operation }, members: [...inPath, ...inBody] };
}

/**
 * Finds how to put a request for an action together.
 * @param action such as `s3:GetObject`; the name of an operation that Gatehouse performs (`s3:ListObjectsV2`) will do.
 * @throws GatehouseError UnknownAction.
 */
export function actionForm(action: string, reference: ServiceReference): ActionForm {
  const [prefix = '', name = ''] = action.split(':');
  const service = serviceOfPrefix(prefix.toLowerCase());
  const known = reference.action(action);
  if (service.prefix === 's3') {
    const operation = s3OperationForAction(known?.action ?? action) ?? s3Operation(name);
    if (operation !== null) return { kind: 's3', service, operation };
  }
  const performed = known?.action ?? action;
  if (isOperationName(performed)) {
    return { kind: 'performed', service, operation: performed.slice(performed.indexOf(':') + 1), name: performed };
  }
  if (known === null) {
    throw new GatehouseError('UnknownAction', `AWS has no action ${action}.`, {
      place: 'action',
      mend: 'Pick an action from the list, such as s3:CreateBucket.',
    });
  }
  const operation = known.action.slice(known.action.indexOf(':') + 1);
  const stated: ActionForm = { kind: 'stated', service, operation, action: known };
  const isWritten = service.protocol === 'awsQuery' || service.protocol === 'awsJson';
  const modelled = isWritten ? reference.model(service.prefix)?.operation(operation) : null;
  if (modelled && !OTHERWISE_NAMED.has(known.action)) return { kind: 'modelled', service, operation: modelled };
  if (service.protocol === 'restJson') return restJsonForm(known, service, reference) ?? stated;
  const unknown =
    service.protocol === 'stated' ||
    service.protocol === 'restXml' ||
    !reference.operations.has(service.api, operation);
  if (unknown || isPermissionOnly(known.action) || OTHERWISE_NAMED.has(known.action)) return stated;
  const members = namingMembers(known, service, operation);
  return members === null ? stated : { kind: 'named', service, operation, members };
}
