import type { ResourceDocument } from '../../../src-shared/model/documents.ts';
import type { Tag } from '../../../src-shared/principal.ts';
import {
  NULL_VERSION,
  ServerSideEncryption,
  ObjectStorageClass,
  type Grant,
  type ObjectDetails,
  type ObjectEncryption,
  type ObjectReader,
} from '../../storage/object-store.ts';
import type { ActionScene } from '../handler.ts';
import { assertGrantable, ownerOfWritten, statedGrants, type StatedAcl } from './acl.ts';
import { readSetting, versioningOf } from './bucket-settings.ts';
import { customerKeyOf, type StatedCustomerKey } from './customer-key.ts';
import { bucketHasNoObjectLock, entityTooLarge, invalidArgument, keyTooLong, metadataTooLarge } from './errors.ts';
import { tagsOfHeader } from './tags.ts';

/** The largest object that Gatehouse keeps, in bytes: 100 MiB. S3's own limit is 50 TB, and 5 GB in one request. */
export const MAX_OBJECT_BYTES = 100 * 1024 * 1024;

/** What is stated of a new object, by PutObject, CopyObject and CreateMultipartUpload alike. */
export interface StatedObject extends StatedAcl, StatedCustomerKey {
  readonly Key: string;
  readonly Metadata?: Readonly<Record<string, string>> | undefined;
  readonly CacheControl?: string | undefined;
  readonly ContentDisposition?: string | undefined;
  readonly ContentEncoding?: string | undefined;
  readonly ContentLanguage?: string | undefined;
  readonly ContentType?: string | undefined;
  readonly Expires?: string | undefined;
  readonly WebsiteRedirectLocation?: string | undefined;
  readonly StorageClass?: string | undefined;
  readonly ServerSideEncryption?: string | undefined;
  readonly SSEKMSKeyId?: string | undefined;
  readonly BucketKeyEnabled?: boolean | undefined;
  readonly Tagging?: string | undefined;
  readonly ObjectLockMode?: 'GOVERNANCE' | 'COMPLIANCE' | undefined;
  readonly ObjectLockRetainUntilDate?: string | undefined;
  readonly ObjectLockLegalHoldStatus?: 'ON' | 'OFF' | undefined;
}

/** What a copy takes over from its source, where the request does not state it anew. */
export interface Inherited {
  readonly Metadata: ObjectDetails['Metadata'];
  readonly headers: ObjectDetails['headers'];
  readonly tags: readonly Tag[];
}

/**
 * What is kept of a new object, beside its checksum and parts.
 * @throws AwsError where a header asks for what S3 refuses.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
export function detailsOf(
  stated: StatedObject,
  bucket: ResourceDocument,
  { actor, clock }: Pick<ActionScene, 'actor' | 'clock'>,
  inherited: Partial<Inherited> = {},
): ObjectDetails {
  assertKey(stated.Key);
  const ownerAccountId = ownerOfWritten(bucket, actor, stated.ACL);
  const grants = grantsFor(stated, bucket, ownerAccountId);
  const Metadata = inherited.Metadata ?? { ...stated.Metadata };
  assertMetadata(Metadata);
  return {
    ownerAccountId,
    Metadata,
    headers: inherited.headers ?? headersOf(stated),
    StorageClass: storageClass(stated.StorageClass),
    encryption: encryptionOf(stated, bucket),
    tags: [...(inherited.tags ?? tagsOfHeader(stated.Tagging))],
    grants: grants === null ? null : [...grants],
    checksum: null,
    parts: null,
    ...lockOf(stated, bucket, clock()),
  };
}

/** @throws AwsError `KeyTooLongError`. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
function assertKey(key: string): void {
  const size = Buffer.byteLength(key);
  if (size > 1024) throw keyTooLong(size);
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html#UserMetadata */
function assertMetadata(metadata: Readonly<Record<string, string>>): void {
  const size = Object.entries(metadata).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
    0,
  );
  if (size > 2048) throw metadataTooLarge(size);
}

function grantsFor(stated: StatedAcl, bucket: ResourceDocument, own: string): readonly Grant[] | null {
  const grants = statedGrants(stated, { own, bucket: bucket.accountId });
  if (grants !== null) assertGrantable(bucket, grants, true);
  return grants;
}

/** The headers of an object that are given back as they were given. */
export function headersOf(stated: Omit<StatedObject, 'Key'>): ObjectDetails['headers'] {
  const { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType, Expires } = stated;
  const { WebsiteRedirectLocation } = stated;
  return {
    ...(CacheControl !== undefined && { CacheControl }),
    ...(ContentDisposition !== undefined && { ContentDisposition }),
    ...(ContentEncoding !== undefined && { ContentEncoding }),
    ...(ContentLanguage !== undefined && { ContentLanguage }),
    // What S3 takes an object for that nobody says more of.
    ContentType: ContentType ?? 'binary/octet-stream',
    ...(Expires !== undefined && { Expires }),
    ...(WebsiteRedirectLocation !== undefined && { WebsiteRedirectLocation }),
  };
}

