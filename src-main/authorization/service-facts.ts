import type { Pattern } from './wildcard.ts';

/** A resource type that an action takes, such as `iam:role`, with the shape of its ARNs. */
export interface ActionResourceType {
  readonly name: string;
  readonly pattern: Pattern;
}

/** What an action is asked for: a resource of one of these types, or nothing in particular where there are none. */
export interface ActionResources {
  readonly types: readonly ActionResourceType[];
}

/**
 * What the evaluator must know of AWS's services beside the policies. The service authorization reference gives it; a
 * fact that is not known is never held against a request.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export interface ServiceFacts {
  /**
   * @param action in lower case, with its service prefix.
   * @returns null where the action is not known.
   */
  resourcesOf(action: string): ActionResources | null;
  /**
   * Whether resource control policies apply to a service's resources.
   * @param service the prefix, in lower case.
   * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services
   */
  underResourceControlPolicies(service: string): boolean;
}
