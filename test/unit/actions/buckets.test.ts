import { beforeEach, describe, expect, it } from 'vitest';
import type { OperationName } from '../../../src-shared/operations/registry.ts';
import { isBucketName } from '../../../src-main/actions/s3/bucket-name.ts';
import { ACCOUNT_ID, NOW, OTHER_ACCOUNT_ID, TestAccount } from './test-account.ts';

let aws: TestAccount;
beforeEach(() => {
  aws = new TestAccount();
});

const create = (Bucket = 'lucy-bucket') => aws.perform('s3:CreateBucket', { Bucket });

const bucketPolicy = (statement: Record<string, unknown> = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::lucy-bucket/*',
        ...statement,
      },
    ],
  });

describe('Bucket names', () => {
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  it.each(['abc', 'lucy-bucket', 'example.com', '0-0', 'a'.repeat(63), '192.168.5.4a'])('may be %s', (name) => {
    expect(isBucketName(name)).toBe(true);
  });

  it.each([
    { name: 'ab', rule: 'at least 3 characters' },
    { name: 'a'.repeat(64), rule: 'at most 63 characters' },
    { name: 'Lucy-bucket', rule: 'no capitals' },
    { name: 'lucy_bucket', rule: 'no underscores' },
    { name: '-lucy', rule: 'a letter or digit at the start' },
    { name: 'lucy-', rule: 'a letter or digit at the end' },
    { name: 'lucy..bucket', rule: 'no two periods in a row' },
    { name: '192.168.5.4', rule: 'not the form of an IP address' },
    { name: 'xn--lucy', rule: 'no prefix xn--' },
    { name: 'sthree-lucy', rule: 'no prefix sthree-' },
    { name: 'amzn-s3-demo-bucket', rule: 'no prefix amzn-s3-demo-' },
    { name: 'lucy-s3alias', rule: 'no suffix -s3alias' },
    { name: 'lucy--ol-s3', rule: 'no suffix --ol-s3' },
    { name: 'lucy.mrap', rule: 'no suffix .mrap' },
    { name: 'lucy--x-s3', rule: 'no suffix --x-s3' },
    { name: 'lucy--table-s3', rule: 'no suffix --table-s3' },
  ])('may not be $name: $rule', async ({ name }) => {
    expect(await aws.refusal('s3:CreateBucket', { Bucket: name })).toEqual({
      code: 'InvalidBucketName',
      status: 400,
      message: 'The specified bucket is not valid.',
    });
  });
});

describe('CreateBucket and ListBuckets', () => {
  it('make a bucket and list it, with the owner’s canonical ID', async () => {
    expect(await create()).toEqual({ Location: '/lucy-bucket' });
    expect(await aws.perform('s3:ListBuckets')).toEqual({
      Buckets: [{ Name: 'lucy-bucket', CreationDate: NOW }],
      Owner: { ID: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  it('list only the account’s own', async () => {
    await create();
    expect((await aws.perform('s3:ListBuckets', {}, { accountId: OTHER_ACCOUNT_ID })).Buckets).toEqual([]);
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
  it.each([
    { region: 'us-east-1', constraint: undefined, home: 'us-east-1' },
    { region: 'us-east-1', constraint: 'eu-west-1', home: 'eu-west-1' },
    { region: 'us-east-1', constraint: 'EU', home: 'eu-west-1' },
    { region: 'eu-central-1', constraint: 'eu-central-1', home: 'eu-central-1' },
  ])('put a bucket in $home when sent to $region with constraint $constraint', async ({ region, constraint, home }) => {
    const LocationConstraint = constraint === undefined ? {} : { LocationConstraint: constraint };
    await aws.perform('s3:CreateBucket', { Bucket: 'lucy-bucket', ...LocationConstraint }, { region });
    expect(aws.model.find('resource', 'arn:aws:s3:::lucy-bucket')?.region).toBe(home);
  });

  it.each([
    {
      region: 'eu-west-1',
      constraint: undefined,
      code: 'IllegalLocationConstraintException',
      message:
        'The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.',
    },
    {
      region: 'eu-west-1',
      constraint: 'us-west-2',
      code: 'IllegalLocationConstraintException',
      message:
        'The us-west-2 location constraint is incompatible for the region specific endpoint this request was sent to.',
    },
    {
      region: 'us-east-1',
      constraint: 'us-east-1',
      code: 'InvalidLocationConstraint',
      message: 'The specified location-constraint is not valid',
    },
    {
      region: 'us-east-1',
      constraint: 'the moon',
      code: 'InvalidLocationConstraint',
      message: 'The specified location-constraint is not valid',
    },
  ])('refuse constraint $constraint at $region', async ({ region, constraint, code, message }) => {
    const LocationConstraint = constraint === undefined ? {} : { LocationConstraint: constraint };
    expect(await aws.refusal('s3:CreateBucket', { Bucket: 'lucy-bucket', ...LocationConstraint }, { region })).toEqual({
      code,
      status: 400,
      message,
    });
  });
});

describe('A bucket name that is taken', () => {
  it('is refused to another account', async () => {
    await create();
    expect(
      await aws.refusal('s3:CreateBucket', { Bucket: 'lucy-bucket' }, { accountId: OTHER_ACCOUNT_ID }),
    ).toMatchObject({ code: 'BucketAlreadyExists', status: 409 });
  });

  it('is refused to its owner', async () => {
    const bucket = { Bucket: 'lucy-bucket', LocationConstraint: 'eu-west-1' };
    await aws.perform('s3:CreateBucket', bucket, { region: 'eu-west-1' });
    expect(await aws.refusal('s3:CreateBucket', bucket, { region: 'eu-west-1' })).toEqual({
      code: 'BucketAlreadyOwnedByYou',
      status: 409,
      message: 'Your previous request to create the named bucket succeeded and you already own it.',
    });
  });

  it('is given to its owner again in us-east-1, and the bucket stays as it is', async () => {
    await create();
    await aws.perform('s3:PutBucketPolicy', { Bucket: 'lucy-bucket', Policy: bucketPolicy() });
    expect(await create()).toEqual({ Location: '/lucy-bucket' });
    expect(aws.model.find('resource', 'arn:aws:s3:::lucy-bucket')?.policy).toBe(bucketPolicy());
  });
});

describe('A bucket policy', () => {
  beforeEach(() => create());

  it('is kept as it was written, returned and deleted', async () => {
    const Policy = `${bucketPolicy()}\n`;
    await aws.perform('s3:PutBucketPolicy', { Bucket: 'lucy-bucket', Policy });
    expect(await aws.perform('s3:GetBucketPolicy', { Bucket: 'lucy-bucket' })).toEqual({ Policy });
    await aws.perform('s3:DeleteBucketPolicy', { Bucket: 'lucy-bucket' });
    expect(await aws.refusal('s3:GetBucketPolicy', { Bucket: 'lucy-bucket' })).toEqual({
      code: 'NoSuchBucketPolicy',
      status: 404,
      message: 'The bucket policy does not exist',
    });
  });

  it('that is not there is deleted without complaint', async () => {
    expect(await aws.perform('s3:DeleteBucketPolicy', { Bucket: 'lucy-bucket' })).toEqual({});
  });

  it.each([
    { resource: 'arn:aws:s3:::lucy-bucket' },
    { resource: 'arn:aws:s3:::lucy-bucket/reports/*' },
    { resource: 'arn:aws:s3:::lucy-*/*' },
  ])('may be about $resource', async ({ resource }) => {
    const Policy = bucketPolicy({ Action: 's3:*', Resource: resource });
    await aws.perform('s3:PutBucketPolicy', { Bucket: 'lucy-bucket', Policy });
    expect((await aws.perform('s3:GetBucketPolicy', { Bucket: 'lucy-bucket' })).Policy).toBe(Policy);
  });

  it.each([
    { Action: ['s3:ListBucket', 's3:GetObject'], Resource: ['arn:aws:s3:::lucy-bucket', 'arn:aws:s3:::lucy-bucket/*'] },
    { Action: ['s3:getobject', 'S3:Get*'], Resource: 'arn:aws:s3:::lucy-bucket/*' },
    { Action: ['s3:ListBucket', 's3:GetObject'], Resource: 'arn:aws:s3:::lucy-bucket*' },
    { Action: '*', Resource: 'arn:aws:s3:::lucy-bucket' },
  ])('may be about $Action on $Resource', async (statement) => {
    const Policy = bucketPolicy(statement);
    await aws.perform('s3:PutBucketPolicy', { Bucket: 'lucy-bucket', Policy });
    expect((await aws.perform('s3:GetBucketPolicy', { Bucket: 'lucy-bucket' })).Policy).toBe(Policy);
  });

  it('may deny all but an action that is of the bucket', async () => {
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Deny', Principal: '*', NotAction: 's3:ListBucket', Resource: 'arn:aws:s3:::lucy-bucket/*' },
      ],
    });
    expect(await aws.perform('s3:PutBucketPolicy', { Bucket: 'lucy-bucket', Policy })).toEqual({});
  });

  it('may name an origin access identity of CloudFront', async () => {
    const identity = 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity EH1HDMB1FH2TC';
    const Policy = bucketPolicy({ Principal: { AWS: identity } });
    await aws.perform('s3:PutBucketPolicy', { Bucket: 'lucy-bucket', Policy });
    expect((await aws.perform('s3:GetBucketPolicy', { Bucket: 'lucy-bucket' })).Policy).toBe(Policy);
  });

  const notJson = "Policies must be valid JSON and the first byte must be '{'";
  it.each([
    { fault: 'is not JSON', Policy: '{"Version":', message: notJson },
    { fault: 'is a list', Policy: '[]', message: notJson },
    {
      fault: 'is about another bucket',
      Policy: bucketPolicy({ Resource: 'arn:aws:s3:::other/*' }),
      message: 'Policy has invalid resource',
    },
    { fault: 'is about everything', Policy: bucketPolicy({ Resource: '*' }), message: 'Policy has invalid resource' },
    {
      fault: 'allows an action that there is not',
      Policy: bucketPolicy({ Action: ['s3:GetObject', 's3:ListObjects'] }),
      message: 'Policy has invalid action',
    },
    {
      fault: 'allows an action of another service',
      Policy: bucketPolicy({ Action: 'sqs:SendMessage' }),
      message: 'Policy has invalid action',
    },
    {
      fault: 'allows to read objects of the bucket itself',
      Policy: bucketPolicy({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::lucy-bucket' }),
      message: 'Action does not apply to any resource(s) in statement',
    },
    {
      fault: 'allows to list objects of the bucket as well as to read them',
      Policy: bucketPolicy({ Action: ['s3:ListBucket', 's3:GetObject'], Resource: 'arn:aws:s3:::lucy-bucket/*' }),
      message: 'Action does not apply to any resource(s) in statement',
    },
    {
      fault: 'names a user who does not exist',
      Policy: bucketPolicy({ Principal: { AWS: `arn:aws:iam::${ACCOUNT_ID}:user/nobody` } }),
      message: 'Invalid principal in policy',
    },
    {
      fault: 'is larger than 20 KB',
      Policy: bucketPolicy({ Sid: 's'.repeat(20 * 1024) }),
      message: 'Policy exceeds the maximum allowed document size.',
    },
  ])('is refused when it $fault', async ({ Policy, message }) => {
    expect(await aws.refusal('s3:PutBucketPolicy', { Bucket: 'lucy-bucket', Policy })).toEqual({
      code: 'MalformedPolicy',
      status: 400,
      message,
    });
  });

  it('is refused without a principal', async () => {
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::lucy-bucket/*' }],
    });
    const refusal = await aws.refusal('s3:PutBucketPolicy', { Bucket: 'lucy-bucket', Policy });
    expect(refusal).toMatchObject({ code: 'MalformedPolicy', status: 400 });
  });
});

describe('DeleteBucket', () => {
  it('deletes the bucket, which HeadBucket then does not find', async () => {
    await create();
    expect(await aws.perform('s3:HeadBucket', { Bucket: 'lucy-bucket' })).toEqual({ BucketRegion: 'us-east-1' });
    await aws.perform('s3:DeleteBucket', { Bucket: 'lucy-bucket' });
    expect(await aws.refusal('s3:HeadBucket', { Bucket: 'lucy-bucket' })).toMatchObject({ status: 404 });
  });
});

describe('Every operation on a bucket', () => {
  it.each<OperationName>([
    's3:HeadBucket',
    's3:DeleteBucket',
    's3:GetBucketPolicy',
    's3:PutBucketPolicy',
    's3:DeleteBucketPolicy',
  ])('%s says that there is no such bucket', async (name) => {
    expect(await aws.refusal(name, { Bucket: 'nowhere', Policy: '{}' })).toEqual({
      code: 'NoSuchBucket',
      status: 404,
      message: 'The specified bucket does not exist',
    });
  });
});
