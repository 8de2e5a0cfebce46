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
          holds: (route) => route.screen === 'user' || (route.screen === 'identities' && route.list === 'users'),
        },
        {
          label: 'Groups',
          command: 'goGroups',
          icon: 'group',
          to: { screen: 'identities', list: 'groups' },
          count: model.groups.length,
          holds: (route) => route.screen === 'group' || (route.screen === 'identities' && route.list === 'groups'),
        },
        {
          label: 'Roles',
          command: 'goRoles',
          icon: 'role',
          to: { screen: 'identities', list: 'roles' },
          count: model.roles.length,
          holds: (route) => route.screen === 'role' || (route.screen === 'identities' && route.list === 'roles'),
        },
        {
          label: 'Identity providers',
          command: 'goIdentityProviders',
          icon: 'identityProvider',
          to: { screen: 'identityProviders' },
          count: model.openIdConnectProviders.length + model.samlProviders.length,
          holds: (route) => route.screen === 'identityProviders' || route.screen === 'identityProvider',
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
          holds: (route) => route.screen === 'policies' || route.screen === 'policy',
        },
        {
          label: 'Resources',
          command: 'goResources',
          icon: 'resource',
          to: { screen: 'resources' },
          count: model.resources.length,
          holds: (route) => route.screen === 'resources' || route.screen === 'bucket',
        },
        {
          label: 'Organization',
          command: 'goOrganization',
          icon: 'organization',
          to: { screen: 'organization' },
          holds: (route) => route.screen === 'organization',
        },
        {
          label: 'Access graph',
          command: 'goAccessGraph',
          icon: 'graph',
          to: { screen: 'accessGraph' },
          holds: (route) => route.screen === 'accessGraph',
        },
        {
          label: 'Account settings',
          command: 'goAccount',
          icon: 'lock',
          to: { screen: 'account' },
          holds: (route) => route.screen === 'account',
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
          holds: (route) => route.screen === 'composer',
        },
        {
          label: 'Timeline',
          command: 'goTimeline',
          icon: 'timeline',
          to: { screen: 'timeline' },
          holds: (route) => route.screen === 'timeline' || route.screen === 'decision' || route.screen === 'comparison',
        },
        {
          label: 'Sign in',
          command: 'goSignIn',
          icon: 'signIn',
          to: { screen: 'signIn' },
          holds: (route) => route.screen === 'signIn',
        },
        {
          label: 'Authenticator',
          command: 'goAuthenticator',
          icon: 'phone',
          to: { screen: 'authenticator' },
          holds: (route) => route.screen === 'authenticator',
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
          holds: (route) => route.screen === 'settings',
        },
      ],
    },
  ];
}
