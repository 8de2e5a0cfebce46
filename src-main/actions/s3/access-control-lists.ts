import { handler } from '../handler.ts';
import { assertGrantable, ownerGrants, statedGrants } from './acl.ts';
import { canonicalUserId, objectArn, openBucket } from './bucket.ts';
import { readSetting, withSetting } from './bucket-settings.ts';
import { error } from './errors.ts';
import { needsOf } from './needs.ts';
import { findObject } from './object-reading.ts';

const missingSecurityHeader = () =>
  error('MissingSecurityHeader', 400, 'Your request was missing a required header', { MissingHeaderName: 'x-amz-acl' });

/**
 * Access control lists of buckets and objects: kept and given back, and not evaluated.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html
 */
export const accessControlListHandlers = {
  's3:GetBucketAcl': handler({
    name: 's3:GetBucketAcl',
    label: null,
    authorize: needsOf('GetBucketAcl'),
    perform: (input, scene) => {
      const bucket = openBucket(input, scene);
      return {
        Owner: { ID: canonicalUserId(bucket.accountId) },
        Grants: readSetting(bucket, 'acl') ?? ownerGrants(bucket.accountId),
      };
    },
  }),

  's3:PutBucketAcl': handler({
    name: 's3:PutBucketAcl',
    label: ({ Bucket }) => `Put the access control list of bucket ${Bucket}`,
    authorize: needsOf('PutBucketAcl'),
    perform: (input, scene) => {
      const bucket = openBucket(input, scene);
      const grants = statedGrants(input, { own: bucket.accountId, bucket: bucket.accountId });
      if (grants === null) throw missingSecurityHeader();
      assertGrantable(bucket, grants, false);
      scene.model.put(withSetting(bucket, 'acl', grants));
      return {};
    },
  }),

  's3:GetObjectAcl': handler({
    name: 's3:GetObjectAcl',
    label: null,
    authorize: needsOf('GetObjectAcl'),
    perform: (input, scene) => {
      openBucket(input, scene);
      const { details } = findObject(scene.objects, input, 'GET');
      return {
        Owner: { ID: canonicalUserId(details.ownerAccountId) },
        Grants: details.grants ?? ownerGrants(details.ownerAccountId),
      };
    },
  }),

  's3:PutObjectAcl': handler({
    name: 's3:PutObjectAcl',
    label: ({ Bucket, Key }) => `Put the access control list of object ${Bucket}/${Key}`,
    authorize: needsOf('PutObjectAcl'),
    perform: (input, scene) => {
      const bucket = openBucket(input, scene);
      const { Bucket, Key } = input;
      const { details, versionId } = findObject(scene.objects, input, 'PUT');
      const grants = statedGrants(input, { own: details.ownerAccountId, bucket: bucket.accountId });
      if (grants === null) throw missingSecurityHeader();
      assertGrantable(bucket, grants, false);
      scene.objects.write({ key: objectArn(Bucket, Key), kind: 'changed' }, (objects) =>
        objects.change(Bucket, Key, versionId, { ...details, grants: [...grants] }),
      );
      return {};
    },
  }),
};
