import { describe, expect, test } from 'vitest';
import { parseInput } from '../../../src-main/actions/parse-input.ts';
import { contentMd5 } from '../../../src-main/request/s3-body-digest.ts';
import { S3_OPERATIONS } from '../../../src-main/request/s3-operations.ts';
import { neededBy, partsOf, reference, refusal, signedFor, understand, wire } from './scene.ts';

const s3 = (method: string, target: string, headers: [string, string][] = [], body = '', host = 's3.amazonaws.com') =>
  wire({ method, target, host, headers: [signedFor('s3'), ...headers], body });

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
describe('an S3 request needs', () => {
  test.each<[string, string, string, string[]]>([
    ['GetObject', 'GET', '/b/k', ['s3:GetObject arn:aws:s3:::b/k']],
    ['GetObject', 'GET', '/b/k?versionId=v1', ['s3:GetObjectVersion arn:aws:s3:::b/k']],
    ['HeadObject', 'HEAD', '/b/a/b%20c', ['s3:GetObject arn:aws:s3:::b/a/b c']],
    ['GetObject', 'GET', '/b/a+b', ['s3:GetObject arn:aws:s3:::b/a+b']],
    ['GetObject', 'GET', '/b//k', ['s3:GetObject arn:aws:s3:::b//k']],
    ['PutObject', 'PUT', '/b/k', ['s3:PutObject arn:aws:s3:::b/k']],
    ['DeleteObject', 'DELETE', '/b/k', ['s3:DeleteObject arn:aws:s3:::b/k']],
    ['DeleteObject', 'DELETE', '/b/k?versionId=v1', ['s3:DeleteObjectVersion arn:aws:s3:::b/k']],
    ['ListObjectsV2', 'GET', '/b?list-type=2&prefix=a', ['s3:ListBucket arn:aws:s3:::b']],
    ['ListObjects', 'GET', '/b/', ['s3:ListBucket arn:aws:s3:::b']],
    ['ListObjectVersions', 'GET', '/b?versions', ['s3:ListBucketVersions arn:aws:s3:::b']],
    ['ListMultipartUploads', 'GET', '/b?uploads', ['s3:ListBucketMultipartUploads arn:aws:s3:::b']],
    ['GetBucketLocation', 'GET', '/b?location', ['s3:GetBucketLocation arn:aws:s3:::b']],
    ['DeleteBucketTagging', 'DELETE', '/b?tagging', ['s3:PutBucketTagging arn:aws:s3:::b']],
    ['DeletePublicAccessBlock', 'DELETE', '/b?publicAccessBlock', ['s3:PutBucketPublicAccessBlock arn:aws:s3:::b']],
    ['GetBucketEncryption', 'GET', '/b?encryption', ['s3:GetEncryptionConfiguration arn:aws:s3:::b']],
    ['GetObjectAcl', 'GET', '/b/k?acl&versionId=v1', ['s3:GetObjectVersionAcl arn:aws:s3:::b/k']],
    ['UploadPart', 'PUT', '/b/k?partNumber=1&uploadId=u', ['s3:PutObject arn:aws:s3:::b/k']],
    ['ListParts', 'GET', '/b/k?uploadId=u', ['s3:ListMultipartUploadParts arn:aws:s3:::b/k']],
    ['AbortMultipartUpload', 'DELETE', '/b/k?uploadId=u', ['s3:AbortMultipartUpload arn:aws:s3:::b/k']],
    ['CompleteMultipartUpload', 'POST', '/b/k?uploadId=u', ['s3:PutObject arn:aws:s3:::b/k']],
    ['GetBucketInventoryConfiguration', 'GET', '/b?inventory&id=x', ['s3:GetInventoryConfiguration arn:aws:s3:::b']],
    ['ListBucketInventoryConfigurations', 'GET', '/b?inventory', ['s3:GetInventoryConfiguration arn:aws:s3:::b']],
  ])('for %s (%s %s) %j', (operation, method, target, parts) => {
    const request = s3(method, target);
    expect(understand(request).operation).toBe(operation);
    expect(partsOf(request)).toEqual(parts);
  });

  test('reading the source and writing the target for a copy', () => {
    expect(partsOf(s3('PUT', '/b/new', [['x-amz-copy-source', '/source/old%20one?versionId=v7']]))).toEqual([
      's3:GetObjectVersion arn:aws:s3:::source/old one',
      's3:PutObject arn:aws:s3:::b/new',
    ]);
  });

  test('more for an object that is written with an ACL and tags', () => {
    const headers: [string, string][] = [
      ['x-amz-acl', 'public-read'],
      ['x-amz-tagging', 'team=shop'],
    ];
    expect(partsOf(s3('PUT', '/b/k', headers))).toEqual([
      's3:PutObject arn:aws:s3:::b/k',
      's3:PutObjectAcl arn:aws:s3:::b/k',
      's3:PutObjectTagging arn:aws:s3:::b/k',
    ]);
  });

  test('a part for every object of a multi-object delete', () => {
    const body =
      '<Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Object><Key>a&amp;b</Key></Object>' +
      '<Object><Key>c</Key><VersionId>v1</VersionId></Object></Delete>';
    expect(partsOf(s3('POST', '/b?delete', [contentMd5(Buffer.from(body))], body))).toEqual([
      's3:DeleteObject arn:aws:s3:::b/a&b',
      's3:DeleteObjectVersion arn:aws:s3:::b/c',
    ]);
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectRetention.html
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
  test.each([
    ['PUT', '/b/k?retention', '<Retention/>', 's3:PutObjectRetention'],
    ['DELETE', '/b/k', '', 's3:DeleteObject'],
    ['POST', '/b?delete', '<Delete><Object><Key>k</Key></Object></Delete>', 's3:DeleteObject'],
  ])('more to bypass governance mode (%s %s)', (method, target, body, action) => {
    const headers = [contentMd5(Buffer.from(body))];
    const object = 'arn:aws:s3:::b/k';
    expect(partsOf(s3(method, target, headers, body))).toEqual([`${action} ${object}`]);
    expect(partsOf(s3(method, target, [...headers, ['x-amz-bypass-governance-retention', 'true']], body))).toEqual([
      `${action} ${object}`,
      `s3:BypassGovernanceRetention ${object}`,
    ]);
  });

  test('the same in virtual-host style', () => {
    expect(partsOf(s3('GET', '/k', [], '', 'b.s3.eu-west-1.amazonaws.com'))).toEqual(['s3:GetObject arn:aws:s3:::b/k']);
  });

  test('the condition keys that its parameters set', () => {
    const [part] = neededBy(s3('GET', '/b?list-type=2&prefix=home%2Flucy%2F&delimiter=%2F&max-keys=5'));
    expect(part?.context).toEqual({ 's3:prefix': 'home/lucy/', 's3:delimiter': '/', 's3:max-keys': '5' });
  });
});

describe('an operation that Gatehouse performs', () => {
  test.each<[string, string, string, string, Record<string, unknown>]>([
    ['s3:ListBuckets', 'GET', '/', '', {}],
    ['s3:CreateBucket', 'PUT', '/lucy-bucket', '', { Bucket: 'lucy-bucket' }],
    [
      's3:CreateBucket',
      'PUT',
      '/lucy-bucket',
      '<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>',
      { Bucket: 'lucy-bucket', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } },
    ],
    ['s3:HeadBucket', 'HEAD', '/b', '', { Bucket: 'b' }],
    ['s3:DeleteBucket', 'DELETE', '/b', '', { Bucket: 'b' }],
    ['s3:GetBucketPolicy', 'GET', '/b?policy', '', { Bucket: 'b' }],
    ['s3:PutBucketPolicy', 'PUT', '/b?policy=', '{"Statement":[]}', { Bucket: 'b', Policy: '{"Statement":[]}' }],
    ['s3:DeleteBucketPolicy', 'DELETE', '/b?policy', '', { Bucket: 'b' }],
  ])('%s is read with its input (%s %s)', (operationName, method, target, body, parameters) => {
    expect(understand(s3(method, target, [], body))).toMatchObject({ operationName, parameters, parts: [] });
  });
});

describe('S3 refuses', () => {
  test.each([
    ['a method that the bucket does not take', s3('PATCH', '/b'), '405 MethodNotAllowed'],
    ['a method that the subresource does not take', s3('POST', '/b?policy'), '405 MethodNotAllowed'],
    ['a subresource that the method would overlook', s3('PUT', '/b?versions'), '405 MethodNotAllowed'],
    ['a key that is not percent-encoded soundly', s3('GET', '/b/%zz'), '400 InvalidURI'],
    ['a body that is no XML', s3('PUT', '/b', [], '<CreateBucketConfiguration>'), '400 MalformedXML'],
    ['a copy of a bucket', s3('PUT', '/b/k', [['x-amz-copy-source', 'only-bucket']]), '400 InvalidArgument'],
  ])('%s', (_, request, expected) => {
    expect(refusal(() => understand(request))).toContain(expected);
  });
});

test('S3 refuses a delete of nothing, as XML that it does not take', () => {
  const { modelled, parameters } = understand(
    s3('POST', '/b?delete', [contentMd5(Buffer.from('<Delete/>'))], '<Delete/>'),
  );
  const attempt = () => parseInput('s3:DeleteObjects', parameters, modelled?.input);
  expect(refusal(attempt)).toContain('400 MalformedXML');
});

describe('the table of S3 operations', () => {
  const actions = [
    ...new Set(
      S3_OPERATIONS.flatMap(({ needs }) => needs.flatMap(({ action, versioned }) => [action, versioned ?? action])),
    ),
  ];

  test.each(actions)('names %s as the service authorization reference does', (action) => {
    expect(reference.action(action)?.action).toBe(action);
  });

  const keys = S3_OPERATIONS.flatMap((entry) => entry.parameters.flatMap(({ contextKey }) => contextKey ?? []));
  test.each([...new Set(keys)])('sets the known condition key %s', (key) => {
    expect(reference.hasConditionKey(key)).toBe(true);
  });

  test('names every operation once', () => {
    const names = S3_OPERATIONS.map(({ operation }) => operation);
    expect(names).toHaveLength(new Set(names).size);
  });
});
