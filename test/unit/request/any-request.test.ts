import { describe, expect, test } from 'vitest';
import { gatherContext } from '../../../src-main/request/context.ts';
import { identifyService } from '../../../src-main/request/identify-service.ts';
import { redactRequest } from '../../../src-main/request/redact.ts';
import type { WireRequest } from '../../../src-main/request/wire-request.ts';
import { AwsError } from '../../../src-shared/errors.ts';
import { reference, understand } from './scene.ts';
import { fc } from '../../fixtures/properties.ts';

const scraps = fc.constantFrom(
  '%zz',
  '%',
  '=',
  '&',
  '?',
  '/',
  '.',
  ',',
  '"',
  '{',
  '}',
  '<a>',
  '</',
  '\u0000',
  'é',
  'b',
  'policy',
  'Action=',
  'GetUser',
  'Version=2010-05-08',
  'X-Amz-Credential=',
  'X-Amz-SignedHeaders',
  'Tags.member.1.Key',
  '__proto__',
  'DynamoDB_20120810.GetItem',
  'dynamodb.GetItem',
  'arn:aws:s3:::b/k',
  'AWS4-HMAC-SHA256 Credential=A/20260401/us-east-1/iam/aws4_request',
  'AWS4-HMAC-SHA256 Credential=A/20260401/us-east-1/dynamodb/aws4_request',
);
const garbage = fc.array(scraps, { maxLength: 6 }).map((parts) => parts.join(''));
const headerName = fc.constantFrom(
  'Authorization',
  'Content-Type',
  'X-Amz-Target',
  'X-Amz-Date',
  'X-Gatehouse-Resource',
  'x-amz-copy-source',
  'x-amz-tagging',
);
const anyRequest: fc.Arbitrary<WireRequest> = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'BREW', ''),
  target: garbage.map((text) => `/${text}`),
  host: fc.oneof(
    fc.constantFrom('s3.amazonaws.com', 'b.s3.amazonaws.com', 'iam.amazonaws.com', 'lambda.eu-west-1.amazonaws.com'),
    garbage,
  ),
  headers: fc.array(fc.tuple(headerName, garbage), { maxLength: 5 }),
  body: garbage.map((text) => new TextEncoder().encode(text)),
});

function outcomeOf(request: WireRequest): string {
  try {
    const { parts } = understand(request);
    return parts.every(({ action }) => /^[a-z0-9-]+:\w+$/.test(action)) ? 'understood' : 'a part without an action';
  } catch (thrown) {
    return thrown instanceof AwsError ? thrown.name : String(thrown);
  }
}

describe('whatever comes in', () => {
  test('its service is named and its record is made without a fault', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        expect(identifyService(request).service).not.toBe('');
        expect(redactRequest(request).headers).toHaveLength(request.headers.length);
      }),
      { numRuns: 3000 },
    );
  });

  test('is understood, or refused with an error of AWS', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        expect(outcomeOf(request)).toMatch(/^(understood|AwsError)$/);
      }),
      { numRuns: 5000 },
    );
  });

  test('its context is gathered without a fault', () => {
    fc.assert(
      fc.property(anyRequest, (wire) => {
        const { entries } = gatherContext({
          principal: { kind: 'anonymous' },
          wire,
          at: new Date('2026-04-01T12:00:00Z'),
          network: { kind: 'public', sourceIp: '127.0.0.1' },
          secureTransport: true,
          region: 'us-east-1',
          part: { action: 's3:PutObject', resource: 'arn:aws:s3:::b/k' },
          resource: null,
          resourceAccountId: null,
          session: null,
          organizationOf: () => null,
          reference,
        });
        expect(entries.every(({ source }) => source !== '')).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
