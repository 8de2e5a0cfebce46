import { z } from 'zod';
import { AskedAccount } from './asked-account.ts';
import { Nothing, procedure } from './define.ts';

/** The largest object that is read or written by the app, in bytes; larger ones are a client's at the endpoint. */
export const MAX_SHOWN_BYTES = 16 * 1024 * 1024;

const Place = z.object({ bucket: z.string().min(1), accountId: AskedAccount });

/** Which version of an object is meant; null for the newest. */
const OneObject = Place.extend({ key: z.string().min(1).max(1024), versionId: z.string().nullable() });

/** A version of an object, or a delete marker. */
export const ListedObject = z.object({
  key: z.string(),
  /** Null where the bucket keeps none. */
  versionId: z.string().nullable(),
  isLatest: z.boolean(),
  isDeleteMarker: z.boolean(),
  size: z.number(),
  lastModified: z.string(),
  storageClass: z.string(),
});
export type ListedObject = z.infer<typeof ListedObject>;

export const ObjectFacts = z.object({
  contentType: z.string().nullable(),
  size: z.number(),
  etag: z.string(),
  lastModified: z.string(),
  storageClass: z.string(),
  encryption: z.string().nullable(),
  versionId: z.string().nullable(),
  metadata: z.record(z.string(), z.string()),
});
export type ObjectFacts = z.infer<typeof ObjectFacts>;

/**
 * The objects of a bucket, as the app's browser of buckets asks for them. Each is the operation of Amazon S3 that its
 * name says: by the designer done at once, by a principal who signed in asked at the gate.
 */
export const bucketProcedures = {
  /**
   * One page of a folder: the folders in it and the objects, in the order of S3's listings.
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html
   */
  'bucket.list': procedure(
    Place.extend({
      /** Empty for the whole bucket; otherwise ends with `/`, or is the beginning of names. */
      prefix: z.string().max(1024),
      /** Also versions that are not the newest, and delete markers. */
      versions: z.boolean(),
      /** What the page before told to go on with; null for the first. */
      from: z.object({ key: z.string(), versionId: z.string().nullable() }).nullable(),
    }),
    z.object({
      folders: z.array(z.string()),
      objects: z.array(ListedObject),
      next: z.object({ key: z.string(), versionId: z.string().nullable() }).nullable(),
    }),
  ),
  'bucket.describeObject': procedure(OneObject, ObjectFacts),
  /** The bytes in base64. Fails with `ObjectTooLarge`. */
  'bucket.readObject': procedure(OneObject, z.object({ base64: z.string(), contentType: z.string().nullable() })),
  'bucket.putObject': procedure(
    Place.extend({
      key: z.string().min(1, 'Give the object a key.').max(1024, 'A key has at most 1,024 bytes.'),
      contentType: z.string().max(256).nullable(),
      base64: z.base64('The content does not arrive whole.'),
    }),
    z.object({ versionId: z.string().nullable() }),
  ),
  /** Deletes the objects, and all under the folders, up to 1,000 of them. */
  'bucket.deleteObjects': procedure(
    Place.extend({
      objects: z.array(z.object({ key: z.string().min(1), versionId: z.string().nullable() })).max(1000),
      folders: z.array(z.string().min(1)).max(1000),
    }),
    z.object({
      deleted: z.number().int(),
      refused: z.array(z.object({ key: z.string(), code: z.string(), message: z.string() })),
      /** Brings back what was deleted for good; null where nothing was, or where it is too much to be held. */
      restoreId: z.string().nullable(),
    }),
  ),
  /** Fails with `NothingToRestore` when something was deleted since, or the workspace was closed. */
  'bucket.restoreObjects': procedure(z.object({ restoreId: z.string() }), Nothing),
} as const;
