import type { DocumentOf } from '../../src-shared/model/documents.ts';
import type { Route } from '../app/route.ts';

/** The documents of the open account that a policy's source may name. */
export interface PolicyHolders {
  readonly users: readonly DocumentOf<'user'>[];
  readonly groups: readonly DocumentOf<'group'>[];
  readonly roles: readonly DocumentOf<'role'>[];
  readonly resources: readonly DocumentOf<'resource'>[];
}

/**
 * The page of the identity or resource that a policy came through, read from the end of its source, such as
 * `attached to group developers`.
 * @returns null when the source names none, or one that is no longer there.
 */
export function routeToSource(source: string, account: PolicyHolders): Route | null {
  const [, kind, name] = /\b(user|group|role|bucket) ([\w+=,.@-]+)$/.exec(source) ?? [];
  switch (kind) {
    case 'user': {
      const user = account.users.find(({ userName }) => userName === name);
      return user === undefined ? null : { screen: 'user', arn: user.arn };
    }
    case 'group': {
      const group = account.groups.find(({ groupName }) => groupName === name);
      return group === undefined ? null : { screen: 'group', arn: group.arn };
    }
    case 'role': {
      const role = account.roles.find(({ roleName }) => roleName === name);
      return role === undefined ? null : { screen: 'role', arn: role.arn };
    }
    case 'bucket':
      return account.resources.some((resource) => resource.name === name) ? { screen: 'resources' } : null;
    default:
      return null;
  }
}
