import type { DocumentOf } from '../../src-shared/model/documents.ts';
import type { Account } from '../app/accounts.ts';
import { entry, type Entry } from './palette-entry.ts';

/** The icons of what is in an account. */
type ModelEntry = Entry<'user' | 'group' | 'role' | 'identityProvider' | 'policy' | 'resource'>;

/** The documents of an account that can be opened. */
export interface SearchedModel {
  readonly users: readonly DocumentOf<'user'>[];
  readonly groups: readonly DocumentOf<'group'>[];
  readonly roles: readonly DocumentOf<'role'>[];
  readonly policies: readonly DocumentOf<'policy'>[];
  readonly resources: readonly DocumentOf<'resource'>[];
  readonly openIdConnectProviders: readonly DocumentOf<'openIdConnectProvider'>[];
  readonly samlProviders: readonly DocumentOf<'samlProvider'>[];
}

/** What is searched besides the title: the ARN, and the tags as they are written in a policy's condition. */
function found({ arn, tags }: { arn: string; tags?: readonly { Key: string; Value: string }[] }): string {
  return [arn, ...(tags ?? []).map(({ Key, Value }) => `${Key}=${Value}`)].join(' ');
}

/** A path is told where it says something. */
const within = (what: string, path: string): string => (path === '/' ? what : `${what} · ${path}`);

function identityEntries({ users, groups, roles, openIdConnectProviders, samlProviders }: SearchedModel): ModelEntry[] {
  const section = 'Identities';
  return [
    ...users.map((user) =>
      entry({
        key: user.arn,
        section,
        icon: 'user',
        title: user.userName,
        detail: within('User', user.path),
        otherwise: found(user),
        route: { screen: 'user', arn: user.arn },
      }),
    ),
    ...groups.map((group) =>
      entry({
        key: group.arn,
        section,
        icon: 'group',
        title: group.groupName,
        detail: within('Group', group.path),
        otherwise: group.arn,
        route: { screen: 'group', arn: group.arn },
      }),
    ),
    ...roles.map((role) =>
      entry({
        key: role.arn,
        section,
        icon: 'role',
        title: role.roleName,
        detail: within('Role', role.path),
        otherwise: found(role),
        route: { screen: 'role', arn: role.arn },
      }),
    ),
    ...openIdConnectProviders.map(({ arn, url }) =>
      entry({
        key: arn,
        section,
        icon: 'identityProvider',
        title: url,
        detail: 'OpenID Connect provider',
        otherwise: arn,
        route: { screen: 'identityProvider', arn },
      }),
    ),
    ...samlProviders.map(({ arn, name }) =>
      entry({
        key: arn,
        section,
        icon: 'identityProvider',
        title: name,
        detail: 'SAML provider',
        otherwise: arn,
        route: { screen: 'identityProvider', arn },
      }),
    ),
  ];
}

/** What of an account can be opened, as entries of the palette. */
export function modelEntries(model: SearchedModel): readonly ModelEntry[] {
  return [
    ...identityEntries(model),
    ...model.policies.map((policy) =>
      entry({
        key: policy.arn,
        section: 'Policies',
        icon: 'policy',
        title: policy.policyName,
        detail: within('Customer managed', policy.path),
        otherwise: found(policy),
        route: { screen: 'policy', arn: policy.arn },
      }),
    ),
    ...model.resources.map((resource) =>
      entry({
        key: resource.arn,
        section: 'Resources',
        icon: 'resource',
        title: resource.name,
        detail: [resource.resourceType, resource.region].filter((part) => part !== '').join(' · '),
        otherwise: found(resource),
        route: { screen: 'resources', open: { arn: resource.arn, at: null } },
      }),
    ),
  ];
}

/**
 * The accounts of a workspace.
 * @param show shows an account's documents.
 */
export function accountEntries(
  accounts: readonly Account[],
  show: (account: Account) => void,
): readonly Entry<'folder'>[] {
  return accounts.map((account) =>
    entry({
      key: `account ${account.accountId}`,
      section: 'Accounts',
      icon: 'folder',
      title: account.name,
      detail: [account.accountId, account.alias].filter((part) => part !== null).join(' · '),
      route: null,
      run: () => show(account),
    }),
  );
}
