import type { CommandId } from '../../src-shared/commands.ts';
import type { IconName } from '../ui/icon-paths.ts';
import type { Model } from './model.svelte.ts';
import type { Route } from './route.ts';

/** Where the navigation leads. */
export interface Section {
  readonly label: string;
  /** That goes there by its keys. */
  readonly command: CommandId;
  readonly icon: IconName;
  readonly to: Route;
  /** How many of them the account has; left out where nobody counts them. */
  readonly count?: number;
  /** Whether the section, or a page under it, is shown. */
  readonly holds: (route: Route) => boolean;
}

/** Sections under one heading; null for those that stand apart. */
export interface SectionGroup {
  readonly label: string | null;
  readonly sections: readonly Section[];
}

function isOneOf(...screens: readonly Route['screen'][]): Section['holds'] {
  return ({ screen }) => screens.includes(screen);
}

/** A list of identities, or the page of one of them. */
function isList(list: 'users' | 'groups' | 'roles', page: Route['screen']): Section['holds'] {
  return (route) => route.screen === page || (route.screen === 'identities' && route.list === list);
}

/** The sections of the app, from top to bottom. */
export function sectionGroups(model: Model): readonly SectionGroup[] {
  return [
    {
      label: 'Identities',
      sections: [
        {
          label: 'Users',
          command: 'goUsers',
          icon: 'user',
          to: { screen: 'identities', list: 'users' },
          count: model.users.length,
          holds: isList('users', 'user'),
        },
        {
          label: 'Groups',
          command: 'goGroups',
          icon: 'group',
          to: { screen: 'identities', list: 'groups' },
          count: model.groups.length,
          holds: isList('groups', 'group'),
        },
        {
          label: 'Roles',
          command: 'goRoles',
          icon: 'role',
          to: { screen: 'identities', list: 'roles' },
          count: model.roles.length,
          holds: isList('roles', 'role'),
        },
        {
          label: 'Identity providers',
          command: 'goIdentityProviders',
          icon: 'identityProvider',
          to: { screen: 'identityProviders' },
          count: model.openIdConnectProviders.length + model.samlProviders.length,
          holds: isOneOf('identityProviders', 'identityProvider'),
        },
      ],
    },
    {
      label: 'Account',
      sections: [
        {
          label: 'Policies',
          command: 'goPolicies',
          icon: 'policy',
          to: { screen: 'policies' },
          count: model.policies.length,
          holds: isOneOf('policies', 'policy'),
        },
        {
          label: 'Resources',
          command: 'goResources',
          icon: 'resource',
          to: { screen: 'resources' },
          count: model.resources.length,
          holds: isOneOf('resources', 'bucket'),
        },
        {
          label: 'Organization',
          command: 'goOrganization',
          icon: 'organization',
          to: { screen: 'organization' },
          holds: isOneOf('organization'),
        },
        {
          label: 'Access graph',
          command: 'goAccessGraph',
          icon: 'graph',
          to: { screen: 'accessGraph' },
          holds: isOneOf('accessGraph'),
        },
        {
          label: 'Account settings',
          command: 'goAccount',
          icon: 'lock',
          to: { screen: 'account' },
          holds: isOneOf('account'),
        },
      ],
    },
    {
      label: 'Requests',
      sections: [
        {
          label: 'Composer',
          command: 'goComposer',
          icon: 'composer',
          to: { screen: 'composer' },
          holds: isOneOf('composer'),
        },
        {
          label: 'Timeline',
          command: 'goTimeline',
          icon: 'timeline',
          to: { screen: 'timeline' },
          holds: isOneOf('timeline', 'decision', 'comparison'),
        },
        {
          label: 'Sign in',
          command: 'goSignIn',
          icon: 'signIn',
          to: { screen: 'signIn' },
          holds: isOneOf('signIn'),
        },
        {
          label: 'Authenticator',
          command: 'goAuthenticator',
          icon: 'phone',
          to: { screen: 'authenticator' },
          holds: isOneOf('authenticator'),
        },
      ],
    },
    {
      label: null,
      sections: [
        {
          label: 'Settings',
          command: 'goSettings',
          icon: 'settings',
          to: { screen: 'settings' },
          holds: isOneOf('settings'),
        },
      ],
    },
  ];
}
