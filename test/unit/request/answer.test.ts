import { describe, expect, test } from 'vitest';
import { answerError, answerOutput } from '../../../src-main/request/answer.ts';
import { openServiceReference } from '../../../src-main/request/iam-data-reference.ts';
import { hostIdOf, newRequestId } from '../../../src-main/request/request-id.ts';
import type { UnderstoodRequest } from '../../../src-main/request/understood-request.ts';
import { parseXml } from '../../../src-main/request/xml.ts';
import { AwsError } from '../../../src-shared/errors.ts';

const reference = openServiceReference('out/data');
const ID = '7a62c49f-347e-4fc4-9331-6e8eEXAMPLE';

function request(service: string, operation: string, protocol: UnderstoodRequest['protocol']): UnderstoodRequest {
  const region = 'eu-west-1';
  const modelled = reference.model(service)?.operation(operation) ?? null;
  return {
    service,
    prefix: service,
    region,
    protocol,
    operation,
    operationName: null,
    modelled,
    parameters: {},
    parts: [],
  };
}

const headers = (response: { headers: [string, string][] }) => Object.fromEntries(response.headers);

const bytes = (length: number) => new Uint8Array(length).fill(0xff);

describe('the answer of a query service', () => {
  test('is the envelope of the operation, with lists of members', () => {
    const output = { Users: [{ UserName: 'a' }, { UserName: 'b & <c>' }], IsTruncated: false, Marker: undefined };
    const response = answerOutput(request('iam', 'ListUsers', 'awsQuery'), output, ID);
    expect(response.body).toBe(
      '<ListUsersResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListUsersResult>' +
        '<Users><member><UserName>a</UserName></member><member><UserName>b &amp; &lt;c&gt;</UserName></member></Users>' +
        '<IsTruncated>false</IsTruncated></ListUsersResult>' +
        `<ResponseMetadata><RequestId>${ID}</RequestId></ResponseMetadata></ListUsersResponse>`,
    );
    expect(headers(response)).toEqual({ 'Content-Type': 'text/xml', 'x-amzn-RequestId': ID });
  });

  test('has no result where the operation gives none', () => {
    const { body } = answerOutput(request('iam', 'DeleteUser', 'awsQuery'), {}, ID);
    expect(body).not.toContain('DeleteUserResult');
    expect(body).toContain(`<RequestId>${ID}</RequestId>`);
  });

  // As in every example of the API reference: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html
  test.each(['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.987Z'])(
    'tells the time %s in whole seconds',
    (CreateDate) => {
      const { body } = answerOutput(request('iam', 'GetUser', 'awsQuery'), { User: { CreateDate } }, ID);
      expect(body).toContain('<CreateDate>2026-01-01T00:00:00Z</CreateDate>');
    },
  );

  test('has an empty list where a list is empty', () => {
    const { body } = answerOutput(request('iam', 'ListUsers', 'awsQuery'), { Users: [] }, ID);
    expect(body).toContain('<Users></Users>');
  });
});

