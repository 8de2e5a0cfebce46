import type { ActionResources, ActionResourceType, ServiceFacts } from '../authorization/service-facts.ts';
import { compileWildcards } from '../authorization/wildcard.ts';
import { listedArns, shapeOf, shapesOf } from './resource-shapes.ts';
import { FURTHER_TYPES, ON_SEVERAL_PAGES } from './resource-types.ts';
import type { ReferenceResourceType, ServiceReference } from './service-reference.ts';

/**
 * What the evaluator asks of the service authorization reference, ready to be matched. An action's resources are made
 * when it is first asked for.
 */
export function serviceFacts(reference: ServiceReference): ServiceFacts {
  const known = new Map<string, ActionResources | null>();
  const orphans = new Map<string, readonly ReferenceResourceType[]>();
  const orphansOf = (service: string): readonly ReferenceResourceType[] => {
    const found = orphans.get(service) ?? typesOfNoAction(reference, service);
    orphans.set(service, found);
    return found;
  };
  return {
    resourcesOf: (action) => {
      const found = known.get(action);
      if (found !== undefined) return found;
      const resources = resourcesOfAction(reference, action, orphansOf);
      known.set(action, resources);
      return resources;
    },
    underResourceControlPolicies: (service) => reference.underResourceControlPolicies(service),
  };
}

/**
 * @param name in lower case.
 * @param typesOfNone the resource types of a service that none of its actions takes.
 * @returns null where it is not known what the action takes, which nothing may be held against.
 */
function resourcesOfAction(
  reference: ServiceReference,
  name: string,
  typesOfNone: (service: string) => readonly ReferenceResourceType[],
): ActionResources | null {
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
  const orphans = types.length === 0 ? [] : typesOfNone(service);
  const presumed = orphans
    .flatMap((type) => shapesOf(reference, type, action))
    .map((type) => ({ ...type, name: null }));
  return { types: [...types.flatMap((type) => shapesOf(reference, type, action)), ...presumed, ...further] };
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
