import { describe, expect, it } from 'vitest';
import { createModel } from '../../../src-main/account/in-memory-model.ts';
import { authenticate } from '../../../src-main/authentication/authenticate.ts';
import { presignRequest, signRequest } from '../../../src-main/authentication/signature-v4/sign.ts';
import { answerError } from '../../../src-main/request/answer.ts';
import { identifyService } from '../../../src-main/request/identify-service.ts';
import type { WireRequest } from '../../../src-main/request/wire-request.ts';
import type { AwsError } from '../../../src-shared/errors.ts';
import { ACCESS_KEY_ID, account, listUsers, lucy, NO_SESSIONS, NOW, putObject, SECRET } from './fixtures.ts';

const CREDENTIALS = { accessKeyId: ACCESS_KEY_ID, secretAccessKey: SECRET };
const S3 = { service: 's3', region: 'us-east-1' };

async function errorOf(request: WireRequest, service = 's3', secret = SECRET): Promise<AwsError> {
  const deps = { model: createModel([account, lucy]), secretAccessKey: async () => secret, ...NO_SESSIONS, now: NOW };
  const outcome = await authenticate(request, { service, region: 'us-east-1' }, deps);
  if (outcome.ok) throw new Error('Accepted.');
  return outcome.error;
}

const signed = signRequest(putObject, CREDENTIALS, S3, NOW);
const hour = 3_600_000;

describe("the elements of Amazon S3's errors", () => {
  // As recorded from Amazon S3: ../shared/conformance/aws-errors.md.
  it('show what was computed, in text and in bytes, when the signature does not match', async () => {
    const { details } = await errorOf(signed.request, 's3', 'another');
    expect(Object.keys(details)).toEqual([
      'AWSAccessKeyId',
      'StringToSign',
      'SignatureProvided',
      'StringToSignBytes',
      'CanonicalRequest',
      'CanonicalRequestBytes',
    ]);
    expect(details).toMatchObject({
      AWSAccessKeyId: ACCESS_KEY_ID,
      StringToSign: signed.signing.stringToSign,
      SignatureProvided: signed.signing.signature,
      CanonicalRequest: signed.signing.canonicalRequest,
    });
    expect(details['StringToSignBytes']).toMatch(/^41 57 53 34 2d 48 4d 41 43 2d/);
    expect(Buffer.from((details['CanonicalRequestBytes'] ?? '').replaceAll(' ', ''), 'hex').toString()).toBe(
      signed.signing.canonicalRequest,
    );
  });

  it.each([
    [
      'a presigned URL that is late',
      presignRequest(putObject, CREDENTIALS, S3, new Date(NOW.getTime() - hour), 60).request,
      { 'X-Amz-Expires': '60', Expires: '2026-03-01T11:01:00Z', ServerTime: '2026-03-01T12:00:00Z' },
    ],
    [
      'a date that is too far away',
      signRequest(putObject, CREDENTIALS, S3, new Date(NOW.getTime() - hour)).request,
      { RequestTime: '20260301T110000Z', ServerTime: '2026-03-01T12:00:00Z', MaxAllowedSkewMilliseconds: '900000' },
    ],
    [
      'headers that are not signed',
      { ...signed.request, headers: [...signed.request.headers, ['x-amz-acl', 'a'], ['x-amz-tagging', 'b']] },
      { HeadersNotSigned: 'x-amz-acl, x-amz-tagging' },
    ],
    [
      'another region',
      signRequest(putObject, CREDENTIALS, { ...S3, region: 'eu-west-1' }, NOW).request,
      { Region: 'us-east-1' },
    ],
    [
      'an unknown key',
      signRequest(putObject, { ...CREDENTIALS, accessKeyId: 'AKIAUNKNOWN000000000' }, S3, NOW).request,
      { AWSAccessKeyId: 'AKIAUNKNOWN000000000' },
    ],
  ] satisfies [string, WireRequest, object][])('say more of %s', async (_, request, expected) => {
    expect((await errorOf(request)).details).toEqual(expected);
  });

  it('stand behind the message in the answer, in place of the resource', async () => {
    const error = await errorOf(signRequest(putObject, CREDENTIALS, { ...S3, region: 'eu-west-1' }, NOW).request);
    const { body } = answerError(identifyService(putObject), error, 'REQUESTID', { resource: '/lucy-bucket' });
    expect(body).toContain('</Message><Region>us-east-1</Region><RequestId>REQUESTID</RequestId>');
    expect(body).not.toContain('<Resource>');
  });

  it('are not in the answers of other services', async () => {
    const { request } = signRequest(listUsers, CREDENTIALS, { service: 'iam', region: 'us-east-1' }, NOW);
    expect((await errorOf(request, 'iam', 'another')).details).toEqual({});
  });
});

describe('Signature Version 2', () => {
  const HOW =
    'This request is signed with Signature Version 2. Sign it with Version 4: in the AWS CLI, run ' +
    "'aws configure set default.s3.signature_version s3v4'; in boto3, pass Config(signature_version='s3v4'); " +
    'the current AWS SDKs sign with Version 4 by themselves.';
  const IN_S3 = `The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256. ${HOW}`;
  const ELSEWHERE = `Request is missing Authentication Token. ${HOW}`;
  const V2 = 'AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature=vjbyPxybdZaNmGa%2ByT272YEAiv4%3D';

  // https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html shows both of Amazon S3's forms.
  it.each([
    [
      's3',
      'its header',
      { ...putObject, headers: [['Authorization', 'AWS AKIAIOSFODNN7EXAMPLE:qgk2+6Sv9/oM7G3qLEjTH1a1l1g=']] },
      'InvalidRequest',
      IN_S3,
    ],
    ['s3', 'its query string', { ...putObject, target: `/b/k?${V2}&Expires=1175139620` }, 'InvalidRequest', IN_S3],
    [
      'iam',
      'its query string',
      { ...listUsers, target: `/?Action=ListUsers&SignatureVersion=2&${V2}` },
      'MissingAuthenticationToken',
      ELSEWHERE,
    ],
    [
      'iam',
      'its body',
      { ...listUsers, body: Buffer.from(`Action=ListUsers&SignatureVersion=2&${V2}`) },
      'MissingAuthenticationToken',
      ELSEWHERE,
    ],
  ] satisfies [string, string, WireRequest, string, string][])(
    'is recognised by %s in %s, and refused with a word on how to switch',
    async (service, _, request, code, message) => {
      const error = await errorOf(request, service);
      expect(error).toMatchObject({ code, message });
    },
  );
});
