import { parseArn, type Arn } from '../../src-shared/arn.ts';

export type IdentityList = 'users' | 'groups' | 'roles';

/** A place in a policy's text, from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** What of an identity's page is to be seen at once. */
export type IdentityPart =
  | { readonly kind: 'permissions' }
  | { readonly kind: 'inlinePolicy'; readonly name: string; readonly at: TextPlace | null }
  | { readonly kind: 'trustPolicy'; readonly at: TextPlace | null };

/** The parts of the settings, in the order in which they are shown. */
export const SETTINGS_PARTS = ['general', 'clock', 'endpoint', 'credentialStore', 'drafts', 'about'] as const;
export type SettingsPart = (typeof SETTINGS_PARTS)[number];

/** Where in the app a person can be. */
export type Route =
  | { readonly screen: 'welcome'; readonly section: 'start' | 'create' | 'open' | 'import' }
  | { readonly screen: 'identities'; readonly list: IdentityList }
  | { readonly screen: 'user' | 'group' | 'role'; readonly arn: Arn; readonly part?: IdentityPart }
  | { readonly screen: 'policies' }
  | { readonly screen: 'policy'; readonly arn: Arn; readonly at?: TextPlace }
  /** With one of them open, where it is named. */
  | { readonly screen: 'resources'; readonly open?: { readonly arn: Arn; readonly at: TextPlace | null } }
  | { readonly screen: 'identityProviders' }
  | { readonly screen: 'identityProvider'; readonly arn: Arn }
  | { readonly screen: 'account'; readonly tab?: 'endpoint' }
  | { readonly screen: 'authenticator' }
  | { readonly screen: 'composer' }
  | { readonly screen: 'timeline' }
  | { readonly screen: 'decision'; readonly id: string }
  /** Two decisions side by side. */
  | { readonly screen: 'comparison'; readonly ids: readonly [string, string] }
  | { readonly screen: 'bucket'; readonly arn: Arn; readonly prefix?: string }
  /** With a root, an organizational unit, an account or a policy chosen. */
  | { readonly screen: 'organization'; readonly id?: string }
  /** Who can become whom, and by which policies; with one identity in the middle. */
  | { readonly screen: 'accessGraph'; readonly focus?: Arn }
  /** The app's own settings; the account's are `account`. */
  | { readonly screen: 'settings'; readonly part?: SettingsPart }
  | { readonly screen: 'signIn' };

/** Tells whether two routes lead to the same place. */
export function sameRoute(one: Route, other: Route): boolean {
  return JSON.stringify(Object.entries(one).toSorted()) === JSON.stringify(Object.entries(other).toSorted());
}

/**
 * What of an organization has a place on its screen; the ARN ends in its ID.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html (resource types)
 */
const IN_ORGANIZATION = /^(?:account|ou|policy|root)\/.*?([^/]+)$/;

/**
 * The page that shows what an ARN names.
 * @returns null when there is no page for it. Resources share one page.
 */
export function routeToArn(arn: string): Route | null {
  const parts = parseArn(arn);
  if (parts === null) return null;
  const known = arn as Arn;
  if (parts.service === 'iam') {
    if (parts.resource === 'root') return { screen: 'account' };
    const kind = parts.resource.slice(0, parts.resource.indexOf('/'));
    if (kind === 'user' || kind === 'group' || kind === 'role' || kind === 'policy')
      return { screen: kind, arn: known };
    if (kind === 'oidc-provider' || kind === 'saml-provider') return { screen: 'identityProvider', arn: known };
    return null;
  }
  if (parts.service === 'organizations') {
    const id = IN_ORGANIZATION.exec(parts.resource)?.[1];
    return id === undefined ? null : { screen: 'organization', id };
  }
  // Sessions are not among the account's resources.
  return parts.service === 'sts' ? null : { screen: 'resources' };
}
