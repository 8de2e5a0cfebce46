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
  /** What lies under it and has a screen of its own. */
  readonly pages?: readonly Route['screen'][];
}

/** Sections under one heading; null for those that stand apart. */
export interface SectionGroup {
  readonly label: string | null;
  readonly sections: readonly Section[];
}

/** Whether a section, or a page under it, is shown. */
export function holds({ to, pages = [] }: Section, route: Route): boolean {
  if (pages.includes(route.screen)) return true;
  if (to.screen === 'identities') return route.screen === 'identities' && route.list === to.list;
  return route.screen === to.screen;
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
          pages: ['user'],
        },
        {
          label: 'Groups',
          command: 'goGroups',
          icon: 'group',
          to: { screen: 'identities', list: 'groups' },
          count: model.groups.length,
          pages: ['group'],
        },
        {
          label: 'Roles',
          command: 'goRoles',
          icon: 'role',
          to: { screen: 'identities', list: 'roles' },
          count: model.roles.length,
          pages: ['role'],
        },
        {
          label: 'Identity providers',
          command: 'goIdentityProviders',
          icon: 'identityProvider',
          to: { screen: 'identityProviders' },
          count: model.openIdConnectProviders.length + model.samlProviders.length,
          pages: ['identityProvider'],
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
          pages: ['policy'],
        },
        {
          label: 'Resources',
          command: 'goResources',
          icon: 'resource',
          to: { screen: 'resources' },
          count: model.resources.length,
          pages: ['bucket'],
        },
        {
          label: 'Organization',
          command: 'goOrganization',
          icon: 'organization',
          to: { screen: 'organization' },
        },
        {
          label: 'Access graph',
          command: 'goAccessGraph',
          icon: 'graph',
          to: { screen: 'accessGraph' },
        },
        {
          label: 'Account settings',
          command: 'goAccount',
          icon: 'lock',
          to: { screen: 'account' },
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
        },
        {
          label: 'Timeline',
          command: 'goTimeline',
          icon: 'timeline',
          to: { screen: 'timeline' },
          pages: ['decision', 'comparison'],
        },
        {
          label: 'Sign in',
          command: 'goSignIn',
          icon: 'signIn',
          to: { screen: 'signIn' },
        },
        {
          label: 'Authenticator',
          command: 'goAuthenticator',
          icon: 'phone',
          to: { screen: 'authenticator' },
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
        },
      ],
    },
  ];
}
