import type { ConditionOperator } from '../conditions/operator.ts';
import type { Position } from './position.ts';

/**
 * Which grammar a policy follows.
 * - `identity` has no Principal; boundaries and session policies follow it too.
 * - `resource` requires a Principal; VPC endpoint policies follow it too.
 * - `trust`, a role's, requires a Principal and has no Resource.
 * - `scp`, a service control policy, is as `identity`, in version 2012-10-17 only.
 * - `rcp`, a resource control policy, is as `resource`, in version 2012-10-17 only, and denies to everybody: the only one
 *   that allows is RCPFullAWSAccess.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 */
export type PolicyKind = 'identity' | 'resource' | 'trust' | 'scp' | 'rcp';

export type PolicyVersion = '2012-10-17' | '2008-10-17';

/** Action or NotAction, Resource or NotResource: `negated` tells which of the two. Values are as written. */
export interface ElementValues {
  readonly negated: boolean;
  readonly values: readonly string[];
}

export type PrincipalType = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

/** One value of a Principal element; a bare `"*"` is `{ type: 'AWS', value: '*' }`, which AWS treats alike. */
export interface PrincipalValue {
  readonly type: PrincipalType;
  readonly value: string;
}

export interface PrincipalElement {
  readonly negated: boolean;
  readonly values: readonly PrincipalValue[];
}

/** One operator and one key of a Condition. Values are text, since that is how AWS compares them. */
export interface ConditionEntry {
  readonly operator: ConditionOperator;
  /** As written. */
  readonly key: string;
  readonly values: readonly string[];
}

export interface PolicyStatement {
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  /** Null in identity-based and service control policies, where the principal is whoever the policy is attached to. */
  readonly principal: PrincipalElement | null;
  readonly action: ElementValues;
  /** Null in trust policies, where the resource is the role itself. */
  readonly resource: ElementValues | null;
  readonly conditions: readonly ConditionEntry[];
  /** Where the statement begins in the policy's text; null where the document came as a value. */
  readonly position: Position | null;
}

/** A policy document that follows AWS's grammar. */
export interface PolicyDocument {
  /** Null when the document has no Version; AWS then reads it as 2008-10-17. */
  readonly version: PolicyVersion | null;
  readonly id: string | null;
  readonly statements: readonly PolicyStatement[];
}
