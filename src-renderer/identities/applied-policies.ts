import type { Arn } from '../../src-shared/arn.ts';
import type { DocumentOf } from '../../src-shared/model/documents.ts';
import { nameInArn } from '../../src-shared/arn.ts';
import type { Identity } from './identity.ts';

/** A policy that applies to an identity, and where it comes from. */
export interface AppliedPolicy {
  /** Unique among the policies of the identity: the same policy may come by several ways. */
  readonly key: string;
  readonly name: string;
  /** Null for an inline policy. */
  readonly arn: Arn | null;
  readonly kind: 'AWS managed' | 'Customer managed' | 'Inline';
  /** The group that it comes through; null when it is the identity's own. */
  readonly group: DocumentOf<'group'> | null;
}

/** The identity's own policies first, then, for a user, those of its groups. */
export function appliedPolicies(identity: Identity, groups: readonly DocumentOf<'group'>[]): AppliedPolicy[] {
  const own = policiesOf(identity, null);
  if (identity.type !== 'user') return own;
  const member = groups.filter((group) => identity.groups.includes(group.groupName));
  return [...own, ...member.flatMap((group) => policiesOf(group, group))];
}

function policiesOf(holder: Identity, group: DocumentOf<'group'> | null): AppliedPolicy[] {
  return [
    ...holder.attachedPolicies.map((arn): AppliedPolicy => ({
      key: `${holder.arn} ${arn}`,
      name: nameInArn(arn),
      arn,
      kind: arn.startsWith('arn:aws:iam::aws:') ? 'AWS managed' : 'Customer managed',
      group,
    })),
    ...Object.keys(holder.inlinePolicies).map((name): AppliedPolicy => ({
      key: `${holder.arn} inline ${name}`,
      name,
      arn: null,
      kind: 'Inline',
      group,
    })),
  ];
}
