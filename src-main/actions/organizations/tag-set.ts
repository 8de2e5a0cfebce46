import type { Tag } from '../../../src-shared/principal.ts';
import { requestTagKeys } from '../iam/tags.ts';
import type { NeededPart } from '../handler.ts';
import { type Callers, type CallerScene, neededParts } from './access.ts';
import { constraintViolation, invalidInput } from './errors.ts';
import { TAGS_PER_RESOURCE } from './quotas.ts';
import type { OrganizationDocument } from '../../../src-shared/model/documents.ts';

/**
 * Adds tags to those that there are; a key that is there already gets the new value. Unlike IAM's, the keys of AWS
 * Organizations differ when their case differs.
 * @throws AwsError `InvalidInputException` when a key is given twice or has AWS's reserved prefix;
 *   `ConstraintViolationException` past 50 tags.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_tagging.html
 */
export function withTags(present: readonly Tag[], added: readonly Tag[] = []): Tag[] {
  const keys = new Set(added.map(({ Key }) => Key));
  if (keys.size < added.length) {
    throw invalidInput('DUPLICATE_TAG_KEY', 'Tag keys must be unique among the tags attached to the same entity.');
  }
  for (const key of keys) assertNoSystemTag(key);
  const merged = new Map([...present, ...added].map(({ Key, Value }) => [Key, { Key, Value }]));
  if (merged.size > TAGS_PER_RESOURCE) {
    throw constraintViolation(
      'MAX_TAG_LIMIT_EXCEEDED',
      'You have exceeded the number of tags allowed on this resource.',
    );
  }
  return [...merged.values()];
}

/**
 * Takes tags away by key; keys that are not there do no harm.
 * @throws AwsError `InvalidInputException` for keys with AWS's reserved prefix.
 */
export function withoutTags(present: readonly Tag[], keys: readonly string[]): Tag[] {
  for (const key of keys) assertNoSystemTag(key);
  return present.filter(({ Key }) => !keys.includes(Key));
}

/**
 * What creating something with tags needs beside the creation itself: the permission to tag it.
 * @param resource the ARN of what is made, as far as it is known before.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html
 */
export function taggingParts(
  scene: CallerScene,
  callers: Callers,
  resource: (organization: OrganizationDocument) => string,
  tags: readonly Tag[] | undefined,
): NeededPart[] {
  if (tags === undefined || tags.length === 0) return [];
  const named = (organization: OrganizationDocument) => [resource(organization)];
  return neededParts(scene, 'organizations:TagResource', callers, named, requestTagKeys(tags));
}

function assertNoSystemTag(key: string): void {
  if (!key.toLowerCase().startsWith('aws:')) return;
  throw invalidInput(
    'INVALID_SYSTEM_TAGS_PARAMETER',
    "You specified a tag key that is a system tag. You can't add, edit, or delete system tag keys.",
  );
}
