import * as s3 from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { accountDocument } from '../../src-main/account/new-account.ts';
import { handlers } from '../../src-main/actions/registry.ts';
import { presignRequest } from '../../src-main/authentication/signature-v4/sign.ts';
import type { WireRequest } from '../../src-main/request/wire-request.ts';
import { ACCOUNT_ID, activeKey, iamArn, user } from '../fixtures/account-documents.ts';
import { guardWorkspace, SECRET, type GuardedWorkspace } from '../fixtures/guarded-workspace.ts';
import { GateHandler } from './gate-handler.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const PARTNER_ACCOUNT_ID = '210987654321';
const MIB = 1024 * 1024;
const ADMIN = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET };
const READER = { accessKeyId: 'AKIAI44QH8DHBEXAMPLE', secretAccessKey: SECRET };
const PARTNER = { accessKeyId: 'AKIAPARTNER7EXAMPLE0', secretAccessKey: SECRET };

const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Action: string | string[], more: object = {}) => ({ Effect: 'Allow', Action, Resource: '*', ...more });
const md5 = (bytes: string | Uint8Array) => createHash('md5').update(bytes).digest('hex');

let guarded: GuardedWorkspace;
let gate: GateHandler;
let client: s3.S3Client;

const clientOf = (credentials: { accessKeyId: string; secretAccessKey: string }, more: s3.S3ClientConfig = {}) =>
  new s3.S3Client({
    region: 'us-east-1',
    credentials,
    forcePathStyle: true,
    requestHandler: gate,
    maxAttempts: 1,
    ...more,
  });

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  const account = (accountId: string) => accountDocument({ accountId, name: accountId, rootEmail: null }, () => NOW);
  guarded = await guardWorkspace([
    account(ACCOUNT_ID),
    account(PARTNER_ACCOUNT_ID),
    user('admin', { accessKeys: [activeKey(ADMIN.accessKeyId)], inlinePolicies: { All: policy(allow('*')) } }),
    user('reader', {
      accessKeys: [activeKey(READER.accessKeyId)],
      inlinePolicies: { Read: policy(allow('s3:GetObject')) },
    }),
    user('partner', {
      arn: iamArn('user/partner', PARTNER_ACCOUNT_ID),
      accountId: PARTNER_ACCOUNT_ID,
      accessKeys: [activeKey(PARTNER.accessKeyId)],
      inlinePolicies: { All: policy(allow('s3:*')) },
    }),
  ]);
  gate = new GateHandler(guarded.gate);
  client = clientOf(ADMIN);
});
afterAll(async () => {
  vi.useRealTimers();
  await guarded.workspace.close();
});

/** The error that a call is refused with. */
async function refusal(call: () => Promise<unknown>): Promise<{ code: string; status: number; message: string }> {
  const thrown: unknown = await call().then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof s3.S3ServiceException)) throw new Error('The call was not refused.', { cause: thrown });
  const { name, message, $metadata } = thrown;
  return { code: name, status: $metadata.httpStatusCode ?? 0, message };
}

async function newBucket(Bucket: string): Promise<{ Bucket: string }> {
  await client.send(new s3.CreateBucketCommand({ Bucket }));
  return { Bucket };
}

const textOf = async (key: { Bucket: string; Key: string; VersionId?: string }) =>
  (await client.send(new s3.GetObjectCommand(key))).Body?.transformToString();

/** An operation, a call of it, and what must be in its answer. */
interface Row {
  readonly operation: string;
  readonly call: () => Promise<{ readonly $metadata: { readonly httpStatusCode?: number | undefined } }>;
  readonly answers?: object;
}

const SHOP = { Bucket: 'gatehouse-shop' };
const INVOICE = { ...SHOP, Key: 'invoices/2026/march 1é.txt' };
const HELLO = 'hello, world';
const HELLO_ETAG = `"${md5(HELLO)}"`;
const REPORTS = { ...SHOP, Id: 'reports' };
const CORS = { CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'], MaxAgeSeconds: 60 }] };
const ENCRYPTION: s3.ServerSideEncryptionConfiguration = {
  Rules: [
    {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/k' },
      BucketKeyEnabled: true,
    },
  ],
};
const LIFECYCLE: s3.BucketLifecycleConfiguration = {
  Rules: [{ ID: 'old', Status: 'Enabled', Filter: { Prefix: 'logs/' }, Expiration: { Days: 30 } }],
};
const WEBSITE: s3.WebsiteConfiguration = {
  IndexDocument: { Suffix: 'index.html' },
  RoutingRules: [{ Redirect: { HostName: 'example.com' } }],
};
const NOTIFICATION: s3.NotificationConfiguration = {
  QueueConfigurations: [{ Id: 'q', QueueArn: `arn:aws:sqs:us-east-1:${ACCOUNT_ID}:q`, Events: ['s3:ObjectCreated:*'] }],
};
const REPLICATION: s3.ReplicationConfiguration = {
  Role: iamArn('role/replicator'),
  Rules: [
    {
      ID: 'all',
      Status: 'Enabled',
      Priority: 1,
      Filter: { Prefix: '' },
      DeleteMarkerReplication: { Status: 'Disabled' },
      Destination: { Bucket: 'arn:aws:s3:::elsewhere' },
    },
  ],
};
const INVENTORY: s3.InventoryConfiguration = {
  Id: 'reports',
  IsEnabled: true,
  IncludedObjectVersions: 'Current',
  Schedule: { Frequency: 'Daily' },
  Destination: { S3BucketDestination: { Bucket: 'arn:aws:s3:::elsewhere', Format: 'CSV' } },
};
const ANALYTICS: s3.AnalyticsConfiguration = { Id: 'reports', StorageClassAnalysis: {} };
const TIERING: s3.IntelligentTieringConfiguration = {
  Id: 'reports',
  Status: 'Enabled',
  Tierings: [{ Days: 90, AccessTier: 'ARCHIVE_ACCESS' }],
};
const TAGS = [{ Key: 'team', Value: 'shop' }];
const LOCK: s3.ObjectLockConfiguration = {
  ObjectLockEnabled: 'Enabled',
  Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } },
};
const upload = { id: '' };
const uploading = () => ({ ...INVOICE, UploadId: upload.id });

