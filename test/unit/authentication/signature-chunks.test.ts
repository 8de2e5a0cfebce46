import { describe, expect, it } from 'vitest';
import { createModel } from '../../../src-main/account/in-memory-model.ts';
import { authenticate, type AuthenticationOutcome } from '../../../src-main/authentication/authenticate.ts';
import {
  CHECKSUM_ALGORITHMS,
  checksum,
  type ChecksumAlgorithm,
} from '../../../src-main/authentication/signature-v4/checksum.ts';
import {
  signChunkedRequest,
  type ChunkedSigningOptions,
} from '../../../src-main/authentication/signature-v4/sign-chunked.ts';
import { signRequest } from '../../../src-main/authentication/signature-v4/sign.ts';
import type { WireRequest } from '../../../src-main/request/wire-request.ts';
import { ACCESS_KEY_ID, account, lucy, NO_SESSIONS, NOW, putObject, SECRET } from './fixtures.ts';

const S3 = { service: 's3', region: 'us-east-1' };
const CREDENTIALS = { accessKeyId: ACCESS_KEY_ID, secretAccessKey: SECRET };
const OBJECT = Buffer.from(Array.from({ length: 20_000 }, (_, at) => at % 251));
const upload: WireRequest = { ...putObject, body: OBJECT };
const deps = { model: createModel([account, lucy]), secretAccessKey: async () => SECRET, ...NO_SESSIONS, now: NOW };

const ask = (request: WireRequest): Promise<AuthenticationOutcome> => authenticate(request, S3, deps);

/** An upload in two chunks of 8,192 bytes and one of 3,616. */
function chunked(options: ChunkedSigningOptions): WireRequest {
  return signChunkedRequest(upload, CREDENTIALS, S3, NOW, { chunkSize: 8192, ...options }).request;
}

/** An upload whose chunks are written by hand; its headers are signed as they are. */
function byHand(body: string, headers: Readonly<Record<string, string>> = {}): WireRequest {
  const announced = { 'x-amz-decoded-content-length': '5', ...headers };
  return {
    ...signRequest({ ...putObject, headers: Object.entries(announced) }, CREDENTIALS, S3, NOW, {
      payloadHash: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    }).request,
    body: Buffer.from(body, 'latin1'),
  };
}

function refusal(outcome: AuthenticationOutcome): { code: string; message: string; details: unknown } {
  if (outcome.ok) throw new Error('Accepted.');
  return { code: outcome.error.code, message: outcome.error.message, details: outcome.error.details };
}

/** Changes the body of an upload, one byte for one character. */
function rewrite(request: WireRequest, change: (body: string) => string): WireRequest {
  return { ...request, body: Buffer.from(change(Buffer.from(request.body).toString('latin1')), 'latin1') };
}

describe('an upload in chunks', () => {
  const forms: [string, ChunkedSigningOptions][] = [true, false].flatMap((signed) => [
    [signed ? 'signed' : 'not signed', { signed }],
    ...CHECKSUM_ALGORITHMS.map((algorithm): [string, ChunkedSigningOptions] => [
      `${signed ? 'signed' : 'not signed'}, with ${algorithm}`,
      { signed, checksum: algorithm },
    ]),
  ]);

  it.each(forms)('is accepted as it was made, and gives the object: %s', async (_, options) => {
    const outcome = await ask(chunked(options));
    expect(outcome.facts.filter(({ ok }) => ok === false)).toEqual([]);
    expect(outcome.ok && OBJECT.equals(outcome.body)).toBe(true);
  });

  it('may be of an empty object', async () => {
    const empty = signChunkedRequest({ ...upload, body: new Uint8Array() }, CREDENTIALS, S3, NOW, {
      signed: true,
      checksum: 'CRC32',
    });
    const outcome = await ask(empty.request);
    expect(outcome.ok && outcome.body.length).toBe(0);
  });

  it('keeps a content encoding that the object has of itself', () => {
    const gzip: WireRequest = { ...upload, headers: [['Content-Encoding', 'gzip']] };
    const { request } = signChunkedRequest(gzip, CREDENTIALS, S3, NOW, { signed: true });
    expect(request.headers).toContainEqual(['Content-Encoding', 'aws-chunked,gzip']);
  });

  it('is not made of chunks that Amazon S3 would refuse', () => {
    expect(() => chunked({ signed: true, chunkSize: 8191 })).toThrow(RangeError);
  });

  it('may carry a checksum that Gatehouse cannot compute, and it says so', async () => {
    const request = byHand('5\r\nhello\r\n0\r\nx-amz-checksum-xxhash3:AAAAAAAAAAA=\r\n\r\n', {
      'x-amz-trailer': 'x-amz-checksum-xxhash3',
    });
    expect((await ask(request)).facts).toContainEqual({
      label: 'Checksum',
      value: 'XXHASH3, which Gatehouse cannot compute, and believes',
      ok: null,
    });
  });
});

