import type { Tag } from '../../../src-shared/principal.ts';
import { parseFormLeniently } from '../../request/query-string.ts';
import { error as badRequest, invalidTag } from './errors.ts';

/** What a tag of S3 may be made of. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * Checks a set of tags as S3 does.
 * @param most how many there may be: 10 on an object, 50 on a bucket.
 * @throws AwsError `InvalidTag`, `BadRequest`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html
 */
export function assertTags(tags: readonly Tag[], most: 10 | 50): void {
  if (tags.length > most) {
    const what = most === 10 ? 'Object' : 'Bucket';
    throw badRequest('BadRequest', 400, `${what} tag count cannot be greater than ${most}`);
  }
  for (const { Key, Value } of tags) {
    if (Key === '' || Key.length > 128 || !TAG_TEXT.test(Key)) {
      throw invalidTag('The TagKey you have provided is invalid', Key);
    }
    if (Value.length > 256 || !TAG_TEXT.test(Value)) throw invalidTag('The TagValue you have provided is invalid', Key);
    if (/^aws:/i.test(Key)) throw invalidTag('System tags cannot be added/updated by requester', Key);
  }
  const keys = tags.map(({ Key }) => Key);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) throw invalidTag('Cannot provide multiple Tags with the same key', twice);
}

/** Reads the x-amz-tagging header, `team=shop&stage=prod`. Its form was checked when the request was read. */
export function tagsOfHeader(text: string | undefined): readonly Tag[] {
  if (text === undefined) return [];
  const tags = parseFormLeniently(text).map(([Key, Value]) => ({ Key, Value }));
  assertTags(tags, 10);
  return tags;
}
