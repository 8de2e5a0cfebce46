import type { DocumentOf } from '../../src-shared/model/documents.ts';
import type { Route } from '../app/route.ts';

/** The identities of the open account, as far as a policy's source may name them. */
export interface Identities {
  readonly users: readonly DocumentOf<'user'>[];
  readonly groups: readonly DocumentOf<'group'>[];
  readonly roles: readonly DocumentOf<'role'>[];
}

/**
 * The page of the identity that a policy came through, read from the end of its source, such as
 * `attached to group developers`.
 * @returns null when the source names no identity, or one that is no longer there.
 */
export function routeToSource(source: string, identities: Identities): Route | null {
  const [, kind, name] = /\b(user|group|role) ([\w+=,.@-]+)$/.exec(source) ?? [];
  switch (kind) {
    case 'user': {
      const user = identities.users.find(({ userName }) => userName === name);
      return user === undefined ? null : { screen: 'user', arn: user.arn };
    }
    case 'group': {
      const group = identities.groups.find(({ groupName }) => groupName === name);
      return group === undefined ? null : { screen: 'group', arn: group.arn };
    }
    case 'role': {
      const role = identities.roles.find(({ roleName }) => roleName === name);
      return role === undefined ? null : { screen: 'role', arn: role.arn };
    }
    default:
      return null;
  }
}
