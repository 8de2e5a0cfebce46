import { z } from 'zod';

/**
 * The objects of Amazon S3 that a workspace holds. They lie in tables of their own, beside the documents of the model:
 * a body may have 100 MB, which neither the memory nor the history of changes should carry.
 */

const Text = z.string();
const Checksum = z.object({ algorithm: Text, value: Text });

/** The classes of storage that an object may be in. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html */
export const ObjectStorageClass = z.enum([
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'OUTPOSTS',
  'GLACIER_IR',
  'SNOW',
  'EXPRESS_ONEZONE',
  'FSX_OPENZFS',
  'FSX_ONTAP',
]);
export type ObjectStorageClass = z.infer<typeof ObjectStorageClass>;

/** The ways in which S3 encrypts by itself. */
export const ServerSideEncryption = z.enum(['AES256', 'aws:fsx', 'aws:kms', 'aws:kms:dsse']);

/** How an object's encryption at rest was asked for: with keys of AWS, or with a key of the client, which is not kept. */
export const ObjectEncryption = z.union([
  z.object({
    ServerSideEncryption,
    SSEKMSKeyId: Text.exactOptional(),
    BucketKeyEnabled: z.boolean().exactOptional(),
  }),
  z.object({ SSECustomerAlgorithm: z.literal('AES256'), SSECustomerKeyMD5: Text }),
]);
export type ObjectEncryption = z.infer<typeof ObjectEncryption>;

/** One grant of an access control list, with the member names of the API. */
export const Grant = z.object({
  Grantee: z.object({
    Type: z.enum(['CanonicalUser', 'AmazonCustomerByEmail', 'Group']),
    ID: Text.exactOptional(),
    DisplayName: Text.exactOptional(),
    EmailAddress: Text.exactOptional(),
    URI: Text.exactOptional(),
  }),
  Permission: z.enum(['FULL_CONTROL', 'WRITE', 'WRITE_ACP', 'READ', 'READ_ACP']),
});
export type Grant = z.infer<typeof Grant>;

/**
 * What is kept of an object beside its bytes, with the member names of the API where it has one.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
export const ObjectDetails = z.object({
  /** The account that owns it. */
  ownerAccountId: Text,
  /** The user's metadata: what follows `x-amz-meta-`, in lower case. */
  Metadata: z.record(Text, Text),
  /** The headers that are given back as they were given. */
  headers: z.object({
    CacheControl: Text.exactOptional(),
    ContentDisposition: Text.exactOptional(),
    ContentEncoding: Text.exactOptional(),
    ContentLanguage: Text.exactOptional(),
    ContentType: Text.exactOptional(),
    Expires: Text.exactOptional(),
    WebsiteRedirectLocation: Text.exactOptional(),
  }),
  StorageClass: ObjectStorageClass,
  encryption: ObjectEncryption,
  tags: z.array(z.object({ Key: Text, Value: Text })),
  /** Null for the owner's full control alone. */
  grants: z.array(Grant).nullable(),
  /** What was computed when it was uploaded; null where the client asked for none. */
  checksum: Checksum.extend({ type: z.enum(['FULL_OBJECT', 'COMPOSITE']) }).nullable(),
  /** Of a multipart upload, in their order; null for an object that was put at once. */
  parts: z
    .array(z.object({ PartNumber: z.number().int(), Size: z.number().int(), checksum: Text.nullable() }))
    .nullable(),
  retention: z.object({ Mode: z.enum(['GOVERNANCE', 'COMPLIANCE']), RetainUntilDate: Text }).nullable(),
  legalHold: z.enum(['ON', 'OFF']).nullable(),
});
export type ObjectDetails = z.infer<typeof ObjectDetails>;

/** What is kept of a multipart upload until it is completed. */
export const UploadDetails = z.object({
  /** What the object will have. Its checksum and parts are found when the upload is completed. */
  object: ObjectDetails,
  initiatorArn: Text,
  checksumAlgorithm: Text.nullable(),
  checksumType: z.enum(['FULL_OBJECT', 'COMPOSITE']).nullable(),
});
export type UploadDetails = z.infer<typeof UploadDetails>;

/** The version ID of an object that was written while its bucket kept no versions. */
export const NULL_VERSION = 'null';

