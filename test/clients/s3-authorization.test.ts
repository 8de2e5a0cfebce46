import * as s3 from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountDocument } from '../../src-main/account/new-account.ts';
import { handlers } from '../../src-main/actions/registry.ts';
import { signRequest } from '../../src-main/authentication/signature-v4/sign.ts';
import type { WireRequest } from '../../src-main/request/wire-request.ts';
import { ACCOUNT_ID, activeKey, iamArn, user } from '../fixtures/account-documents.ts';
import { guardWorkspace, SECRET, type GuardedWorkspace } from '../fixtures/guarded-workspace.ts';
import { GateHandler } from './gate-handler.ts';

const PARTNER_ACCOUNT_ID = '210987654321';
const ADMIN = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET };
const CLERK = { accessKeyId: 'AKIAI44QH8DHBEXAMPLE', secretAccessKey: SECRET };
const NEWCOMER = { accessKeyId: 'AKIANEWCOMER7EXAMPLE', secretAccessKey: SECRET };
const PARTNER = { accessKeyId: 'AKIAPARTNER7EXAMPLE0', secretAccessKey: SECRET };

const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Action: string | string[], Resource: string | string[] = '*') => ({ Effect: 'Allow', Action, Resource });

let guarded: GuardedWorkspace;
let gate: GateHandler;
let admin: s3.S3Client;

const clientOf = (credentials: { accessKeyId: string; secretAccessKey: string }) =>
  new s3.S3Client({ region: 'us-east-1', credentials, forcePathStyle: true, requestHandler: gate, maxAttempts: 1 });

const account = (accountId: string) =>
  accountDocument({ accountId, name: accountId, rootEmail: null }, () => new Date());

beforeAll(async () => {
  guarded = await guardWorkspace([
    account(ACCOUNT_ID),
    account(PARTNER_ACCOUNT_ID),
    user('admin', { accessKeys: [activeKey(ADMIN.accessKeyId)], inlinePolicies: { All: policy(allow('*')) } }),
    user('clerk', {
      accessKeys: [activeKey(CLERK.accessKeyId)],
      inlinePolicies: {
        Drafts: policy(allow('s3:DeleteObject', 'arn:aws:s3:::*/drafts/*'), {
          ...allow('s3:DeleteObject', 'arn:aws:s3:::*/signed/*'),
          Effect: 'Deny',
        }),
        Read: policy(allow('s3:GetObject')),
      },
    }),
    user('newcomer', { accessKeys: [activeKey(NEWCOMER.accessKeyId)] }),
    user('partner', {
      arn: iamArn('user/partner', PARTNER_ACCOUNT_ID),
      accountId: PARTNER_ACCOUNT_ID,
      accessKeys: [activeKey(PARTNER.accessKeyId)],
      inlinePolicies: { All: policy(allow('s3:*')) },
    }),
  ]);
  gate = new GateHandler(guarded.gate);
  admin = clientOf(ADMIN);
});
afterAll(() => guarded.workspace.close());

/** The error that a call is refused with. */
async function refusal(call: Promise<unknown>): Promise<{ code: string; status: number; message: string }> {
  const thrown: unknown = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof s3.S3ServiceException)) throw new Error('The call was not refused.', { cause: thrown });
  const { name, message, $metadata } = thrown;
  return { code: name, status: $metadata.httpStatusCode ?? 0, message };
}

async function pass(wire: WireRequest) {
  const arrival = { door: 'endpoint', sourceIp: '127.0.0.1', secureTransport: true, replayOf: null } as const;
  const { response, record } = await guarded.gate.passWire(wire, arrival);
  return { status: response.status, body: Buffer.from(response.body).toString(), record };
}

