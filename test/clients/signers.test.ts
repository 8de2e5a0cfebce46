import { Readable } from 'node:stream';
import { CreateUserCommand, IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
  type ChecksumAlgorithm,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createModel } from '../../src-main/account/in-memory-model.ts';
import { authenticate, type AuthenticationOutcome } from '../../src-main/authentication/authenticate.ts';
import { presignRequest, signRequest } from '../../src-main/authentication/signature-v4/sign.ts';
import { rememberSigningKeys } from '../../src-main/authentication/signature-v4/signing-keys.ts';
import type { WireRequest } from '../../src-main/request/wire-request.ts';
import {
  ACCESS_KEY_ID,
  account,
  lucy,
  reader,
  NOW,
  SECRET,
  SESSION,
  SESSION_TOKENS,
} from '../unit/authentication/fixtures.ts';
import { CapturingHandler, toWireRequest, type ClientRequest } from './captured-request.ts';
import { RecordingSigner } from './recording-signer.ts';
import { fc } from '../fixtures/properties.ts';

const REGION = 'us-east-1';
const LONG_TERM = { accessKeyId: ACCESS_KEY_ID, secretAccessKey: SECRET };
const TEMPORARY = {
  accessKeyId: SESSION.accessKeyId,
  secretAccessKey: SESSION.secretAccessKey,
  sessionToken: SESSION_TOKENS.seal(SESSION),
};
type Credentials = typeof LONG_TERM | typeof TEMPORARY;

