import type { ResourceDocument } from '../../../src-shared/model/documents.ts';
import { handler, type ActionScene } from '../handler.ts';
import { openBucket, findBucket, type NamedBucket } from './bucket.ts';
import { readSetting, versioningOf, withSetting, type BucketSettings, type SettingName } from './bucket-settings.ts';
import { error, invalidBucketState, invalidRequest, malformedXml, noSuchSetting } from './errors.ts';
import { needsOf } from './needs.ts';

type Absent = readonly [code: string, message: string];

/** @throws AwsError of the setting's own where the bucket does not have it. */
function required<Name extends SettingName>(
  bucket: ResourceDocument,
  name: Name,
  [code, message]: Absent,
): BucketSettings[Name] {
  const setting = readSetting(bucket, name);
  if (setting === null) throw noSuchSetting(code, message, bucket.name);
  return setting;
}

function put<Name extends SettingName>(
  name: Name,
  input: NamedBucket,
  value: BucketSettings[Name] | undefined,
  scene: ActionScene,
): Record<never, never> {
  const bucket = openBucket(input, scene);
  if (value === undefined) throw malformedXml();
  scene.model.put(withSetting(bucket, name, value));
  return {};
}

/** Deleting a setting that is not there is no error. */
function remove(name: SettingName, input: NamedBucket, scene: ActionScene): Record<never, never> {
  const bucket = openBucket(input, scene);
  if (readSetting(bucket, name) !== null) scene.model.put(withSetting(bucket, name, null));
  return {};
}