/** One version of an object, or a delete marker. */
export interface ObjectVersion {
  readonly bucket: string;
  readonly key: string;
  /** `null`, as a text, for one that was written while the bucket kept no versions. */
  readonly versionId: string;
  readonly isLatest: boolean;
  readonly isDeleteMarker: boolean;
  /** ISO 8601, in whole seconds. */
  readonly lastModified: string;
  /** In bytes. */
  readonly size: number;
  /** Without its quotes: the MD5 of the body in hexadecimal, or that of the parts' with their number. */
  readonly etag: string;
  readonly details: ObjectDetails;
  /** Where its bytes are; null for a delete marker. */
  readonly body: BodyId | null;
}

/** The number of a body in the store. */
export type BodyId = number;

/** A multipart upload that is neither completed nor aborted. */
export interface MultipartUpload {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  /** ISO 8601. */
  readonly initiated: string;
  readonly details: UploadDetails;
}

/** A part of a multipart upload. */
export interface UploadedPart {
  readonly number: number;
  readonly size: number;
  /** Without its quotes: the MD5 of the part, in hexadecimal. */
  readonly etag: string;
  readonly lastModified: string;
  readonly checksum: { readonly algorithm: string; readonly value: string } | null;
  readonly body: BodyId;
}

/** A range of bytes of a body that is in the store. The end is exclusive. */
export interface BodyRange {
  readonly body: BodyId;
  readonly start: number;
  readonly end: number;
}

/** What a new body is made of: bytes, or what is in the store already, one after the other. */
export type BodySource = Uint8Array | readonly BodyRange[];

/** A place in a listing, in the order of UTF-8 bytes. */
export interface ListStart {
  readonly prefix: string;
  /** The first key that may be listed, exclusive or not; null to begin at the start. */
  readonly from: { readonly key: string; readonly inclusive: boolean } | null;
  readonly limit: number;
}

/**
 * What can be asked of the objects. Lists are in the order of the keys' UTF-8 bytes.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ListingKeysUsingAPIs.html
 */
export interface ObjectReader {
  /** The newest version of an object, which may be a delete marker. */
  latest(bucket: string, key: string): ObjectVersion | null;
  version(bucket: string, key: string, versionId: string): ObjectVersion | null;
  /** The newest versions of objects, without those that are deleted. */
  listLatest(bucket: string, start: ListStart): readonly ObjectVersion[];
  /**
   * All versions, newest first within a key.
   * @param after the version behind which the list begins, of the key that `start` names; null for all of them.
   */
  listVersions(bucket: string, start: ListStart, after: string | null): readonly ObjectVersion[];
  /** Whether a bucket holds no version of anything. */
  isEmpty(bucket: string): boolean;
  /** Reads a part of a body into memory. */
  read(range: BodyRange): Uint8Array;
  /** Reads a part of a body piece by piece, so that it need not be in memory whole. */
  pieces(range: BodyRange): Iterable<Uint8Array>;
  upload(bucket: string, key: string, id: string): MultipartUpload | null;
  /** Behind an upload of a key, where one is named. */
  listUploads(bucket: string, start: ListStart, after: string | null): readonly MultipartUpload[];
  /** The parts of an upload, by number, behind `after`. */
  parts(uploadId: string, after: number, limit: number): readonly UploadedPart[];
}

/** What is given of a version that is written; the rest is known to the store. */
export type NewVersion = Omit<ObjectVersion, 'isLatest' | 'body'>;

/** What can be done to the objects, within a transaction. */
export interface ObjectWriter {
  /** Writes a version as the newest of its key; one of the same ID gives way to it. */
  put(version: NewVersion, body: BodySource | null): void;
  /** Changes what is kept of a version beside its bytes. Does nothing where there is none. */
  change(bucket: string, key: string, versionId: string, details: ObjectDetails): void;
  /** Deletes a version for good; what was before it is the newest then. */
  delete(bucket: string, key: string, versionId: string): void;
  createUpload(upload: MultipartUpload): void;
  /** Writes a part; one of the same number gives way to it. */
  putPart(uploadId: string, part: Omit<UploadedPart, 'body'>, body: BodySource): void;
  /** Deletes an upload and all its parts. */
  deleteUpload(uploadId: string): void;
  /** Deletes all that a bucket holds, uploads as well. */
  empty(bucket: string): void;
}

/** The objects of one workspace. */
export interface ObjectStore extends ObjectReader {
  /** For use within the transaction in which the workspace writes a change. */
  readonly writer: ObjectWriter;
}