/** The clients warn that a stream cannot be sent again; nothing is sent here. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

function ask(request: WireRequest, service: string, secret = SECRET): Promise<AuthenticationOutcome> {
  return authenticate(
    request,
    { service, region: REGION },
    {
      model: createModel([account, lucy, reader]),
      secretAccessKey: async () => secret,
      openSessionToken: SESSION_TOKENS.open,
      signingKeys: rememberSigningKeys(),
      now: NOW,
    },
  );
}

// The clients sign for the time that it is.
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterAll(() => {
  vi.useRealTimers();
});

const stream = (): Readable => Readable.from([Buffer.alloc(9000, 'a'), Buffer.alloc(9000, 'b')]);
const upload = (Body: Readable | string, ChecksumAlgorithm?: ChecksumAlgorithm): PutObjectCommand =>
  new PutObjectCommand({
    Bucket: 'lucy-bucket',
    Key: 'a b/../c//d+é$.txt',
    Body,
    ...(typeof Body === 'string' ? {} : { ContentLength: 18_000 }),
    ...(ChecksumAlgorithm === undefined ? {} : { ChecksumAlgorithm }),
  });

describe("AWS's clients for JavaScript", () => {
  const handler = new CapturingHandler();
  const options = (credentials: Credentials) => ({
    region: REGION,
    credentials,
    maxAttempts: 1,
    logger: SILENT,
    requestHandler: { handle: (request: ClientRequest) => handler.handle(request) },
  });
  const iam = (credentials: Credentials) => new IAMClient(options(credentials));
  const sts = (credentials: Credentials) => new STSClient(options(credentials));
  const s3 = (credentials: Credentials, more: { forcePathStyle?: boolean } = {}) =>
    new S3Client({ ...options(credentials), ...more });

  const calls: [string, string, (credentials: Credentials) => Promise<unknown>][] = [
    ['iam', 'ListUsers', (as) => iam(as).send(new ListUsersCommand({ PathPrefix: '/a b/' }))],
    ['iam', 'CreateUser with a tag', (as) => iam(as).send(createUser())],
    ['sts', 'GetCallerIdentity', (as) => sts(as).send(new GetCallerIdentityCommand({}))],
    ['sts', 'AssumeRole', (as) => sts(as).send(assumeRole())],
    ['s3', 'GetObject by path', (as) => s3(as, { forcePathStyle: true }).send(getObject())],
    ['s3', 'GetObject by host', (as) => s3(as).send(getObject())],
    ['s3', 'ListObjectsV2', (as) => s3(as).send(listObjects())],
    ['s3', 'DeleteObjects', (as) => s3(as).send(deleteObjects())],
    ['s3', 'PutBucketPolicy', (as) => s3(as).send(new PutBucketPolicyCommand({ Bucket: 'lucy-bucket', Policy: '{}' }))],
    ['s3', 'PutObject of a text', (as) => s3(as).send(upload('hello'))],
    [
      's3',
      'PutObject of a stream, with the checksum of the client in a trailer',
      (as) => s3(as).send(upload(stream())),
    ],
    ['s3', 'PutObject of a stream with CRC32C', (as) => s3(as).send(upload(stream(), 'CRC32C'))],
    ['s3', 'PutObject of a stream with SHA1', (as) => s3(as).send(upload(stream(), 'SHA1'))],
    ['s3', 'PutObject of a stream with SHA256', (as) => s3(as).send(upload(stream(), 'SHA256'))],
  ];

  describe.each([
    ['a long-term access key', LONG_TERM, lucy.arn],
    ['temporary credentials', TEMPORARY, `arn:aws:sts::${lucy.accountId}:assumed-role/reader/lucy`],
  ])('with %s', (_, credentials: Credentials, arn) => {
    it.each(calls)('are taken at their word by %s: %s', async (service, _name, send) => {
      const request = await handler.capture(() => send(credentials));
      const outcome = await ask(request, service);
      expect(outcome.facts.filter(({ ok }) => ok === false)).toEqual([]);
      expect(outcome).toMatchObject({ ok: true, principal: { arn }, accessKeyId: credentials.accessKeyId });
    });
  });

  it.each(calls)('are refused by %s with another secret: %s', async (service, _name, send) => {
    const request = await handler.capture(() => send(LONG_TERM));
    const outcome = await ask(request, service, 'another');
    expect(outcome.ok ? 'accepted' : outcome.error.code).toBe('SignatureDoesNotMatch');
  });

  it('send a stream in chunks with a trailer, whose object Gatehouse gives back and whose checksum it verifies', async () => {
    const request = await handler.capture(() => s3(LONG_TERM).send(upload(stream())));
    expect(new Map(request.headers).get('x-amz-content-sha256')).toBe('STREAMING-UNSIGNED-PAYLOAD-TRAILER');
    const outcome = await ask(request, 's3');
    expect(outcome.ok && Buffer.from(outcome.body).toString()).toBe('a'.repeat(9000) + 'b'.repeat(9000));
    expect(outcome.facts).toContainEqual({
      label: 'Checksum',
      value: 'The CRC32 in the trailer is that of the object',
      ok: true,
    });
  });

  it('are refused when the stream was changed on the way', async () => {
    const request = await handler.capture(() => s3(LONG_TERM).send(upload(stream())));
    const body = Buffer.from(Buffer.from(request.body).toString().replace('aaa', 'aba'));
    const outcome = await ask({ ...request, body }, 's3');
    expect(outcome.ok ? 'accepted' : outcome.error.code).toBe('BadDigest');
  });
});

function createUser(): CreateUserCommand {
  return new CreateUserCommand({ UserName: 'lucy', Tags: [{ Key: 'team é', Value: "a+b=c&d*'(~)" }] });
}
function assumeRole(): AssumeRoleCommand {
  return new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::123456789012:role/reader', RoleSessionName: 'lucy' });
}
function getObject(): GetObjectCommand {
  return new GetObjectCommand({ Bucket: 'lucy-bucket', Key: 'a/./b//c d%2F.txt', Range: 'bytes=0-9' });
}
function listObjects(): ListObjectsV2Command {
  return new ListObjectsV2Command({ Bucket: 'lucy-bucket', Prefix: "a b/é+'*", Delimiter: '/', MaxKeys: 2 });
}
function deleteObjects(): DeleteObjectsCommand {
  return new DeleteObjectsCommand({ Bucket: 'lucy-bucket', Delete: { Objects: [{ Key: 'a' }, { Key: 'b&c' }] } });
}

/** Requests of any shape that the signer of AWS's clients takes: its paths are encoded, its queries are not. */
const character = fc.constantFrom(..."aZ09-._~ +/=&*!'()%:@é漢", '\u0000');
const text = fc.string({ unit: character, maxLength: 8 });
const segment = fc.oneof(text.map(encode), fc.constantFrom('.', '..', '', 'a'));
const anyRequest = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE'),
  path: fc.array(segment, { maxLength: 5 }).map((segments) => `/${segments.join('/')}`),
  query: fc.dictionary(
    fc.string({ unit: character, minLength: 1, maxLength: 6 }),
    fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 })),
    {
      maxKeys: 4,
    },
  ),
  headers: fc.dictionary(
    fc.constantFrom('x-amz-meta-a', 'x-amz-meta-b', 'content-type', 'x-custom'),
    fc.string({ unit: fc.constantFrom(...'a1 \t,;:"=/*'), maxLength: 10 }),
  ),
  body: fc.string({ maxLength: 20 }),
});

