import type { NeededPart } from '../actions/handler.ts';
import { actionsOfOperation } from './operation-actions.ts';
import { resourcesOfAction } from './resource-from-parameters.ts';
import type { ResourcePlace } from './resource-from-parameters.ts';
import type { ReferenceAction, ServiceReference } from './service-reference.ts';

type Context = Readonly<Record<string, string | readonly string[]>>;

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function member(value: unknown, ...names: readonly string[]): string | null {
  if (typeof value !== 'object' || value === null) return null;
  for (const name of names) {
    const found = text(Reflect.get(value, name));
    if (found !== null) return found;
  }
  return null;
}

/** Tags that a request sets: a list of keys and values, or a map; services differ in how they write them. */
function tagsOf(value: unknown): (readonly [string, string])[] {
  if (Array.isArray(value)) {
    return value.flatMap((entry) => {
      const key = member(entry, 'Key', 'key', 'TagKey');
      return key === null ? [] : [[key, member(entry, 'Value', 'value', 'TagValue') ?? ''] as const];
    });
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => (typeof entry === 'string' ? [[key, entry] as const] : []));
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

/**
 * aws:RequestTag/KEY and aws:TagKeys of a request that sets or removes tags.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requesttag
 */
function tagContext(parameters: Readonly<Record<string, unknown>>): Record<string, string | readonly string[]> {
  const specifications = Array.isArray(parameters['TagSpecification']) ? parameters['TagSpecification'] : [];
  const tags = [
    ...tagsOf(parameters['Tags'] ?? parameters['tags'] ?? parameters['Tag']),
    ...specifications.flatMap((entry: unknown) =>
      typeof entry === 'object' && entry !== null ? tagsOf(Reflect.get(entry, 'Tag')) : [],
    ),
  ];
  const removed = strings(parameters['TagKeys'] ?? parameters['tagKeys']);
  const keys = [...new Set([...tags.map(([key]) => key), ...removed])];
  return {
    ...Object.fromEntries(tags.map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    ...(keys.length === 0 ? {} : { 'aws:TagKeys': keys }),
  };
}

/** Condition keys that are a member of the request as it stands: service, key, member. */
const CONTEXT_MEMBERS: readonly (readonly [prefix: string, key: string, member: string])[] = [
  ['iam', 'iam:AWSServiceName', 'AWSServiceName'],
  ['iam', 'iam:PermissionsBoundary', 'PermissionsBoundary'],
  ['iam', 'iam:PolicyARN', 'PolicyArn'],
  ['sts', 'sts:ExternalId', 'ExternalId'],
  ['sts', 'sts:RoleSessionName', 'RoleSessionName'],
  ['sts', 'sts:SourceIdentity', 'SourceIdentity'],
  ['sts', 'sts:TransitiveTagKeys', 'TransitiveTagKeys'],
  ['dynamodb', 'dynamodb:Select', 'Select'],
  ['secretsmanager', 'secretsmanager:SecretId', 'SecretId'],
  ['secretsmanager', 'secretsmanager:VersionId', 'VersionId'],
  ['secretsmanager', 'secretsmanager:VersionStage', 'VersionStage'],
  ['secretsmanager', 'secretsmanager:Name', 'Name'],
  ['sns', 'sns:Protocol', 'Protocol'],
  ['sns', 'sns:Endpoint', 'Endpoint'],
];

function memberContext(prefix: string, parameters: Readonly<Record<string, unknown>>): Context {
  return Object.fromEntries(
    CONTEXT_MEMBERS.flatMap(([service, key, name]): (readonly [string, string | readonly string[]])[] => {
      const value = parameters[name];
      if (service !== prefix) return [];
      if (typeof value === 'string' && value !== '') return [[key, value]];
      const list = strings(value);
      return list.length === 0 ? [] : [[key, list]];
    }),
  );
}

/** What an action of the service authorization reference may be judged by, pattern keys such as `aws:RequestTag/*` included. */
function supports(action: ReferenceAction, key: string): boolean {
  const wanted = key.toLowerCase();
  const keys = [...action.conditionKeys, ...action.resourceTypes.flatMap((type) => type.conditionKeys)];
  return keys.some((known) => {
    const pattern = known.toLowerCase();
    const variable = pattern.indexOf('${');
    return variable < 0 ? pattern === wanted : wanted.startsWith(pattern.slice(0, variable));
  });
}

/** The part of a context that an action may be judged by. AWS gives no action keys that it does not list. */
export function supportedContext(action: ReferenceAction | null, context: Context): Context {
  if (action === null) return context;
  return Object.fromEntries(Object.entries(context).filter(([key]) => supports(action, key)));
}

/** Actions that hand over a role, where the reference does not say so among their dependent actions. */
const PASSES_A_ROLE: ReadonlySet<string> = new Set([
  'lambda:CreateFunction',
  'lambda:UpdateFunctionConfiguration',
  'states:CreateStateMachine',
]);

/**
 * Handing a role to a service needs iam:PassRole on the role beside the action itself.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
function passedRoles(
  action: ReferenceAction,
  prefix: string,
  parameters: Readonly<Record<string, unknown>>,
): NeededPart[] {
  const passes =
    PASSES_A_ROLE.has(action.action) || action.dependentActions.some((name) => name.toLowerCase() === 'iam:passrole');
  if (!passes) return [];
  return Object.entries(parameters)
    .filter(([name]) => /role(arn)?$/i.test(name))
    .flatMap(([, value]) => text(value) ?? [])
    .filter((value) => /^arn:[^:]+:iam::\d{12}:role\//.test(value))
    .map((resource) => ({
      action: 'iam:PassRole',
      resource,
      context: { 'iam:PassedToService': `${prefix}.amazonaws.com` },
    }));
}

/** The items of a DynamoDB transaction: each names its table and is authorized as the operation it stands for. */
function transactionParts(operation: string, place: ResourcePlace): NeededPart[] | null {
  const items = place.parameters['TransactItems'];
  if (!/^Transact(Get|Write)Items$/.test(operation) || !Array.isArray(items)) return null;
  const actions: Readonly<Record<string, string>> = {
    Get: 'dynamodb:GetItem',
    Put: 'dynamodb:PutItem',
    Update: 'dynamodb:UpdateItem',
    Delete: 'dynamodb:DeleteItem',
    ConditionCheck: 'dynamodb:ConditionCheckItem',
  };
  const parts = items.flatMap((item: unknown) =>
    Object.entries(actions).flatMap(([kind, action]): NeededPart[] => {
      const inner: unknown = typeof item === 'object' && item !== null ? Reflect.get(item, kind) : undefined;
      const table = member(inner, 'TableName');
      if (table === null) return [];
      const resource = table.startsWith('arn:')
        ? table
        : `arn:aws:dynamodb:${place.region}:${place.accountId}:table/${table}`;
      return [{ action, resource }];
    }),
  );
  const unique = new Map(parts.map((part) => [`${part.action} ${part.resource}`, part]));
  return [...unique.values()];
}

/**
 * What an operation that Gatehouse does not perform needs to be allowed: its actions, each on the resources that the
 * request names, with the condition keys that follow from the request's members.
 * @param resources where the request states its resources itself.
 */
export function partsOfOperation(
  prefix: string,
  operation: string,
  reference: ServiceReference,
  place: ResourcePlace,
  resources: readonly string[] | null = null,
): NeededPart[] {
  const transaction = prefix === 'dynamodb' ? transactionParts(operation, place) : null;
  if (transaction !== null) return transaction;
  const context = { ...memberContext(prefix, place.parameters), ...tagContext(place.parameters) };
  return actionsOfOperation(prefix, operation).flatMap((name): NeededPart[] => {
    const action = reference.action(name);
    if (action === null) return (resources ?? ['*']).map((resource) => ({ action: name, resource, context }));
    const own = (resources ?? resourcesOfAction(action, reference, place)).map((resource) => ({
      action: action.action,
      resource,
      context: supportedContext(action, context),
    }));
    return [...own, ...passedRoles(action, prefix, place.parameters)];
  });
}