describe('the answer of S3', () => {
  test('to ListBuckets is its list', () => {
    const output = { Buckets: [{ Name: 'b', CreationDate: '2026-01-01T00:00:00.000Z' }], Owner: { ID: 'o' } };
    const response = answerOutput(request('s3', 'ListBuckets', 'restXml'), output, 'A1B2C3D4E5F60718');
    expect(response.body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Buckets><Bucket><Name>b</Name>' +
        '<CreationDate>2026-01-01T00:00:00.000Z</CreationDate></Bucket></Buckets><Owner><ID>o</ID></Owner>' +
        '</ListAllMyBucketsResult>',
    );
    expect(headers(response)).toMatchObject({ 'x-amz-request-id': 'A1B2C3D4E5F60718' });
  });

  test.each(['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000Z'])('tells the time %s with milliseconds', (time) => {
    const output = { Buckets: [{ CreationDate: time }] };
    const { body } = answerOutput(request('s3', 'ListBuckets', 'restXml'), output, 'A1');
    expect(body).toContain('<CreationDate>2026-01-01T00:00:00.000Z</CreationDate>');
  });

  test.each<[string, unknown, number, string, Record<string, string>]>([
    ['CreateBucket', { Location: '/b' }, 200, '', { Location: '/b' }],
    ['HeadBucket', { BucketRegion: 'eu-west-1' }, 200, '', { 'x-amz-bucket-region': 'eu-west-1' }],
    ['DeleteBucket', {}, 204, '', {}],
    ['GetBucketPolicy', { Policy: '{"a":1}' }, 200, '{"a":1}', { 'Content-Type': 'application/json' }],
    ['PutBucketPolicy', {}, 204, '', {}],
    ['DeleteBucketPolicy', {}, 204, '', {}],
  ])('to %s is its own', (operation, output, status, body, expected) => {
    const response = answerOutput(request('s3', operation, 'restXml'), output, 'A1');
    expect(response).toMatchObject({ status, body });
    expect(headers(response)).toMatchObject(expected);
  });
});

describe('an error', () => {
  const denied = new AwsError('AccessDenied', 403, 'User: a is not authorized to perform: b on "c" & <d>');

  test('of a query service is an ErrorResponse', () => {
    const response = answerError(request('iam', 'GetUser', 'awsQuery'), denied, ID);
    expect(response).toMatchObject({
      status: 403,
      body:
        '<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type>' +
        '<Code>AccessDenied</Code>' +
        '<Message>User: a is not authorized to perform: b on &quot;c&quot; &amp; &lt;d&gt;</Message></Error>' +
        `<RequestId>${ID}</RequestId></ErrorResponse>`,
    });
  });

  test('of S3 is bare, with the resource and both IDs', () => {
    const response = answerError(request('s3', 'GetObject', 'restXml'), denied, 'A1B2', { resource: '/b/k' });
    const root = parseXml(response.body);
    expect(root?.children.map(({ name, text }) => [name, text])).toEqual([
      ['Code', 'AccessDenied'],
      ['Message', denied.message],
      ['Resource', '/b/k'],
      ['RequestId', 'A1B2'],
      ['HostId', hostIdOf('A1B2')],
    ]);
  });

  test('of S3 to a HEAD request has no body', () => {
    expect(answerError(request('s3', 'HeadBucket', 'restXml'), denied, 'A1', { method: 'HEAD' }).body).toBe('');
  });

  test('of a JSON service has a type and a message', () => {
    const response = answerError(request('dynamodb', 'GetItem', 'awsJson'), denied, ID);
    expect(JSON.parse(response.body)).toEqual({ __type: 'AccessDeniedException', message: denied.message });
    expect(headers(response)).toEqual({ 'Content-Type': 'application/x-amz-json-1.0', 'x-amzn-RequestId': ID });
  });

  test('of a REST service with JSON has its type in a header', () => {
    const response = answerError(request('lambda', 'Invoke', 'restJson'), denied, ID);
    expect(JSON.parse(response.body)).toEqual({ message: denied.message });
    expect(headers(response)).toMatchObject({ 'x-amzn-ErrorType': 'AccessDeniedException' });
  });

  test('of EC2 is in its own envelope', () => {
    const error = new AwsError('UnauthorizedOperation', 403, 'no');
    const { body } = answerError(request('ec2', 'RunInstances', 'ec2Query'), error, ID);
    expect(body).toContain(
      `<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors><RequestID>${ID}`,
    );
  });
});

describe('a request ID', () => {
  test('is a UUID, version 4', () => {
    expect(newRequestId('iam', bytes)).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
  });

  test('is 16 upper-case hexadecimal digits for S3', () => {
    expect(newRequestId('s3', bytes)).toBe('FFFFFFFFFFFFFFFF');
  });

  test('of S3 has a host ID of 76 characters with it', () => {
    expect(hostIdOf('A1')).toMatch(/^[A-Za-z0-9+/]{75}=$/);
  });
});
