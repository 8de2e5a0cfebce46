import type { Route } from '../../../src-renderer/app/route.ts';

const ACCOUNT = '123456789012';

/** Routes of every screen: as plain as they can be, and with all that they can say. */
const BY_SCREEN: { readonly [Screen in Route['screen']]: readonly (Route & { screen: Screen })[] } = {
  welcome: [{ screen: 'welcome', section: 'start' }],
  identities: [
    { screen: 'identities', list: 'users' },
    { screen: 'identities', list: 'groups' },
    { screen: 'identities', list: 'roles' },
  ],
  user: [
    { screen: 'user', arn: `arn:aws:iam::${ACCOUNT}:user/shop/lucy` },
    {
      screen: 'user',
      arn: `arn:aws:iam::${ACCOUNT}:user/lucy`,
      part: { kind: 'inlinePolicy', name: 'buckets', at: { line: 3, column: 5 } },
    },
  ],
  group: [{ screen: 'group', arn: `arn:aws:iam::${ACCOUNT}:group/staff`, part: { kind: 'permissions' } }],
  role: [
    {
      screen: 'role',
      arn: `arn:aws:iam::${ACCOUNT}:role/web`,
      part: { kind: 'trustPolicy', at: { line: 1, column: 1 } },
    },
  ],
  policies: [{ screen: 'policies' }],
  policy: [
    { screen: 'policy', arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
    { screen: 'policy', arn: `arn:aws:iam::${ACCOUNT}:policy/Read`, at: { line: 1, column: 2 } },
  ],
  resources: [
    { screen: 'resources' },
    { screen: 'resources', open: { arn: 'arn:aws:s3:::b', at: null } },
    { screen: 'resources', open: { arn: 'arn:aws:s3:::b', at: { line: 2, column: 2 } } },
  ],
  bucket: [
    { screen: 'bucket', arn: 'arn:aws:s3:::b' },
    { screen: 'bucket', arn: 'arn:aws:s3:::b', prefix: '2026/' },
  ],
  identityProviders: [{ screen: 'identityProviders' }],
  identityProvider: [{ screen: 'identityProvider', arn: `arn:aws:iam::${ACCOUNT}:saml-provider/corp` }],
  account: [{ screen: 'account' }, { screen: 'account', tab: 'endpoint' }],
  authenticator: [{ screen: 'authenticator' }],
  composer: [{ screen: 'composer' }],
  timeline: [{ screen: 'timeline' }],
  decision: [{ screen: 'decision', id: 'd-1' }],
  comparison: [{ screen: 'comparison', ids: ['d-1', 'd-2'] }],
  organization: [{ screen: 'organization' }, { screen: 'organization', id: 'ou-abcd-11111111' }],
  accessGraph: [{ screen: 'accessGraph' }, { screen: 'accessGraph', focus: `arn:aws:iam::${ACCOUNT}:role/web` }],
  settings: [{ screen: 'settings' }, { screen: 'settings', part: 'clock' }],
  signIn: [{ screen: 'signIn' }],
};

/** A screen that is added to the app has to be added above: the compiler says so. */
export const EVERY_ROUTE: readonly Route[] = Object.values<readonly Route[]>(BY_SCREEN).flat();
