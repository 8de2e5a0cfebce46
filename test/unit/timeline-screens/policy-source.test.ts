import { describe, expect, test } from 'vitest';
import { routeToSource, type PolicyHolders } from '../../../src-renderer/timeline/policy-source.ts';
import { group, resource, role, user } from '../../fixtures/account-documents.ts';

const account: PolicyHolders = {
  users: [user('lucy')],
  groups: [group('developers')],
  roles: [role('reader')],
  resources: [resource('s3:bucket', 'lucy-bucket')],
};

describe('the source of a policy leads to', () => {
  test.each([
    ['inline in user lucy', { screen: 'user', arn: 'arn:aws:iam::123456789012:user/lucy' }],
    ['attached to group developers', { screen: 'group', arn: 'arn:aws:iam::123456789012:group/developers' }],
    ['attached to role reader', { screen: 'role', arn: 'arn:aws:iam::123456789012:role/reader' }],
    ['bucket lucy-bucket', { screen: 'resources' }],
    ['inline in user somebody-deleted', null],
    ['the organization', null],
  ])('%s: %j', (source, route) => {
    expect(routeToSource(source, account)).toEqual(route);
  });
});
