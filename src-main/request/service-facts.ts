import type { ActionResources, ActionResourceType, ServiceFacts } from '../authorization/service-facts.ts';
import { type Pattern, compileWildcards } from '../authorization/wildcard.ts';
import { FURTHER_ARNS, FURTHER_TYPES, INSIDE_ANOTHER, ON_SEVERAL_PAGES } from './resource-types.ts';
import type { ReferenceAction, ReferenceResourceType, ServiceReference } from './service-reference.ts';

/**
 * What the evaluator asks of the service authorization reference, ready to be matched. An action's resources are made
 * when it is first asked for.
 */
export function serviceFacts(reference: ServiceReference): ServiceFacts {
  const known = new Map<string, ActionResources | null>();
  return {
    resourcesOf: (action) => {
      const found = known.get(action);
      if (found !== undefined) return found;
      const resources = resourcesOfAction(reference, action);
      known.set(action, resources);
      return resources;
    },
    underResourceControlPolicies: (service) => reference.underResourceControlPolicies(service),
  };
}

/**
 * @param name in lower case.
 * @returns null where it is not known what the action takes, which nothing may be held against.
 */
function resourcesOfAction(reference: ServiceReference, name: string): ActionResources | null {
  const action = reference.action(name);
  if (action === null) return null;
  const service = name.slice(0, name.indexOf(':'));
  const further = (FURTHER_TYPES[name] ?? []).map((type) => shapeOf(type.name, type.arn, []));
  if (ON_SEVERAL_PAGES.has(service)) {
    return action.resourceTypes.length === 0 ? null : { types: [...everyResource(reference, service), ...further] };
  }
  const taken = action.resourceTypes.map((entry) => reference.resourceType(service, entry.name));
  const types = taken.filter((type) => type !== null);
  if (types.length < taken.length) return null;
  // Which actions take a type that the reference lists and gives to none is not known: any might.
  const orphans = types.length === 0 ? [] : typesOfNoAction(reference, service);
  return {
    types: [...[...types, ...orphans].flatMap((type) => shapesOf(reference, type, action)), ...further],
  };
}

function everyResource(reference: ServiceReference, service: string): ActionResourceType[] {
  const any: ActionResourceType = {
    name: `${service}:*`,
    service,
    placeless: false,
    resource: compileWildcards('*'),
    except: [],
  };
  const foreign = reference
    .resourceTypes(service)
    .flatMap((type) => listedArns(type).map((arn) => shapeOf(`${service}:${type.name}`, arn, [])))
    .filter((type) => type.service !== service);
  return [any, ...foreign];
}

function typesOfNoAction(reference: ServiceReference, service: string): ReferenceResourceType[] {
  const taken = new Set(
    reference.actions(service).flatMap(({ resourceTypes }) => resourceTypes.map(({ name }) => name.toLowerCase())),
  );
  return reference.resourceTypes(service).filter(({ name }) => !taken.has(name.toLowerCase()));
}

/** The ARNs of a type, where they may be taken for those of a type that the action does not take excepted. */
function shapesOf(
  reference: ServiceReference,
  type: ReferenceResourceType,
  action: ReferenceAction,
): ActionResourceType[] {
  const takes = (name: string): boolean => action.resourceTypes.some((entry) => entry.name === name);
  const inside = (INSIDE_ANOTHER[type.service]?.[type.name] ?? []).filter((name) => !takes(name));
  const except = inside.flatMap((name) => {
    const other = reference.resourceType(type.service, name);
    return other === null ? [] : listedArns(other).map((arn) => shapeOf(name, arn, []).resource);
  });
  const name = `${type.service}:${type.name}`;
  const arns = [...listedArns(type), ...(FURTHER_ARNS[name.toLowerCase()] ?? [])];
  return arns.map((arn) => shapeOf(name, arn, except));
}

/** The reference writes several patterns of one type after each other, with commas. */
function listedArns({ arnPattern }: ReferenceResourceType): string[] {
  return arnPattern.split(', ');
}

/** `${Variable}`, or `{Variable}` as the reference sometimes has it. */
const VARIABLE = /\$?\{[^}]*\}/g;

/**
 * The shape of a type's ARNs. A variable stands for any text, slashes and colons included: names have paths, functions
 * have qualifiers. Partition, region and account are not compared, since AWS leaves some of them out here and there.
 */
function shapeOf(name: string, arnPattern: string, except: readonly Pattern[]): ActionResourceType {
  const [, , service = '', region = '', account = '', ...resource] = arnPattern.replace(VARIABLE, '*').split(':');
  return {
    name,
    service: service.includes('*') ? null : service,
    placeless: region === '' && account === '',
    resource: compileWildcards(resource.join(':')),
    except,
  };
}