const unsigned = (method: string, target: string, body = ''): WireRequest => ({
  method,
  target,
  host: '127.0.0.1:4747',
  headers: [],
  body: Buffer.from(body),
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html (the sample answer in which one key is denied)
describe('DeleteObjects', () => {
  const Bucket = 'archive-bucket';
  const KEYS = ['drafts/a', 'signed/b', 'drafts/c', 'other/d'];
  const remove = (client: s3.S3Client, keys: readonly string[], more: Partial<s3.DeleteObjectsCommandInput> = {}) =>
    client.send(new s3.DeleteObjectsCommand({ Bucket, Delete: { Objects: keys.map((Key) => ({ Key })) }, ...more }));
  const left = async () =>
    (await admin.send(new s3.ListObjectsV2Command({ Bucket }))).Contents?.map(({ Key }) => Key) ?? [];

  beforeAll(async () => {
    await admin.send(new s3.CreateBucketCommand({ Bucket }));
    for (const Key of KEYS) await admin.send(new s3.PutObjectCommand({ Bucket, Key, Body: 'x' }));
  });

  it('deletes the keys that policy allows and answers an error for each of the others', async () => {
    const { Deleted, Errors } = await remove(clientOf(CLERK), KEYS);
    expect(Deleted).toEqual([{ Key: 'drafts/a' }, { Key: 'drafts/c' }]);
    const denied = `User: ${iamArn('user/clerk')} is not authorized to perform: s3:DeleteObject on resource:`;
    expect(Errors).toEqual([
      {
        Key: 'signed/b',
        Code: 'AccessDenied',
        Message: expect.stringContaining(
          `${denied} "arn:aws:s3:::${Bucket}/signed/b" with an explicit deny in an identity-based policy`,
        ),
      },
      {
        Key: 'other/d',
        Code: 'AccessDenied',
        Message: `${denied} "arn:aws:s3:::${Bucket}/other/d" because no identity-based policy allows the s3:DeleteObject action`,
      },
    ]);
    expect(await left()).toEqual(['other/d', 'signed/b']);
  });

  it('tells in the timeline what was decided of each key', () => {
    const record = gate.records.find(({ request }) => request.operation === 'DeleteObjects');
    expect(record?.authorization?.parts.map(({ resource, explanation }) => [resource, explanation.decision])).toEqual([
      [`arn:aws:s3:::${Bucket}/drafts/a`, 'Allowed'],
      [`arn:aws:s3:::${Bucket}/signed/b`, 'ExplicitlyDenied'],
      [`arn:aws:s3:::${Bucket}/drafts/c`, 'Allowed'],
      [`arn:aws:s3:::${Bucket}/other/d`, 'ImplicitlyDenied'],
    ]);
    expect(record).toMatchObject({
      verdict: 'Allowed',
      response: { status: 200, errorCode: null },
      performed: {
        edits: [
          { key: `arn:aws:s3:::${Bucket}/drafts/a`, kind: 'deleted' },
          { key: `arn:aws:s3:::${Bucket}/drafts/c`, kind: 'deleted' },
        ],
      },
    });
    expect(record?.steps.find(({ step }) => step === 'authorization')?.summary).toMatch(
      /^2 of 4 entries are allowed\. .*denies/,
    );
  });

  it('of denied keys alone is answered with their errors, and is a denial in the timeline', async () => {
    const { $metadata, Deleted, Errors } = await remove(clientOf(CLERK), ['signed/b', 'other/d']);
    expect({ status: $metadata.httpStatusCode, Deleted }).toEqual({ status: 200, Deleted: undefined });
    expect(Errors?.map(({ Key, Code }) => [Key, Code])).toEqual([
      ['signed/b', 'AccessDenied'],
      ['other/d', 'AccessDenied'],
    ]);
    expect(gate.records.at(-1)).toMatchObject({ verdict: 'ExplicitlyDenied', performed: null });
    expect(await left()).toEqual(['other/d', 'signed/b']);
  });

  it('that bypasses governance mode needs the permission to do so, key by key', async () => {
    const { Deleted, Errors } = await remove(clientOf(CLERK), ['drafts/a'], { BypassGovernanceRetention: true });
    expect(Deleted).toBeUndefined();
    expect(Errors?.[0]?.Message).toContain('is not authorized to perform: s3:BypassGovernanceRetention');
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html (Content-MD5 request header)
  const DELETE_D = '<Delete><Object><Key>other/d</Key></Object></Delete>';
  const removeD = (...headers: [string, string][]) => {
    const request = { ...unsigned('POST', `/${Bucket}?delete`, DELETE_D), headers };
    return pass(signRequest(request, ADMIN, { service: 's3', region: 'us-east-1' }, new Date()).request);
  };

  it('is refused without a digest of the body', async () => {
    const { status, body } = await removeD();
    expect({ status, body }).toEqual({ status: 400, body: expect.stringContaining('<Code>InvalidRequest</Code>') });
    expect(body).toContain('Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
  });

  it.each([
    ['the Content-MD5 of another body', 'Content-MD5', md5('another'), 'BadDigest'],
    ['a Content-MD5 that is none', 'Content-MD5', 'x', 'InvalidDigest'],
    ['the checksum of another body', 'x-amz-checksum-crc32', 'AAAAAA==', 'BadDigest'],
  ])('is refused with %s', async (_, name, value, code) => {
    const { status, body } = await removeD([name, value]);
    expect({ status, body }).toEqual({ status: 400, body: expect.stringContaining(`<Code>${code}</Code>`) });
    expect(await left()).toContain('other/d');
  });

  it('is done with the Content-MD5 of the body', async () => {
    expect(await removeD(['Content-MD5', md5(DELETE_D)])).toMatchObject({ status: 200 });
    expect(await left()).toEqual(['signed/b']);
  });
});

function md5(text: string): string {
  return createHash('md5').update(text).digest('base64');
}

/** The members that some operation must have, so that only the bucket is missing. */
const NOWHERE = {
  Bucket: 'nobody-has-this-bucket',
  Key: 'k',
  Body: '',
  CopySource: 'nobody-has-this-bucket/k',
  Id: 'reports',
  UploadId: 'upload',
  PartNumber: 1,
  MultipartUpload: { Parts: [{ PartNumber: 1, ETag: 'x' }] },
  ObjectAttributes: ['ETag'],
  Policy: '{}',
  Delete: { Objects: [{ Key: 'k' }] },
  ACL: 'private',
  Tagging: { TagSet: [] },
  CORSConfiguration: { CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'] }] },
  ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
  VersioningConfiguration: { Status: 'Enabled' },
  WebsiteConfiguration: {},
  BucketLoggingStatus: {},
  NotificationConfiguration: {},
  RequestPaymentConfiguration: { Payer: 'Requester' },
  AccelerateConfiguration: { Status: 'Enabled' },
  LifecycleConfiguration: { Rules: [{ Status: 'Enabled', Filter: {} }] },
  ReplicationConfiguration: { Role: '', Rules: [{ Status: 'Enabled', Destination: { Bucket: 'b' } }] },
  OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
  PublicAccessBlockConfiguration: { BlockPublicAcls: true },
  ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' },
  Retention: { Mode: 'GOVERNANCE', RetainUntilDate: new Date('2099-01-01T00:00:00Z') },
  LegalHold: { Status: 'ON' },
  AnalyticsConfiguration: { Id: 'reports', StorageClassAnalysis: {} },
  IntelligentTieringConfiguration: {
    Id: 'reports',
    Status: 'Enabled',
    Tierings: [{ Days: 90, AccessTier: 'ARCHIVE_ACCESS' }],
  },
  InventoryConfiguration: {
    Id: 'reports',
    IsEnabled: true,
    IncludedObjectVersions: 'Current',
    Schedule: { Frequency: 'Daily' },
    Destination: { S3BucketDestination: { Bucket: 'b', Format: 'CSV' } },
  },
  MetricsConfiguration: { Id: 'reports' },
};

type S3Command = Parameters<s3.S3Client['send']>[0];

/** The client has a class for each operation, called after it. */
function commandOf(operation: string): S3Command {
  const Command: new (input: object) => S3Command = Reflect.get(s3, `${operation}Command`);
  // PutObject takes its tags as a header.
  return new Command({ ...NOWHERE, ...(operation === 'PutObject' && { Tagging: 'a=b' }) });
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html (NoSuchBucket)
describe('A bucket that is not there', () => {
  const operations = Object.keys(handlers)
    .filter((name) => name.startsWith('s3:'))
    .map((name) => name.slice('s3:'.length))
    .filter((operation) => !['CreateBucket', 'ListBuckets'].includes(operation));

  it.each(operations)(
    'is answered with 404 where policy allows %s, and with 403 where it does not',
    async (operation) => {
      // The answer to HEAD has no body, and so no code.
      const code = operation.startsWith('Head') ? 'NotFound' : 'NoSuchBucket';
      expect(await refusal(admin.send(commandOf(operation)))).toMatchObject({ code, status: 404 });
      expect(await refusal(clientOf(NEWCOMER).send(commandOf(operation)))).toMatchObject({ status: 403 });
    },
  );

  it.each([
    ['GET', '/nobody-has-this-bucket'],
    ['GET', '/nobody-has-this-bucket/k'],
    ['PUT', '/nobody-has-this-bucket/k'],
    ['GET', '/nobody-has-this-bucket?policy'],
    ['DELETE', '/nobody-has-this-bucket'],
  ])('is told to whoever asks without a signature for %s %s', async (method, target) => {
    const { status, body, record } = await pass(unsigned(method, target));
    expect(status).toBe(404);
    expect(body).toContain('<Code>NoSuchBucket</Code>');
    expect(record).toMatchObject({ verdict: 'ImplicitlyDenied', response: { errorCode: 'NoSuchBucket' } });
  });

  it('is made by nobody who does not sign', async () => {
    expect(await pass(unsigned('PUT', '/nobody-has-this-bucket'))).toMatchObject({ status: 403 });
  });

  it('is told to who may read its objects, who need not list them for that', async () => {
    const read = clientOf(CLERK).send(new s3.GetObjectCommand({ Bucket: 'nobody-has-this-bucket', Key: 'k' }));
    expect(await refusal(read)).toMatchObject({ code: 'NoSuchBucket', status: 404 });
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-options
describe('RestrictPublicBuckets', () => {
  const Bucket = 'restricted-bucket';
  const object = { Bucket, Key: 'k' };
  const readers = (Principal: unknown) =>
    policy(
      { ...allow('s3:GetObject', `arn:aws:s3:::${Bucket}/*`), Principal },
      { ...allow('s3:DeleteObject', `arn:aws:s3:::${Bucket}/*`), Effect: 'Deny', Principal: '*' },
    );
  const read = (credentials: { accessKeyId: string; secretAccessKey: string }) =>
    clientOf(credentials).send(new s3.GetObjectCommand(object));

  beforeAll(async () => {
    await admin.send(new s3.CreateBucketCommand({ Bucket }));
    await admin.send(new s3.PutObjectCommand({ ...object, Body: 'x' }));
    const PublicAccessBlockConfiguration = { RestrictPublicBuckets: true };
    await admin.send(new s3.PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    await admin.send(new s3.PutBucketPolicyCommand({ Bucket, Policy: readers('*') }));
  });

  it('shuts a bucket with a public policy to all but its account, and the decision says why', async () => {
    const { status, record } = await pass(unsigned('GET', `/${Bucket}/k`));
    expect(status).toBe(403);
    expect(record.verdict).toBe('ImplicitlyDenied');
    const reason =
      `RestrictPublicBuckets is on for bucket ${Bucket}, whose policy is public: it then lets in nobody but account ` +
      `${ACCOUNT_ID} and AWS services.`;
    expect(record.authorization?.parts[0]?.explanation).toMatchObject({
      reason,
      stoppedBy: 'resource',
      missing: [{ kind: 'restriction', sentence: reason }],
    });
    expect(await refusal(read(PARTNER))).toMatchObject({ code: 'AccessDenied', status: 403 });
    expect((await read(NEWCOMER)).$metadata.httpStatusCode).toBe(200);
  });

  it('does not keep the policy from denying', async () => {
    const { record } = await pass(unsigned('DELETE', `/${Bucket}/k`));
    expect(record.verdict).toBe('ExplicitlyDenied');
  });

  it('leaves other accounts whom a policy names that is not public', async () => {
    await admin.send(new s3.PutBucketPolicyCommand({ Bucket, Policy: readers({ AWS: PARTNER_ACCOUNT_ID }) }));
    expect((await read(PARTNER)).$metadata.httpStatusCode).toBe(200);
  });
});
