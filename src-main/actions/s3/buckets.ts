import type { ResourceDocument } from '../../../src-shared/model/documents.ts';
import { handler, type ActionScene } from '../handler.ts';
import { timestamp } from '../timestamp.ts';
import { assertGrantable, statedGrants, type StatedAcl } from './acl.ts';
import { BUCKET, bucketArn, canonicalUserId, findBucket, openBucket } from './bucket.ts';
import { assertBucketName } from './bucket-name.ts';
import { assertBucketPolicy } from './bucket-policy.ts';
import { readSetting, withSetting, type BucketSettings } from './bucket-settings.ts';
import {
  accessDenied,
  bucketAlreadyExists,
  bucketAlreadyOwnedByYou,
  bucketNotEmpty,
  bucketVersionsLeft,
  error,
  invalidArgument,
  noSuchBucketPolicy,
} from './errors.ts';
import { bucketRegion, locationConstraint, US_EAST_1 } from './location.ts';
import { needsOf } from './needs.ts';
import { isPublicPolicy } from './public-access.ts';
import { assertTags } from './tags.ts';

/**
 * What a new bucket is like: nothing of it is public, and its owner owns all that is in it.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html
 */
const BLOCKS_PUBLIC_ACCESS: BucketSettings['publicAccessBlock'] = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

interface StatedBucket extends StatedAcl {
  readonly ObjectOwnership?: 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter' | undefined;
  readonly ObjectLockEnabledForBucket?: boolean | undefined;
}

/** @throws AwsError where access control lists are asked for with an ownership that has none. */
function withStatedSettings(bucket: ResourceDocument, stated: StatedBucket): ResourceDocument {
  const ObjectOwnership = stated.ObjectOwnership ?? 'BucketOwnerEnforced';
  let made = withSetting(bucket, 'publicAccessBlock', BLOCKS_PUBLIC_ACCESS);
  made = withSetting(made, 'ownershipControls', { Rules: [{ ObjectOwnership }] });
  const grants = statedGrants(stated, { own: bucket.accountId, bucket: bucket.accountId });
  if (grants !== null && stated.ACL !== 'private') {
    if (ObjectOwnership === 'BucketOwnerEnforced') {
      throw error(
        'InvalidBucketAclWithObjectOwnership',
        400,
        "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
      );
    }
    assertGrantable(made, grants, false);
    made = withSetting(made, 'acl', grants);
  }
  if (stated.ObjectLockEnabledForBucket !== true) return made;
  made = withSetting(made, 'versioning', { Status: 'Enabled' });
  return withSetting(made, 'object-lock', { ObjectLockEnabled: 'Enabled' });
}

