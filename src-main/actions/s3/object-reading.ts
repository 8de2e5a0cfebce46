import type { ResourceDocument } from '../../../src-shared/model/documents.ts';
import type { ObjectReader, ObjectVersion } from '../../storage/object-store.ts';
import {
  invalidPartNumber,
  invalidRange,
  invalidRequest,
  invalidVersionId,
  isDeleteMarker,
  keyIsDeleted,
  noSuchKey,
  noSuchVersion,
} from './errors.ts';
import { versioningOf } from './bucket-settings.ts';
import { checksumMembers } from './checksums.ts';

/** An object that is there, and where its bytes are. */
export interface StoredObject extends ObjectVersion {
  readonly body: number;
}

/** How a request names an object. */
export interface NamedObject {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId?: string | undefined;
}

/** `null`, or what version IDs are made of. */
const VERSION_ID = /^[A-Za-z0-9._-]{1,1024}$/;

/**
 * The version that a request names, or the newest; it may be a delete marker.
 * @throws AwsError `NoSuchKey`, `NoSuchVersion`, `InvalidArgument`.
 */
export function findVersion(objects: ObjectReader, { Bucket, Key, VersionId }: NamedObject): ObjectVersion {
  if (VersionId === undefined) {
    const latest = objects.latest(Bucket, Key);
    if (latest === null) throw noSuchKey(Key);
    return latest;
  }
  if (!VERSION_ID.test(VersionId)) throw invalidVersionId(VersionId);
  const version = objects.version(Bucket, Key, VersionId);
  if (version === null) throw noSuchVersion(Key, VersionId);
  return version;
}

/**
 * The object that a request names.
 * @throws AwsError as {@link findVersion}, and for a delete marker: `NoSuchKey` where it is the newest and not named,
 *   `MethodNotAllowed` where it is.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeleteMarker.html
 */
export function findObject(objects: ObjectReader, named: NamedObject, method: string): StoredObject {
  const version = findVersion(objects, named);
  const { body } = version;
  if (!version.isDeleteMarker && body !== null) return { ...version, body };
  if (named.VersionId === undefined) throw keyIsDeleted(named.Key, version.versionId);
  throw isDeleteMarker(method, version.versionId);
}

/** The bytes of an object that are asked for. The end is exclusive. */
export interface AskedBytes {
  readonly start: number;
  readonly end: number;
  /** Whether they are a part of the object rather than the whole. */
  readonly isPartial: boolean;
}

/**
 * The bytes that a Range header or a part number asks for.
 * A header that is no range, or has several, is passed over, as HTTP has it.
 * @throws AwsError `InvalidRange`, `InvalidPartNumber`, `InvalidRequest` for both at once.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-14.2
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function askedBytes(
  { size, details }: Pick<ObjectVersion, 'size' | 'details'>,
  { Range, PartNumber }: { readonly Range?: string | undefined; readonly PartNumber?: number | undefined },
): AskedBytes {
  const whole = { start: 0, end: size, isPartial: false };
  if (PartNumber !== undefined) {
    if (Range !== undefined) throw invalidRequest('Cannot specify both Range header and partNumber query parameter');
    const parts = details.parts ?? [{ PartNumber: 1, Size: size }];
    const index = PartNumber - 1;
    const part = parts[index];
    if (part === undefined) throw invalidPartNumber(PartNumber, parts.length);
    const start = parts.slice(0, index).reduce((sum, { Size }) => sum + Size, 0);
    return { start, end: start + part.Size, isPartial: size > 0 };
  }
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(Range?.trim() ?? '') ?? [];
  if (Range === undefined || first === undefined || last === undefined || (first === '' && last === '')) return whole;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return whole;
  if (start >= size || (first === '' && Number(last) === 0)) throw invalidRange(Range, size);
  return { start, end, isPartial: true };
}

/** What GetObject and HeadObject tell of an object, beside its bytes. */
export function objectMembers(
  object: ObjectVersion,
  bucket: ResourceDocument,
  asked: AskedBytes,
  {
    ChecksumMode,
    PartNumber,
  }: { readonly ChecksumMode?: string | undefined; readonly PartNumber?: number | undefined },
) {
  const { details } = object;
  const { Metadata, headers, StorageClass, encryption, tags, retention, legalHold, parts, checksum } = details;
  const tellsChecksum = ChecksumMode === 'ENABLED' && !asked.isPartial && checksum !== null;
  return {
    AcceptRanges: 'bytes',
    LastModified: object.lastModified,
    ContentLength: asked.end - asked.start,
    ...(asked.isPartial && { ContentRange: `bytes ${asked.start}-${asked.end - 1}/${object.size}` }),
    ETag: `"${object.etag}"`,
    ...headers,
    ...(Object.keys(Metadata).length > 0 && { Metadata }),
    // S3 tells the class only of what is not in the standard one.
    ...(StorageClass !== 'STANDARD' && { StorageClass }),
    ...encryption,
    ...(versioningOf(bucket) !== null && { VersionId: object.versionId }),
    ...(tags.length > 0 && { TagCount: tags.length }),
    ...(PartNumber !== undefined && parts !== null && { PartsCount: parts.length }),
    ...(retention !== null && {
      ObjectLockMode: retention.Mode,
      ObjectLockRetainUntilDate: retention.RetainUntilDate,
    }),
    ...(legalHold !== null && { ObjectLockLegalHoldStatus: legalHold }),
    ...(tellsChecksum && { ...checksumMembers(checksum), ChecksumType: checksum.type }),
  };
}
