import type { ActionResourceType } from '../authorization/service-facts.ts';
import { type Pattern, compileWildcards } from '../authorization/wildcard.ts';
import { FURTHER_ARNS, INSIDE_ANOTHER } from './resource-types.ts';
import type { ReferenceAction, ReferenceResourceType, ServiceReference } from './service-reference.ts';

/** The shapes of a type's ARNs as an action takes them: not those that are of a type which the action does not take. */
export function shapesOf(
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
export function listedArns({ arnPattern }: ReferenceResourceType): string[] {
  return arnPattern.split(', ');
}

/** `${Variable}`, or `{Variable}` as the reference sometimes has it. */
const VARIABLE = /\$?\{[^}]*\}/g;

/**
 * The shape of a type's ARNs. A variable stands for any text, slashes and colons included: names have paths, functions
 * have qualifiers. Partition, region and account are not compared, since AWS leaves some of them out here and there.
 */
export function shapeOf(name: string, arnPattern: string, except: readonly Pattern[]): ActionResourceType {
  const [, , service = '', region = '', account = '', ...resource] = arnPattern.replace(VARIABLE, '*').split(':');
  return {
    name,
    service: service.includes('*') ? null : service,
    placeless: region === '' && account === '',
    resource: compileWildcards(resource.join(':')),
    except,
  };
}
