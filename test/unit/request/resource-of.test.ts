import { describe, expect, test } from 'vitest';
import { resourceOf } from '../../../src-main/request/resource-of.ts';
import { ACCOUNT, model } from './scene.ts';

describe('the resource under an ARN', () => {
  test.each<[string, string, string | null, string | null]>([
    ['a bucket', 'arn:aws:s3:::lucy-bucket', 'arn:aws:s3:::lucy-bucket', ACCOUNT],
    ['the bucket of an object', 'arn:aws:s3:::lucy-bucket/a/b c:d', 'arn:aws:s3:::lucy-bucket', ACCOUNT],
    ['the bucket of another account', 'arn:aws:s3:::their-bucket/k', 'arn:aws:s3:::their-bucket', '210987654321'],
    ['no bucket of a longer name', 'arn:aws:s3:::lucy-bucket-2/k', null, null],
    [
      'the table of an index',
      `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders/index/by-date`,
      `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders`,
      ACCOUNT,
    ],
    [
      'the log group of a stream',
      `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/shop/web:log-stream:today`,
      `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/shop/web`,
      ACCOUNT,
    ],
    [
      'the role of a session',
      `arn:aws:sts::${ACCOUNT}:assumed-role/deployer/monday`,
      `arn:aws:iam::${ACCOUNT}:role/deployer`,
      ACCOUNT,
    ],
    ['no user above a path', `arn:aws:iam::${ACCOUNT}:user/shop/lucy/more`, null, ACCOUNT],
    ['what only its ARN tells the owner of', 'arn:aws:sqs:eu-west-1:111122223333:jobs', null, '111122223333'],
    ['nothing of AWS itself', 'arn:aws:iam::aws:policy/ReadOnlyAccess', null, null],
    ['nothing', '*', null, null],
  ])('is %s', (_, arn, key, accountId) => {
    const found = resourceOf(model, arn);
    expect([found.document?.arn ?? null, found.accountId]).toEqual([key, accountId]);
  });

  test('brings its resource-based policy and whose that is', () => {
    expect(resourceOf(model, 'arn:aws:s3:::lucy-bucket/k')).toMatchObject({
      policy: '{"Statement":[]}',
      policyHolder: 'bucket lucy-bucket',
    });
  });

  test('has no resource-based policy where it is a role: its trust policy answers for sts:AssumeRole alone', () => {
    expect(resourceOf(model, `arn:aws:iam::${ACCOUNT}:role/deployer`).policy).toBeNull();
  });

  // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
  test('is the default key policy for a KMS key that has none of its own', () => {
    const { policy, document } = resourceOf(model, `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd`);
    expect(document).toBeNull();
    expect(JSON.parse(policy ?? '')).toMatchObject({
      Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*' }],
    });
  });
});
