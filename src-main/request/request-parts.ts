import type { NeededPart } from '../actions/handler.ts';
import { itemContext } from './dynamodb-parts.ts';
import { furtherParts } from './further-parts.ts';
import { itemizedParts } from './itemized-parts.ts';
import { memberKeys } from './member-keys.ts';
import { actionsOfOperation } from './operation-actions.ts';
import { requestTags } from './request-tags.ts';
import { namedResources } from './resource-from-parameters.ts';
import type { ResourcePlace } from './resource-from-parameters.ts';
import type { ReferenceAction, ServiceReference } from './service-reference.ts';

type Context = Readonly<Record<string, string | readonly string[]>>;

/** What the members of a request tell under condition keys, those that an action does not know included. */
function requestContext(prefix: string, { parameters, region }: ResourcePlace): Context {
  return {
    ...memberKeys(prefix, parameters),
    ...(prefix === 'dynamodb' ? itemContext(parameters) : {}),
    ...(prefix === 'ec2' ? { 'ec2:Region': region } : {}),
    ...requestTags(parameters),
  };
}

/** The keys that an action may be judged by on a resource of one type, or on any where it is not told. */
function keysOf(action: ReferenceAction, type: string | null): readonly string[] {
  const types = action.resourceTypes.filter(({ name }) => type === null || name === type);
  return [...action.conditionKeys, ...types.flatMap(({ conditionKeys }) => conditionKeys)];
}

/** Whether a key is listed, pattern keys such as `aws:RequestTag/*` included. */
function isListed(keys: readonly string[], key: string): boolean {
  const wanted = key.toLowerCase();
  return keys.some((known) => {
    const pattern = known.toLowerCase();
    // The reference writes `aws:RequestTag/${TagKey}`, and of S3 `s3:ExistingObjectTag/<key>`.
    const variable = pattern.search(/\$\{|</);
    return variable < 0 ? pattern === wanted : wanted.startsWith(pattern.slice(0, variable));
  });
}

function listedContext(keys: readonly string[], context: Context): Context {
  return Object.fromEntries(Object.entries(context).filter(([key]) => isListed(keys, key)));
}

/** The part of a context that an action may be judged by. AWS gives no action keys that it does not list. */
export function supportedContext(action: ReferenceAction | null, context: Context): Context {
  return action === null ? context : listedContext(keysOf(action, null), context);
}

/**
 * The part of a context that an action may be judged by on one of the resources of a request: keys of the other types are
 * not given with it. Some services, Amazon RDS among them, list the keys with the type and not with the actions.
 */
function contextOn(
  action: ReferenceAction,
  type: string | null,
  context: Context,
  reference: ServiceReference,
): Context {
  const listed = action.resourceTypes.find(({ name }) => name === type)?.conditionKeys ?? [];
  const prefix = action.action.slice(0, action.action.indexOf(':'));
  const ofType = type === null || listed.length > 0 ? [] : (reference.resourceType(prefix, type)?.conditionKeys ?? []);
  return listedContext([...keysOf(action, type), ...ofType], context);
}

function supportedPart(part: NeededPart, reference: ServiceReference): NeededPart {
  return { ...part, context: supportedContext(reference.action(part.action), part.context ?? {}) };
}

/**
 * What an operation that Gatehouse does not perform needs to be allowed: its actions, each on the resources that the
 * request names, with the condition keys that follow from the request's members.
 * @param resources where the request states its resources itself.
 * @returns empty for an operation that needs no permission.
 */
export function partsOfOperation(
  prefix: string,
  operation: string,
  reference: ServiceReference,
  place: ResourcePlace,
  resources: readonly string[] | null = null,
): NeededPart[] {
  const itemized = resources === null ? itemizedParts({ prefix, operation, reference, place }) : null;
  const context = requestContext(prefix, place);
  const parts =
    itemized?.map((part) => supportedPart(part, reference)) ??
    actionsOfOperation(prefix, operation, reference).flatMap((name): NeededPart[] => {
      const action = reference.action(name);
      if (action === null) return (resources ?? ['*']).map((resource) => ({ action: name, resource, context }));
      const named = resources?.map((arn) => ({ type: null, arn })) ?? namedResources(action, reference, place);
      return named.map(({ type, arn }) => ({
        action: action.action,
        resource: arn,
        context: contextOn(action, type, context, reference),
      }));
    });
  const further = furtherParts({ prefix, operation, parts, place, reference });
  return [...parts, ...further.map((part) => supportedPart(part, reference))];
}
