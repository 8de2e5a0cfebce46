import type { RelationExplanation } from '../../src-shared/decision/explanation.ts';
import type { PreparedRequest } from './matching.ts';
import { matchesPattern } from './wildcard.ts';

/**
 * Whether the action is one that such a resource knows: `iam:DeleteRole` does not apply to a group, so that no policy
 * can allow it there, and an action that has no resource is asked for on `*` alone. A request for `*` names no resource,
 * and holds for every action.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function actionApplies({ action, resource, facts }: PreparedRequest): boolean {
  if (resource === '*') return true;
  const resources = facts.resourcesOf(action);
  if (resources === null) return true;
  const { types } = resources;
  for (let index = 0; index < types.length; index += 1) {
    const type = types[index];
    if (type !== undefined && matchesPattern(type.pattern, resource)) return true;
  }
  return false;
}

/** @returns null where the action is not known. */
export function explainRelation(request: PreparedRequest): RelationExplanation | null {
  const resources = request.facts.resourcesOf(request.action);
  if (resources === null) return null;
  return { applies: actionApplies(request), resourceTypes: resources.types.map(({ name }) => name) };
}
