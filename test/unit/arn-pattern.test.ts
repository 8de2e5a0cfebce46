import { describe, expect, it } from 'vitest';
import { arnPatternVariables, fillArnPattern, matchArnPattern } from '../../src-shared/arn-pattern.ts';

const QUEUE = 'arn:${Partition}:sqs:${Region}:${Account}:${QueueName}';
const OBJECT = 'arn:${Partition}:s3:::${BucketName}/${ObjectName}';
const INDEX = 'arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}/index/${IndexName}';

describe('The ARN pattern of a resource type', () => {
  it('tells its variables in their order', () => {
    expect(arnPatternVariables(INDEX)).toEqual(['Partition', 'Region', 'Account', 'TableName', 'IndexName']);
  });

  it('is filled in, and shows what is missing yet', () => {
    const values = { Partition: 'aws', Region: 'us-east-1', Account: '123456789012', QueueName: '' };
    expect(fillArnPattern(QUEUE, values)).toBe('arn:aws:sqs:us-east-1:123456789012:${QueueName}');
    expect(fillArnPattern(QUEUE, { ...values, QueueName: 'jobs' })).toBe('arn:aws:sqs:us-east-1:123456789012:jobs');
  });

  it.each([
    [QUEUE, 'arn:aws:sqs:eu-west-1:123456789012:jobs', { Region: 'eu-west-1', QueueName: 'jobs' }],
    [OBJECT, 'arn:aws:s3:::shop/2026/a:b.txt', { BucketName: 'shop', ObjectName: '2026/a:b.txt' }],
    [
      INDEX,
      'arn:aws:dynamodb:us-east-1:123456789012:table/orders/index/by-date',
      { TableName: 'orders', IndexName: 'by-date' },
    ],
  ])('%s reads its values out of %s', (pattern, arn, values) => {
    expect(matchArnPattern(pattern, arn)).toMatchObject(values);
  });

  it.each([
    [QUEUE, 'arn:aws:sns:us-east-1:123456789012:jobs'],
    [QUEUE, 'arn:aws:sqs:us-east-1:123456789012:'],
    [INDEX, 'arn:aws:dynamodb:us-east-1:123456789012:table/orders'],
    [OBJECT, 'arn:aws:s3:::shop'],
  ])('%s is not followed by %s', (pattern, arn) => {
    expect(matchArnPattern(pattern, arn)).toBeNull();
  });

  it('gives back what was filled in', () => {
    const values = { Partition: 'aws', Region: 'us-east-1', Account: '123456789012', TableName: 't', IndexName: 'i' };
    expect(matchArnPattern(INDEX, fillArnPattern(INDEX, values))).toEqual(values);
  });
});
