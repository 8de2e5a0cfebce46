import type { AskedOperation } from '../../src-shared/contract/identities.ts';
import type { OperationName } from '../../src-shared/operations/registry.ts';
import type { Tag } from '../../src-shared/principal.ts';
import type { PerformInput } from '../app/perform.ts';
import { deletionOf, type Surroundings } from './deletion.ts';
import type { Identity } from './identity.ts';

/** Several operations on identities, and what they are called together. */
export interface BulkWork {
  /** What the change is called in the history, such as `Delete 12 users`. */
  readonly label: string;
  /** What the toast says when all is done, such as `Deleted 12 users`. */
  readonly done: string;
  readonly operations: readonly AskedOperation[];
}

/** One operation, checked by its name. */
export function asked<Name extends OperationName>(
  subject: string,
  operation: Name,
  parameters: PerformInput<Name>,
): AskedOperation {
  return { operation, parameters, subject };
}

/** `12 users`, `1 role`. */
export function counted(identities: readonly Identity[]): string {
  const [first] = identities;
  if (first === undefined) return 'nothing';
  return identities.length === 1 ? `1 ${first.type}` : `${identities.length} ${first.type}s`;
}

/** Deletes identities with everything that hangs on them. */
export function deleteAll(identities: readonly Identity[], surroundings: Surroundings): BulkWork {
  return {
    label: `Delete ${counted(identities)}`,
    done: `Deleted ${counted(identities)}`,
    operations: identities.flatMap((identity) =>
      deletionOf(identity, surroundings).steps.map(({ name, input }) => asked(identity.arn, name, input)),
    ),
  };
}

/** Puts tags on users and roles and takes others off. Groups have none. */
export function tagAll(identities: readonly Identity[], tags: readonly Tag[], removed: readonly string[]): BulkWork {
  const Tags = tags.map((tag) => ({ ...tag }));
  const TagKeys = [...removed];
  return {
    label: `Tag ${counted(identities)}`,
    done: `Changed the tags of ${counted(identities)}`,
    operations: identities.flatMap((identity): AskedOperation[] => {
      const { arn } = identity;
      if (identity.type === 'group') return [];
      const takes = identity.tags.some(({ Key }) => TagKeys.includes(Key));
      if (identity.type === 'user') {
        const { userName: UserName } = identity;
        return [
          ...(takes ? [asked(arn, 'iam:UntagUser', { UserName, TagKeys })] : []),
          ...(Tags.length > 0 ? [asked(arn, 'iam:TagUser', { UserName, Tags })] : []),
        ];
      }
      const { roleName: RoleName } = identity;
      return [
        ...(takes ? [{ subject: arn, operation: 'iam:UntagRole', parameters: { RoleName, TagKeys } }] : []),
        ...(Tags.length > 0 ? [{ subject: arn, operation: 'iam:TagRole', parameters: { RoleName, Tags } }] : []),
      ];
    }),
  };
}

/** Puts users into groups in which they are not yet. */
export function addAllToGroups(identities: readonly Identity[], groups: readonly string[]): BulkWork {
  const names = new Intl.ListFormat('en').format(groups);
  return {
    label: `Add ${counted(identities)} to ${names}`,
    done: `Added ${counted(identities)} to ${names}`,
    operations: identities.flatMap((identity) =>
      identity.type === 'user'
        ? groups
            .filter((GroupName) => !identity.groups.includes(GroupName))
            .map((GroupName) => asked(identity.arn, 'iam:AddUserToGroup', { GroupName, UserName: identity.userName }))
        : [],
    ),
  };
}

/** Attaches managed policies where they are not attached yet. */
export function attachToAll(identities: readonly Identity[], policies: readonly string[]): BulkWork {
  const what = policies.length === 1 ? '1 policy' : `${policies.length} policies`;
  return {
    label: `Attach ${what} to ${counted(identities)}`,
    done: `Attached ${what} to ${counted(identities)}`,
    operations: identities.flatMap((identity) =>
      policies
        .filter((arn) => !identity.attachedPolicies.some((attached) => attached === arn))
        .map((PolicyArn) => attachment(identity, PolicyArn)),
    ),
  };
}

/** The operation that attaches a managed policy to an identity. */
export function attachment(identity: Identity, PolicyArn: string): AskedOperation {
  switch (identity.type) {
    case 'user':
      return asked(identity.arn, 'iam:AttachUserPolicy', { UserName: identity.userName, PolicyArn });
    case 'group':
      return asked(identity.arn, 'iam:AttachGroupPolicy', { GroupName: identity.groupName, PolicyArn });
    case 'role':
      return asked(identity.arn, 'iam:AttachRolePolicy', { RoleName: identity.roleName, PolicyArn });
  }
}
