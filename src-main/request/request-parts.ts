import type { NeededPart } from '../actions/handler.ts';
import { furtherParts } from './further-parts.ts';
import { actionsOfOperation } from './operation-actions.ts';
import { member, requestTags, strings } from './request-tags.ts';
import { resourcesOfAction } from './resource-from-parameters.ts';
import type { ResourcePlace } from './resource-from-parameters.ts';
import type { ReferenceAction, ServiceReference } from './service-reference.ts';

type Context = Readonly<Record<string, string | readonly string[]>>;

/** Condition keys that are a member of the request as it stands: service, key, member. */
const CONTEXT_MEMBERS: readonly (readonly [prefix: string, key: string, member: string])[] = [
  ['iam', 'iam:AWSServiceName', 'AWSServiceName'],
  ['iam', 'iam:PermissionsBoundary', 'PermissionsBoundary'],
  ['iam', 'iam:PolicyARN', 'PolicyArn'],
  ['dynamodb', 'dynamodb:Select', 'Select'],
  ['secretsmanager', 'secretsmanager:SecretId', 'SecretId'],
  ['secretsmanager', 'secretsmanager:VersionId', 'VersionId'],
  ['secretsmanager', 'secretsmanager:VersionStage', 'VersionStage'],
  ['secretsmanager', 'secretsmanager:Name', 'Name'],
  ['sns', 'sns:Protocol', 'Protocol'],
  ['sns', 'sns:Endpoint', 'Endpoint'],
];

/**
 * The alias by which a request names a KMS key.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-request-alias
 */
function aliasContext(prefix: string, { KeyId }: Readonly<Record<string, unknown>>): Context {
  const alias = prefix === 'kms' && typeof KeyId === 'string' ? /(?:^|:)(alias\/.+)$/.exec(KeyId)?.[1] : undefined;
  return alias === undefined ? {} : { 'kms:RequestAlias': alias };
}

function memberContext(prefix: string, parameters: Readonly<Record<string, unknown>>): Context {
  const members = Object.fromEntries(
    CONTEXT_MEMBERS.flatMap(([service, key, name]): (readonly [string, string | readonly string[]])[] => {
      const value = parameters[name];
      if (service !== prefix) return [];
      if (typeof value === 'string' && value !== '') return [[key, value]];
      const list = strings(value);
      return list.length === 0 ? [] : [[key, list]];
    }),
  );
  return { ...members, ...aliasContext(prefix, parameters) };
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

/** The items of a DynamoDB transaction: each names its table and is authorized as the operation it stands for. */
function transactionParts(prefix: string, operation: string, place: ResourcePlace): NeededPart[] | null {
  const items = place.parameters['TransactItems'];
  if (prefix !== 'dynamodb' || !/^Transact(Get|Write)Items$/.test(operation) || !Array.isArray(items)) return null;
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
 * Re-encrypting needs one action on the key that the ciphertext is under and another on the key that it will be under.
 * The first need not be named: then it is a key that is not known.
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html
 */
function reEncryptParts(
  prefix: string,
  operation: string,
  reference: ServiceReference,
  place: ResourcePlace,
): NeededPart[] | null {
  if (prefix !== 'kms' || operation !== 'ReEncrypt') return null;
  const sides = [
    ['kms:ReEncryptFrom', place.parameters['SourceKeyId']],
    ['kms:ReEncryptTo', place.parameters['DestinationKeyId']],
  ] as const;
  return sides.flatMap(([name, keyId]): NeededPart[] => {
    const action = reference.action(name);
    if (action === null) return [];
    const parameters = { KeyId: typeof keyId === 'string' && keyId !== '' ? keyId : '*' };
    return resourcesOfAction(action, reference, { ...place, parameters }).map((resource) => ({
      action: name,
      resource,
    }));
  });
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
  const itemized = transactionParts(prefix, operation, place) ?? reEncryptParts(prefix, operation, reference, place);
  if (itemized !== null) return itemized;
  const context = { ...memberContext(prefix, place.parameters), ...requestTags(place.parameters) };
  const parts = actionsOfOperation(prefix, operation, reference).flatMap((name): NeededPart[] => {
    const action = reference.action(name);
    if (action === null) return (resources ?? ['*']).map((resource) => ({ action: name, resource, context }));
    return (resources ?? resourcesOfAction(action, reference, place)).map((resource) => ({
      action: action.action,
      resource,
      context: supportedContext(action, context),
    }));
  });
  const further = furtherParts({ prefix, operation, parts, place, reference });
  return [
    ...parts,
    ...further.map((part) => ({
      ...part,
      context: supportedContext(reference.action(part.action), part.context ?? {}),
    })),
  ];
}
