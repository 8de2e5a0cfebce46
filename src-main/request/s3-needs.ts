import type { NeededPart } from '../actions/handler.ts';
import type { S3Need, S3Operation } from './s3-operations.ts';

/** An object, or one version of it. */
export interface ObjectName {
  readonly bucket: string;
  readonly key: string;
  /** Null for the newest. */
  readonly versionId: string | null;
}

type Members = Readonly<Record<string, unknown>>;

/**
 * What an operation of Amazon S3 needs to be allowed: its actions on the resources that the request names, with the
 * condition keys that its members set.
 * @param members the operation's input, by the API's names.
 * @param source the object that is copied; null for operations that copy none.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
export function s3Needs(operation: S3Operation, members: Members, source: ObjectName | null): NeededPart[] {
  const bucket = textOf(members['Bucket']) ?? '';
  const own = { bucket, key: textOf(members['Key']) ?? '', versionId: textOf(members['VersionId']) };
  const context: Record<string, string> = {};
  for (const { name, contextKey } of operation.parameters) {
    const value = textOf(name === 'LocationConstraint' ? locationConstraint(members) : members[name]);
    if (contextKey !== null && value !== null) context[contextKey] = value;
  }
  const namedBy = ({ on }: S3Need): readonly ObjectName[] => {
    if (on === 'source') return source === null ? [] : [source];
    return on === 'keys' ? objectsToDelete(bucket, members['Delete']) : [own];
  };
  const partOf = ({ action, versioned, on }: S3Need, object: ObjectName, place: number): NeededPart => {
    if (on === 'service') return { action, resource: '*' };
    if (on === 'bucket') return { action, resource: `arn:aws:s3:::${object.bucket}`, context };
    const keys = { ...context, ...(action.endsWith('Tagging') ? requestObjectTags(members['Tagging']) : {}) };
    return {
      action: object.versionId !== null && versioned !== null ? versioned : action,
      resource: `arn:aws:s3:::${object.bucket}/${object.key}`,
      context: object.versionId === null ? keys : { ...keys, 's3:VersionId': object.versionId },
      // S3 decides of every key by itself.
      ...(on === 'keys' && { entry: place }),
    };
  };
  const needed = operation.needs
    .filter(({ whenMembers }) => whenMembers.length === 0 || whenMembers.some((name) => isAsked(members[name])))
    .flatMap((need) => namedBy(need).map((object, place) => partOf(need, object, place)));
  return operation.operation === 'PutBucketReplication' ? [...needed, ...replicationRole(members)] : needed;
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : null;
}

/** A flag that is false asks for nothing. */
function isAsked(value: unknown): boolean {
  return value !== undefined && value !== false;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function entries(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The app's own form names it without the structure that the API has around it. */
function locationConstraint(members: Members): unknown {
  return members['LocationConstraint'] ?? member(members['CreateBucketConfiguration'], 'LocationConstraint');
}

function objectsToDelete(bucket: string, asked: unknown): ObjectName[] {
  return entries(member(asked, 'Objects')).map((object) => ({
    bucket,
    key: textOf(member(object, 'Key')) ?? '',
    versionId: textOf(member(object, 'VersionId')),
  }));
}

/**
 * The tags that PutObjectTagging sets. Those in a header are read with the other headers.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-and-policies.html
 */
function requestObjectTags(tagging: unknown): Record<string, string | readonly string[]> {
  const tags = entries(member(tagging, 'TagSet')).flatMap((tag): [string, string][] => {
    const key = textOf(member(tag, 'Key'));
    return key === null ? [] : [[key, textOf(member(tag, 'Value')) ?? '']];
  });
  if (tags.length === 0) return {};
  const keys = Object.fromEntries(tags.map(([key, value]) => [`s3:RequestObjectTag/${key}`, value]));
  return { ...keys, 's3:RequestObjectTagKeys': tags.map(([key]) => key) };
}

/**
 * The role that a replication configuration hands to S3.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html
 */
function replicationRole(members: Members): NeededPart[] {
  const role = textOf(member(members['ReplicationConfiguration'], 'Role'));
  if (role === null || role === '') return [];
  return [{ action: 'iam:PassRole', resource: role, context: { 'iam:PassedToService': 's3.amazonaws.com' } }];
}
