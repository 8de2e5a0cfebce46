import { describe, expect, test } from 'vitest';
import { covered, folded, servicePrefix } from '../../../src-renderer/policy-editor/action-patterns.ts';
import { fc } from '../../fixtures/properties.ts';

const ALL = [
  's3:DeleteBucket',
  's3:DeleteObject',
  's3:GetBucketAcl',
  's3:GetBucketPolicy',
  's3:GetObject',
  's3:GetObjectAcl',
  's3:ListAllMyBuckets',
  's3:ListBucket',
  's3:PutObject',
];

describe('A pattern covers', () => {
  test.each([
    ['s3:Get*', 4],
    ['S3:getbucket*', 2],
    ['s3:*Object', 3],
    ['s3:Delete??????', 2],
    ['*', 9],
    ['s3:GetObject', 1],
    ['s3:Get', 0],
    ['s3.*', 0],
  ])('%s: %i actions', (pattern, count) => {
    expect(covered(pattern, ALL)).toHaveLength(count);
  });
});

describe('Actions are folded', () => {
  test.each([
    ['into the whole service', ALL, ['s3:*']],
    ['into stems that cover them and nothing else', ALL.slice(2, 6), ['s3:Get*']],
    [
      'into longer stems where the short one covers too much',
      ['s3:GetBucketAcl', 's3:GetBucketPolicy'],
      ['s3:GetBucket*'],
    ],
    ['never where only one is behind the stem', ['s3:PutObject'], ['s3:PutObject']],
    ['in their order', ['s3:PutObject', 's3:ListBucket', 's3:ListAllMyBuckets'], ['s3:List*', 's3:PutObject']],
  ])('%s', (_, wanted, patterns) => {
    expect(folded(wanted, ALL)).toEqual(patterns);
  });

  test('so that the patterns cover exactly them', () => {
    fc.assert(
      fc.property(fc.subarray(ALL), (wanted) => {
        const back = new Set(folded(wanted, ALL).flatMap((pattern) => covered(pattern, ALL)));
        expect([...back].toSorted()).toEqual(wanted.toSorted());
      }),
    );
  });
});

test.each([
  ['s3:Get*', 's3'],
  ['S3:*', 's3'],
  ['*', null],
  ['s*:Get', null],
  ['GetObject', null],
])('The service of %s is %s', (pattern, prefix) => {
  expect(servicePrefix(pattern)).toBe(prefix);
});
