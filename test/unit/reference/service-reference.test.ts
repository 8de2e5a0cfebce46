import { describe, expect, test } from 'vitest';
import { openServiceReference } from '../../../src-main/request/iam-data-reference.ts';

const reference = openServiceReference('out/data');

describe('the service authorization reference', () => {
  test('lists AWS’s services with the number of their actions', () => {
    const services = reference.services();
    expect(services.length).toBeGreaterThan(400);
    const s3 = services.find((service) => service.prefix === 's3');
    expect(s3).toMatchObject({ name: 'Amazon S3', actionCount: reference.actions('s3').length });
  });

  test.each(['s3:CreateBucket', 'S3:createbucket'])('finds an action whatever its case: %s', (name) => {
    expect(reference.action(name)).toMatchObject({
      action: 's3:CreateBucket',
      accessLevel: 'Write',
      resourceTypes: [{ name: 'bucket', required: true }],
    });
  });

  test.each(['s3:CreateBuckets', 'CreateBucket', 'nothing:CreateBucket', ''])('knows no action %j', (name) => {
    expect(reference.action(name)).toBeNull();
  });

  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_identityandaccessmanagement.html
  test('gives one of AWS’s five access levels', () => {
    const levels = new Set(reference.actions('iam').map((action) => action.accessLevel));
    expect([...levels].toSorted()).toEqual(['List', 'Permissions management', 'Read', 'Tagging', 'Write']);
  });

  test('knows ARN patterns and condition keys of resource types', () => {
    expect(reference.resourceType('s3', 'Bucket')?.arnPattern).toBe('arn:${Partition}:s3:::${BucketName}');
    expect(reference.resourceType('dynamodb', 'table')?.conditionKeys).toContain('aws:ResourceTag/${TagKey}');
    expect(reference.resourceType('s3', 'table')).toBeNull();
  });

  test.each([
    ['aws:PrincipalTag/team', true],
    ['aws:SourceIp', true],
    ['AWS:sourceip', true],
    ['aws:RequestTag/team', true],
    ['aws:RequestTag/', false],
    ['s3:ExistingObjectTag/stage', true],
    ['s3:RequestObjectTag/', false],
    ['s3:prefix', true],
    ['iam:PolicyARN', true],
    ['aws:SourceIpp', false],
    ['team', false],
  ])('tells whether %s is a condition key: %s', (key, known) => {
    expect(reference.hasConditionKey(key)).toBe(known);
  });

  test('throws, naming the file and the mend, when the data are not there', () => {
    const missing = openServiceReference('out/nowhere');
    expect(() => missing.services()).toThrow(
      expect.objectContaining({ code: 'ReferenceDataMissing', place: expect.stringContaining('service-reference') }),
    );
  });
});

describe('searching actions', () => {
  test.each([
    ['createbucket', 's3:CreateBucket'],
    ['s3:CreateB', 's3:CreateBucket'],
    ['create bucket', 's3:CreateBucket'],
    ['bucket create s3', 's3:CreateBucket'],
    ['iam attach user', 'iam:AttachUserPolicy'],
    ['getcalleridentity', 'sts:GetCallerIdentity'],
  ])('%j finds %s first', (query, first) => {
    expect(reference.searchActions(query, 5)[0]?.action).toBe(first);
  });

  test('puts names that begin with the query before names that hold it', () => {
    const names = reference.searchActions('s3:delete', 500).map((found) => found.action);
    const firstOther = names.findIndex((name) => !name.startsWith('s3:Delete'));
    expect(firstOther).toBeGreaterThan(10);
    expect(names.slice(firstOther).some((name) => name.startsWith('s3:Delete'))).toBe(false);
  });

  test('gives no more than the limit, and nothing for nonsense', () => {
    expect(reference.searchActions('get', 7)).toHaveLength(7);
    expect(reference.searchActions('zzzqqq', 7)).toEqual([]);
  });
});
