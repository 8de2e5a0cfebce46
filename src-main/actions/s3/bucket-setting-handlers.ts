import type { ResourceDocument } from '../../../src-shared/model/documents.ts';
import type { ActionScene } from '../handler.ts';
import { findBucket } from './bucket.ts';
import { changesBucket, readsBucket } from './bucket-operation.ts';
import { readSetting, versioningOf, withSetting, type BucketSettings, type SettingName } from './bucket-settings.ts';
import { error, invalidBucketState, invalidRequest, malformedXml, noSuchSetting } from './errors.ts';

/** What S3 answers for a setting that a bucket does not have. */
const ABSENT = {
  cors: ['NoSuchCORSConfiguration', 'The CORS configuration does not exist'],
  lifecycle: ['NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist'],
  ownershipControls: ['OwnershipControlsNotFoundError', 'The bucket ownership controls were not found'],
  publicAccessBlock: ['NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found'],
  replication: ['ReplicationConfigurationNotFoundError', 'The replication configuration was not found'],
  website: ['NoSuchWebsiteConfiguration', 'The specified bucket does not have a website configuration'],
} as const satisfies Partial<Readonly<Record<SettingName, readonly [code: string, message: string]>>>;

/** @throws AwsError of the setting's own where the bucket does not have it. */
function required<Name extends keyof typeof ABSENT>(bucket: ResourceDocument, name: Name): BucketSettings[Name] {
  const setting = readSetting(bucket, name);
  if (setting !== null) return setting;
  const [code, message] = ABSENT[name];
  throw noSuchSetting(code, message, bucket.name);
}

function put<Name extends SettingName>(
  bucket: ResourceDocument,
  name: Name,
  value: BucketSettings[Name] | undefined,
  { model }: ActionScene,
): Record<never, never> {
  if (value === undefined) throw malformedXml();
  model.put(withSetting(bucket, name, value));
  return {};
}

/** What deletes a setting. One that is not there is no error. */
function removing(name: SettingName) {
  return (bucket: ResourceDocument, _: unknown, { model }: ActionScene): Record<never, never> => {
    if (readSetting(bucket, name) !== null) model.put(withSetting(bucket, name, null));
    return {};
  };
}

