import { expect, test } from 'vitest';
import { computeLabel, computeResources } from '../../../src-renderer/composer/compute-signers.ts';
import { resource } from '../../fixtures/account-documents.ts';

const bucket = resource('s3:bucket', 'b');
const instance = resource('ec2:instance', 'i-0a1b2c3d', { tags: [{ Key: 'Name', Value: 'web' }] });
const thumbnails = resource('lambda:function', 'thumbnails');

test('instances and functions can sign with their role, and nothing else that is a resource', () => {
  expect(computeResources([bucket, instance, thumbnails]).map(computeLabel)).toEqual([
    'instance i-0a1b2c3d (web)',
    'function thumbnails',
  ]);
});