const ROWS: readonly Row[] = [
  {
    operation: 'CreateBucket',
    call: () => client.send(new s3.CreateBucketCommand(SHOP)),
    answers: { Location: '/gatehouse-shop' },
  },
  {
    operation: 'ListBuckets',
    call: () => client.send(new s3.ListBucketsCommand({ Prefix: 'gate' })),
    answers: { Buckets: [{ Name: SHOP.Bucket, BucketRegion: 'us-east-1', CreationDate: NOW }], Prefix: 'gate' },
  },
  {
    operation: 'HeadBucket',
    call: () => client.send(new s3.HeadBucketCommand(SHOP)),
    answers: { BucketRegion: 'us-east-1' },
  },
  { operation: 'GetBucketLocation', call: () => client.send(new s3.GetBucketLocationCommand(SHOP)) },

  // Settings
  {
    operation: 'GetPublicAccessBlock',
    call: () => client.send(new s3.GetPublicAccessBlockCommand(SHOP)),
    answers: { PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true } },
  },
  {
    operation: 'PutPublicAccessBlock',
    call: () =>
      client.send(
        new s3.PutPublicAccessBlockCommand({ ...SHOP, PublicAccessBlockConfiguration: { BlockPublicAcls: false } }),
      ),
  },
  { operation: 'DeletePublicAccessBlock', call: () => client.send(new s3.DeletePublicAccessBlockCommand(SHOP)) },
  {
    operation: 'GetBucketOwnershipControls',
    call: () => client.send(new s3.GetBucketOwnershipControlsCommand(SHOP)),
    answers: { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } },
  },
  {
    operation: 'PutBucketOwnershipControls',
    call: () =>
      client.send(
        new s3.PutBucketOwnershipControlsCommand({
          ...SHOP,
          OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] },
        }),
      ),
  },
  {
    operation: 'PutBucketAcl',
    call: () => client.send(new s3.PutBucketAclCommand({ ...SHOP, ACL: 'public-read' })),
  },
  {
    operation: 'GetBucketAcl',
    call: () => client.send(new s3.GetBucketAclCommand(SHOP)),
    answers: {
      Grants: [
        { Grantee: { Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' },
        { Grantee: { Type: 'Group', URI: 'http://acs.amazonaws.com/groups/global/AllUsers' }, Permission: 'READ' },
      ],
    },
  },
  {
    operation: 'DeleteBucketOwnershipControls',
    call: () => client.send(new s3.DeleteBucketOwnershipControlsCommand(SHOP)),
  },
  {
    operation: 'PutBucketCors',
    call: () => client.send(new s3.PutBucketCorsCommand({ ...SHOP, CORSConfiguration: CORS })),
  },
  { operation: 'GetBucketCors', call: () => client.send(new s3.GetBucketCorsCommand(SHOP)), answers: CORS },
  { operation: 'DeleteBucketCors', call: () => client.send(new s3.DeleteBucketCorsCommand(SHOP)) },
  {
    operation: 'PutBucketEncryption',
    call: () =>
      client.send(new s3.PutBucketEncryptionCommand({ ...SHOP, ServerSideEncryptionConfiguration: ENCRYPTION })),
  },
  {
    operation: 'GetBucketEncryption',
    call: () => client.send(new s3.GetBucketEncryptionCommand(SHOP)),
    answers: { ServerSideEncryptionConfiguration: ENCRYPTION },
  },
  { operation: 'DeleteBucketEncryption', call: () => client.send(new s3.DeleteBucketEncryptionCommand(SHOP)) },
  {
    operation: 'PutBucketLifecycleConfiguration',
    call: () =>
      client.send(new s3.PutBucketLifecycleConfigurationCommand({ ...SHOP, LifecycleConfiguration: LIFECYCLE })),
  },
  {
    operation: 'GetBucketLifecycleConfiguration',
    call: () => client.send(new s3.GetBucketLifecycleConfigurationCommand(SHOP)),
    answers: { ...LIFECYCLE, TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K' },
  },
  { operation: 'DeleteBucketLifecycle', call: () => client.send(new s3.DeleteBucketLifecycleCommand(SHOP)) },
  {
    operation: 'PutBucketWebsite',
    call: () => client.send(new s3.PutBucketWebsiteCommand({ ...SHOP, WebsiteConfiguration: WEBSITE })),
  },
  { operation: 'GetBucketWebsite', call: () => client.send(new s3.GetBucketWebsiteCommand(SHOP)), answers: WEBSITE },
  { operation: 'DeleteBucketWebsite', call: () => client.send(new s3.DeleteBucketWebsiteCommand(SHOP)) },
  {
    operation: 'PutBucketLogging',
    call: () =>
      client.send(
        new s3.PutBucketLoggingCommand({
          ...SHOP,
          BucketLoggingStatus: { LoggingEnabled: { TargetBucket: SHOP.Bucket, TargetPrefix: 'log/' } },
        }),
      ),
  },
  {
    operation: 'GetBucketLogging',
    call: () => client.send(new s3.GetBucketLoggingCommand(SHOP)),
    answers: { LoggingEnabled: { TargetBucket: SHOP.Bucket, TargetPrefix: 'log/' } },
  },
  {
    operation: 'PutBucketNotificationConfiguration',
    call: () =>
      client.send(
        new s3.PutBucketNotificationConfigurationCommand({ ...SHOP, NotificationConfiguration: NOTIFICATION }),
      ),
  },
  {
    operation: 'GetBucketNotificationConfiguration',
    call: () => client.send(new s3.GetBucketNotificationConfigurationCommand(SHOP)),
    answers: NOTIFICATION,
  },
  {
    operation: 'PutBucketVersioning',
    call: () =>
      client.send(new s3.PutBucketVersioningCommand({ ...SHOP, VersioningConfiguration: { Status: 'Enabled' } })),
  },
  {
    operation: 'GetBucketVersioning',
    call: () => client.send(new s3.GetBucketVersioningCommand(SHOP)),
    answers: { Status: 'Enabled' },
  },
  {
    operation: 'PutBucketReplication',
    call: () => client.send(new s3.PutBucketReplicationCommand({ ...SHOP, ReplicationConfiguration: REPLICATION })),
  },
  {
    operation: 'GetBucketReplication',
    call: () => client.send(new s3.GetBucketReplicationCommand(SHOP)),
    answers: { ReplicationConfiguration: REPLICATION },
  },
  { operation: 'DeleteBucketReplication', call: () => client.send(new s3.DeleteBucketReplicationCommand(SHOP)) },
  {
    operation: 'PutBucketRequestPayment',
    call: () =>
      client.send(
        new s3.PutBucketRequestPaymentCommand({ ...SHOP, RequestPaymentConfiguration: { Payer: 'Requester' } }),
      ),
  },
  {
    operation: 'GetBucketRequestPayment',
    call: () => client.send(new s3.GetBucketRequestPaymentCommand(SHOP)),
    answers: { Payer: 'Requester' },
  },
  {
    operation: 'PutBucketAccelerateConfiguration',
    call: () =>
      client.send(
        new s3.PutBucketAccelerateConfigurationCommand({ ...SHOP, AccelerateConfiguration: { Status: 'Enabled' } }),
      ),
  },
  {
    operation: 'GetBucketAccelerateConfiguration',
    call: () => client.send(new s3.GetBucketAccelerateConfigurationCommand(SHOP)),
    answers: { Status: 'Enabled' },
  },
  {
    operation: 'PutBucketInventoryConfiguration',
    call: () =>
      client.send(new s3.PutBucketInventoryConfigurationCommand({ ...REPORTS, InventoryConfiguration: INVENTORY })),
  },
  {
    operation: 'GetBucketInventoryConfiguration',
    call: () => client.send(new s3.GetBucketInventoryConfigurationCommand(REPORTS)),
    answers: { InventoryConfiguration: INVENTORY },
  },
  {
    operation: 'ListBucketInventoryConfigurations',
    call: () => client.send(new s3.ListBucketInventoryConfigurationsCommand(SHOP)),
    answers: { IsTruncated: false, InventoryConfigurationList: [INVENTORY] },
  },
  {
    operation: 'DeleteBucketInventoryConfiguration',
    call: () => client.send(new s3.DeleteBucketInventoryConfigurationCommand(REPORTS)),
  },
  {
    operation: 'PutBucketAnalyticsConfiguration',
    call: () =>
      client.send(new s3.PutBucketAnalyticsConfigurationCommand({ ...REPORTS, AnalyticsConfiguration: ANALYTICS })),
  },
  {
    operation: 'GetBucketAnalyticsConfiguration',
    call: () => client.send(new s3.GetBucketAnalyticsConfigurationCommand(REPORTS)),
    answers: { AnalyticsConfiguration: { Id: 'reports' } },
  },
  {
    operation: 'ListBucketAnalyticsConfigurations',
    call: () => client.send(new s3.ListBucketAnalyticsConfigurationsCommand(SHOP)),
    answers: { AnalyticsConfigurationList: [{ Id: 'reports' }] },
  },
  {
    operation: 'DeleteBucketAnalyticsConfiguration',
    call: () => client.send(new s3.DeleteBucketAnalyticsConfigurationCommand(REPORTS)),
  },
  {
    operation: 'PutBucketMetricsConfiguration',
    call: () =>
      client.send(new s3.PutBucketMetricsConfigurationCommand({ ...REPORTS, MetricsConfiguration: { Id: 'reports' } })),
  },
  {
    operation: 'GetBucketMetricsConfiguration',
    call: () => client.send(new s3.GetBucketMetricsConfigurationCommand(REPORTS)),
    answers: { MetricsConfiguration: { Id: 'reports' } },
  },
  {
    operation: 'ListBucketMetricsConfigurations',
    call: () => client.send(new s3.ListBucketMetricsConfigurationsCommand(SHOP)),
    answers: { MetricsConfigurationList: [{ Id: 'reports' }] },
  },
  {
    operation: 'DeleteBucketMetricsConfiguration',
    call: () => client.send(new s3.DeleteBucketMetricsConfigurationCommand(REPORTS)),
  },
  {
    operation: 'PutBucketIntelligentTieringConfiguration',
    call: () =>
      client.send(
        new s3.PutBucketIntelligentTieringConfigurationCommand({
          ...REPORTS,
          IntelligentTieringConfiguration: TIERING,
        }),
      ),
  },
  {
    operation: 'GetBucketIntelligentTieringConfiguration',
    call: () => client.send(new s3.GetBucketIntelligentTieringConfigurationCommand(REPORTS)),
    answers: { IntelligentTieringConfiguration: TIERING },
  },
  {
    operation: 'ListBucketIntelligentTieringConfigurations',
    call: () => client.send(new s3.ListBucketIntelligentTieringConfigurationsCommand(SHOP)),
    answers: { IntelligentTieringConfigurationList: [TIERING] },
  },
  {
    operation: 'DeleteBucketIntelligentTieringConfiguration',
    call: () => client.send(new s3.DeleteBucketIntelligentTieringConfigurationCommand(REPORTS)),
  },
  {
    operation: 'PutBucketTagging',
    call: () => client.send(new s3.PutBucketTaggingCommand({ ...SHOP, Tagging: { TagSet: TAGS } })),
  },
  {
    operation: 'GetBucketTagging',
    call: () => client.send(new s3.GetBucketTaggingCommand(SHOP)),
    answers: { TagSet: TAGS },
  },
  { operation: 'DeleteBucketTagging', call: () => client.send(new s3.DeleteBucketTaggingCommand(SHOP)) },
  {
    operation: 'PutBucketPolicy',
    call: () =>
      client.send(
        new s3.PutBucketPolicyCommand({
          ...SHOP,
          Policy: policy({ ...allow('s3:GetObject'), Principal: '*', Resource: 'arn:aws:s3:::gatehouse-shop/*' }),
        }),
      ),
  },
  { operation: 'GetBucketPolicy', call: () => client.send(new s3.GetBucketPolicyCommand(SHOP)) },
  {
    operation: 'GetBucketPolicyStatus',
    call: () => client.send(new s3.GetBucketPolicyStatusCommand(SHOP)),
    answers: { PolicyStatus: { IsPublic: true } },
  },
  { operation: 'DeleteBucketPolicy', call: () => client.send(new s3.DeleteBucketPolicyCommand(SHOP)) },

  // Objects
  {
    operation: 'PutObject',
    call: () =>
      client.send(
        new s3.PutObjectCommand({
          ...INVOICE,
          Body: HELLO,
          ContentType: 'text/plain',
          CacheControl: 'no-cache',
          Metadata: { Author: 'lucy' },
          Tagging: 'team=shop&stage=test',
        }),
      ),
    answers: {
      ETag: HELLO_ETAG,
      ServerSideEncryption: 'AES256',
      ChecksumCRC32: '/6tyOg==',
      ChecksumType: 'FULL_OBJECT',
    },
  },
  {
    operation: 'HeadObject',
    call: () => client.send(new s3.HeadObjectCommand({ ...INVOICE, ChecksumMode: 'ENABLED' })),
    answers: {
      ContentLength: HELLO.length,
      ContentType: 'text/plain',
      CacheControl: 'no-cache',
      ETag: HELLO_ETAG,
      LastModified: NOW,
      Metadata: { author: 'lucy' },
      TagCount: 2,
      ChecksumCRC32: '/6tyOg==',
    },
  },
  {
    operation: 'GetObject',
    call: () => client.send(new s3.GetObjectCommand(INVOICE)),
    answers: { ContentLength: HELLO.length, AcceptRanges: 'bytes', ETag: HELLO_ETAG },
  },
  {
    operation: 'GetObjectAttributes',
    call: () =>
      client.send(
        new s3.GetObjectAttributesCommand({ ...INVOICE, ObjectAttributes: ['ETag', 'ObjectSize', 'Checksum'] }),
      ),
    answers: { ETag: md5(HELLO), ObjectSize: HELLO.length, Checksum: { ChecksumCRC32: '/6tyOg==' } },
  },
  {
    operation: 'GetObjectTagging',
    call: () => client.send(new s3.GetObjectTaggingCommand(INVOICE)),
    answers: {
      TagSet: [
        { Key: 'team', Value: 'shop' },
        { Key: 'stage', Value: 'test' },
      ],
    },
  },
  {
    operation: 'PutObjectTagging',
    call: () => client.send(new s3.PutObjectTaggingCommand({ ...INVOICE, Tagging: { TagSet: TAGS } })),
  },
  { operation: 'DeleteObjectTagging', call: () => client.send(new s3.DeleteObjectTaggingCommand(INVOICE)) },
  {
    operation: 'PutObjectAcl',
    call: () => client.send(new s3.PutObjectAclCommand({ ...INVOICE, ACL: 'authenticated-read' })),
  },
  {
    operation: 'GetObjectAcl',
    call: () => client.send(new s3.GetObjectAclCommand(INVOICE)),
    answers: { Grants: [{ Permission: 'FULL_CONTROL' }, { Permission: 'READ' }] },
  },
  {
    operation: 'CopyObject',
    call: () =>
      client.send(
        new s3.CopyObjectCommand({
          ...SHOP,
          Key: 'copy',
          CopySource: encodeURIComponent(`${INVOICE.Bucket}/${INVOICE.Key}`),
        }),
      ),
    answers: { CopyObjectResult: { ETag: HELLO_ETAG, LastModified: NOW } },
  },
  {
    operation: 'ListObjects',
    call: () => client.send(new s3.ListObjectsCommand({ ...SHOP, Delimiter: '/' })),
    answers: {
      Contents: [{ Key: 'copy', Size: HELLO.length }],
      CommonPrefixes: [{ Prefix: 'invoices/' }],
      Name: SHOP.Bucket,
    },
  },
  {
    operation: 'ListObjectsV2',
    call: () => client.send(new s3.ListObjectsV2Command({ ...SHOP, Prefix: 'invoices/', FetchOwner: true })),
    answers: { KeyCount: 1, Contents: [{ Key: INVOICE.Key, ETag: HELLO_ETAG, ChecksumAlgorithm: ['CRC32'] }] },
  },
  {
    operation: 'ListObjectVersions',
    call: () => client.send(new s3.ListObjectVersionsCommand(SHOP)),
    answers: { Versions: [{ Key: 'copy', IsLatest: true }, { Key: INVOICE.Key }] },
  },
  {
    operation: 'DeleteObject',
    call: () => client.send(new s3.DeleteObjectCommand({ ...SHOP, Key: 'copy' })),
    answers: { DeleteMarker: true, VersionId: expect.any(String) },
  },
  {
    operation: 'DeleteObjects',
    call: () =>
      client.send(new s3.DeleteObjectsCommand({ ...SHOP, Delete: { Objects: [{ Key: 'a' }, { Key: 'b<&>' }] } })),
    answers: { Deleted: [{ Key: 'a', DeleteMarker: true }, { Key: 'b<&>' }] },
  },

  // Uploads in parts
  {
    operation: 'CreateMultipartUpload',
    call: async () => {
      const answer = await client.send(new s3.CreateMultipartUploadCommand({ ...INVOICE, ChecksumAlgorithm: 'CRC32' }));
      upload.id = answer.UploadId ?? '';
      return answer;
    },
    answers: { ...INVOICE, ChecksumAlgorithm: 'CRC32', ChecksumType: 'COMPOSITE' },
  },
  {
    operation: 'UploadPart',
    call: () =>
      client.send(new s3.UploadPartCommand({ ...uploading(), PartNumber: 1, Body: Buffer.alloc(5 * MIB, 'a') })),
    answers: { ETag: `"${md5(Buffer.alloc(5 * MIB, 'a'))}"` },
  },
  {
    operation: 'UploadPartCopy',
    call: () =>
      client.send(
        new s3.UploadPartCopyCommand({
          ...uploading(),
          PartNumber: 2,
          CopySource: encodeURIComponent(`${INVOICE.Bucket}/${INVOICE.Key}`),
          CopySourceRange: 'bytes=0-4',
        }),
      ),
    answers: { CopyPartResult: { ETag: `"${md5('hello')}"` } },
  },
  {
    operation: 'ListParts',
    call: () => client.send(new s3.ListPartsCommand(uploading())),
    answers: {
      Parts: [
        { PartNumber: 1, Size: 5 * MIB },
        { PartNumber: 2, Size: 5 },
      ],
      IsTruncated: false,
    },
  },
  {
    operation: 'ListMultipartUploads',
    call: () => client.send(new s3.ListMultipartUploadsCommand(SHOP)),
    answers: { Uploads: [{ Key: INVOICE.Key, Initiated: NOW }] },
  },
  {
    operation: 'CompleteMultipartUpload',
    call: async () => {
      const { Parts = [] } = await client.send(new s3.ListPartsCommand(uploading()));
      return client.send(
        new s3.CompleteMultipartUploadCommand({
          ...uploading(),
          MultipartUpload: {
            Parts: Parts.map(({ PartNumber, ETag, ChecksumCRC32 }) => ({ PartNumber, ETag, ChecksumCRC32 })),
          },
        }),
      );
    },
    answers: { ...INVOICE, ETag: expect.stringMatching(/^"[0-9a-f]{32}-2"$/), ChecksumType: 'COMPOSITE' },
  },
  {
    operation: 'AbortMultipartUpload',
    call: async () => {
      const { UploadId } = await client.send(new s3.CreateMultipartUploadCommand(INVOICE));
      return client.send(new s3.AbortMultipartUploadCommand({ ...INVOICE, UploadId }));
    },
  },

  // Object lock
  {
    operation: 'PutObjectLockConfiguration',
    call: () => client.send(new s3.PutObjectLockConfigurationCommand({ ...SHOP, ObjectLockConfiguration: LOCK })),
  },
  {
    operation: 'GetObjectLockConfiguration',
    call: () => client.send(new s3.GetObjectLockConfigurationCommand(SHOP)),
    answers: { ObjectLockConfiguration: LOCK },
  },
  {
    operation: 'PutObjectRetention',
    call: () =>
      client.send(
        new s3.PutObjectRetentionCommand({
          ...INVOICE,
          Retention: { Mode: 'GOVERNANCE', RetainUntilDate: new Date('2027-01-01T00:00:00Z') },
        }),
      ),
  },
  {
    operation: 'GetObjectRetention',
    call: () => client.send(new s3.GetObjectRetentionCommand(INVOICE)),
    answers: { Retention: { Mode: 'GOVERNANCE', RetainUntilDate: new Date('2027-01-01T00:00:00Z') } },
  },
  {
    operation: 'PutObjectLegalHold',
    call: () => client.send(new s3.PutObjectLegalHoldCommand({ ...INVOICE, LegalHold: { Status: 'ON' } })),
  },
  {
    operation: 'GetObjectLegalHold',
    call: () => client.send(new s3.GetObjectLegalHoldCommand(INVOICE)),
    answers: { LegalHold: { Status: 'ON' } },
  },

  {
    operation: 'DeleteBucket',
    call: async () => {
      await newBucket('soon-gone');
      return client.send(new s3.DeleteBucketCommand({ Bucket: 'soon-gone' }));
    },
  },
];

describe('AWS’s own client for Amazon S3', () => {
  it.each(ROWS)('performs $operation', async ({ call, answers }) => {
    const { $metadata, ...answer } = await call();
    expect($metadata.httpStatusCode).toBeLessThan(300);
    expect(answer).toMatchObject(answers ?? {});
  });

  it('is tried with every operation that Gatehouse performs', () => {
    const performed = Object.keys(handlers)
      .filter((name) => name.startsWith('s3:'))
      .map((name) => name.slice('s3:'.length));
    expect([...new Set(ROWS.map(({ operation }) => operation))].toSorted()).toEqual(performed.toSorted());
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
describe('What is not there', () => {
  const bare = { Bucket: 'bare-bucket' };
  beforeAll(async () => {
    await newBucket(bare.Bucket);
    await client.send(new s3.DeletePublicAccessBlockCommand(bare));
    await client.send(new s3.DeleteBucketOwnershipControlsCommand(bare));
  });

  it.each([
    ['NoSuchCORSConfiguration', () => client.send(new s3.GetBucketCorsCommand(bare))],
    ['NoSuchWebsiteConfiguration', () => client.send(new s3.GetBucketWebsiteCommand(bare))],
    ['NoSuchLifecycleConfiguration', () => client.send(new s3.GetBucketLifecycleConfigurationCommand(bare))],
    ['NoSuchTagSet', () => client.send(new s3.GetBucketTaggingCommand(bare))],
    ['NoSuchBucketPolicy', () => client.send(new s3.GetBucketPolicyCommand(bare))],
    ['NoSuchBucketPolicy', () => client.send(new s3.GetBucketPolicyStatusCommand(bare))],
    ['NoSuchPublicAccessBlockConfiguration', () => client.send(new s3.GetPublicAccessBlockCommand(bare))],
    ['OwnershipControlsNotFoundError', () => client.send(new s3.GetBucketOwnershipControlsCommand(bare))],
    ['ReplicationConfigurationNotFoundError', () => client.send(new s3.GetBucketReplicationCommand(bare))],
    ['ObjectLockConfigurationNotFoundError', () => client.send(new s3.GetObjectLockConfigurationCommand(bare))],
    ['NoSuchConfiguration', () => client.send(new s3.GetBucketMetricsConfigurationCommand({ ...bare, Id: 'x' }))],
    ['NoSuchKey', () => client.send(new s3.GetObjectCommand({ ...bare, Key: 'k' }))],
    ['NotFound', () => client.send(new s3.HeadObjectCommand({ ...bare, Key: 'k' }))],
    ['NoSuchVersion', () => client.send(new s3.GetObjectCommand({ ...bare, Key: 'k', VersionId: 'v' }))],
    ['NoSuchUpload', () => client.send(new s3.ListPartsCommand({ ...bare, Key: 'k', UploadId: 'u' }))],
    ['NoSuchBucket', () => client.send(new s3.GetBucketCorsCommand({ Bucket: 'nowhere-at-all' }))],
  ])('is answered with 404 %s', async (code, call) => {
    expect(await refusal(call)).toMatchObject({ code, status: 404 });
  });

  it.each([
    ['encryption with S3’s own keys', () => client.send(new s3.GetBucketEncryptionCommand(bare)), ENCRYPTED],
    ['no versions', () => client.send(new s3.GetBucketVersioningCommand(bare)), {}],
    ['no logging', () => client.send(new s3.GetBucketLoggingCommand(bare)), {}],
    ['no notifications', () => client.send(new s3.GetBucketNotificationConfigurationCommand(bare)), {}],
    ['its owner pays', () => client.send(new s3.GetBucketRequestPaymentCommand(bare)), { Payer: 'BucketOwner' }],
    ['no acceleration', () => client.send(new s3.GetBucketAccelerateConfigurationCommand(bare)), {}],
  ] as const)('has a default of its own: %s', async (_, call, expected) => {
    const { $metadata: _metadata, ...answer } = await call();
    expect(answer).toEqual(expected);
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html (Permissions)
  it('is told only to those who may list the bucket', async () => {
    const reader = clientOf(READER);
    const denied = await refusal(() => reader.send(new s3.GetObjectCommand({ ...bare, Key: 'k' })));
    expect(denied).toMatchObject({ code: 'AccessDenied', status: 403 });
    expect(denied.message).toContain(
      'is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::bare-bucket"',
    );
    expect(await refusal(() => reader.send(new s3.HeadObjectCommand({ ...bare, Key: 'k' })))).toMatchObject({
      status: 403,
    });
  });
});

const ENCRYPTED = {
  ServerSideEncryptionConfiguration: {
    Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
  },
};

describe('An upload', () => {
  const bucket = { Bucket: 'uploads-bucket' };
  beforeAll(() => newBucket(bucket.Bucket));

  it.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)('is verified by %s', async (algorithm) => {
    const key = { ...bucket, Key: algorithm };
    const put = new s3.PutObjectCommand({ ...key, Body: HELLO, ChecksumAlgorithm: algorithm });
    const answer = await client.send(put);
    const head = await client.send(new s3.HeadObjectCommand({ ...key, ChecksumMode: 'ENABLED' }));
    expect(answer[`Checksum${algorithm}`]).toMatch(/=$/);
    expect(head[`Checksum${algorithm}`]).toBe(answer[`Checksum${algorithm}`]);
  });

  it('of a stream comes in chunks with its checksum in the trailer', async () => {
    const key = { ...bucket, Key: 'streamed' };
    const Body = Readable.from([Buffer.from(HELLO)]);
    await client.send(new s3.PutObjectCommand({ ...key, Body, ContentLength: HELLO.length }));
    expect(gate.records.at(-1)?.request.headers).toContainEqual(['x-amz-trailer', 'x-amz-checksum-crc32']);
    expect(await textOf(key)).toBe(HELLO);
    const { ContentEncoding, ChecksumCRC32 } = await client.send(
      new s3.HeadObjectCommand({ ...key, ChecksumMode: 'ENABLED' }),
    );
    expect({ ContentEncoding, ChecksumCRC32 }).toEqual({ ContentEncoding: undefined, ChecksumCRC32: '/6tyOg==' });
  });

  it.each([
    ['Content-MD5', { ContentMD5: Buffer.alloc(16).toString('base64') }, 'BadDigest'],
    ['Content-MD5 of another length', { ContentMD5: 'YWJj' }, 'InvalidDigest'],
    ['checksum', { ChecksumSHA256: Buffer.alloc(32).toString('base64') }, 'BadDigest'],
    ['two checksums', { ChecksumSHA256: 'a', ChecksumSHA1: 'b' }, 'InvalidRequest'],
  ])('with the wrong %s is refused, and nothing is kept', async (_, wrong, code) => {
    const key = { ...bucket, Key: 'wrong' };
    expect(await refusal(() => client.send(new s3.PutObjectCommand({ ...key, Body: HELLO, ...wrong })))).toMatchObject({
      code,
      status: 400,
    });
    expect(await refusal(() => client.send(new s3.HeadObjectCommand(key)))).toMatchObject({ status: 404 });
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
  it('may be on the condition that there is no such object, or that it is a certain one', async () => {
    const key = { ...bucket, Key: 'once' };
    await client.send(new s3.PutObjectCommand({ ...key, Body: HELLO, IfNoneMatch: '*' }));
    const again = (more: object) => () => client.send(new s3.PutObjectCommand({ ...key, Body: 'new', ...more }));
    expect(await refusal(again({ IfNoneMatch: '*' }))).toMatchObject({ code: 'PreconditionFailed', status: 412 });
    expect(await refusal(again({ IfMatch: '"0"' }))).toMatchObject({ code: 'PreconditionFailed', status: 412 });
    await again({ IfMatch: HELLO_ETAG })();
    expect(await textOf(key)).toBe('new');
  });

  it.each([
    ['a key of more than 1,024 bytes', { Key: 'é'.repeat(513) }, 'KeyTooLongError'],
    ['more than 2 KB of metadata', { Metadata: { a: 'x'.repeat(2048) } }, 'MetadataTooLarge'],
    ['an access control list where there are none', { ACL: 'public-read' }, 'AccessControlListNotSupported'],
    ['eleven tags', { Tagging: Array.from({ length: 11 }, (_, at) => `t${at}=1`).join('&') }, 'BadRequest'],
    ['a lock in a bucket without', { ObjectLockLegalHoldStatus: 'ON' }, 'InvalidRequest'],
    ['a storage class that there is not', { StorageClass: 'CUPBOARD' }, 'InvalidStorageClass'],
  ])('with %s is refused', async (_, more, code) => {
    const input = { ...bucket, Key: 'k', Body: '', ...more } as s3.PutObjectCommandInput;
    expect(await refusal(() => client.send(new s3.PutObjectCommand(input)))).toMatchObject({ code, status: 400 });
  });
});

describe('A read', () => {
  const object = { Bucket: 'reads-bucket', Key: 'hello' };
  beforeAll(async () => {
    await newBucket(object.Bucket);
    await client.send(new s3.PutObjectCommand({ ...object, Body: HELLO, ContentType: 'text/plain' }));
  });
  const get = (more: Partial<s3.GetObjectCommandInput>) => client.send(new s3.GetObjectCommand({ ...object, ...more }));

  // https://www.rfc-editor.org/rfc/rfc9110#section-14.1.2
  it.each([
    ['bytes=0-4', 'hello', 'bytes 0-4/12'],
    ['bytes=7-', 'world', 'bytes 7-11/12'],
    ['bytes=-5', 'world', 'bytes 7-11/12'],
    ['bytes=7-99', 'world', 'bytes 7-11/12'],
    ['bytes=-99', HELLO, 'bytes 0-11/12'],
  ])('of the range %s gives %j', async (Range, text, ContentRange) => {
    const answer = await get({ Range });
    expect(await answer.Body?.transformToString()).toBe(text);
    expect(answer).toMatchObject({ ContentRange, ContentLength: text.length });
    expect(answer.$metadata.httpStatusCode).toBe(206);
  });

  it.each(['lines=1-2', 'bytes=5-1', 'bytes=1-2,4-5'])(
    'of %s, which is no range that S3 takes, gives all',
    async (Range) => {
      expect(await (await get({ Range })).Body?.transformToString()).toBe(HELLO);
    },
  );

  it('of a range behind the end is refused', async () => {
    expect(await refusal(() => get({ Range: 'bytes=12-' }))).toMatchObject({ code: 'InvalidRange', status: 416 });
  });

  it.each([
    ['If-Match with another tag', { IfMatch: '"0"' }, 412],
    ['If-None-Match with its tag', { IfNoneMatch: HELLO_ETAG }, 304],
    ['If-Modified-Since the time it was written', { IfModifiedSince: NOW }, 304],
    ['If-Unmodified-Since a time before', { IfUnmodifiedSince: new Date(NOW.getTime() - 1000) }, 412],
  ])('under the condition %s is answered with %4$d', async (_, condition, status) => {
    expect(await refusal(() => get(condition))).toMatchObject({ status });
  });

  it('may have its headers answered otherwise', async () => {
    const answer = await get({ ResponseContentType: 'text/csv', ResponseContentDisposition: 'attachment' });
    expect(answer).toMatchObject({ ContentType: 'text/csv', ContentDisposition: 'attachment' });
  });

  it.each(['attachment; filename="倉.csv"', 'a\r\nSet-Cookie: b', '\0'])(
    'may not have a header answered as %j, which no header can be',
    async (value) => {
      await expect(get({ ResponseContentDisposition: value })).rejects.toMatchObject({
        name: 'InvalidArgument',
        message: 'Header value cannot be represented using ISO-8859-1.',
        ArgumentName: 'response-content-disposition',
        $metadata: { httpStatusCode: 400 },
      });
    },
  );

  it('keeps bytes as they are', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, value) => value);
    const key = { Bucket: object.Bucket, Key: 'bytes' };
    await client.send(new s3.PutObjectCommand({ ...key, Body: bytes }));
    const { Body } = await client.send(new s3.GetObjectCommand(key));
    expect(await Body?.transformToByteArray()).toEqual(bytes);
    expect(gate.records.at(-1)?.response.body).toBe('(256 bytes)');
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html
describe('A listing', () => {
  const bucket = { Bucket: 'lists-bucket' };
  const KEYS = ['a', 'b/1', 'b/2', 'b/c/1', 'c', 'd/1', 'é', '日本', '😀'];
  beforeAll(async () => {
    await newBucket(bucket.Bucket);
    for (const Key of KEYS) await client.send(new s3.PutObjectCommand({ ...bucket, Key, Body: Key }));
  });

  it('is in the order of the keys’ UTF-8 bytes', async () => {
    const { Contents } = await client.send(new s3.ListObjectsV2Command(bucket));
    expect(Contents?.map(({ Key }) => Key)).toEqual(KEYS);
  });

  it.each([1, 2, 3, 100])('with a delimiter rolls keys up, in pages of %i', async (MaxKeys) => {
    const seen: (string | undefined)[] = [];
    for (let ContinuationToken: string | undefined; ;) {
      const page: s3.ListObjectsV2CommandOutput = await client.send(
        new s3.ListObjectsV2Command({ ...bucket, Delimiter: '/', MaxKeys, ContinuationToken }),
      );
      const keys = [
        ...(page.Contents ?? []).map(({ Key }) => Key),
        ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
      ];
      expect(page.KeyCount).toBe(keys.length);
      seen.push(...keys.toSorted());
      ContinuationToken = page.NextContinuationToken;
      if (ContinuationToken === undefined) break;
    }
    expect(seen.toSorted()).toEqual(['a', 'b/', 'c', 'd/', 'é', '日本', '😀'].toSorted());
  });

  it.each([
    [{ Prefix: 'b/' }, ['b/1', 'b/2', 'b/c/1'], []],
    [{ Prefix: 'b/', Delimiter: '/' }, ['b/1', 'b/2'], ['b/c/']],
    [{ StartAfter: 'b/2' }, ['b/c/1', 'c', 'd/1', 'é', '日本', '😀'], []],
    [{ Prefix: 'x' }, [], []],
    [{ MaxKeys: 0 }, [], []],
  ] as const)('with %j holds %j and %j', async (asked, keys, prefixes) => {
    const { Contents = [], CommonPrefixes = [] } = await client.send(
      new s3.ListObjectsV2Command({ ...bucket, ...asked }),
    );
    expect(Contents.map(({ Key }) => Key)).toEqual(keys);
    expect(CommonPrefixes.map(({ Prefix }) => Prefix)).toEqual(prefixes);
  });

  it('of the first version goes on behind a marker', async () => {
    const first = await client.send(new s3.ListObjectsCommand({ ...bucket, Delimiter: '/', MaxKeys: 2 }));
    expect(first).toMatchObject({ IsTruncated: true, NextMarker: 'b/' });
    const { Contents } = await client.send(
      new s3.ListObjectsCommand({ ...bucket, Delimiter: '/', MaxKeys: 1, Marker: first.NextMarker }),
    );
    expect(Contents?.map(({ Key }) => Key)).toEqual(['c']);
  });

  it('may have its keys URL-encoded', async () => {
    const { Contents, EncodingType } = await client.send(
      new s3.ListObjectsV2Command({ ...bucket, Prefix: 'é', EncodingType: 'url' }),
    );
    expect({ EncodingType, keys: Contents?.map(({ Key }) => Key) }).toEqual({ EncodingType: 'url', keys: ['%C3%A9'] });
  });

  it('is refused with a token that no answer gave', async () => {
    const list = new s3.ListObjectsV2Command({ ...bucket, ContinuationToken: '!' });
    expect(await refusal(() => client.send(list))).toMatchObject({ code: 'InvalidArgument', status: 400 });
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html
describe('A bucket that keeps versions', () => {
  const key = { Bucket: 'versions-bucket', Key: 'k' };
  const { Bucket } = key;
  const put = (Body: string) => client.send(new s3.PutObjectCommand({ ...key, Body }));
  const version = (Status: 'Enabled' | 'Suspended') =>
    client.send(new s3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
  const versions = async () => {
    const listed = await client.send(new s3.ListObjectVersionsCommand({ Bucket }));
    return [...(listed.Versions ?? []), ...(listed.DeleteMarkers ?? [])].map(({ VersionId, IsLatest }) => ({
      VersionId,
      IsLatest,
    }));
  };

  it('gives every write a version of its own, a delete a marker, and undoes it when that is deleted', async () => {
    await newBucket(Bucket);
    expect(await put('zero')).not.toHaveProperty('VersionId');
    await version('Enabled');
    const { VersionId: first } = await put('first');
    const { VersionId: marker } = await client.send(new s3.DeleteObjectCommand(key));
    expect(await refusal(() => textOf(key))).toMatchObject({ code: 'NoSuchKey', status: 404 });
    expect(await refusal(() => textOf({ ...key, VersionId: marker ?? '' }))).toMatchObject({
      code: 'MethodNotAllowed',
      status: 405,
    });
    expect(await textOf({ ...key, VersionId: first ?? '' })).toBe('first');
    expect(await textOf({ ...key, VersionId: 'null' })).toBe('zero');
    expect(await versions()).toEqual([
      { VersionId: first, IsLatest: false },
      { VersionId: 'null', IsLatest: false },
      { VersionId: marker, IsLatest: true },
    ]);
    await client.send(new s3.DeleteObjectCommand({ ...key, VersionId: marker }));
    expect(await textOf(key)).toBe('first');
  });

  it('writes the null version again once that is suspended', async () => {
    await version('Suspended');
    expect(await put('suspended')).toMatchObject({ VersionId: 'null' });
    expect(await textOf({ ...key, VersionId: 'null' })).toBe('suspended');
    expect(await versions()).toHaveLength(2);
  });

  it('is not deleted while versions are left', async () => {
    await client.send(new s3.DeleteObjectCommand(key));
    const remove = () => client.send(new s3.DeleteBucketCommand({ Bucket }));
    expect(await refusal(remove)).toMatchObject({
      code: 'BucketNotEmpty',
      status: 409,
      message: 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
    });
    for (const { VersionId } of await versions()) await client.send(new s3.DeleteObjectCommand({ ...key, VersionId }));
    await remove();
    expect(await refusal(() => client.send(new s3.HeadBucketCommand({ Bucket })))).toMatchObject({ status: 404 });
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
describe('An upload in parts', () => {
  const key = { Bucket: 'parts-bucket', Key: 'large' };
  const big = Buffer.alloc(5 * MIB, 'x');
  let UploadId: string | undefined;
  beforeAll(async () => {
    await newBucket(key.Bucket);
    ({ UploadId } = await client.send(new s3.CreateMultipartUploadCommand({ ...key, ContentType: 'text/plain' })));
    for (const [index, Body] of [big, Buffer.from('small'), Buffer.from('end')].entries()) {
      await client.send(new s3.UploadPartCommand({ ...key, UploadId, PartNumber: index + 1, Body }));
    }
  });
  const complete = (...Parts: s3.CompletedPart[]) =>
    client.send(new s3.CompleteMultipartUploadCommand({ ...key, UploadId, MultipartUpload: { Parts } }));
  const get = (PartNumber?: number) => client.send(new s3.GetObjectCommand({ ...key, PartNumber }));
  const [first, second, third] = [big, 'small', 'end'].map((body, at) => ({ PartNumber: at + 1, ETag: md5(body) }));

  it.each([
    ['EntityTooSmall', [first, second, third]],
    ['InvalidPartOrder', [second, first]],
    ['InvalidPart', [{ PartNumber: 1, ETag: md5('other') }]],
    ['InvalidPart', [{ PartNumber: 9, ETag: md5('none') }]],
    ['MalformedXML', []],
  ])('is refused with %s', async (code, parts) => {
    expect(await refusal(() => complete(...parts.flatMap((part) => part ?? [])))).toMatchObject({ code, status: 400 });
  });

  it('becomes one object of the parts that are listed, which can be read one by one', async () => {
    await complete(first ?? {}, third ?? {});
    const whole = await get();
    expect(whole).toMatchObject({ ContentLength: 5 * MIB + 3, ContentType: 'text/plain' });
    const last = await get(2);
    expect(await last.Body?.transformToString()).toBe('end');
    expect(last).toMatchObject({ PartsCount: 2, ContentRange: `bytes ${5 * MIB}-${5 * MIB + 2}/${5 * MIB + 3}` });
    expect(await refusal(() => get(3))).toMatchObject({ code: 'InvalidPartNumber', status: 416 });
    expect(await refusal(() => complete(first ?? {}))).toMatchObject({ code: 'NoSuchUpload', status: 404 });
  });

  it('leaves nothing behind when it is aborted', async () => {
    const { UploadId: id } = await client.send(new s3.CreateMultipartUploadCommand({ ...key, Key: 'aborted' }));
    await client.send(new s3.UploadPartCommand({ ...key, Key: 'aborted', UploadId: id, PartNumber: 1, Body: 'a' }));
    await client.send(new s3.AbortMultipartUploadCommand({ ...key, Key: 'aborted', UploadId: id }));
    expect(await client.send(new s3.ListMultipartUploadsCommand({ Bucket: key.Bucket }))).not.toHaveProperty('Uploads');
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_Part.html (ChecksumCRC64NVME)
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html (x-amz-checksum-crc64nvme)
  it('that asks for no checksum has that of the whole by CRC64NVME', async () => {
    const plain = clientOf(ADMIN, { requestChecksumCalculation: 'WHEN_REQUIRED' });
    const named = { ...key, Key: 'unasked' };
    const started = await plain.send(new s3.CreateMultipartUploadCommand(named));
    const part = { ...named, UploadId: started.UploadId, PartNumber: 1 };
    const uploaded = await plain.send(new s3.UploadPartCommand({ ...part, Body: HELLO }));
    expect(uploaded.ChecksumCRC64NVME).toBeUndefined();
    const { Parts } = await plain.send(new s3.ListPartsCommand(part));
    const done = await plain.send(
      new s3.CompleteMultipartUploadCommand({ ...part, MultipartUpload: { Parts: [{ ...first, ETag: HELLO_ETAG }] } }),
    );
    const put = await plain.send(new s3.PutObjectCommand({ ...named, Key: 'whole', Body: HELLO }));
    const expected = { ChecksumCRC64NVME: put.ChecksumCRC64NVME, ChecksumType: 'FULL_OBJECT' };
    expect(done).toMatchObject(expected);
    expect(Parts).toMatchObject([{ ChecksumCRC64NVME: put.ChecksumCRC64NVME }]);
    expect(await client.send(new s3.HeadObjectCommand({ ...named, ChecksumMode: 'ENABLED' }))).toMatchObject(expected);
  });
});

describe('A copy', () => {
  const object = { Bucket: 'copies-bucket', Key: 'original' };
  const CopySource = `${object.Bucket}/${object.Key}`;
  const copy = (Key: string, more: Partial<s3.CopyObjectCommandInput> = {}) =>
    client.send(new s3.CopyObjectCommand({ Bucket: object.Bucket, Key, CopySource, ...more }));
  beforeAll(async () => {
    await newBucket(object.Bucket);
    const stated = { ContentType: 'text/plain', Metadata: { a: '1' }, Tagging: 'team=shop' };
    await client.send(new s3.PutObjectCommand({ ...object, Body: HELLO, ...stated }));
  });

  it('takes metadata and tags along', async () => {
    await copy('copy');
    const head = await client.send(new s3.HeadObjectCommand({ Bucket: object.Bucket, Key: 'copy' }));
    expect(head).toMatchObject({ ContentType: 'text/plain', Metadata: { a: '1' }, TagCount: 1, ETag: HELLO_ETAG });
  });

  it('states them anew where that is asked for', async () => {
    await copy('anew', { MetadataDirective: 'REPLACE', TaggingDirective: 'REPLACE', Metadata: { b: '2' } });
    const head = await client.send(new s3.HeadObjectCommand({ Bucket: object.Bucket, Key: 'anew' }));
    expect(head).toMatchObject({ ContentType: 'binary/octet-stream', Metadata: { b: '2' } });
    expect(head.TagCount).toBeUndefined();
  });

  it.each([
    ['of an object to itself that changes nothing', () => copy(object.Key), 'InvalidRequest', 400],
    ['of what is not there', () => copy('x', { CopySource: `${object.Bucket}/none` }), 'NoSuchKey', 404],
    ['from no bucket', () => copy('x', { CopySource: 'nowhere-at-all/k' }), 'NoSuchBucket', 404],
    ['under a condition that is not met', () => copy('x', { CopySourceIfMatch: '"0"' }), 'PreconditionFailed', 412],
  ])('%s is refused', async (_, call, code, status) => {
    expect(await refusal(call)).toMatchObject({ code, status });
  });
});

/** Sends a request as it is to the gate. */
async function pass(wire: WireRequest): Promise<{ status: number; body: string }> {
  const arrival = { door: 'endpoint', sourceIp: '127.0.0.1', secureTransport: true, replayOf: null } as const;
  const { response } = await guarded.gate.passWire(wire, arrival);
  return { status: response.status, body: Buffer.from(response.body).toString() };
}

const anonymous = (method: string, path: string): Promise<{ status: number; body: string }> =>
  pass({ method, target: path, host: '127.0.0.1:4747', headers: [], body: new Uint8Array() });

const stagedAs = (stage: string) => ({ Condition: { StringEquals: { 's3:ExistingObjectTag/stage': stage } } });

describe('Who may', () => {
  const object = { Bucket: 'access-bucket', Key: 'shared/k' };
  const { Bucket } = object;
  const statement = (Principal: object | string, more: object = {}) =>
    policy({ ...allow('s3:GetObject'), Principal, Resource: `arn:aws:s3:::${Bucket}/shared/*`, ...more });
  const putPolicy = (Policy: string) => client.send(new s3.PutBucketPolicyCommand({ Bucket, Policy }));

  beforeAll(async () => {
    await newBucket(Bucket);
    await client.send(new s3.PutObjectCommand({ ...object, Body: HELLO, Tagging: 'stage=public' }));
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
  it('put a public policy is nobody while BlockPublicPolicy is on, as it is on a new bucket', async () => {
    expect(await refusal(() => putPolicy(statement('*')))).toMatchObject({ code: 'AccessDenied', status: 403 });
  });

  it('read from another account is who the bucket policy names', async () => {
    const partner = clientOf(PARTNER);
    const get = () => partner.send(new s3.GetObjectCommand(object));
    expect(await refusal(get)).toMatchObject({ code: 'AccessDenied', status: 403 });
    await putPolicy(statement({ AWS: `arn:aws:iam::${PARTNER_ACCOUNT_ID}:root` }));
    expect(await (await get()).Body?.transformToString()).toBe(HELLO);
  });

  it('read without a signature is everybody, once a public policy says so', async () => {
    expect(await anonymous('GET', `/${Bucket}/${object.Key}`)).toMatchObject({ status: 403 });
    await client.send(new s3.DeletePublicAccessBlockCommand({ Bucket }));
    await putPolicy(statement('*'));
    expect(await anonymous('GET', `/${Bucket}/${object.Key}`)).toEqual({ status: 200, body: HELLO });
    expect(await anonymous('GET', `/${Bucket}/other`)).toMatchObject({ status: 403 });
  });

  it('read by a tag of the object is who the policy’s condition lets', async () => {
    await putPolicy(statement('*', stagedAs('public')));
    expect(await anonymous('GET', `/${Bucket}/${object.Key}`)).toMatchObject({ status: 200 });
    await putPolicy(statement('*', stagedAs('secret')));
    expect(await anonymous('GET', `/${Bucket}/${object.Key}`)).toMatchObject({ status: 403 });
  });

  it('read is the owner’s account alone while RestrictPublicBuckets is on', async () => {
    await putPolicy(statement('*'));
    const PublicAccessBlockConfiguration = { RestrictPublicBuckets: true };
    await client.send(new s3.PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    expect(await anonymous('GET', `/${Bucket}/${object.Key}`)).toMatchObject({ status: 403 });
    expect(await textOf(object)).toBe(HELLO);
  });

  it('read by a presigned URL is whoever has it, as its signer, until it expires', async () => {
    const unsigned = {
      method: 'GET',
      target: `/${Bucket}/${object.Key}`,
      host: '127.0.0.1:4747',
      headers: [],
      body: Buffer.of(),
    };
    const { request } = presignRequest(unsigned, ADMIN, { service: 's3', region: 'us-east-1' }, NOW, 60);
    expect(await pass(request)).toEqual({ status: 200, body: HELLO });
    vi.setSystemTime(NOW.getTime() + 61_000);
    expect(await pass(request)).toMatchObject({ status: 403, body: expect.stringContaining('Request has expired') });
    vi.setSystemTime(NOW);
  });

  it('write by a presigned URL is whoever has it', async () => {
    const body = Buffer.from('by URL');
    const unsigned = { method: 'PUT', target: `/${Bucket}/by-url`, host: '127.0.0.1:4747', headers: [], body };
    const { request } = presignRequest(unsigned, ADMIN, { service: 's3', region: 'us-east-1' }, NOW, 60);
    expect(await pass(request)).toMatchObject({ status: 200 });
    expect(await textOf({ Bucket, Key: 'by-url' })).toBe('by URL');
  });

  it('name the bucket in the host', async () => {
    const virtual = clientOf(ADMIN, { forcePathStyle: false });
    const { Contents } = await virtual.send(new s3.ListObjectsV2Command({ Bucket, Prefix: 'shared/' }));
    expect(gate.records.at(-1)?.request.url).toContain(`https://${Bucket}.s3.`);
    expect(Contents?.map(({ Key }) => Key)).toEqual([object.Key]);
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
  it('expect another owner is refused', async () => {
    const head = new s3.HeadBucketCommand({ Bucket, ExpectedBucketOwner: PARTNER_ACCOUNT_ID });
    expect(await refusal(() => client.send(head))).toMatchObject({ status: 403 });
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
describe('A locked object', () => {
  const { Bucket } = { Bucket: 'locked-bucket' };
  const locked = async (more: Partial<s3.PutObjectCommandInput>) => {
    const { VersionId } = await client.send(new s3.PutObjectCommand({ Bucket, Key: 'k', Body: HELLO, ...more }));
    return { Bucket, Key: 'k', VersionId };
  };
  const until = new Date(NOW.getTime() + 86_400_000);
  beforeAll(() => client.send(new s3.CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true })));

  it.each([
    ['in governance mode', { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: until }, 'deleted'],
    ['in compliance mode', { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: until }, 'AccessDenied'],
    ['under a legal hold', { ObjectLockLegalHoldStatus: 'ON' }, 'AccessDenied'],
  ] as const)('%s is not deleted for good', async (_, lock, bypassed) => {
    const version = await locked(lock);
    const remove = (more: object) => () => client.send(new s3.DeleteObjectCommand({ ...version, ...more }));
    expect(await refusal(remove({}))).toMatchObject({ code: 'AccessDenied', status: 403 });
    const outcome = await remove({ BypassGovernanceRetention: true })().then(
      () => 'deleted',
      (thrown: unknown) => (thrown instanceof s3.S3ServiceException ? thrown.name : thrown),
    );
    expect(outcome).toBe(bypassed);
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html
describe('An object under the client’s own key', () => {
  const object = { Bucket: 'customer-keys-bucket', Key: 'sealed' };
  const bytes = Buffer.alloc(32, 'k');
  const withKey = { SSECustomerAlgorithm: 'AES256', SSECustomerKey: bytes.toString('base64') };
  const withOther = { SSECustomerAlgorithm: 'AES256', SSECustomerKey: Buffer.alloc(32, 'o').toString('base64') };
  const told = {
    SSECustomerAlgorithm: 'AES256',
    SSECustomerKeyMD5: createHash('md5').update(bytes).digest('base64'),
  };
  const get = (more: object) => client.send(new s3.GetObjectCommand({ ...object, ...more }));
  beforeAll(() => newBucket(object.Bucket));

  it('is read by whoever gives the key', async () => {
    expect(await client.send(new s3.PutObjectCommand({ ...object, Body: HELLO, ...withKey }))).toMatchObject(told);
    const answer = await get(withKey);
    expect(await answer.Body?.transformToString()).toBe(HELLO);
    expect(answer).toMatchObject(told);
    expect(answer.ServerSideEncryption).toBeUndefined();
    expect(await client.send(new s3.HeadObjectCommand({ ...object, ...withKey }))).toMatchObject(told);
  });

  it.each([
    ['no key', {}, 'InvalidRequest', 400],
    ['another key', withOther, 'AccessDenied', 403],
  ])('is not read with %s', async (_, key, code, status) => {
    expect(await refusal(() => get(key))).toMatchObject({ code, status });
    expect(await refusal(() => client.send(new s3.HeadObjectCommand({ ...object, ...key })))).toMatchObject({ status });
  });

  it('is copied with the key of its source', async () => {
    const copy = { ...object, Key: 'copy', CopySource: `${object.Bucket}/${object.Key}` };
    expect(await refusal(() => client.send(new s3.CopyObjectCommand(copy)))).toMatchObject({ code: 'InvalidRequest' });
    const source = {
      CopySourceSSECustomerAlgorithm: 'AES256',
      CopySourceSSECustomerKey: withKey.SSECustomerKey,
    };
    await client.send(new s3.CopyObjectCommand({ ...copy, ...source }));
    expect(await textOf({ ...object, Key: 'copy' })).toBe(HELLO);
  });

  it('is uploaded in parts with the same key', async () => {
    const named = { ...object, Key: 'parts' };
    const { UploadId } = await client.send(new s3.CreateMultipartUploadCommand({ ...named, ...withKey }));
    const put = (key: object) =>
      client.send(new s3.UploadPartCommand({ ...named, UploadId, PartNumber: 1, Body: HELLO, ...key }));
    expect(await refusal(() => put({}))).toMatchObject({ code: 'InvalidRequest', status: 400 });
    expect(await refusal(() => put(withOther))).toMatchObject({ code: 'InvalidRequest', status: 400 });
    expect(await put(withKey)).toMatchObject(told);
  });

  it('is the only one whose read may carry a key', async () => {
    expect(await refusal(() => get({ Key: 'copy', ...withKey }))).toMatchObject({
      code: 'InvalidRequest',
      status: 400,
    });
  });

  it('leaves nothing of the key behind', () => {
    const sealed = gate.records.filter(({ request }) => request.url.includes(object.Bucket));
    expect(sealed.length).toBeGreaterThan(10);
    const kept = JSON.stringify([sealed, guarded.workspace.store.objects.latest(object.Bucket, object.Key)]);
    expect(kept).not.toContain(withKey.SSECustomerKey);
    expect(kept).not.toContain(withOther.SSECustomerKey);
  });
});

describe('An object of 100 MB', () => {
  const key = { Bucket: 'large-bucket', Key: 'large' };
  const size = 100 * MIB;
  beforeAll(() => newBucket(key.Bucket));

  it('is put, read in part and whole, and copied, and the timeline does not grow by it', async () => {
    const body = Buffer.alloc(size);
    for (let at = 0; at < size; at += MIB) body.writeUInt32BE(at, at);
    await client.send(new s3.PutObjectCommand({ ...key, Body: body }));
    const put = gate.records.at(-1);
    expect(put?.request).toMatchObject({ body: `(${size} bytes)`, replayable: false, cut: true });

    const middle = await client.send(new s3.GetObjectCommand({ ...key, Range: `bytes=${50 * MIB}-${50 * MIB + 3}` }));
    expect(Buffer.from((await middle.Body?.transformToByteArray()) ?? []).readUInt32BE()).toBe(50 * MIB);
    const whole = await client.send(new s3.GetObjectCommand(key));
    const bytes = Buffer.from((await whole.Body?.transformToByteArray()) ?? []);
    expect(bytes.equals(body)).toBe(true);
    expect(gate.records.at(-1)?.response.body).toBe(`(${size} bytes)`);

    await client.send(new s3.CopyObjectCommand({ ...key, Key: 'copy', CopySource: `${key.Bucket}/${key.Key}` }));
    const copied = await client.send(new s3.HeadObjectCommand({ ...key, Key: 'copy' }));
    expect(copied.ContentLength).toBe(size);
  }, 60_000);
});