const TERMINATED = { code: 'IncompleteBody', message: 'The request body terminated unexpectedly', details: {} };
const MALFORMED_TRAILER = {
  code: 'MalformedTrailerError',
  message: 'The request contained trailing data that was not well-formed or did not conform to our published schema.',
  details: {},
};
const CRC32 = { 'x-amz-trailer': 'x-amz-checksum-crc32' };
const MISSING_LENGTH = {
  code: 'MissingContentLength',
  message: 'You must provide the Content-Length HTTP header.',
  details: {},
};

describe('a faulty upload in chunks', () => {
  // What Amazon S3 answers was recorded by others: the issues 1600 to 1694 of github.com/versity/versitygw.
  it.each([
    ['no chunk at all', byHand(''), TERMINATED],
    ['no length of a chunk', byHand('hello'), TERMINATED],
    ['a length that is no hexadecimal number', byHand('5g\r\nhello\r\n0\r\n\r\n'), TERMINATED],
    ['a negative length', byHand('-5\r\nhello\r\n0\r\n\r\n'), TERMINATED],
    ['a chunk that is shorter than it says', byHand('6\r\nhello\r\n0\r\n\r\n'), TERMINATED],
    ['a chunk that is longer than it says', byHand('4\r\nhello\r\n0\r\n\r\n'), TERMINATED],
    ['a chunk that would end beyond all memory', byHand('ffffffffffff\r\nhello\r\n0\r\n\r\n'), TERMINATED],
    ['no last chunk', byHand('5\r\nhello\r\n'), TERMINATED],
    ['no end', byHand('5\r\nhello\r\n0\r\n'), TERMINATED],
    ['something behind the end', byHand('5\r\nhello\r\n0\r\n\r\nx'), TERMINATED],
    ['a trailer without end', byHand('5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n', CRC32), TERMINATED],
    [
      'a chunk that carries a signature',
      byHand(`5;chunk-signature=${'0'.repeat(64)}\r\nhello\r\n0\r\n\r\n`),
      TERMINATED,
    ],
    ['an announced trailer that does not come', byHand('5\r\nhello\r\n0\r\n\r\n', CRC32), MALFORMED_TRAILER],
    [
      'a trailer that was not announced',
      byHand('5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n'),
      MALFORMED_TRAILER,
    ],
    [
      'another trailer than was announced',
      byHand('5\r\nhello\r\n0\r\nx-amz-checksum-sha1:a\r\n\r\n', CRC32),
      MALFORMED_TRAILER,
    ],
    ['a trailer without colon', byHand('5\r\nhello\r\n0\r\nx-amz-checksum-crc32\r\n\r\n', CRC32), MALFORMED_TRAILER],
    ['a trailer without name', byHand('5\r\nhello\r\n0\r\n:NhCmhg==\r\n\r\n', CRC32), MALFORMED_TRAILER],
    [
      'a trailer twice',
      byHand('5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n', CRC32),
      MALFORMED_TRAILER,
    ],
    ['no decoded length', byHand('5\r\nhello\r\n0\r\n\r\n', { 'x-amz-decoded-content-length': '' }), MISSING_LENGTH],
    [
      'a decoded length of letters',
      byHand('5\r\nhello\r\n0\r\n\r\n', { 'x-amz-decoded-content-length': 'abc' }),
      MISSING_LENGTH,
    ],
    [
      'another decoded length',
      byHand('5\r\nhello\r\n0\r\n\r\n', { 'x-amz-decoded-content-length': '3' }),
      {
        code: 'IncompleteBody',
        message: 'You did not provide the number of bytes specified by the Content-Length HTTP header',
        details: { NumberBytesExpected: '3', NumberBytesProvided: '5' },
      },
    ],
    [
      'a trailer that is no checksum',
      byHand('5\r\nhello\r\n0\r\n\r\n', { 'x-amz-trailer': 'x-amz-checksum-sha10' }),
      {
        code: 'InvalidRequest',
        message: 'The value specified in the x-amz-trailer header is not supported',
        details: {},
      },
    ],
    [
      'small chunks before the last',
      byHand('3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n'),
      {
        code: 'InvalidChunkSizeError',
        message: 'Only the last chunk is allowed to have a size less than 8192 bytes',
        details: { Chunk: '2', BadChunkSize: '3' },
      },
    ],
    [
      'a checksum that is too long',
      byHand('5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==a\r\n\r\n', CRC32),
      { code: 'InvalidRequest', message: 'Value for x-amz-checksum-crc32 trailing header is invalid.', details: {} },
    ],
    [
      'the checksum of another object',
      byHand('5\r\nhallo\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n', CRC32),
      { code: 'BadDigest', message: 'The CRC32 you specified did not match the calculated checksum.', details: {} },
    ],
  ])("is refused in Amazon S3's words: %s", async (_, request, expected) => {
    const outcome = await ask(request);
    expect(refusal(outcome)).toEqual(expected);
    expect(outcome.facts.at(-1)).toMatchObject({ label: 'Payload', ok: false });
  });
});

