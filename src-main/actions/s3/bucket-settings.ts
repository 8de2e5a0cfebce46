import { z } from 'zod';
import type { ResourceDocument } from '../../../src-shared/model/documents.ts';
import type { Grant } from '../../storage/object-store.ts';
import type { OperationInput, OperationName } from '../operations.ts';

/**
 * The settings of a bucket by the names of their subresources, as the operations that write them take them.
 */
export interface BucketSettings {
  readonly accelerate: Written<'s3:PutBucketAccelerateConfiguration', 'AccelerateConfiguration'>;
  /** The access control list; absent for the owner's full control alone. */
  readonly acl: readonly Grant[];
  readonly cors: Written<'s3:PutBucketCors', 'CORSConfiguration'>;
  readonly encryption: Written<'s3:PutBucketEncryption', 'ServerSideEncryptionConfiguration'>;
  readonly lifecycle: Written<'s3:PutBucketLifecycleConfiguration', 'LifecycleConfiguration'>;
  readonly logging: Written<'s3:PutBucketLogging', 'BucketLoggingStatus'>;
  readonly notification: Written<'s3:PutBucketNotificationConfiguration', 'NotificationConfiguration'>;
  readonly 'object-lock': Written<'s3:PutObjectLockConfiguration', 'ObjectLockConfiguration'>;
  readonly ownershipControls: Written<'s3:PutBucketOwnershipControls', 'OwnershipControls'>;
  readonly publicAccessBlock: Written<'s3:PutPublicAccessBlock', 'PublicAccessBlockConfiguration'>;
  readonly replication: Written<'s3:PutBucketReplication', 'ReplicationConfiguration'>;
  readonly requestPayment: Written<'s3:PutBucketRequestPayment', 'RequestPaymentConfiguration'>;
  readonly versioning: Written<'s3:PutBucketVersioning', 'VersioningConfiguration'>;
  readonly website: Written<'s3:PutBucketWebsite', 'WebsiteConfiguration'>;
}
export type SettingName = keyof BucketSettings;

/** The settings of which a bucket may have several, told apart by their IDs. */
interface Configurations {
  readonly analytics: Written<'s3:PutBucketAnalyticsConfiguration', 'AnalyticsConfiguration'>;
  readonly 'intelligent-tiering': Written<
    's3:PutBucketIntelligentTieringConfiguration',
    'IntelligentTieringConfiguration'
  >;
  readonly inventory: Written<'s3:PutBucketInventoryConfiguration', 'InventoryConfiguration'>;
  readonly metrics: Written<'s3:PutBucketMetricsConfiguration', 'MetricsConfiguration'>;
}
export type ConfigurationName = keyof Configurations;
export type Configuration<Name extends ConfigurationName> = Configurations[Name];

type Written<Name extends OperationName, Member extends keyof OperationInput<Name>> = Exclude<
  OperationInput<Name>[Member],
  undefined
>;

/** A setting as it was written; null where it never was, or was deleted. */
export function readSetting<Name extends SettingName>(bucket: Settled, name: Name): BucketSettings[Name] | null {
  const value = kept(bucket, name);
  // What is kept under a name was parsed as the input of the operation that wrote it.
  return value === undefined ? null : (value as BucketSettings[Name]);
}

/** A bucket with a setting written, or deleted where `value` is null. */
export function withSetting<Name extends SettingName>(
  bucket: ResourceDocument,
  name: Name,
  value: BucketSettings[Name] | null,
): ResourceDocument {
  return withKept(bucket, name, value);
}

/** The configurations of a kind, by ID. */
export function readConfigurations<Name extends ConfigurationName>(
  bucket: Settled,
  name: Name,
): Readonly<Record<string, Configuration<Name>>> {
  // As with settings; each was parsed when it was put.
  return (kept(bucket, name) ?? {}) as Readonly<Record<string, Configuration<Name>>>;
}

/** A bucket with these configurations of a kind and no others. */
export function withConfigurations<Name extends ConfigurationName>(
  bucket: ResourceDocument,
  name: Name,
  byId: Readonly<Record<string, Configuration<Name>>>,
): ResourceDocument {
  return withKept(bucket, name, Object.keys(byId).length === 0 ? null : byId);
}

type Settled = Pick<ResourceDocument, 'settings'>;

function kept({ settings }: Settled, name: string): unknown {
  return settings !== undefined && Object.hasOwn(settings, name) ? settings[name] : undefined;
}

function withKept(bucket: ResourceDocument, name: string, value: unknown): ResourceDocument {
  const { [name]: _, ...others } = bucket.settings ?? {};
  if (value === null) return { ...bucket, settings: others };
  // Through JSON, which is what it is kept as: members that are not there leave no trace.
  return { ...bucket, settings: { ...others, [name]: Json.parse(JSON.parse(JSON.stringify(value))) } };
}

const Json = z.json();

/** Whether a bucket keeps versions: null where that was never switched on. */
export function versioningOf(bucket: ResourceDocument): 'Enabled' | 'Suspended' | null {
  return readSetting(bucket, 'versioning')?.Status ?? null;
}

/**
 * Who owns what is written to a bucket.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
export function ownershipOf(bucket: ResourceDocument): 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter' {
  // Without ownership controls, which buckets from before them have not, the writer owns.
  return readSetting(bucket, 'ownershipControls')?.Rules?.[0]?.ObjectOwnership ?? 'ObjectWriter';
}
