import { describe, expect, test } from 'vitest';
import { groupByType, resourceTypeName, searchResources } from '../../../src-renderer/resources/resource-types.ts';
import { resource } from '../../fixtures/account-documents.ts';

const resources = [
  resource('ec2:instance', 'i-1', { tags: [{ Key: 'Environment', Value: 'test' }] }),
  resource('s3:bucket', 'invoices'),
  resource('dynamodb:table', 'orders', { tags: [{ Key: 'Environment', Value: 'production' }] }),
  resource('s3:bucket', 'catalogue'),
];

test('resources are listed by type, buckets first, and keep their order within a type', () => {
  expect(groupByType(resources).map(({ type, resources: members }) => [type, members.map(({ name }) => name)])).toEqual(
    [
      ['s3:bucket', ['invoices', 'catalogue']],
      ['dynamodb:table', ['orders']],
      ['ec2:instance', ['i-1']],
    ],
  );
});

test('a type without a name of its own is called as the service authorization reference calls it', () => {
  expect(resourceTypeName('s3:bucket')).toBe('S3 buckets');
  expect(resourceTypeName('glacier:vault')).toBe('glacier:vault');
});

describe('a search among resources', () => {
  test.each([
    ['', ['i-1', 'invoices', 'orders', 'catalogue']],
    ['INVOICE', ['invoices']],
    ['environment=test', ['i-1']],
    ['dynamodb production', ['orders']],
    ['invoices production', []],
  ])('for “%s” finds %j', (search, names) => {
    expect(searchResources(resources, search).map(({ name }) => name)).toEqual(names);
  });
});