describe('the signatures of the chunks', () => {
  const signed = chunked({ signed: true, checksum: 'CRC32' });

  it.each([
    ['a byte of the object', (body: string) => body.replace('\u0001\u0002\u0003', '\u0001\u0002\u0004')],
    ['the order of two chunks', swapFirstChunks],
    ['the checksum', (body: string) => body.replace(/crc32:..../, 'crc32:AAAA')],
    ['a chunk left out', (body: string) => body.slice(body.indexOf('2000;', 10))],
  ])('hold it all together: %s', async (_, change) => {
    const changed = rewrite(signed, change);
    expect(Buffer.from(changed.body).equals(signed.body)).toBe(false);
    expect(refusal(await ask(changed)).code).toBe('SignatureDoesNotMatch');
  });

  it.each([
    ['a signature left out', (body: string) => body.replace(/;chunk-signature=[0-9a-f]{64}/, '')],
    ['a signature cut short', (body: string) => body.replace(/(;chunk-signature=[0-9a-f]{63})[0-9a-f]/, '$1')],
    ['the last chunk left out', (body: string) => body.slice(0, body.indexOf('\r\n0;chunk') + 2)],
  ])('have to be there: %s', async (_, change) => {
    expect(refusal(await ask(rewrite(signed, change)))).toEqual(TERMINATED);
  });

  it('have to be there for the trailer too', async () => {
    const changed = rewrite(signed, (body) => body.replace(/x-amz-trailer-signature:[0-9a-f]+\r\n/, ''));
    expect(refusal(await ask(changed))).toEqual(MALFORMED_TRAILER);
  });

  it('show, when one does not match, the string to sign and what was sent, but not the right one', async () => {
    const changed = rewrite(signed, (body) => body.replace('\u0001\u0002\u0003', '\u0001\u0002\u0004'));
    const [, sent = ''] = /chunk-signature=([0-9a-f]{64})/.exec(Buffer.from(changed.body).toString('latin1')) ?? [];
    const { details } = refusal(await ask(changed));
    expect(details).toMatchObject({
      StringToSign: expect.stringMatching(/^AWS4-HMAC-SHA256-PAYLOAD\n20260301T120000Z\n/),
      SignatureProvided: sent,
    });
  });

  it('come after the signature of the headers, as the request does', async () => {
    const other = await authenticate(
      rewrite(signed, () => 'nothing'),
      S3,
      {
        ...deps,
        secretAccessKey: async () => 'another',
      },
    );
    expect(refusal(other).code).toBe('SignatureDoesNotMatch');
  });
});

describe('a checksum', () => {
  // The check values of https://reveng.sourceforge.io/crc-catalogue/ for the text '123456789'; those of the digests are
  // what sha1sum and its kin print.
  const CHECK: Readonly<Record<ChecksumAlgorithm, string>> = {
    CRC32: 'cbf43926',
    CRC32C: 'e3069283',
    CRC64NVME: 'ae8b14860a799888',
    SHA1: 'f7c3bc1d808e04732adf679965ccc34ca7ae3441',
    SHA256: '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225',
    SHA512:
      'd9e6762dd1c8eaf6d61b3c6192fc408d4d6d5f1176d0c29169bc24e71c3f274a' +
      'd27fcd5811b313d681f7e55ec02d73d499c95455b6b5bb503acf574fba8ffe85',
    MD5: '25f9e794323b453885f5181f1b624d0b',
  };

  it.each(Object.entries(CHECK))('has the check value of its catalogue: %s', (algorithm, value) => {
    const [known] = CHECKSUM_ALGORITHMS.filter((name) => name === algorithm);
    expect(known && checksum(known, Buffer.from('123456789')).toString('hex')).toBe(value);
  });
});

function swapFirstChunks(body: string): string {
  const second = body.indexOf('2000;', 10);
  const third = body.indexOf('e20;', second);
  return body.slice(second, third) + body.slice(0, second) + body.slice(third);
}
