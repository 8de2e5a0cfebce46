import { describe, expect, it } from 'vitest';
import { createModel } from '../../src-main/account/in-memory-model.ts';
import { authenticate } from '../../src-main/authentication/authenticate.ts';
import { signChunkedRequest } from '../../src-main/authentication/signature-v4/sign-chunked.ts';
import type { WireRequest } from '../../src-main/request/wire-request.ts';
import { ACCESS_KEY_ID, account, lucy, NO_SESSIONS, SECRET } from '../unit/authentication/fixtures.ts';

/**
 * The two examples of uploads in chunks in the documentation of Amazon S3: an object of 65 KB of the letter `a`.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
const OBJECT = Buffer.alloc(66_560, 'a');
const AT = new Date('2013-05-24T00:00:00Z');
const SCOPE = { service: 's3', region: 'us-east-1' };

const PLAIN_BODY =
  '10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n' +
  `${'a'.repeat(65_536)}\r\n` +
  '400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n' +
  `${'a'.repeat(1024)}\r\n` +
  '0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n';

const TRAILER_BODY =
  '10000;chunk-signature=b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2\r\n' +
  `${'a'.repeat(65_536)}\r\n` +
  '400;chunk-signature=1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7\r\n' +
  `${'a'.repeat(1024)}\r\n` +
  '0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n' +
  'x-amz-checksum-crc32c:sOO8/Q==\r\n' +
  'x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n';

/** The example with a trailer, as it is sent: its Content-Length is not signed. */
const withTrailer: WireRequest = {
  method: 'PUT',
  target: '/examplebucket/chunkObject.txt',
  host: 's3.amazonaws.com',
  headers: [
    ['Host', 's3.amazonaws.com'],
    ['x-amz-date', '20130524T000000Z'],
    ['x-amz-storage-class', 'REDUCED_REDUNDANCY'],
    [
      'Authorization',
      `AWS4-HMAC-SHA256 Credential=${ACCESS_KEY_ID}/20130524/us-east-1/s3/aws4_request,` +
        'SignedHeaders=content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;' +
        'x-amz-storage-class;x-amz-trailer,' +
        'Signature=106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
    ],
    ['x-amz-content-sha256', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER'],
    ['Content-Encoding', 'aws-chunked'],
    ['x-amz-decoded-content-length', '66560'],
    ['x-amz-trailer', 'x-amz-checksum-crc32c'],
    ['Content-Length', '66946'],
  ],
  body: Buffer.from(TRAILER_BODY),
};

const deps = {
  model: createModel([account, lucy]),
  secretAccessKey: async () => SECRET,
  ...NO_SESSIONS,
  now: AT,
};

describe("the example of a chunked upload in Amazon S3's documentation", () => {
  const unsigned: WireRequest = {
    method: 'PUT',
    target: '/examplebucket/chunkObject.txt',
    host: 's3.amazonaws.com',
    headers: [['x-amz-storage-class', 'REDUCED_REDUNDANCY']],
    body: OBJECT,
  };
  const signed = signChunkedRequest(unsigned, { accessKeyId: ACCESS_KEY_ID, secretAccessKey: SECRET }, SCOPE, AT, {
    signed: true,
  });

  it('is signed as there, byte for byte', () => {
    expect(signed.signing.signature).toBe('4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9');
    expect(Buffer.from(signed.request.body).toString()).toBe(PLAIN_BODY);
    expect(signed.request.headers).toContainEqual(['Content-Length', '66824']);
  });

  it('is accepted, and the object is what the chunks hold', async () => {
    const outcome = await authenticate(signed.request, SCOPE, deps);
    expect(outcome).toMatchObject({ ok: true, principal: { kind: 'user', arn: lucy.arn } });
    expect(outcome.ok && OBJECT.equals(outcome.body)).toBe(true);
  });
});

describe("the example of a trailer in Amazon S3's documentation", () => {
  it('has the length of its Content-Length', () => {
    expect(withTrailer.body).toHaveLength(66_946);
  });

  it('is accepted, and the object is what the chunks hold', async () => {
    const outcome = await authenticate(withTrailer, SCOPE, deps);
    expect(outcome).toMatchObject({ ok: true, principal: { kind: 'user', arn: lucy.arn } });
    expect(outcome.ok && OBJECT.equals(outcome.body)).toBe(true);
    expect(outcome.facts).toContainEqual({
      label: 'Checksum',
      value: 'The CRC32C in the trailer is that of the object',
      ok: true,
    });
  });

  it.each([
    ['of the headers', '106e2a8a'],
    ['of the first chunk', 'b474d886'],
    ['of the second chunk', '1c1344b1'],
    ['of the empty chunk', '2ca2aba2'],
    ['of the trailer', 'd81f82fc'],
  ])('is refused when the signature %s is another', async (_, start) => {
    const changed = { ...withTrailer, body: Buffer.from(TRAILER_BODY.replace(start, '00000000')) };
    const headers = withTrailer.headers.map(([name, value]): [string, string] => [
      name,
      value.replace(start, '00000000'),
    ]);
    const outcome = await authenticate({ ...changed, headers }, SCOPE, deps);
    expect(outcome.ok ? 'accepted' : outcome.error.code).toBe('SignatureDoesNotMatch');
  });
});
