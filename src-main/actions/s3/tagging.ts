import { handler } from '../handler.ts';
import { objectArn, openBucket } from './bucket.ts';
import { versioningOf } from './bucket-settings.ts';
import { noSuchSetting } from './errors.ts';
import { needsOf } from './needs.ts';
import { findObject } from './object-reading.ts';
import { assertTags } from './tags.ts';

/** Tags of buckets and objects. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
export const taggingHandlers = {
  's3:GetBucketTagging': handler({
    name: 's3:GetBucketTagging',
    label: null,
    authorize: needsOf('GetBucketTagging'),
    perform: (input, scene) => {
      const { tags } = openBucket(input, scene);
      if (tags.length === 0) throw noSuchSetting('NoSuchTagSet', 'The TagSet does not exist', input.Bucket);
      return { TagSet: tags };
    },
  }),

  's3:PutBucketTagging': handler({
    name: 's3:PutBucketTagging',
    label: ({ Bucket }) => `Tag bucket ${Bucket}`,
    authorize: needsOf('PutBucketTagging'),
    perform: (input, scene) => {
      const bucket = openBucket(input, scene);
      const tags = [...input.Tagging.TagSet];
      assertTags(tags, 50);
      scene.model.put({ ...bucket, tags });
      return {};
    },
  }),

  's3:DeleteBucketTagging': handler({
    name: 's3:DeleteBucketTagging',
    label: ({ Bucket }) => `Take the tags off bucket ${Bucket}`,
    authorize: needsOf('DeleteBucketTagging'),
    perform: (input, scene) => {
      const bucket = openBucket(input, scene);
      if (bucket.tags.length > 0) scene.model.put({ ...bucket, tags: [] });
      return {};
    },
  }),

  's3:GetObjectTagging': handler({
    name: 's3:GetObjectTagging',
    label: null,
    authorize: needsOf('GetObjectTagging'),
    perform: (input, scene) => {
      const bucket = openBucket(input, scene);
      const { details, versionId } = findObject(scene.objects, input, 'GET');
      return { TagSet: details.tags, ...(versioningOf(bucket) !== null && { VersionId: versionId }) };
    },
  }),

  's3:PutObjectTagging': handler({
    name: 's3:PutObjectTagging',
    label: ({ Bucket, Key }) => `Tag object ${Bucket}/${Key}`,
    authorize: needsOf('PutObjectTagging'),
    perform: (input, scene) => {
      const bucket = openBucket(input, scene);
      const { Bucket, Key } = input;
      const { details, versionId } = findObject(scene.objects, input, 'PUT');
      const tags = [...input.Tagging.TagSet];
      assertTags(tags, 10);
      scene.objects.write({ key: objectArn(Bucket, Key), kind: 'changed' }, (objects) =>
        objects.change(Bucket, Key, versionId, { ...details, tags }),
      );
      return { ...(versioningOf(bucket) !== null && { VersionId: versionId }) };
    },
  }),

  's3:DeleteObjectTagging': handler({
    name: 's3:DeleteObjectTagging',
    label: ({ Bucket, Key }) => `Take the tags off object ${Bucket}/${Key}`,
    authorize: needsOf('DeleteObjectTagging'),
    perform: (input, scene) => {
      const bucket = openBucket(input, scene);
      const { Bucket, Key } = input;
      const { details, versionId } = findObject(scene.objects, input, 'DELETE');
      scene.objects.write({ key: objectArn(Bucket, Key), kind: 'changed' }, (objects) =>
        objects.change(Bucket, Key, versionId, { ...details, tags: [] }),
      );
      return { ...(versioningOf(bucket) !== null && { VersionId: versionId }) };
    },
  }),
};
