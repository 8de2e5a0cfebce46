import { createHash } from 'node:crypto';
import type { Arn } from '../../../src-shared/arn.ts';
import type { ResourceDocument } from '../../../src-shared/model/documents.ts';
import type { ModelView } from '../../account/model.ts';
import type { RequestScene } from '../handler.ts';
import { accessDenied, noSuchBucket } from './errors.ts';

/** The resource type of a bucket in the service authorization reference. */
export const BUCKET = 's3:bucket';

export function bucketArn(name: string): Arn {
  return `arn:aws:s3:::${name}`;
}

export function objectArn(bucket: string, key: string): Arn {
  return `arn:aws:s3:::${bucket}/${key}`;
}

export function findBucket(model: ModelView, name: string): ResourceDocument | null {
  return model.find('resource', bucketArn(name));
}

/** How an operation names its bucket. */
export interface NamedBucket {
  readonly Bucket: string;
  /** The account that the caller takes for the owner. */
  readonly ExpectedBucketOwner?: string | undefined;
}

/**
 * The bucket that an operation is on, once policy has allowed it.
 * @throws AwsError `NoSuchBucket`; `AccessDenied` where the bucket is not the expected account's.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
 */
export function openBucket(
  { Bucket, ExpectedBucketOwner }: NamedBucket,
  { model }: Pick<RequestScene, 'model'>,
): ResourceDocument {
  const bucket = findBucket(model, Bucket);
  if (bucket === null) throw noSuchBucket(Bucket);
  if (ExpectedBucketOwner !== undefined && ExpectedBucketOwner !== bucket.accountId) throw accessDenied();
  return bucket;
}

/**
 * The canonical user ID of an account: 64 hexadecimal digits. AWS's are not derived from anything known; this one is the
 * same each time for the same account.
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html#FindCanonicalId
 */
export function canonicalUserId(accountId: string): string {
  return createHash('sha256').update(`canonical user of ${accountId}`).digest('hex');
}