describe("AWS's signer for JavaScript and Gatehouse", () => {
  const scopes = ['iam', 's3', 'dynamodb'].map((service) => ({ service, region: REGION }));
  const cases = scopes.flatMap((scope) =>
    [LONG_TERM, TEMPORARY].map(
      (credentials) =>
        [scope.service, 'sessionToken' in credentials ? 'temporary credentials' : 'a key', scope, credentials] as const,
    ),
  );

  it.each(cases)(
    'sign any request to %s with %s alike, and Gatehouse takes it',
    async (service, _, scope, credentials) => {
      const signer = new RecordingSigner(scope, credentials);
      await fc.assert(
        fc.asyncProperty(anyRequest, async (made) => {
          const request = toSign(made);
          const unsigned = await toWireRequest(request);
          const theirs = await signer.sign(signable(request), { signingDate: NOW });
          const ours = signRequest(unsigned, credentials, scope, NOW);
          expect(ours.signing.canonicalRequest).toBe(signer.canonicalRequest);
          expect(new Map(ours.request.headers).get('Authorization')).toBe(theirs.headers['authorization']);
          const sent = await toWireRequest({ ...request, headers: theirs.headers });
          expect((await ask(sent, service)).ok).toBe(true);
        }),
        { numRuns: 150 },
      );
    },
  );

  it.each(cases)(
    'presign any request to %s with %s alike, and Gatehouse takes it',
    async (service, _, scope, credentials) => {
      const signer = new RecordingSigner(scope, credentials);
      await fc.assert(
        fc.asyncProperty(anyRequest, fc.integer({ min: 1, max: 604_800 }), async (made, expiresIn) => {
          const request = toSign(made, service === 's3' ? { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } : {});
          const theirs = await signer.presign(signable(request), { signingDate: NOW, expiresIn });
          const presigned = await toWireRequest({ ...request, headers: theirs.headers, query: theirs.query ?? {} });
          // Their signer moves headers that begin with x-amz- into the query string before it signs.
          const own = /^X-Amz-(Algorithm|Credential|Date|SignedHeaders|Expires|Security-Token|Signature)$/;
          const moved = Object.entries(theirs.query ?? {}).filter(([name]) => !own.test(name));
          const unsigned = await toWireRequest({
            ...request,
            headers: theirs.headers,
            query: Object.fromEntries(moved),
          });
          const ours = presignRequest(unsigned, credentials, scope, NOW, expiresIn);
          expect(ours.signing.canonicalRequest).toBe(signer.canonicalRequest);
          expect(ours.signing.signature).toBe(theirs.query?.['X-Amz-Signature']);
          expect((await ask(presigned, service)).ok).toBe(true);
        }),
        { numRuns: 150 },
      );
    },
  );
});

function encode(plain: string): string {
  return encodeURIComponent(plain).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function toSign(made: Omit<ClientRequest, 'hostname'>, headers = {}): ClientRequest {
  const hostname = 'example.amazonaws.com';
  return { ...made, hostname, headers: { ...made.headers, ...headers, host: hostname } };
}

/** What the signer wants besides. */
function signable(request: ClientRequest) {
  return { ...request, protocol: 'https:', headers: { ...request.headers }, query: { ...request.query } };
}