/** The most buckets on a page. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
const MOST = 10_000;

/** Operations on buckets. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html */
export const bucketHandlers = {
  's3:ListBuckets': handler({
    name: 's3:ListBuckets',
    label: null,
    authorize: needsOf('ListBuckets'),
    perform: ({ MaxBuckets = MOST, ContinuationToken, Prefix, BucketRegion }, { model, accountId }) => {
      if (MaxBuckets < 1 || MaxBuckets > MOST) {
        throw invalidArgument(
          `Argument max-buckets must be an integer between 1 and ${MOST}`,
          'max-buckets',
          String(MaxBuckets),
        );
      }
      const after = ContinuationToken === undefined ? null : Buffer.from(ContinuationToken, 'base64url').toString();
      const buckets = model
        .list('resource', accountId)
        .filter(({ resourceType, name, region }) => {
          const isAsked = name.startsWith(Prefix ?? '') && (BucketRegion === undefined || BucketRegion === region);
          return resourceType === BUCKET && isAsked && (after === null || name > after);
        })
        .toSorted((a, b) => (a.name < b.name ? -1 : 1));
      const page = buckets.slice(0, MaxBuckets);
      const last = page.at(-1);
      return {
        Buckets: page.map((bucket) => ({
          Name: bucket.name,
          CreationDate: bucket.createDate,
          // Told only to those who ask for a page or a Region.
          ...((Prefix ?? BucketRegion ?? ContinuationToken) !== undefined && { BucketRegion: bucket.region }),
        })),
        Owner: { ID: canonicalUserId(accountId) },
        ...(last !== undefined &&
          page.length < buckets.length && { ContinuationToken: Buffer.from(last.name).toString('base64url') }),
        ...(Prefix !== undefined && { Prefix }),
      };
    },
  }),

  's3:CreateBucket': handler({
    name: 's3:CreateBucket',
    label: ({ Bucket }) => `Create bucket ${Bucket}`,
    authorize: needsOf('CreateBucket'),
    perform: (input, scene) => {
      const { Bucket, LocationConstraint, CreateBucketConfiguration } = input;
      const { model, accountId, region, clock } = scene;
      assertBucketName(Bucket);
      const home = bucketRegion(region, LocationConstraint ?? CreateBucketConfiguration?.LocationConstraint);
      const tags = CreateBucketConfiguration?.Tags ?? [];
      assertTags(tags, 50);
      const there = findBucket(model, Bucket);
      if (there === null) {
        const bucket: ResourceDocument = {
          type: 'resource',
          arn: bucketArn(Bucket),
          accountId,
          resourceType: BUCKET,
          name: Bucket,
          region: home,
          createDate: timestamp(clock),
          tags,
          policy: null,
        };
        model.put(withStatedSettings(bucket, input));
        emptyOfOldObjects(Bucket, scene);
      } else if (there.accountId !== accountId) {
        throw bucketAlreadyExists(Bucket);
      } else if (there.region !== US_EAST_1 || home !== US_EAST_1) {
        throw bucketAlreadyOwnedByYou(Bucket);
      }
      // Whoever owns a bucket in us-east-1 and creates it there again is told that all is well.
      return { Location: home === US_EAST_1 ? `/${Bucket}` : `http://${Bucket}.s3.amazonaws.com/` };
    },
  }),

  's3:HeadBucket': handler({
    name: 's3:HeadBucket',
    label: null,
    authorize: needsOf('HeadBucket'),
    perform: (input, scene) => ({ BucketRegion: openBucket(input, scene).region }),
  }),

  's3:DeleteBucket': handler({
    name: 's3:DeleteBucket',
    label: ({ Bucket }) => `Delete bucket ${Bucket}`,
    authorize: needsOf('DeleteBucket'),
    perform: (input, scene) => {
      const bucket = openBucket(input, scene);
      assertEmpty(bucket, scene);
      scene.model.delete(bucket.arn);
      scene.objects.write(null, (objects) => objects.empty(bucket.name));
      return {};
    },
  }),

  's3:GetBucketLocation': handler({
    name: 's3:GetBucketLocation',
    label: null,
    authorize: needsOf('GetBucketLocation'),
    perform: (input, scene) => {
      const { region } = openBucket(input, scene);
      // Of us-east-1, whose buckets are created without a constraint, the answer is empty.
      return region === US_EAST_1 ? {} : { LocationConstraint: locationConstraint(region) };
    },
  }),

  's3:GetBucketPolicy': handler({
    name: 's3:GetBucketPolicy',
    label: null,
    authorize: needsOf('GetBucketPolicy'),
    perform: (input, scene) => {
      const { policy } = openBucket(input, scene);
      if (policy === null) throw noSuchBucketPolicy(input.Bucket);
      return { Policy: policy };
    },
  }),

  's3:GetBucketPolicyStatus': handler({
    name: 's3:GetBucketPolicyStatus',
    label: null,
    authorize: needsOf('GetBucketPolicyStatus'),
    perform: (input, scene) => {
      const { policy } = openBucket(input, scene);
      if (policy === null) throw noSuchBucketPolicy(input.Bucket);
      return { PolicyStatus: { IsPublic: isPublicPolicy(policy) } };
    },
  }),

  's3:PutBucketPolicy': handler({
    name: 's3:PutBucketPolicy',
    label: ({ Bucket }) => `Put the policy of bucket ${Bucket}`,
    authorize: needsOf('PutBucketPolicy'),
    perform: (input, scene) => {
      const bucket = openBucket(input, scene);
      const { Policy } = input;
      assertBucketPolicy(Policy, bucket.arn, scene);
      // It is a guard against what principals do; the designer sees what a policy does.
      const isBlocked =
        scene.actor.kind !== 'designer' && readSetting(bucket, 'publicAccessBlock')?.BlockPublicPolicy === true;
      if (isBlocked && isPublicPolicy(Policy)) throw accessDenied();
      scene.model.put({ ...bucket, policy: Policy });
      return {};
    },
  }),

  's3:DeleteBucketPolicy': handler({
    name: 's3:DeleteBucketPolicy',
    label: ({ Bucket }) => `Delete the policy of bucket ${Bucket}`,
    authorize: needsOf('DeleteBucketPolicy'),
    // Deleting a policy that is not there is no error.
    perform: (input, scene) => {
      const bucket = openBucket(input, scene);
      if (bucket.policy !== null) scene.model.put({ ...bucket, policy: null });
      return {};
    },
  }),
};

/** A bucket of that name that was taken back as a change has left its objects behind: the new one is empty. */
function emptyOfOldObjects(bucket: string, { objects }: ActionScene): void {
  if (!objects.isEmpty(bucket)) objects.write(null, (writer) => writer.empty(bucket));
}

/** What the name of a deleted bucket had in the making goes with it. @throws AwsError `BucketNotEmpty`. */
function assertEmpty(bucket: ResourceDocument, { objects }: ActionScene): void {
  if (objects.isEmpty(bucket.name)) return;
  const start = { prefix: '', from: null, limit: 1 };
  throw objects.listLatest(bucket.name, start).length > 0
    ? bucketNotEmpty(bucket.name)
    : bucketVersionsLeft(bucket.name);
}
