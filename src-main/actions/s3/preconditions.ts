import type { ObjectVersion } from '../../storage/object-store.ts';
import { noSuchKey, notModified, preconditionFailed } from './errors.ts';

/** The conditions that a request may be under, as in HTTP. */
export interface Conditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  readonly IfModifiedSince?: string | undefined;
  readonly IfUnmodifiedSince?: string | undefined;
}

/**
 * Checks the conditions of reading an object, in the order of RFC 9110: a match of the entity tag outweighs the time.
 * @throws AwsError 412 `PreconditionFailed` or 304.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function checkReadConditions(object: ObjectVersion, conditions: Conditions): void {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
  if (IfMatch !== undefined) {
    if (!matches(IfMatch, object.etag)) throw preconditionFailed('If-Match');
  } else if (IfUnmodifiedSince !== undefined && isLater(object.lastModified, IfUnmodifiedSince)) {
    throw preconditionFailed('If-Unmodified-Since');
  }
  const unchanged = {
    ETag: `"${object.etag}"`,
    'Last-Modified': new Date(object.lastModified).toUTCString(),
  };
  if (IfNoneMatch !== undefined) {
    if (matches(IfNoneMatch, object.etag)) throw notModified(unchanged);
  } else if (IfModifiedSince !== undefined && !isLater(object.lastModified, IfModifiedSince)) {
    throw notModified(unchanged);
  }
}

/**
 * Checks the conditions of copying an object: all of them fail with 412.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
export function checkCopyConditions(object: ObjectVersion, conditions: Conditions): void {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
  if (IfMatch !== undefined) {
    if (!matches(IfMatch, object.etag)) throw preconditionFailed('x-amz-copy-source-If-Match');
  } else if (IfUnmodifiedSince !== undefined && isLater(object.lastModified, IfUnmodifiedSince)) {
    throw preconditionFailed('x-amz-copy-source-If-Unmodified-Since');
  }
  if (IfNoneMatch !== undefined) {
    if (matches(IfNoneMatch, object.etag)) throw preconditionFailed('x-amz-copy-source-If-None-Match');
  } else if (IfModifiedSince !== undefined && !isLater(object.lastModified, IfModifiedSince)) {
    throw preconditionFailed('x-amz-copy-source-If-Modified-Since');
  }
}

/**
 * Checks the conditions of writing an object.
 * @param current the newest version; null, or a delete marker, where there is no object.
 * @throws AwsError `PreconditionFailed`, or `NoSuchKey` for a match with what is not there.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function checkWriteConditions(
  key: string,
  current: ObjectVersion | null,
  { IfMatch, IfNoneMatch }: Pick<Conditions, 'IfMatch' | 'IfNoneMatch'>,
): void {
  const there = current === null || current.isDeleteMarker ? null : current;
  if (IfNoneMatch !== undefined && there !== null && matches(IfNoneMatch, there.etag)) {
    throw preconditionFailed('If-None-Match');
  }
  if (IfMatch === undefined) return;
  if (there === null) throw noSuchKey(key);
  if (!matches(IfMatch, there.etag)) throw preconditionFailed('If-Match');
}

/** Entity tags with or without their quotes; `*` is any. */
function matches(tags: string, etag: string): boolean {
  return tags.split(',').some((tag) => {
    const bare = tag
      .trim()
      .replace(/^W\//, '')
      .replace(/^"(.*)"$/, '$1');
    return bare === '*' || bare === etag;
  });
}

/** In whole seconds, which is all that HTTP's dates tell. */
function isLater(lastModified: string, than: string): boolean {
  return Math.floor(Date.parse(lastModified) / 1000) > Math.floor(Date.parse(than) / 1000);
}
