import { readCopySource } from '../../request/s3-copy-source.ts';
import { s3Needs } from '../../request/s3-needs.ts';
import { s3Operation } from '../../request/s3-operations.ts';
import type { ModelView } from '../../account/model.ts';
import type { ObjectReader, ObjectVersion } from '../../storage/object-store.ts';
import type { NeededPart, RequestScene } from '../handler.ts';
import { noSuchBucket } from './errors.ts';

const BUCKET_PREFIX = 'arn:aws:s3:::';

/**
 * The actions on an object's locks take a version like others, but `s3:VersionId` is no condition key of theirs.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions
 */
const READS_OR_WRITES_LOCK = /^s3:(Get|Put)Object(Retention|LegalHold)$|^s3:BypassGovernanceRetention$/;

/** The actions that read an object as it is there: without it, only those who may list the bucket learn so. */
const READS_OBJECT = /^s3:GetObject/;

type Authorize = (input: Readonly<Record<string, unknown>>, scene: RequestScene) => readonly NeededPart[];

/**
 * The `authorize` of an operation of Amazon S3: what its row in the table of operations needs, the tags of the objects
 * that it is about, and, of an object that is not there, the permission to learn so.
 *
 * A bucket that is not there belongs to nobody: the caller's own policies alone decide whether he learns that, and nobody
 * in particular, who has none, is told so as well (as whoever opens the URL of such a bucket sees; how it is for callers
 * without permission AWS does not document).
 * @param name of the operation in the API.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-and-policies.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html (Permissions)
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html (NoSuchBucket)
 */
export function needsOf(name: string): Authorize {
  const operation = s3Operation(name);
  if (operation === null) throw new Error(`The table of S3 operations has no ${name}.`);
  // The bucket that is made is not there either.
  const lacksBucket = name === 'CreateBucket' ? () => false : isOfNoBucket;
  return (input, { model, objects, accountId, actor }) => {
    const copied = input['CopySource'];
    const source = typeof copied === 'string' ? readCopySource(copied) : null;
    const parts = s3Needs(operation, input, source);
    const own = parts.map((part): NeededPart => {
      const { action, resource, entry } = part;
      const needed = { action, resource, ...contextOf(part, objects), ...ownerOf(part, model, accountId) };
      if (lacksBucket(part, model)) {
        // Without the bucket there is nothing to be done for one entry and not for another.
        return actor.kind === 'anonymous' ? { ...needed, refusal: noSuchBucket(bucketName(part)) } : needed;
      }
      return entry === undefined ? needed : { ...needed, entry };
    });
    const missing = parts.flatMap((part) =>
      isMissing(part, objects) && !lacksBucket(part, model)
        ? [{ action: 's3:ListBucket', resource: bucketOf(part) }]
        : [],
    );
    return [...own, ...missing.slice(0, 1)];
  };
}

function contextOf(part: NeededPart, objects: ObjectReader): Pick<NeededPart, 'context'> {
  const { 's3:VersionId': versionId, ...others } = part.context ?? {};
  const tellsVersion = versionId !== undefined && !READS_OR_WRITES_LOCK.test(part.action);
  const context = { ...others, ...(tellsVersion && { 's3:VersionId': versionId }), ...existingTags(part, objects) };
  return Object.keys(context).length === 0 ? {} : { context };
}

/** Whether a part is of a bucket, or of an object in one, that is not there. */
function isOfNoBucket(part: NeededPart, model: ModelView): boolean {
  return part.resource.startsWith(BUCKET_PREFIX) && model.find('resource', bucketOf(part)) === null;
}

/** The account that owns the bucket, where it is not the caller's. */
function ownerOf(part: NeededPart, model: ModelView, callerAccountId: string): { resourceAccountId?: string } {
  const owner = model.find('resource', bucketOf(part))?.accountId ?? callerAccountId;
  return owner === callerAccountId ? {} : { resourceAccountId: owner };
}

function objectOf(part: NeededPart, objects: ObjectReader): ObjectVersion | null {
  const path = part.resource.slice(BUCKET_PREFIX.length);
  const slash = path.indexOf('/');
  if (!part.resource.startsWith(BUCKET_PREFIX) || slash < 0) return null;
  const [bucket, key] = [path.slice(0, slash), path.slice(slash + 1)];
  const versionId = part.context?.['s3:VersionId'];
  return typeof versionId === 'string' ? objects.version(bucket, key, versionId) : objects.latest(bucket, key);
}

function existingTags(part: NeededPart, objects: ObjectReader): Record<string, string> {
  const tags = objectOf(part, objects)?.details.tags ?? [];
  return Object.fromEntries(tags.map(({ Key, Value }) => [`s3:ExistingObjectTag/${Key}`, Value]));
}

function isMissing(part: NeededPart, objects: ObjectReader): boolean {
  if (!READS_OBJECT.test(part.action)) return false;
  const found = objectOf(part, objects);
  return found === null || (found.isDeleteMarker && part.context?.['s3:VersionId'] === undefined);
}

function bucketOf({ resource }: NeededPart): string {
  const slash = resource.indexOf('/');
  return slash < 0 ? resource : resource.slice(0, slash);
}

function bucketName(part: NeededPart): string {
  return bucketOf(part).slice(BUCKET_PREFIX.length);
}
