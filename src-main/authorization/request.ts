import type { Principal } from '../../src-shared/principal.ts';

/**
 * The context keys of a request. Names are in lower case, since AWS compares them without regard to case; a value is
 * one string, or a list for multivalued keys.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export type ContextKeys = ReadonlyMap<string, string | readonly string[]>;

/** What authorization is asked: may this principal do this action on this resource, given this context? */
export interface AuthorizationRequest {
  readonly principal: Principal;
  /** With its service prefix, such as `s3:CreateBucket`; compared without regard to case. */
  readonly action: string;
  /** An ARN, or `*` for actions that have no resource. */
  readonly resource: string;
  /** The account that owns the resource. */
  readonly resourceAccountId: string;
  readonly context: ContextKeys;
}
