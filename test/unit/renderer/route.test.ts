import { describe, expect, test } from 'vitest';
import { nameInArn } from '../../../src-shared/arn.ts';
import { routeToArn, sameRoute } from '../../../src-renderer/app/route.ts';

describe('the page of an ARN', () => {
  test.each([
    ['arn:aws:iam::123456789012:user/lucy', 'user'],
    ['arn:aws:iam::123456789012:user/division/lucy', 'user'],
    ['arn:aws:iam::123456789012:group/developers', 'group'],
    ['arn:aws:iam::123456789012:role/service-role/reader', 'role'],
    ['arn:aws:iam::aws:policy/AdministratorAccess', 'policy'],
    ['arn:aws:iam::123456789012:oidc-provider/idp.example.com', 'identityProvider'],
    ['arn:aws:iam::123456789012:saml-provider/corporate', 'identityProvider'],
    ['arn:aws:iam::123456789012:root', 'account'],
    ['arn:aws:s3:::lucy-bucket', 'resources'],
    ['arn:aws:dynamodb:us-east-1:123456789012:table/orders', 'resources'],
  ])('%s is shown by the %s screen', (arn, screen) => {
    expect(routeToArn(arn)?.screen).toBe(screen);
  });

  test.each([
    ['arn:aws:organizations::111122223333:policy/o-exampleorgid/service_control_policy/p-0123456789', 'p-0123456789'],
    ['arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess', 'p-FullAWSAccess'],
    ['arn:aws:organizations::111122223333:ou/o-exampleorgid/ou-ab12-11111111', 'ou-ab12-11111111'],
    ['arn:aws:organizations::111122223333:account/o-exampleorgid/222233334444', '222233334444'],
    ['arn:aws:organizations::111122223333:root/o-exampleorgid/r-ab12', 'r-ab12'],
  ])('%s is shown where the organization has %s', (arn, id) => {
    expect(routeToArn(arn)).toEqual({ screen: 'organization', id });
  });

  test.each([
    'arn:aws:iam::123456789012:mfa/phone',
    'arn:aws:sts::123456789012:assumed-role/reader/session',
    'arn:aws:organizations::111122223333:organization/o-exampleorgid',
    '*',
    'lucy',
  ])('%s has none', (arn) => {
    expect(routeToArn(arn)).toBeNull();
  });
});

test.each([
  ['arn:aws:iam::123456789012:user/division/lucy', 'lucy'],
  ['arn:aws:iam::aws:policy/job-function/ViewOnlyAccess', 'ViewOnlyAccess'],
  ['arn:aws:s3:::lucy-bucket', 'lucy-bucket'],
  ['no ARN', 'no ARN'],
])('the name in %s is %s', (arn, name) => {
  expect(nameInArn(arn)).toBe(name);
});

test('two routes are the same when they lead to the same place, whatever the order of their parts', () => {
  expect(sameRoute({ screen: 'identities', list: 'users' }, { list: 'users', screen: 'identities' })).toBe(true);
  expect(sameRoute({ screen: 'identities', list: 'users' }, { screen: 'identities', list: 'roles' })).toBe(false);
  expect(sameRoute({ screen: 'timeline' }, { screen: 'composer' })).toBe(false);
});
