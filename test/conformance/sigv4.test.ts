import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseAmzDate } from '../../src-main/authentication/signature-v4/amz-date.ts';
import { indexHeaders } from '../../src-main/authentication/signature-v4/canonical-request.ts';
import { parseSignature, type ClaimedSignature } from '../../src-main/authentication/signature-v4/parse.ts';
import { serviceRules } from '../../src-main/authentication/signature-v4/service-rules.ts';
import { presignRequest, signRequest } from '../../src-main/authentication/signature-v4/sign.ts';
import { isSignatureOf, sha256Hex, signingKey } from '../../src-main/authentication/signature-v4/signature.ts';
import { computeStrings } from '../../src-main/authentication/signature-v4/computed-strings.ts';
import type { WireRequest } from '../../src-main/request/wire-request.ts';
import { parseHttpMessage } from './http-message.ts';

const CONFORMANCE = resolve(import.meta.dirname, '../../../shared/conformance');
const SUITE = join(CONFORMANCE, 'sigv4/v4');
const S3_EXAMPLES = join(CONFORMANCE, 's3-sigv4-doc-examples.json');

const Context = z.object({
  credentials: z.object({ access_key_id: z.string(), secret_access_key: z.string(), token: z.string().optional() }),
  expiration_in_seconds: z.number(),
  normalize: z.boolean(),
  region: z.string(),
  service: z.string(),
  sign_body: z.boolean(),
  timestamp: z.string(),
  omit_session_token: z.boolean().optional(),
});

const suiteIsThere = existsSync(SUITE);
if (!suiteIsThere) console.warn(`Skipped: AWS's Signature Version 4 suite is not at ${SUITE}.`);
const cases = suiteIsThere ? readdirSync(SUITE).toSorted() : [];

function parseClaim(request: WireRequest): ClaimedSignature {
  const parsed = parseSignature(request, false);
  if (parsed.kind !== 'signed') throw new Error(`Not read as signed: ${JSON.stringify(parsed)}`);
  return parsed.claimed;
}

describe.skipIf(!suiteIsThere)("AWS's Signature Version 4 suite", () => {
  it('has 38 cases', () => {
    expect(cases).toHaveLength(38);
  });

  describe.each(cases)('%s', (name) => {
    const read = (file: string): string => readFileSync(join(SUITE, name, file), 'utf8');
    const context = Context.parse(JSON.parse(read('context.json')));
    const unsigned = parseHttpMessage(read('request.txt'));
    const { access_key_id: accessKeyId, secret_access_key: secretAccessKey, token } = context.credentials;
    const credentials = { accessKeyId, secretAccessKey, ...(token === undefined ? {} : { sessionToken: token }) };
    const scope = { region: context.region, service: context.service };
    const at = new Date(context.timestamp);
    const signSessionToken = context.omit_session_token !== true;
    const options = { normalizePath: context.normalize, signSessionToken };

    const sign = {
      header: () =>
        signRequest(unsigned, credentials, scope, at, { ...options, contentSha256Header: context.sign_body }),
      query: () => presignRequest(unsigned, credentials, scope, at, context.expiration_in_seconds, options),
    };

    describe.each(['header', 'query'] as const)('in the %s form', (form) => {
      it('gives the canonical request, the string to sign and the signature byte for byte', () => {
        const { signing } = sign[form]();
        expect(signing.canonicalRequest).toBe(read(`${form}-canonical-request.txt`));
        expect(signing.stringToSign).toBe(read(`${form}-string-to-sign.txt`));
        expect(signing.signature).toBe(read(`${form}-signature.txt`));
      });

      it('gives the signed request, whatever the order of its headers', () => {
        const expected = parseHttpMessage(read(`${form}-signed-request.txt`));
        const { request } = sign[form]();
        expect(request.target).toBe(expected.target);
        expect(request.headers.toSorted()).toEqual(expected.headers.toSorted());
        expect(Buffer.from(request.body)).toEqual(expected.body);
      });

      it('accepts the signed request of the suite, and refuses it for another secret', () => {
        const request = parseHttpMessage(read(`${form}-signed-request.txt`));
        const claimed = parseClaim(request);
        const dated = { ...scope, date: claimed.date.slice(0, 8) };
        const computed = computeStrings(
          request,
          indexHeaders(request),
          {
            signedHeaders: claimed.signedHeaders,
            amzDate: claimed.date,
            scope: dated,
            payloadHash: sha256Hex(request.body),
          },
          { ...serviceRules(context.service), normalizePath: context.normalize, signSessionToken },
        );
        expect(computed.canonicalRequest).toBe(read(`${form}-canonical-request.txt`));
        expect(computed.stringToSign).toBe(read(`${form}-string-to-sign.txt`));
        expect(isSignatureOf(claimed.signature, signingKey(secretAccessKey, dated), computed.stringToSign)).toBe(true);
        expect(isSignatureOf(claimed.signature, signingKey(`${secretAccessKey}x`, dated), computed.stringToSign)).toBe(
          false,
        );
      });
    });
  });
});

