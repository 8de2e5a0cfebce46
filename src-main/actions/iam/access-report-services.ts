import type { CompiledPolicy, CompiledStatement } from '../../authorization/compile.ts';
import { matchesPattern } from '../../authorization/wildcard.ts';
import type { ServiceReference } from '../../request/service-reference.ts';

/** A service of AWS, as reports name it. */
export interface ReportedService {
  /** Its prefix in actions, such as `s3`. */
  readonly namespace: string;
  readonly name: string;
}

/**
 * The services that policies let one access: those with an action that every level of policies allows. Which resources an
 * Allow names and under which conditions makes no difference, and a Deny counts only where it holds for all.
 * @param levels one for permissions policies; for service control policies one each for the root, the units, the account.
 * @returns in the order of their namespaces.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetails.html
 */
export function accessibleServices(
  levels: readonly (readonly CompiledPolicy[])[],
  reference: ServiceReference,
): ReportedService[] {
  return reference
    .services()
    .filter(({ prefix }) => grantsService(levels, prefix, reference))
    .map(({ prefix, name }) => ({ namespace: prefix, name }))
    .toSorted((left, right) => (left.namespace < right.namespace ? -1 : 1));
}

/** Whether policies let one access a service at all. */
export function grantsService(
  levels: readonly (readonly CompiledPolicy[])[],
  namespace: string,
  reference: ServiceReference,
): boolean {
  return reference.actions(namespace).some(({ action }) => {
    const name = action.toLowerCase();
    return levels.every((policies) => grantsAction(policies, name));
  });
}

function grantsAction(policies: readonly CompiledPolicy[], action: string): boolean {
  const statements = policies.flatMap((policy) => policy.statements).filter((entry) => names(entry, action));
  return statements.some(({ effect }) => effect === 'Allow') && !statements.some(deniesAll);
}

function names({ actions, notAction }: CompiledStatement, action: string): boolean {
  return actions.some(({ pattern }) => matchesPattern(pattern, action)) !== notAction;
}

function deniesAll({ effect, conditions, notResource, resources }: CompiledStatement): boolean {
  return (
    effect === 'Deny' &&
    conditions.length === 0 &&
    !notResource &&
    (resources ?? []).some(({ source }) => source === '*')
  );
}
