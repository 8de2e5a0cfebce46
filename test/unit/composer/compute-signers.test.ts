import { expect, test } from 'vitest';
import { computeOf, computeOptions } from '../../../src-renderer/composer/compute-signers.ts';
import { resource } from '../../fixtures/account-documents.ts';

const bucket = resource('s3:bucket', 'b');
const instance = resource('ec2:instance', 'i-0a1b2c3d', { tags: [{ Key: 'Name', Value: 'web' }] });
const thumbnails = resource('lambda:function', 'thumbnails');
const all = [bucket, instance, thumbnails];

test('instances and functions can sign with their role, and nothing else that is a resource', () => {
  expect(computeOptions(all)).toEqual([
    { value: instance.arn, label: 'The role of instance i-0a1b2c3d (web)', group: 'Instances and functions' },
    { value: thumbnails.arn, label: 'The role of function thumbnails', group: 'Instances and functions' },
  ]);
});

test.each([
  ['an instance', instance.arn, instance.arn],
  ['a bucket', bucket.arn, null],
  ['an access key', 'AKIAIOSFODNN7EXAMPLE', null],
])('an entry of %s leads to the resource whose role signs, if any', (_, value, arn) => {
  expect(computeOf(value, all)).toBe(arn);
});