const S3Examples = z.object({
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  amzDate: z.string(),
  cases: z.array(
    z.object({
      name: z.string(),
      method: z.string(),
      url: z.string(),
      headers: z.array(z.string()),
      signedHeaders: z.array(z.string()),
      payloadHash: z.string(),
      canonicalRequest: z.string(),
      signature: z.string(),
    }),
  ),
});

const s3IsThere = existsSync(S3_EXAMPLES);
if (!s3IsThere) console.warn(`Skipped: the examples of Amazon S3's documentation are not at ${S3_EXAMPLES}.`);
const s3 = s3IsThere ? S3Examples.parse(JSON.parse(readFileSync(S3_EXAMPLES, 'utf8'))) : null;

const S3_NOTHING: z.infer<typeof S3Examples> = { accessKeyId: '', secretAccessKey: '', amzDate: '', cases: [] };

/** The examples of https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html and its neighbours. */
describe.skipIf(s3 === null)("the examples of Amazon S3's documentation", () => {
  const { accessKeyId, secretAccessKey, amzDate, cases: examples } = s3 ?? S3_NOTHING;
  const scope = { date: amzDate.slice(0, 8), region: 'us-east-1', service: 's3' };

  it.each(examples)('$name', (example) => {
    const headers = pairs(example.headers);
    const request: WireRequest = {
      method: example.method,
      target: example.url,
      host: headers.find(([name]) => name === 'Host')?.[1] ?? '',
      headers,
      body: new Uint8Array(),
    };
    const computed = computeStrings(
      request,
      indexHeaders(request),
      { signedHeaders: example.signedHeaders, amzDate, scope, payloadHash: example.payloadHash },
      serviceRules('s3'),
    );
    expect(computed.canonicalRequest).toBe(example.canonicalRequest);
    expect(isSignatureOf(example.signature, signingKey(secretAccessKey, scope), computed.stringToSign)).toBe(true);
    expect(isSignatureOf(example.signature, signingKey('another', scope), computed.stringToSign)).toBe(false);
  });

  it('signs as the documentation does', () => {
    const [range] = examples.filter(({ name }) => name === 'GET object range');
    const unsigned: WireRequest = {
      method: 'GET',
      target: '/test.txt',
      host: 'examplebucket.s3.amazonaws.com',
      headers: [['Range', 'bytes=0-9']],
      body: new Uint8Array(),
    };
    const at = parseAmzDate(amzDate) ?? new Date(0);
    const credentials = { accessKeyId, secretAccessKey };
    const { signing } = signRequest(unsigned, credentials, { region: 'us-east-1', service: 's3' }, at);
    expect(signing.signature).toBe(range?.signature);

    const [presigned] = examples.filter(({ name }) => name === 'presigned GET');
    const url = presignRequest({ ...unsigned, headers: [] }, credentials, scope, at, 86_400);
    expect(url.signing.signature).toBe(presigned?.signature);
  });
});

function pairs(flat: readonly string[]): [string, string][] {
  return flat.flatMap((name, at) => (at % 2 === 0 ? [[name, flat[at + 1] ?? ''] satisfies [string, string]] : []));
}
