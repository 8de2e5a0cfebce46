import type { ActionResources, ServiceFacts } from '../authorization/service-facts.ts';
import { compilePieces, splitWildcards } from '../authorization/wildcard.ts';
import type { ServiceReference } from './service-reference.ts';

/**
 * What the evaluator asks of the service authorization reference, ready to be matched. An action's resources are made
 * when it is first asked for.
 */
export function serviceFacts(reference: ServiceReference): ServiceFacts {
  const known = new Map<string, ActionResources | null>();
  const ofAction = (name: string): ActionResources | null => {
    const action = reference.action(name);
    if (action === null) return null;
    const service = name.slice(0, name.indexOf(':'));
    return {
      types: action.resourceTypes.flatMap((entry) => {
        const type = reference.resourceType(service, entry.name);
        return type === null ? [] : [{ name: `${service}:${type.name}`, pattern: arnPattern(type.arnPattern) }];
      }),
    };
  };
  return {
    resourcesOf: (action) => {
      const found = known.get(action);
      if (found !== undefined) return found;
      const resources = ofAction(action);
      known.set(action, resources);
      return resources;
    },
    underResourceControlPolicies: (service) => reference.underResourceControlPolicies(service),
  };
}

/** A variable of an ARN's pattern stands for any text. */
function arnPattern(pattern: string): ActionResources['types'][number]['pattern'] {
  return compilePieces(splitWildcards(pattern.replace(/\$\{[^}]*\}/g, '*')));
}