function storageClass(name: string | undefined): ObjectStorageClass {
  return ObjectStorageClass.safeParse(name).data ?? 'STANDARD';
}

/**
 * How an object is encrypted: with the client's key, as asked for, else as the bucket says, else with S3's own keys.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html
 */
function encryptionOf(stated: StatedObject, bucket: ResourceDocument): ObjectEncryption {
  const customerKey = customerKeyOf(stated);
  if (customerKey !== null) {
    if (stated.ServerSideEncryption === undefined && stated.SSEKMSKeyId === undefined) return customerKey;
    throw invalidArgument(
      'Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
      'x-amz-server-side-encryption',
      stated.ServerSideEncryption ?? 'null',
    );
  }
  const rule = readSetting(bucket, 'encryption')?.Rules?.[0];
  const byDefault = rule?.ApplyServerSideEncryptionByDefault;
  const asked = ServerSideEncryption.safeParse(stated.ServerSideEncryption).data;
  const algorithm = asked ?? ServerSideEncryption.safeParse(byDefault?.SSEAlgorithm).data ?? 'AES256';
  const keyId = stated.SSEKMSKeyId ?? (asked === undefined ? byDefault?.KMSMasterKeyID : undefined);
  if (stated.SSEKMSKeyId !== undefined && (asked === undefined || asked === 'AES256')) {
    const message =
      'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms';
    throw invalidArgument(message, 'x-amz-server-side-encryption', asked ?? 'null');
  }
  const bucketKey = stated.BucketKeyEnabled ?? rule?.BucketKeyEnabled;
  return {
    ServerSideEncryption: algorithm,
    ...(keyId !== undefined && { SSEKMSKeyId: keyId }),
    ...(algorithm === 'aws:kms' && bucketKey === true && { BucketKeyEnabled: true }),
  };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html */
function lockOf(
  stated: StatedObject,
  bucket: ResourceDocument,
  now: Date,
): Pick<ObjectDetails, 'retention' | 'legalHold'> {
  const { ObjectLockMode: mode, ObjectLockRetainUntilDate: until, ObjectLockLegalHoldStatus: legalHold } = stated;
  const lock = readSetting(bucket, 'object-lock');
  if ((mode !== undefined || until !== undefined || legalHold !== undefined) && lock === null) {
    throw bucketHasNoObjectLock();
  }
  if ((mode === undefined) !== (until === undefined)) {
    throw invalidArgument(
      'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
      mode === undefined ? 'x-amz-object-lock-mode' : 'x-amz-object-lock-retain-until-date',
      'null',
    );
  }
  if (until !== undefined && Date.parse(until) <= now.getTime()) {
    throw invalidArgument('The retain until date must be in the future!', 'x-amz-object-lock-retain-until-date', until);
  }
  const { Mode, Days, Years } = lock?.Rule?.DefaultRetention ?? {};
  const days = Days ?? (Years === undefined ? undefined : Years * 365);
  const byDefault =
    Mode === undefined || days === undefined
      ? null
      : { Mode, RetainUntilDate: new Date(now.getTime() + days * 86_400_000).toISOString() };
  return {
    retention: mode === undefined || until === undefined ? byDefault : { Mode: mode, RetainUntilDate: until },
    legalHold: legalHold ?? null,
  };
}

/** @throws AwsError `EntityTooLarge`. */
export function assertSize(bytes: number): void {
  if (bytes > MAX_OBJECT_BYTES) throw entityTooLarge(bytes, MAX_OBJECT_BYTES);
}

/** The time of writing, in the whole seconds in which S3 tells it. */
export function writtenAt({ clock }: Pick<ActionScene, 'clock'>): string {
  const now = clock();
  now.setUTCMilliseconds(0);
  return now.toISOString();
}

/**
 * The version ID that a new version gets: one of its own while the bucket keeps versions, else `null`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html
 */
export function newVersionId(bucket: ResourceDocument, { random }: Pick<ActionScene, 'random'>): string {
  if (versioningOf(bucket) !== 'Enabled') return NULL_VERSION;
  return Buffer.from(random(24)).toString('base64url').replaceAll('-', '.');
}

/** What answers tell of the version: nothing in a bucket that never kept any. */
export function versionMember(bucket: ResourceDocument, versionId: string): { VersionId?: string } {
  return versioningOf(bucket) === null ? {} : { VersionId: versionId };
}

/** How the timeline tells of writing an object. */
export function kindOfWrite(objects: ObjectReader, bucket: string, key: string): 'created' | 'changed' {
  const there = objects.latest(bucket, key);
  return there === null || there.isDeleteMarker ? 'created' : 'changed';
}
