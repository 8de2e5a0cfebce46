import type { ResourceDocument } from '../../../src-shared/model/documents.ts';
import { AwsError } from '../../../src-shared/errors.ts';
import { NULL_VERSION, type ObjectDetails, type ObjectVersion } from '../../storage/object-store.ts';
import { handler, type ActionScene } from '../handler.ts';
import { objectArn, openBucket } from './bucket.ts';
import { versioningOf } from './bucket-settings.ts';
import { malformedXml, objectIsLocked, preconditionFailed } from './errors.ts';
import { needsOf } from './needs.ts';
import { findVersion } from './object-reading.ts';
import { newVersionId, writtenAt } from './object-writing.ts';
import { checkWriteConditions } from './preconditions.ts';

/** What was deleted, or made in its place. */
interface Deleted {
  /** The version that was named. */
  readonly versionId: string | null;
  /** Whether a delete marker was made, or was what was deleted. */
  readonly deleteMarker: boolean;
  /** The ID of the delete marker that was made. */
  readonly markerId: string | null;
}

interface StatedDelete {
  readonly Key: string;
  readonly VersionId?: string | undefined;
  readonly ETag?: string | undefined;
  readonly LastModifiedTime?: string | undefined;
  readonly Size?: number | undefined;
  readonly bypass: boolean;
}

const MARKER: Omit<ObjectDetails, 'ownerAccountId'> = {
  Metadata: {},
  headers: {},
  StorageClass: 'STANDARD',
  encryption: { ServerSideEncryption: 'AES256' },
  tags: [],
  grants: null,
  checksum: null,
  parts: null,
  retention: null,
  legalHold: null,
};

/**
 * Deletes one object: for good where a version is named or none are kept, else by a delete marker. What is not there is
 * deleted without complaint.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html
 */
function deleteOne(bucket: ResourceDocument, asked: StatedDelete, scene: ActionScene): Deleted {
  const { objects } = scene;
  const { Key: key, VersionId } = asked;
  const name = bucket.name;
  assertConditions(asked, objects.latest(name, key));
  const edit = { key: objectArn(name, key), kind: 'deleted' as const };
  if (VersionId !== undefined) {
    const version = versionOrNull(asked, bucket, scene);
    if (version === null) return { versionId: VersionId, deleteMarker: false, markerId: null };
    assertNotLocked(version, asked.bypass, scene);
    objects.write(edit, (writer) => writer.delete(name, key, VersionId));
    return { versionId: VersionId, deleteMarker: version.isDeleteMarker, markerId: null };
  }
  if (versioningOf(bucket) === null) {
    const there = objects.version(name, key, NULL_VERSION);
    if (there !== null) objects.write(edit, (writer) => writer.delete(name, key, NULL_VERSION));
    return { versionId: null, deleteMarker: false, markerId: null };
  }
  const markerId = newVersionId(bucket, scene);
  const marker = {
    bucket: name,
    key,
    versionId: markerId,
    isDeleteMarker: true,
    lastModified: writtenAt(scene),
    size: 0,
    etag: '',
    details: { ...MARKER, ownerAccountId: bucket.accountId },
  };
  objects.write(edit, (writer) => writer.put(marker, null));
  return { versionId: null, deleteMarker: true, markerId };
}

function versionOrNull(
  { Key, VersionId }: StatedDelete,
  { name }: ResourceDocument,
  { objects }: ActionScene,
): ObjectVersion | null {
  try {
    return findVersion(objects, { Bucket: name, Key, VersionId });
  } catch (thrown) {
    if (thrown instanceof AwsError && thrown.code === 'NoSuchVersion') return null;
    throw thrown;
  }
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html */
function assertConditions({ Key, ETag, LastModifiedTime, Size }: StatedDelete, current: ObjectVersion | null): void {
  if (ETag !== undefined) checkWriteConditions(Key, current, { IfMatch: ETag });
  if (current === null) return;
  if (Size !== undefined && Size !== current.size) throw preconditionFailed('x-amz-if-match-size');
  if (LastModifiedTime !== undefined && Date.parse(LastModifiedTime) !== Date.parse(current.lastModified)) {
    throw preconditionFailed('x-amz-if-match-last-modified-time');
  }
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html */
function assertNotLocked({ details }: ObjectVersion, bypass: boolean, { clock }: ActionScene): void {
  const { retention, legalHold } = details;
  const isRetained = retention !== null && Date.parse(retention.RetainUntilDate) > clock().getTime();
  const mayBypass = bypass && retention?.Mode === 'GOVERNANCE';
  if (legalHold === 'ON' || (isRetained && !mayBypass)) throw objectIsLocked();
}

/** Deleting objects. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export const deleteObjectHandlers = {
  's3:DeleteObject': handler({
    name: 's3:DeleteObject',
    label: ({ Bucket, Key }) => `Delete object ${Bucket}/${Key}`,
    authorize: needsOf('DeleteObject'),
    perform: (input, scene) => {
      const bucket = openBucket(input, scene);
      const { Key, VersionId, IfMatch, IfMatchLastModifiedTime, IfMatchSize, BypassGovernanceRetention } = input;
      const { versionId, deleteMarker, markerId } = deleteOne(
        bucket,
        {
          Key,
          VersionId,
          ETag: IfMatch,
          LastModifiedTime: IfMatchLastModifiedTime,
          Size: IfMatchSize,
          bypass: BypassGovernanceRetention === true,
        },
        scene,
      );
      const told = versionId ?? markerId;
      return { ...(deleteMarker && { DeleteMarker: true }), ...(told !== null && { VersionId: told }) };
    },
  }),

  // Every key is decided by itself: see Example 1 of https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
  's3:DeleteObjects': handler({
    name: 's3:DeleteObjects',
    label: ({ Bucket, Delete }) => `Delete ${Delete.Objects.length} objects of ${Bucket}`,
    authorize: (input, scene) => {
      // Looked at before anything is authorized, since nothing would be.
      if (input.Delete.Objects.length === 0 || input.Delete.Objects.length > 1000) throw malformedXml();
      return needsOf('DeleteObjects')(input, scene);
    },
    perform: (input, scene) => {
      const bucket = openBucket(input, scene);
      const bypass = input.BypassGovernanceRetention === true;
      const outcomes = input.Delete.Objects.map((asked, place) => {
        try {
          const refusal = scene.refusedEntries.get(place);
          if (refusal !== undefined) throw refusal;
          return { asked, deleted: deleteOne(bucket, { ...asked, bypass }, scene), error: null };
        } catch (thrown) {
          if (thrown instanceof AwsError) return { asked, deleted: null, error: thrown };
          throw thrown;
        }
      });
      const errors = outcomes.flatMap(({ asked: { Key, VersionId }, error }) =>
        error === null
          ? []
          : [{ Key, ...(VersionId !== undefined && { VersionId }), Code: error.code, Message: error.message }],
      );
      const deleted = outcomes.flatMap(({ asked: { Key }, deleted: done }) =>
        done === null
          ? []
          : [
              {
                Key,
                ...(done.versionId !== null && { VersionId: done.versionId }),
                ...(done.deleteMarker && { DeleteMarker: true }),
                ...(done.deleteMarker && { DeleteMarkerVersionId: done.markerId ?? done.versionId ?? '' }),
              },
            ],
      );
      return {
        ...(input.Delete.Quiet !== true && deleted.length > 0 && { Deleted: deleted }),
        ...(errors.length > 0 && { Errors: errors }),
      };
    },
  }),
};
