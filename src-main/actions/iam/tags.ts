import type { Tag } from '../../../src-shared/principal.ts';
import type { NeededPart } from '../handler.ts';
import { page, type PageInput, type PageOutput } from '../paging.ts';
import { invalidInput, limitExceeded } from './errors.ts';
import { TAGS_PER_RESOURCE } from './quotas.ts';

/**
 * The condition keys that tags in a request set: `aws:RequestTag/KEY` for each, and `aws:TagKeys`. Absent tags set none.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requesttag
 */
export function requestTagKeys(tags: readonly Tag[] | undefined): Record<string, string | readonly string[]> {
  if (tags === undefined || tags.length === 0) return {};
  return {
    ...Object.fromEntries(tags.map((tag) => [`aws:RequestTag/${tag.Key}`, tag.Value])),
    'aws:TagKeys': tags.map((tag) => tag.Key),
  };
}

/**
 * What creating a tagged resource needs besides the creation itself: the permission to tag it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html
 */
export function taggingPart(action: string, resource: string, tags: readonly Tag[] | undefined): NeededPart[] {
  return tags === undefined || tags.length === 0 ? [] : [{ action, resource, context: requestTagKeys(tags) }];
}

/**
 * The tags of a new resource.
 * @throws AwsError `InvalidInput` when two keys differ only by case, or a key has AWS's reserved prefix.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules
 */
export function newTags(tags: readonly Tag[] | undefined): Tag[] {
  return mergeTags([], tags ?? []);
}

/**
 * Adds tags to those that there are; a key that is there already gets the new value.
 * @throws AwsError `InvalidInput` as {@link newTags}; `LimitExceeded` past 50 tags.
 */
export function mergeTags(present: readonly Tag[], added: readonly Tag[]): Tag[] {
  const merged = new Map(present.map((tag) => [tag.Key.toLowerCase(), tag]));
  const seen = new Set<string>();
  for (const tag of added) {
    const key = tag.Key.toLowerCase();
    if (seen.has(key)) {
      throw invalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
    }
    if (key.startsWith('aws:')) {
      throw invalidInput(`Tag key ${tag.Key} is not valid: the prefix aws: is reserved for AWS use.`);
    }
    seen.add(key);
    merged.set(key, { Key: tag.Key, Value: tag.Value });
  }
  if (merged.size > TAGS_PER_RESOURCE) {
    throw limitExceeded(`The number of tags has reached the maximum limit: ${TAGS_PER_RESOURCE}.`);
  }
  return [...merged.values()];
}

/** Takes tags away by key, without regard to case; keys that are not there do no harm. */
export function withoutTags(present: readonly Tag[], keys: readonly string[]): Tag[] {
  const gone = new Set(keys.map((key) => key.toLowerCase()));
  return present.filter((tag) => !gone.has(tag.Key.toLowerCase()));
}

/**
 * A page of a resource's tags, sorted by key.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserTags.html
 */
export function listTags(tags: readonly Tag[], paging: PageInput): { Tags: Tag[] } & PageOutput {
  const sorted = tags.toSorted((a, b) => (a.Key < b.Key ? -1 : 1));
  const taken = page(sorted, (tag) => tag.Key, paging);
  return { Tags: [...taken.items], ...taken.page };
}
