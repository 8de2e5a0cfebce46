import { createHash } from 'node:crypto';
import { readCopySource } from '../../request/s3-copy-source.ts';
import type { BodyRange, ObjectDetails, ObjectReader } from '../../storage/object-store.ts';
import { checksum as checksumOf } from '../../authentication/signature-v4/checksum.ts';
import { handler, type ActionScene } from '../handler.ts';
import { findBucket, objectArn, openBucket } from './bucket.ts';
import { versioningOf } from './bucket-settings.ts';
import { algorithmNamed, checksumMembers } from './checksums.ts';
import { requireCustomerKey } from './customer-key.ts';
import { invalidRequest, noSuchBucket } from './errors.ts';
import { needsOf } from './needs.ts';
import { findObject, type StoredObject } from './object-reading.ts';
import {
  assertSize,
  detailsOf,
  kindOfWrite,
  newVersionId,
  versionMember,
  writtenAt,
  type StatedObject,
} from './object-writing.ts';
import { checkCopyConditions, checkWriteConditions } from './preconditions.ts';

/** How a request names what it copies. */
export interface StatedCopy {
  readonly CopySource: string;
  readonly ExpectedSourceBucketOwner?: string | undefined;
  readonly CopySourceIfMatch?: string | undefined;
  readonly CopySourceIfNoneMatch?: string | undefined;
  readonly CopySourceIfModifiedSince?: string | undefined;
  readonly CopySourceIfUnmodifiedSince?: string | undefined;
  readonly CopySourceSSECustomerAlgorithm?: string | undefined;
  readonly CopySourceSSECustomerKey?: string | undefined;
  readonly CopySourceSSECustomerKeyMD5?: string | undefined;
}

/**
 * The object that a request copies.
 * @throws AwsError where it is not there, or does not meet the conditions.
 */
export function openSource(stated: StatedCopy, scene: ActionScene): StoredObject {
  const { bucket, key, versionId } = readCopySource(stated.CopySource);
  if (findBucket(scene.model, bucket) === null) throw noSuchBucket(bucket);
  openBucket({ Bucket: bucket, ExpectedBucketOwner: stated.ExpectedSourceBucketOwner }, scene);
  const named = { Bucket: bucket, Key: key, ...(versionId !== null && { VersionId: versionId }) };
  const source = findObject(scene.objects, named, 'GET');
  requireCustomerKey(source.details.encryption, {
    SSECustomerAlgorithm: stated.CopySourceSSECustomerAlgorithm,
    SSECustomerKey: stated.CopySourceSSECustomerKey,
    SSECustomerKeyMD5: stated.CopySourceSSECustomerKeyMD5,
  });
  checkCopyConditions(source, {
    IfMatch: stated.CopySourceIfMatch,
    IfNoneMatch: stated.CopySourceIfNoneMatch,
    IfModifiedSince: stated.CopySourceIfModifiedSince,
    IfUnmodifiedSince: stated.CopySourceIfUnmodifiedSince,
  });
  return source;
}

/** The MD5 of bytes in the store, without holding them all. */
export function md5Of(objects: ObjectReader, range: BodyRange): Buffer {
  const md5 = createHash('md5');
  for (const piece of objects.pieces(range)) md5.update(piece);
  return md5.digest();
}

/** The members by which a copy states what it would otherwise take over. */
function changesNothing(input: StatedObject & { MetadataDirective?: string; TaggingDirective?: string }): boolean {
  return (
    input.MetadataDirective !== 'REPLACE' &&
    input.TaggingDirective !== 'REPLACE' &&
    input.StorageClass === undefined &&
    input.WebsiteRedirectLocation === undefined &&
    input.ServerSideEncryption === undefined &&
    input.SSECustomerKey === undefined
  );
}

/** Copying objects. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const copyObjectHandlers = {
  's3:CopyObject': handler({
    name: 's3:CopyObject',
    label: ({ Bucket, Key, CopySource }) => `Copy ${CopySource} to ${Bucket}/${Key}`,
    authorize: needsOf('CopyObject'),
    perform: (input, scene) => {
      const bucket = openBucket(input, scene);
      const source = openSource(input, scene);
      const { Bucket: name, Key: key } = input;
      const stated: StatedObject & { MetadataDirective?: string; TaggingDirective?: string } = {
        ...input,
        MetadataDirective: input.MetadataDirective ?? 'COPY',
        TaggingDirective: input.TaggingDirective ?? 'COPY',
      };
      const isItself = source.bucket === name && source.key === key && source.isLatest;
      if (isItself && changesNothing(stated)) {
        throw invalidRequest(
          "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
        );
      }
      assertSize(source.size);
      const { Metadata, headers, tags } = source.details;
      const { WebsiteRedirectLocation: _, ...copiedHeaders } = headers;
      const details = detailsOf(stated, bucket, scene, {
        ...(stated.MetadataDirective === 'COPY' && { Metadata, headers: withRedirect(copiedHeaders, stated) }),
        ...(stated.TaggingDirective === 'COPY' && { tags }),
      });
      checkWriteConditions(key, scene.objects.latest(name, key), input);
      const range = { body: source.body, start: 0, end: source.size };
      const checksum = copiedChecksum(scene.objects, source, input.ChecksumAlgorithm);
      const etag = md5Of(scene.objects, range).toString('hex');
      const versionId = newVersionId(bucket, scene);
      const lastModified = writtenAt(scene);
      const edit = { key: objectArn(name, key), kind: kindOfWrite(scene.objects, name, key) };
      scene.objects.write(edit, (objects) =>
        objects.put(
          {
            bucket: name,
            key,
            versionId,
            isDeleteMarker: false,
            lastModified,
            size: source.size,
            etag,
            details: { ...details, checksum },
          },
          [range],
        ),
      );
      const sourceBucket = findBucket(scene.model, source.bucket);
      return {
        CopyObjectResult: {
          ETag: `"${etag}"`,
          LastModified: lastModified,
          ...checksumMembers(checksum),
          ...(checksum !== null && { ChecksumType: checksum.type }),
        },
        ...details.encryption,
        ...versionMember(bucket, versionId),
        ...(sourceBucket !== null && versioningOf(sourceBucket) !== null && { CopySourceVersionId: source.versionId }),
      };
    },
  }),
};

function withRedirect(headers: ObjectDetails['headers'], { WebsiteRedirectLocation }: StatedObject) {
  return WebsiteRedirectLocation === undefined ? headers : { ...headers, WebsiteRedirectLocation };
}

/** A copy is written at once, so that its checksum is that of the whole, whatever the source was made of. */
function copiedChecksum(
  objects: ObjectReader,
  { details, body, size }: StoredObject,
  asked: string | undefined,
): ObjectDetails['checksum'] {
  const kept = details.checksum;
  const algorithm = algorithmNamed(asked ?? kept?.algorithm);
  if (kept?.type === 'FULL_OBJECT' && (asked === undefined || asked === kept.algorithm)) return kept;
  if (algorithm === null) return null;
  const value = checksumOf(algorithm, objects.read({ body, start: 0, end: size })).toString('base64');
  return { algorithm, value, type: 'FULL_OBJECT' };
}