/**
 * The settings of a bucket of which there is one: kept, and given back as they were given. Versioning, ownership, the
 * public access block and default encryption have an effect on what else is done; the others have none here.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export const bucketSettingHandlers = {
  's3:GetBucketCors': handler({
    name: 's3:GetBucketCors',
    label: null,
    authorize: needsOf('GetBucketCors'),
    perform: (input, scene) =>
      required(openBucket(input, scene), 'cors', ['NoSuchCORSConfiguration', 'The CORS configuration does not exist']),
  }),
  's3:PutBucketCors': handler({
    name: 's3:PutBucketCors',
    label: ({ Bucket }) => `Put the CORS configuration of bucket ${Bucket}`,
    authorize: needsOf('PutBucketCors'),
    perform: (input, scene) => put('cors', input, input.CORSConfiguration, scene),
  }),
  's3:DeleteBucketCors': handler({
    name: 's3:DeleteBucketCors',
    label: ({ Bucket }) => `Delete the CORS configuration of bucket ${Bucket}`,
    authorize: needsOf('DeleteBucketCors'),
    perform: (input, scene) => remove('cors', input, scene),
  }),
  's3:GetBucketWebsite': handler({
    name: 's3:GetBucketWebsite',
    label: null,
    authorize: needsOf('GetBucketWebsite'),
    perform: (input, scene) =>
      required(openBucket(input, scene), 'website', [
        'NoSuchWebsiteConfiguration',
        'The specified bucket does not have a website configuration',
      ]),
  }),
  's3:PutBucketWebsite': handler({
    name: 's3:PutBucketWebsite',
    label: ({ Bucket }) => `Put the website configuration of bucket ${Bucket}`,
    authorize: needsOf('PutBucketWebsite'),
    perform: (input, scene) => put('website', input, input.WebsiteConfiguration, scene),
  }),
  's3:DeleteBucketWebsite': handler({
    name: 's3:DeleteBucketWebsite',
    label: ({ Bucket }) => `Delete the website configuration of bucket ${Bucket}`,
    authorize: needsOf('DeleteBucketWebsite'),
    perform: (input, scene) => remove('website', input, scene),
  }),
  's3:GetBucketOwnershipControls': handler({
    name: 's3:GetBucketOwnershipControls',
    label: null,
    authorize: needsOf('GetBucketOwnershipControls'),
    perform: (input, scene) => ({
      OwnershipControls: required(openBucket(input, scene), 'ownershipControls', [
        'OwnershipControlsNotFoundError',
        'The bucket ownership controls were not found',
      ]),
    }),
  }),
  's3:PutBucketOwnershipControls': handler({
    name: 's3:PutBucketOwnershipControls',
    label: ({ Bucket }) => `Put the ownership controls of bucket ${Bucket}`,
    authorize: needsOf('PutBucketOwnershipControls'),
    perform: (input, scene) => put('ownershipControls', input, input.OwnershipControls, scene),
  }),
  's3:DeleteBucketOwnershipControls': handler({
    name: 's3:DeleteBucketOwnershipControls',
    label: ({ Bucket }) => `Delete the ownership controls of bucket ${Bucket}`,
    authorize: needsOf('DeleteBucketOwnershipControls'),
    perform: (input, scene) => remove('ownershipControls', input, scene),
  }),
  's3:GetPublicAccessBlock': handler({
    name: 's3:GetPublicAccessBlock',
    label: null,
    authorize: needsOf('GetPublicAccessBlock'),
    perform: (input, scene) => ({
      PublicAccessBlockConfiguration: required(openBucket(input, scene), 'publicAccessBlock', [
        'NoSuchPublicAccessBlockConfiguration',
        'The public access block configuration was not found',
      ]),
    }),
  }),
  's3:PutPublicAccessBlock': handler({
    name: 's3:PutPublicAccessBlock',
    label: ({ Bucket }) => `Put the public access block of bucket ${Bucket}`,
    authorize: needsOf('PutPublicAccessBlock'),
    perform: (input, scene) => put('publicAccessBlock', input, input.PublicAccessBlockConfiguration, scene),
  }),
  's3:DeletePublicAccessBlock': handler({
    name: 's3:DeletePublicAccessBlock',
    label: ({ Bucket }) => `Delete the public access block of bucket ${Bucket}`,
    authorize: needsOf('DeletePublicAccessBlock'),
    perform: (input, scene) => remove('publicAccessBlock', input, scene),
  }),
  's3:GetBucketVersioning': handler({
    name: 's3:GetBucketVersioning',
    label: null,
    authorize: needsOf('GetBucketVersioning'),
    perform: (input, scene) => {
      const { Status, MFADelete } = readSetting(openBucket(input, scene), 'versioning') ?? {};
      return { ...(Status !== undefined && { Status }), ...(MFADelete !== undefined && { MFADelete }) };
    },
  }),
  's3:PutBucketVersioning': handler({
    name: 's3:PutBucketVersioning',
    label: ({ Bucket }) => `Put the versioning of bucket ${Bucket}`,
    authorize: needsOf('PutBucketVersioning'),
    perform: (input, scene) => {
      const bucket = openBucket(input, scene);
      const { Status } = input.VersioningConfiguration ?? {};
      if (Status === undefined) {
        const message = 'The Versioning element must be specified';
        throw error('IllegalVersioningConfigurationException', 400, message);
      }
      if (Status === 'Suspended' && readSetting(bucket, 'object-lock') !== null) {
        throw invalidBucketState(
          'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
        );
      }
      return put('versioning', input, input.VersioningConfiguration, scene);
    },
  }),

  's3:GetBucketEncryption': handler({
    name: 's3:GetBucketEncryption',
    label: null,
    authorize: needsOf('GetBucketEncryption'),
    perform: (input, scene) => ({
      ServerSideEncryptionConfiguration: readSetting(openBucket(input, scene), 'encryption') ?? DEFAULT_ENCRYPTION,
    }),
  }),
  's3:PutBucketEncryption': handler({
    name: 's3:PutBucketEncryption',
    label: ({ Bucket }) => `Put the default encryption of bucket ${Bucket}`,
    authorize: needsOf('PutBucketEncryption'),
    perform: (input, scene) => put('encryption', input, input.ServerSideEncryptionConfiguration, scene),
  }),
  's3:DeleteBucketEncryption': handler({
    name: 's3:DeleteBucketEncryption',
    label: ({ Bucket }) => `Reset the default encryption of bucket ${Bucket}`,
    authorize: needsOf('DeleteBucketEncryption'),
    perform: (input, scene) => remove('encryption', input, scene),
  }),

  's3:GetBucketLifecycleConfiguration': handler({
    name: 's3:GetBucketLifecycleConfiguration',
    label: null,
    authorize: needsOf('GetBucketLifecycleConfiguration'),
    perform: (input, scene) => {
      const absent: Absent = ['NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist'];
      const { Rules } = required(openBucket(input, scene), 'lifecycle', absent);
      return { Rules: Rules ?? [], TransitionDefaultMinimumObjectSize: DEFAULT_MINIMUM_SIZE };
    },
  }),
  's3:PutBucketLifecycleConfiguration': handler({
    name: 's3:PutBucketLifecycleConfiguration',
    label: ({ Bucket }) => `Put the lifecycle configuration of bucket ${Bucket}`,
    authorize: needsOf('PutBucketLifecycleConfiguration'),
    perform: (input, scene) => {
      const Rules = input.LifecycleConfiguration?.Rules ?? [];
      if (Rules.length === 0) throw malformedXml();
      // A rule without an ID is given one.
      const named = Rules.map((rule) => ({
        ...rule,
        ID: rule.ID ?? Buffer.from(scene.random(18)).toString('base64url'),
      }));
      put('lifecycle', input, { Rules: named }, scene);
      return { TransitionDefaultMinimumObjectSize: DEFAULT_MINIMUM_SIZE };
    },
  }),
  's3:DeleteBucketLifecycle': handler({
    name: 's3:DeleteBucketLifecycle',
    label: ({ Bucket }) => `Delete the lifecycle configuration of bucket ${Bucket}`,
    authorize: needsOf('DeleteBucketLifecycle'),
    perform: (input, scene) => remove('lifecycle', input, scene),
  }),

  's3:GetBucketReplication': handler({
    name: 's3:GetBucketReplication',
    label: null,
    authorize: needsOf('GetBucketReplication'),
    perform: (input, scene) => ({
      ReplicationConfiguration: required(openBucket(input, scene), 'replication', [
        'ReplicationConfigurationNotFoundError',
        'The replication configuration was not found',
      ]),
    }),
  }),
  's3:PutBucketReplication': handler({
    name: 's3:PutBucketReplication',
    label: ({ Bucket }) => `Put the replication configuration of bucket ${Bucket}`,
    authorize: needsOf('PutBucketReplication'),
    perform: (input, scene) => {
      if (versioningOf(openBucket(input, scene)) !== 'Enabled') {
        throw invalidRequest("Versioning must be 'Enabled' on the bucket to apply a replication configuration");
      }
      return put('replication', input, input.ReplicationConfiguration, scene);
    },
  }),
  's3:DeleteBucketReplication': handler({
    name: 's3:DeleteBucketReplication',
    label: ({ Bucket }) => `Delete the replication configuration of bucket ${Bucket}`,
    authorize: needsOf('DeleteBucketReplication'),
    perform: (input, scene) => remove('replication', input, scene),
  }),

  's3:GetBucketLogging': handler({
    name: 's3:GetBucketLogging',
    label: null,
    authorize: needsOf('GetBucketLogging'),
    perform: (input, scene) => readSetting(openBucket(input, scene), 'logging') ?? {},
  }),
  's3:PutBucketLogging': handler({
    name: 's3:PutBucketLogging',
    label: ({ Bucket }) => `Put the logging of bucket ${Bucket}`,
    authorize: needsOf('PutBucketLogging'),
    perform: (input, scene) => {
      const target = input.BucketLoggingStatus?.LoggingEnabled?.TargetBucket;
      if (target !== undefined && findBucket(scene.model, target) === null) {
        throw error('InvalidTargetBucketForLogging', 400, 'The target bucket for logging does not exist', {
          TargetBucket: target,
        });
      }
      return put('logging', input, input.BucketLoggingStatus, scene);
    },
  }),

  's3:GetBucketNotificationConfiguration': handler({
    name: 's3:GetBucketNotificationConfiguration',
    label: null,
    authorize: needsOf('GetBucketNotificationConfiguration'),
    perform: (input, scene) => readSetting(openBucket(input, scene), 'notification') ?? {},
  }),
  's3:PutBucketNotificationConfiguration': handler({
    name: 's3:PutBucketNotificationConfiguration',
    label: ({ Bucket }) => `Put the notification configuration of bucket ${Bucket}`,
    authorize: needsOf('PutBucketNotificationConfiguration'),
    perform: (input, scene) => put('notification', input, input.NotificationConfiguration, scene),
  }),

  's3:GetBucketRequestPayment': handler({
    name: 's3:GetBucketRequestPayment',
    label: null,
    authorize: needsOf('GetBucketRequestPayment'),
    perform: (input, scene) => ({
      Payer: readSetting(openBucket(input, scene), 'requestPayment')?.Payer ?? 'BucketOwner',
    }),
  }),
  's3:PutBucketRequestPayment': handler({
    name: 's3:PutBucketRequestPayment',
    label: ({ Bucket }) => `Put who pays for requests to bucket ${Bucket}`,
    authorize: needsOf('PutBucketRequestPayment'),
    perform: (input, scene) => put('requestPayment', input, input.RequestPaymentConfiguration, scene),
  }),

  's3:GetBucketAccelerateConfiguration': handler({
    name: 's3:GetBucketAccelerateConfiguration',
    label: null,
    authorize: needsOf('GetBucketAccelerateConfiguration'),
    perform: (input, scene) => readSetting(openBucket(input, scene), 'accelerate') ?? {},
  }),
  's3:PutBucketAccelerateConfiguration': handler({
    name: 's3:PutBucketAccelerateConfiguration',
    label: ({ Bucket }) => `Put the transfer acceleration of bucket ${Bucket}`,
    authorize: needsOf('PutBucketAccelerateConfiguration'),
    perform: (input, scene) => {
      if (input.Bucket.includes('.')) {
        throw invalidRequest('S3 Transfer Acceleration is not supported for buckets with periods (.) in their names');
      }
      return put('accelerate', input, input.AccelerateConfiguration, scene);
    },
  }),
};

/** What every bucket has that nobody said more of. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html */
const DEFAULT_ENCRYPTION: BucketSettings['encryption'] = {
  Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
};

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html */
const DEFAULT_MINIMUM_SIZE = 'all_storage_classes_128K';
