import type { RelationExplanation } from '../../src-shared/decision/explanation.ts';
import { isNoResource } from './account-listing.ts';
import type { PreparedRequest } from './matching.ts';
import type { ActionResourceType } from './service-facts.ts';
import { matchesPattern } from './wildcard.ts';

/**
 * Whether the action is one that such a resource knows: `iam:DeleteRole` does not apply to a group, so that no policy
 * can allow it there, and an action that has no resource is asked for on `*` alone. A request for `*` names no resource,
 * and holds for every action.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function actionApplies({ action, resource, facts }: PreparedRequest): boolean {
  if (isNoResource(resource)) return true;
  const resources = facts.resourcesOf(action);
  if (resources === null) return true;
  return isOfTypes(resources.types, resource);
}

/** Whether an ARN is of one of the types. It is taken apart here and not by `parseArn`, since this is done for every decision. */
export function isOfTypes(types: readonly ActionResourceType[], arn: string): boolean {
  if (types.length === 0 || !arn.startsWith('arn:')) return false;
  const serviceAt = arn.indexOf(':', 4) + 1;
  const regionAt = arn.indexOf(':', serviceAt) + 1;
  const accountAt = arn.indexOf(':', regionAt) + 1;
  const resourceAt = arn.indexOf(':', accountAt) + 1;
  if (serviceAt === 0 || regionAt === 0 || accountAt === 0 || resourceAt === 0) return false;
  const service = arn.slice(serviceAt, regionAt - 1);
  const placeless = resourceAt - regionAt === 2;
  const resource = arn.slice(resourceAt);
  for (let index = 0; index < types.length; index += 1) {
    const type = types[index];
    if (
      type !== undefined &&
      (type.service === service || type.service === null) &&
      (placeless || !type.placeless) &&
      matchesPattern(type.resource, resource) &&
      !(type.except.length > 0 && type.except.some((pattern) => matchesPattern(pattern, resource)))
    ) {
      return true;
    }
  }
  return false;
}

/** @returns null where the action is not known. */
export function explainRelation(request: PreparedRequest): RelationExplanation | null {
  const resources = request.facts.resourcesOf(request.action);
  if (resources === null) return null;
  return {
    applies: actionApplies(request),
    resourceTypes: [...new Set(resources.types.flatMap(({ name }) => name ?? []))],
  };
}
