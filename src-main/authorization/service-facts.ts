import type { Pattern } from './wildcard.ts';

/** A resource type that an action takes, such as `iam:role`, with the shape of its ARNs. */
export interface ActionResourceType {
  /** Null where the reference gives the type to no action, so that this one may take it but need not. */
  readonly name: string | null;
  /** The service in its ARNs, which need not be the action's own; null where it may be any. */
  readonly service: string | null;
  /** Whether its ARNs name neither region nor account, as those of S3's buckets; otherwise these may be any or none. */
  readonly placeless: boolean;
  /** What its ARNs hold behind the account, such as `role/*`. */
  readonly resource: Pattern;
  /** What has that shape and is of another type: `table/orders/index/by-date` is no table. */
  readonly except: readonly Pattern[];
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
