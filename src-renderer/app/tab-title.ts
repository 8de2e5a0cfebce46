import { nameInArn, parseArn } from '../../src-shared/arn.ts';
import type { Route } from './route.ts';

/** Those of the icons that tabs have. */
type TabIcon =
  | 'folder'
  | 'user'
  | 'group'
  | 'role'
  | 'policy'
  | 'resource'
  | 'identityProvider'
  | 'lock'
  | 'phone'
  | 'composer'
  | 'timeline'
  | 'gate'
  | 'compare'
  | 'organization'
  | 'graph'
  | 'settings'
  | 'signIn';

/** What a tab says of the place that it is at. */
export interface TabTitle {
  readonly icon: TabIcon;
  readonly text: string;
}

const LISTS = { users: 'Users', groups: 'Groups', roles: 'Roles' } as const;
const LIST_ICONS = { users: 'user', groups: 'group', roles: 'role' } as const;

/**
 * The title of a tab: the name of what the page is about, or of the section.
 * @param actionOf the action of a decision, by its ID; null as long as it is not known.
 */
export function tabTitle(route: Route, actionOf: (decisionId: string) => string | null): TabTitle {
  switch (route.screen) {
    case 'welcome':
      return { icon: 'folder', text: 'Welcome' };
    case 'identities':
      return { icon: LIST_ICONS[route.list], text: LISTS[route.list] };
    case 'user':
    case 'group':
    case 'role':
    case 'policy':
      return { icon: route.screen, text: nameInArn(route.arn) };
    case 'policies':
      return { icon: 'policy', text: 'Policies' };
    case 'resources':
      return { icon: 'resource', text: route.open === undefined ? 'Resources' : nameInArn(route.open.arn) };
    case 'bucket':
      return {
        icon: 'resource',
        text: [nameInArn(route.arn), route.prefix ?? ''].filter((part) => part !== '').join('/'),
      };
    case 'identityProviders':
      return { icon: 'identityProvider', text: 'Identity providers' };
    case 'identityProvider':
      // An OpenID Connect provider is called by its URL, which may have slashes of its own.
      return { icon: 'identityProvider', text: parseArn(route.arn)?.resource.replace(/^[^/]*\//, '') ?? route.arn };
    case 'account':
      return { icon: 'lock', text: 'Account settings' };
    case 'authenticator':
      return { icon: 'phone', text: 'Authenticator' };
    case 'composer':
      return { icon: 'composer', text: 'Composer' };
    case 'timeline':
      return { icon: 'timeline', text: 'Timeline' };
    case 'decision':
      return { icon: 'gate', text: actionOf(route.id) ?? 'Decision' };
    case 'comparison': {
      const actions = [...new Set(route.ids.map(actionOf).filter((action) => action !== null))];
      return { icon: 'compare', text: actions.length === 0 ? 'Comparison' : `Compare ${actions.join(', ')}` };
    }
    case 'organization':
      return { icon: 'organization', text: 'Organization' };
    case 'accessGraph':
      return {
        icon: 'graph',
        text: route.focus === undefined ? 'Access graph' : `Access of ${nameInArn(route.focus)}`,
      };
    case 'settings':
      return { icon: 'settings', text: 'Settings' };
    case 'signIn':
      return { icon: 'signIn', text: 'Sign in' };
  }
}