/**
 * The settings of a bucket of which there is one: kept, and given back as they were given. Versioning, ownership, the
 * public access block and default encryption have an effect on what else is done; the others have none here.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export const bucketSettingHandlers = {
  's3:GetBucketCors': readsBucket('s3:GetBucketCors', (bucket) => required(bucket, 'cors')),
  's3:PutBucketCors': changesBucket('s3:PutBucketCors', 'Put the CORS configuration', (bucket, input, scene) =>
    put(bucket, 'cors', input.CORSConfiguration, scene),
  ),
  's3:DeleteBucketCors': changesBucket('s3:DeleteBucketCors', 'Delete the CORS configuration', removing('cors')),

  's3:GetBucketWebsite': readsBucket('s3:GetBucketWebsite', (bucket) => required(bucket, 'website')),
  's3:PutBucketWebsite': changesBucket('s3:PutBucketWebsite', 'Put the website configuration', (bucket, input, scene) =>
    put(bucket, 'website', input.WebsiteConfiguration, scene),
  ),
  's3:DeleteBucketWebsite': changesBucket(
    's3:DeleteBucketWebsite',
    'Delete the website configuration',
    removing('website'),
  ),

  's3:GetBucketOwnershipControls': readsBucket('s3:GetBucketOwnershipControls', (bucket) => ({
    OwnershipControls: required(bucket, 'ownershipControls'),
  })),
  's3:PutBucketOwnershipControls': changesBucket(
    's3:PutBucketOwnershipControls',
    'Put the ownership controls',
    (bucket, input, scene) => put(bucket, 'ownershipControls', input.OwnershipControls, scene),
  ),
  's3:DeleteBucketOwnershipControls': changesBucket(
    's3:DeleteBucketOwnershipControls',
    'Delete the ownership controls',
    removing('ownershipControls'),
  ),

  's3:GetPublicAccessBlock': readsBucket('s3:GetPublicAccessBlock', (bucket) => ({
    PublicAccessBlockConfiguration: required(bucket, 'publicAccessBlock'),
  })),
  's3:PutPublicAccessBlock': changesBucket(
    's3:PutPublicAccessBlock',
    'Put the public access block',
    (bucket, input, scene) => put(bucket, 'publicAccessBlock', input.PublicAccessBlockConfiguration, scene),
  ),
  's3:DeletePublicAccessBlock': changesBucket(
    's3:DeletePublicAccessBlock',
    'Delete the public access block',
    removing('publicAccessBlock'),
  ),

  's3:GetBucketVersioning': readsBucket('s3:GetBucketVersioning', (bucket) => {
    const { Status, MFADelete } = readSetting(bucket, 'versioning') ?? {};
    return { ...(Status !== undefined && { Status }), ...(MFADelete !== undefined && { MFADelete }) };
  }),
  's3:PutBucketVersioning': changesBucket('s3:PutBucketVersioning', 'Put the versioning', (bucket, input, scene) => {
    const { Status } = input.VersioningConfiguration ?? {};
    if (Status === undefined) {
      throw error('IllegalVersioningConfigurationException', 400, 'The Versioning element must be specified');
    }
    if (Status === 'Suspended' && readSetting(bucket, 'object-lock') !== null) {
      throw invalidBucketState(
        'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
      );
    }
    return put(bucket, 'versioning', input.VersioningConfiguration, scene);
  }),

  's3:GetBucketEncryption': readsBucket('s3:GetBucketEncryption', (bucket) => ({
    ServerSideEncryptionConfiguration: readSetting(bucket, 'encryption') ?? DEFAULT_ENCRYPTION,
  })),
  's3:PutBucketEncryption': changesBucket(
    's3:PutBucketEncryption',
    'Put the default encryption',
    (bucket, input, scene) => put(bucket, 'encryption', input.ServerSideEncryptionConfiguration, scene),
  ),
  's3:DeleteBucketEncryption': changesBucket(
    's3:DeleteBucketEncryption',
    'Reset the default encryption',
    removing('encryption'),
  ),

  's3:GetBucketLifecycleConfiguration': readsBucket('s3:GetBucketLifecycleConfiguration', (bucket) => ({
    Rules: required(bucket, 'lifecycle').Rules ?? [],
    TransitionDefaultMinimumObjectSize: DEFAULT_MINIMUM_SIZE,
  })),
  's3:PutBucketLifecycleConfiguration': changesBucket(
    's3:PutBucketLifecycleConfiguration',
    'Put the lifecycle configuration',
    (bucket, input, scene) => {
      const Rules = input.LifecycleConfiguration?.Rules ?? [];
      if (Rules.length === 0) throw malformedXml();
      // A rule without an ID is given one.
      const named = Rules.map((rule) => ({
        ...rule,
        ID: rule.ID ?? Buffer.from(scene.random(18)).toString('base64url'),
      }));
      put(bucket, 'lifecycle', { Rules: named }, scene);
      return { TransitionDefaultMinimumObjectSize: DEFAULT_MINIMUM_SIZE };
    },
  ),
  's3:DeleteBucketLifecycle': changesBucket(
    's3:DeleteBucketLifecycle',
    'Delete the lifecycle configuration',
    removing('lifecycle'),
  ),

  's3:GetBucketReplication': readsBucket('s3:GetBucketReplication', (bucket) => ({
    ReplicationConfiguration: required(bucket, 'replication'),
  })),
  's3:PutBucketReplication': changesBucket(
    's3:PutBucketReplication',
    'Put the replication configuration',
    (bucket, input, scene) => {
      if (versioningOf(bucket) !== 'Enabled') {
        throw invalidRequest("Versioning must be 'Enabled' on the bucket to apply a replication configuration");
      }
      return put(bucket, 'replication', input.ReplicationConfiguration, scene);
    },
  ),
  's3:DeleteBucketReplication': changesBucket(
    's3:DeleteBucketReplication',
    'Delete the replication configuration',
    removing('replication'),
  ),

  's3:GetBucketLogging': readsBucket('s3:GetBucketLogging', (bucket) => readSetting(bucket, 'logging') ?? {}),
  's3:PutBucketLogging': changesBucket('s3:PutBucketLogging', 'Put the logging', (bucket, input, scene) => {
    const target = input.BucketLoggingStatus?.LoggingEnabled?.TargetBucket;
    if (target !== undefined && findBucket(scene.model, target) === null) {
      throw error('InvalidTargetBucketForLogging', 400, 'The target bucket for logging does not exist', {
        TargetBucket: target,
      });
    }
    return put(bucket, 'logging', input.BucketLoggingStatus, scene);
  }),

  's3:GetBucketNotificationConfiguration': readsBucket(
    's3:GetBucketNotificationConfiguration',
    (bucket) => readSetting(bucket, 'notification') ?? {},
  ),
  's3:PutBucketNotificationConfiguration': changesBucket(
    's3:PutBucketNotificationConfiguration',
    'Put the notification configuration',
    (bucket, input, scene) => put(bucket, 'notification', input.NotificationConfiguration, scene),
  ),

  's3:GetBucketRequestPayment': readsBucket('s3:GetBucketRequestPayment', (bucket) => ({
    Payer: readSetting(bucket, 'requestPayment')?.Payer ?? 'BucketOwner',
  })),
  's3:PutBucketRequestPayment': changesBucket(
    's3:PutBucketRequestPayment',
    'Put the request payment configuration',
    (bucket, input, scene) => put(bucket, 'requestPayment', input.RequestPaymentConfiguration, scene),
  ),

  's3:GetBucketAccelerateConfiguration': readsBucket(
    's3:GetBucketAccelerateConfiguration',
    (bucket) => readSetting(bucket, 'accelerate') ?? {},
  ),
  's3:PutBucketAccelerateConfiguration': changesBucket(
    's3:PutBucketAccelerateConfiguration',
    'Put the transfer acceleration',
    (bucket, input, scene) => {
      if (bucket.name.includes('.')) {
        throw invalidRequest('S3 Transfer Acceleration is not supported for buckets with periods (.) in their names');
      }
      return put(bucket, 'accelerate', input.AccelerateConfiguration, scene);
    },
  ),
};

/** What every bucket has that nobody said more of. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html */
const DEFAULT_ENCRYPTION: BucketSettings['encryption'] = {
  Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
};

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html */
const DEFAULT_MINIMUM_SIZE = 'all_storage_classes_128K';
