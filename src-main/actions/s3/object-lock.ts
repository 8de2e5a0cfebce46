import { handler } from '../handler.ts';
import { objectArn, openBucket } from './bucket.ts';
import { readSetting, versioningOf, withSetting } from './bucket-settings.ts';
import {
  bucketHasNoObjectLock,
  invalidArgument,
  invalidBucketState,
  malformedXml,
  noObjectLock,
  noSuchSetting,
  objectIsLocked,
} from './errors.ts';
import { needsOf } from './needs.ts';
import { findObject } from './object-reading.ts';

/** S3 Object Lock. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html */
export const objectLockHandlers = {
  's3:GetObjectLockConfiguration': handler({
    name: 's3:GetObjectLockConfiguration',
    label: null,
    authorize: needsOf('GetObjectLockConfiguration'),
    perform: (input, scene) => {
      const ObjectLockConfiguration = readSetting(openBucket(input, scene), 'object-lock');
      if (ObjectLockConfiguration === null) {
        throw noSuchSetting(
          'ObjectLockConfigurationNotFoundError',
          'Object Lock configuration does not exist for this bucket',
          input.Bucket,
        );
      }
      return { ObjectLockConfiguration };
    },
  }),

  's3:PutObjectLockConfiguration': handler({
    name: 's3:PutObjectLockConfiguration',
    label: ({ Bucket }) => `Put the object lock configuration of bucket ${Bucket}`,
    authorize: needsOf('PutObjectLockConfiguration'),
    perform: (input, scene) => {
      const bucket = openBucket(input, scene);
      const { ObjectLockConfiguration: configuration } = input;
      if (configuration?.ObjectLockEnabled !== 'Enabled') throw malformedXml();
      if (versioningOf(bucket) !== 'Enabled') {
        throw invalidBucketState("Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");
      }
      scene.model.put(withSetting(bucket, 'object-lock', configuration));
      return {};
    },
  }),

  's3:GetObjectRetention': handler({
    name: 's3:GetObjectRetention',
    label: null,
    authorize: needsOf('GetObjectRetention'),
    perform: (input, scene) => {
      const bucket = openBucket(input, scene);
      if (readSetting(bucket, 'object-lock') === null) throw bucketHasNoObjectLock();
      const { retention } = findObject(scene.objects, input, 'GET').details;
      if (retention === null) throw noObjectLock();
      return { Retention: retention };
    },
  }),

  's3:PutObjectRetention': handler({
    name: 's3:PutObjectRetention',
    label: ({ Bucket, Key }) => `Put the retention of object ${Bucket}/${Key}`,
    authorize: needsOf('PutObjectRetention'),
    perform: (input, scene) => {
      const bucket = openBucket(input, scene);
      const { Bucket, Key, BypassGovernanceRetention } = input;
      if (readSetting(bucket, 'object-lock') === null) throw bucketHasNoObjectLock();
      const { details, versionId } = findObject(scene.objects, input, 'PUT');
      const { Mode, RetainUntilDate } = input.Retention ?? {};
      if ((Mode === undefined) !== (RetainUntilDate === undefined)) throw malformedXml();
      const now = scene.clock().getTime();
      if (RetainUntilDate !== undefined && Date.parse(RetainUntilDate) <= now) {
        throw invalidArgument('The retain until date must be in the future!', 'RetainUntilDate', RetainUntilDate);
      }
      const old = details.retention;
      if (old !== null && Date.parse(old.RetainUntilDate) > now) {
        const isLonger =
          Mode === old.Mode &&
          RetainUntilDate !== undefined &&
          Date.parse(RetainUntilDate) >= Date.parse(old.RetainUntilDate);
        const mayBypass = old.Mode === 'GOVERNANCE' && BypassGovernanceRetention === true;
        if (!isLonger && !mayBypass) throw objectIsLocked();
      }
      const retention = Mode === undefined || RetainUntilDate === undefined ? null : { Mode, RetainUntilDate };
      scene.objects.write({ key: objectArn(Bucket, Key), kind: 'changed' }, (objects) =>
        objects.change(Bucket, Key, versionId, { ...details, retention }),
      );
      return {};
    },
  }),

  's3:GetObjectLegalHold': handler({
    name: 's3:GetObjectLegalHold',
    label: null,
    authorize: needsOf('GetObjectLegalHold'),
    perform: (input, scene) => {
      const bucket = openBucket(input, scene);
      if (readSetting(bucket, 'object-lock') === null) throw bucketHasNoObjectLock();
      const { legalHold } = findObject(scene.objects, input, 'GET').details;
      if (legalHold === null) throw noObjectLock();
      return { LegalHold: { Status: legalHold } };
    },
  }),

  's3:PutObjectLegalHold': handler({
    name: 's3:PutObjectLegalHold',
    label: ({ Bucket, Key }) => `Put the legal hold of object ${Bucket}/${Key}`,
    authorize: needsOf('PutObjectLegalHold'),
    perform: (input, scene) => {
      const bucket = openBucket(input, scene);
      const { Bucket, Key, LegalHold } = input;
      if (readSetting(bucket, 'object-lock') === null) throw bucketHasNoObjectLock();
      const status = LegalHold?.Status;
      if (status === undefined) throw malformedXml();
      const { details, versionId } = findObject(scene.objects, input, 'PUT');
      scene.objects.write({ key: objectArn(Bucket, Key), kind: 'changed' }, (objects) =>
        objects.change(Bucket, Key, versionId, { ...details, legalHold: status }),
      );
      return {};
    },
  }),
};
