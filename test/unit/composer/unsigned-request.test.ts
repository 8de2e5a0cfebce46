import { expect, test } from 'vitest';
import { unsigned } from '../../../src-renderer/composer/unsigned-request.ts';

test('a request before signing has its own headers and none of those that signing added', () => {
  const request = {
    method: 'PUT',
    url: 'https://s3.amazonaws.com/lucy-bucket',
    headers: [
      ['Host', 's3.amazonaws.com'],
      ['X-Amz-Date', '20260101T000000Z'],
      ['x-amz-content-sha256', 'UNSIGNED-PAYLOAD'],
      ['X-Amz-Security-Token', '***'],
      ['Authorization', 'AWS4-HMAC-SHA256 …'],
      ['Content-Length', '0'],
      ['x-amz-acl', 'private'],
      ['Content-Type', 'application/xml'],
    ] as [string, string][],
    body: '',
    service: 's3',
    region: 'us-east-1',
  };
  expect(unsigned(request)).toEqual({
    ...request,
    headers: [
      ['x-amz-acl', 'private'],
      ['Content-Type', 'application/xml'],
    ],
  });
});
