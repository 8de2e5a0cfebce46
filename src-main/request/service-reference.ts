import type { ServiceOperations } from './service-operations.ts';

import type { ServiceModel } from './service-model.ts';

/** An action as the service authorization reference lists it. */
export interface ReferenceAction {
  /** With its service prefix and AWS's capitals, such as `s3:CreateBucket`. */
  readonly action: string;
  readonly accessLevel: string;
  readonly description: string;
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly conditionKeys: readonly string[];
  }[];
  readonly conditionKeys: readonly string[];
  readonly dependentActions: readonly string[];
}

/** A resource type with its ARN pattern, such as `arn:${Partition}:s3:::${BucketName}`. */
export interface ReferenceResourceType {
  readonly service: string;
  readonly name: string;
  readonly arnPattern: string;
  readonly conditionKeys: readonly string[];
}

/** A condition key, such as `aws:RequestTag/${TagKey}`. */
export interface ReferenceConditionKey {
  readonly key: string;
  /** `String`, `ARN`, `Bool`, `Date`, `IPAddress`, `Numeric`, or `ArrayOf…` of one of them. */
  readonly type: string;
  /** Empty where the reference has none. */
  readonly description: string;
}

/**
 * AWS's service authorization reference: services, actions, resource types, condition keys. Names are matched without
 * regard to case. Beside it the operations of the services' APIs. Each loads on first use.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export interface ServiceReference {
  services(): readonly { readonly prefix: string; readonly name: string; readonly actionCount: number }[];
  hasService(prefix: string): boolean;
  /** Whether resource control policies apply to a service's resources. */
  underResourceControlPolicies(prefix: string): boolean;
  action(action: string): ReferenceAction | null;
  actions(servicePrefix: string): readonly ReferenceAction[];
  /** Best match first: name prefix, then words inside the name. */
  searchActions(query: string, limit: number): readonly ReferenceAction[];
  resourceType(servicePrefix: string, name: string): ReferenceResourceType | null;
  resourceTypes(servicePrefix: string): readonly ReferenceResourceType[];
  /** Whether a condition key is known: global, or of any service (patterns such as `aws:RequestTag/${TagKey}` included). */
  hasConditionKey(key: string): boolean;
  /** What a condition key is, by its name or one with its variable part filled in; null where it is not known. */
  conditionKey(key: string): ReferenceConditionKey | null;
  /** The condition keys that any action may carry. */
  globalConditionKeys(): readonly ReferenceConditionKey[];
  readonly operations: ServiceOperations;
  /** AWS's API model of the service with that prefix; null where Gatehouse has none. */
  model(servicePrefix: string): ServiceModel | null;
}
