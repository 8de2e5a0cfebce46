import { createHash } from 'node:crypto';
import type { Arn } from '../../../src-shared/arn.ts';
import type { ResourceDocument } from '../../../src-shared/model/documents.ts';
import type { ModelView } from '../../account/model.ts';
import { handler, type NeededPart, type RequestScene } from '../handler.ts';
import { timestamp } from '../timestamp.ts';
import { assertBucketName } from './bucket-name.ts';
import { assertBucketPolicy } from './bucket-policy.ts';
import { bucketAlreadyExists, bucketAlreadyOwnedByYou, noSuchBucket, noSuchBucketPolicy } from './errors.ts';
import { bucketRegion, US_EAST_1 } from './location.ts';

/** The resource type of a bucket in the service authorization reference. */
const BUCKET = 's3:bucket';

/** Operations on buckets. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html */
export const bucketHandlers = {
  's3:ListBuckets': handler({
    name: 's3:ListBuckets',
    label: null,
    authorize: () => [{ action: 's3:ListAllMyBuckets', resource: '*' }],
    perform: (_input, { model, accountId }) => ({
      Buckets: model
        .list('resource', accountId)
        .filter((resource) => resource.resourceType === BUCKET)
        .map((bucket) => ({ Name: bucket.name, CreationDate: bucket.createDate })),
      Owner: { ID: canonicalUserId(accountId) },
    }),
  }),

  's3:CreateBucket': handler({
    name: 's3:CreateBucket',
    label: ({ Bucket }) => `Create bucket ${Bucket}`,
    authorize: ({ Bucket, LocationConstraint }) => [
      {
        action: 's3:CreateBucket',
        resource: bucketArn(Bucket),
        ...(LocationConstraint === undefined ? {} : { context: { 's3:LocationConstraint': LocationConstraint } }),
      },
    ],
    perform: ({ Bucket, LocationConstraint }, { model, accountId, region, clock }) => {
      assertBucketName(Bucket);
      const home = bucketRegion(region, LocationConstraint);
      const there = findBucket(model, Bucket);
      if (there === null) {
        model.put({
          type: 'resource',
          arn: bucketArn(Bucket),
          accountId,
          resourceType: BUCKET,
          name: Bucket,
          region: home,
          createDate: timestamp(clock),
          tags: [],
          policy: null,
        });
      } else if (there.accountId !== accountId) {
        throw bucketAlreadyExists();
      } else if (there.region !== US_EAST_1 || home !== US_EAST_1) {
        throw bucketAlreadyOwnedByYou();
      }
      // Whoever owns a bucket in us-east-1 and creates it there again is told that all is well.
      return { Location: home === US_EAST_1 ? `/${Bucket}` : `http://${Bucket}.s3.amazonaws.com/` };
    },
  }),

  's3:HeadBucket': handler({
    name: 's3:HeadBucket',
    label: null,
    authorize: ({ Bucket }, scene) => onBucket('s3:ListBucket', Bucket, scene),
    perform: ({ Bucket }, { model }) => {
      requireBucket(model, Bucket);
      return {};
    },
  }),

  's3:DeleteBucket': handler({
    name: 's3:DeleteBucket',
    label: ({ Bucket }) => `Delete bucket ${Bucket}`,
    authorize: ({ Bucket }, scene) => onBucket('s3:DeleteBucket', Bucket, scene),
    perform: ({ Bucket }, { model }) => {
      model.delete(requireBucket(model, Bucket).arn);
      return {};
    },
  }),

  's3:GetBucketPolicy': handler({
    name: 's3:GetBucketPolicy',
    label: null,
    authorize: ({ Bucket }, scene) => onBucket('s3:GetBucketPolicy', Bucket, scene),
    perform: ({ Bucket }, { model }) => {
      const { policy } = requireBucket(model, Bucket);
      if (policy === null) throw noSuchBucketPolicy();
      return { Policy: policy };
    },
  }),

  's3:PutBucketPolicy': handler({
    name: 's3:PutBucketPolicy',
    label: ({ Bucket }) => `Put the policy of bucket ${Bucket}`,
    authorize: ({ Bucket }, scene) => onBucket('s3:PutBucketPolicy', Bucket, scene),
    perform: ({ Bucket, Policy }, { model }) => {
      const bucket = requireBucket(model, Bucket);
      assertBucketPolicy(Policy, bucket.arn, model);
      model.put({ ...bucket, policy: Policy });
      return {};
    },
  }),

  's3:DeleteBucketPolicy': handler({
    name: 's3:DeleteBucketPolicy',
    label: ({ Bucket }) => `Delete the policy of bucket ${Bucket}`,
    authorize: ({ Bucket }, scene) => onBucket('s3:DeleteBucketPolicy', Bucket, scene),
    // Deleting a policy that is not there is no error.
    perform: ({ Bucket }, { model }) => {
      const bucket = requireBucket(model, Bucket);
      if (bucket.policy !== null) model.put({ ...bucket, policy: null });
      return {};
    },
  }),
};

function bucketArn(name: string): Arn {
  return `arn:aws:s3:::${name}`;
}

function findBucket(model: ModelView, name: string): ResourceDocument | null {
  return model.find('resource', bucketArn(name));
}

/** @throws AwsError `NoSuchBucket`. */
function requireBucket(model: ModelView, name: string): ResourceDocument {
  const bucket = findBucket(model, name);
  if (bucket === null) throw noSuchBucket();
  return bucket;
}

/** An action on a bucket, which may be another account's. */
function onBucket(action: string, name: string, { model, accountId }: RequestScene): NeededPart[] {
  const owner = findBucket(model, name)?.accountId ?? accountId;
  const part = { action, resource: bucketArn(name) };
  return [owner === accountId ? part : { ...part, resourceAccountId: owner }];
}

/**
 * The canonical user ID of an account: 64 hexadecimal digits. AWS's are not derived from anything known; this one is the
 * same each time for the same account.
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html#FindCanonicalId
 */
function canonicalUserId(accountId: string): string {
  return createHash('sha256').update(`canonical user of ${accountId}`).digest('hex');
}
