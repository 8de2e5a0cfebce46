import { describe, expect, test } from 'vitest';
import { bucketOfHost, identifyService } from '../../../src-main/request/identify-service.ts';
import { signedFor, wire } from './scene.ts';

describe('the service of a request', () => {
  test.each([
    ['s3.amazonaws.com', 's3', 'us-east-1', 'restXml'],
    ['b.s3.amazonaws.com', 's3', 'us-east-1', 'restXml'],
    ['b.s3.eu-west-1.amazonaws.com', 's3', 'eu-west-1', 'restXml'],
    ['a.b.s3.dualstack.eu-west-1.amazonaws.com', 's3', 'eu-west-1', 'restXml'],
    ['s3-eu-west-1.amazonaws.com', 's3', 'eu-west-1', 'restXml'],
    ['iam.amazonaws.com', 'iam', 'us-east-1', 'awsQuery'],
    ['sts.eu-central-1.amazonaws.com:443', 'sts', 'eu-central-1', 'awsQuery'],
    ['dynamodb.eu-west-1.amazonaws.com', 'dynamodb', 'eu-west-1', 'awsJson'],
    ['lambda.us-gov-west-1.amazonaws.com', 'lambda', 'us-gov-west-1', 'restJson'],
    ['monitoring.eu-west-1.amazonaws.com', 'monitoring', 'eu-west-1', 'awsJson'],
    ['127.0.0.1:4747', 's3', 'us-east-1', 'restXml'],
  ])('is read from the host %s when the request is not signed', (host, service, region, protocol) => {
    expect(identifyService(wire({ host }))).toMatchObject({ service, region, protocol });
  });

  test('is the one of the credential scope, whatever the host', () => {
    const request = wire({ host: '127.0.0.1:4747', headers: [signedFor('iam', 'us-east-1')] });
    expect(identifyService(request)).toEqual({
      service: 'iam',
      prefix: 'iam',
      region: 'us-east-1',
      protocol: 'awsQuery',
    });
  });

  test('is read from a presigned URL', () => {
    const target = '/b/k?X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20260401%2Feu-west-3%2Fs3%2Faws4_request';
    expect(identifyService(wire({ target }))).toMatchObject({ service: 's3', region: 'eu-west-3' });
  });

  test('has the prefix of its actions where the signing name differs from it', () => {
    expect(identifyService(wire({ headers: [signedFor('monitoring')] })).prefix).toBe('cloudwatch');
  });

  test('speaks the stated form when the request states its resource', () => {
    const headers: [string, string][] = [signedFor('iam'), ['x-gatehouse-resource', '*']];
    expect(identifyService(wire({ headers })).protocol).toBe('stated');
  });
});

describe('the bucket in a host', () => {
  test.each([
    ['b.s3.amazonaws.com', 'b'],
    ['my.bucket.s3.eu-west-1.amazonaws.com', 'my.bucket'],
    ['b.s3-eu-west-1.amazonaws.com', 'b'],
    ['s3.amazonaws.com', null],
    ['s3.eu-west-1.amazonaws.com', null],
    ['localhost:4747', null],
  ])('of %s is %s', (host, bucket) => {
    expect(bucketOfHost(host)).toBe(bucket);
  });
});
