import type { Tag } from '../../../src-shared/principal.ts';
import type { TemporarySession } from '../../authentication/session-token.ts';
import { requestTagKeys } from '../iam/tags.ts';
import { invalidParameterValue } from './errors.ts';

/** The tags of a session and which of them go on to the next role. */
export interface SessionTags {
  readonly tags: readonly Tag[];
  readonly transitiveTagKeys: readonly string[];
}

/** The tags that a new session has from the one that asks for it. */
export function inheritedTags(caller: TemporarySession | undefined): SessionTags {
  if (caller?.principal.kind !== 'roleSession') return { tags: [], transitiveTagKeys: [] };
  const { transitiveTagKeys, principal } = caller;
  return { tags: principal.tags.filter(({ Key }) => includesKey(transitiveTagKeys, Key)), transitiveTagKeys };
}

/**
 * The tags of a new session: those asked for, and those that the calling session hands on. Keys are told apart without
 * regard to case.
 * @throws AwsError `InvalidParameterValue`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_role-chaining
 */
export function newSessionTags(asked: Partial<SessionTags>, inherited: SessionTags): SessionTags {
  const { tags = [], transitiveTagKeys = [] } = asked;
  const keys = tags.map(({ Key }) => Key);
  const distinct = new Set(keys.map((key) => key.toLowerCase()));
  if (distinct.size < keys.length) {
    throw invalidParameterValue('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
  const reserved = keys.find((key) => /^aws:/i.test(key));
  if (reserved !== undefined) {
    // That the prefix is reserved is documented; AWS's sentence is not.
    throw invalidParameterValue(`Tag key ${reserved} is not valid: the prefix aws: is reserved for AWS use.`);
  }
  if (!transitiveTagKeys.every((key) => distinct.has(key.toLowerCase()))) {
    throw invalidParameterValue('The specified transitive tag key must be included in the requested tags.');
  }
  if (keys.some((key) => includesKey(inherited.transitiveTagKeys, key))) {
    throw invalidParameterValue(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  }
  return {
    tags: [...inherited.tags, ...tags],
    transitiveTagKeys: [...inherited.transitiveTagKeys, ...transitiveTagKeys],
  };
}

/**
 * The condition keys that tags of a session set in the request that asks for it. Those that are handed on by role
 * chaining are tags of the request as well.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_role-chaining
 */
export function sessionTagKeys(asked: Partial<SessionTags>, inherited: SessionTags) {
  const { tags = [], transitiveTagKeys = [] } = asked;
  const transitive = [...inherited.transitiveTagKeys, ...transitiveTagKeys];
  return {
    ...requestTagKeys([...inherited.tags, ...tags]),
    ...(transitive.length === 0 ? {} : { 'sts:TransitiveTagKeys': transitive }),
  };
}

function includesKey(keys: readonly string[], key: string): boolean {
  return keys.some((candidate) => candidate.toLowerCase() === key.toLowerCase());
}
