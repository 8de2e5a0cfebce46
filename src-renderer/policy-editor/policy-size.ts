import type { PolicyKind } from '../../src-shared/contract/policies.ts';

/** How much of its quota a policy takes. */
export interface PolicySize {
  /** As AWS counts: without white space where it is not counted. */
  readonly characters: number;
  readonly quota: number;
  readonly whiteSpaceCounts: boolean;
}

/** Where a policy stands, which decides how long it may be. */
export type PolicyPlace = PolicyKind | 'managed' | 'userInline' | 'groupInline' | 'roleInline' | 'scp' | 'rcp';

/**
 * Quotas in characters. A user's, a group's or a role's inline policies share theirs.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
 */
const QUOTAS: Readonly<Record<PolicyPlace, number>> = {
  managed: 6_144,
  userInline: 2_048,
  groupInline: 5_120,
  roleInline: 10_240,
  identity: 10_240,
  trust: 2_048,
  resource: 20_480,
  scp: 10_240,
  rcp: 5_120,
};

/** Places whose policies AWS counts with their white space. */
const WITH_WHITE_SPACE: ReadonlySet<PolicyPlace> = new Set(['resource', 'scp', 'rcp']);

/** Measures a policy's text as AWS does. */
export function policySize(text: string, place: PolicyPlace): PolicySize {
  const whiteSpaceCounts = WITH_WHITE_SPACE.has(place);
  const characters = whiteSpaceCounts ? text.length : text.replace(/\s+/g, '').length;
  return { characters, quota: QUOTAS[place], whiteSpaceCounts };
}
