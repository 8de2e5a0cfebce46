import type { DocumentOf } from '../../src-shared/model/documents.ts';

/** An identity that uses a managed policy. */
export interface Attachment {
  readonly kind: 'user' | 'group' | 'role';
  readonly name: string;
  readonly arn: DocumentOf<'user'>['arn'];
  readonly as: 'permissions policy' | 'permissions boundary';
}

interface Identities {
  readonly users: readonly DocumentOf<'user'>[];
  readonly groups: readonly DocumentOf<'group'>[];
  readonly roles: readonly DocumentOf<'role'>[];
}

/** Who uses a managed policy, and as what: groups, users and roles, in the order of their lists. */
export function attachmentsOf(policyArn: string, identities: Identities): readonly Attachment[] {
  const found: Attachment[] = [];
  const add = (
    identity: Pick<Attachment, 'kind' | 'name' | 'arn'>,
    attached: readonly string[],
    boundary: string | null,
  ): void => {
    if (attached.includes(policyArn)) found.push({ ...identity, as: 'permissions policy' });
    if (boundary === policyArn) found.push({ ...identity, as: 'permissions boundary' });
  };
  for (const { groupName, arn, attachedPolicies } of identities.groups) {
    add({ kind: 'group', name: groupName, arn }, attachedPolicies, null);
  }
  for (const { userName, arn, attachedPolicies, permissionsBoundary } of identities.users) {
    add({ kind: 'user', name: userName, arn }, attachedPolicies, permissionsBoundary);
  }
  for (const { roleName, arn, attachedPolicies, permissionsBoundary } of identities.roles) {
    add({ kind: 'role', name: roleName, arn }, attachedPolicies, permissionsBoundary);
  }
  return found;
}

/** A user whom a policy reaches because it is attached to a group of theirs. */
export interface Member {
  readonly name: string;
  readonly arn: DocumentOf<'user'>['arn'];
  /** The groups that give them the policy. */
  readonly through: readonly string[];
}

/** The users whom a managed policy reaches through their groups, in the order of their list. */
export function membersReached(policyArn: string, { users, groups }: Identities): readonly Member[] {
  const giving = new Set(
    groups
      .filter(({ attachedPolicies }) => attachedPolicies.some((arn) => arn === policyArn))
      .map(({ groupName }) => groupName),
  );
  if (giving.size === 0) return [];
  return users.flatMap(({ userName, arn, groups: own }) => {
    const through = own.filter((group) => giving.has(group));
    return through.length === 0 ? [] : [{ name: userName, arn, through }];
  });
}
