import { parseArn, type Arn } from '../../src-shared/arn.ts';

export type IdentityList = 'users' | 'groups' | 'roles';

/** Where in the app a person can be. */
export type Route =
  | { readonly screen: 'welcome'; readonly section: 'start' | 'create' | 'open' | 'import' }
  | { readonly screen: 'identities'; readonly list: IdentityList }
  | { readonly screen: 'user'; readonly arn: Arn }
  | { readonly screen: 'group'; readonly arn: Arn }
  | { readonly screen: 'role'; readonly arn: Arn }
  | { readonly screen: 'policies' }
  | { readonly screen: 'policy'; readonly arn: Arn }
  | { readonly screen: 'resources' }
  | { readonly screen: 'composer' }
  | { readonly screen: 'timeline' }
  | { readonly screen: 'decision'; readonly id: string }
  | { readonly screen: 'signIn' };

/** Tells whether two routes lead to the same place. */
export function sameRoute(one: Route, other: Route): boolean {
  return JSON.stringify(Object.entries(one).toSorted()) === JSON.stringify(Object.entries(other).toSorted());
}

/**
 * The page that shows what an ARN names.
 * @returns null when there is no page for it. Resources share one page.
 */
export function routeToArn(arn: string): Route | null {
  const parts = parseArn(arn);
  if (parts === null) return null;
  const known = arn as Arn;
  if (parts.service === 'iam') {
    const kind = parts.resource.slice(0, parts.resource.indexOf('/'));
    if (kind === 'user' || kind === 'group' || kind === 'role' || kind === 'policy')
      return { screen: kind, arn: known };
    return null;
  }
  return parts.service === 'sts' ? null : { screen: 'resources' };
}
