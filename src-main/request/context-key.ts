import type { Tag } from '../../src-shared/principal.ts';

/** A condition key with its value (a list for multivalued keys) and where the value comes from, in words. */
export type ContextKey = readonly [key: string, value: string | readonly string[], source: string];

/** A key for each tag, such as `aws:ResourceTag/team`. */
export function tagKeys(prefix: string, tags: readonly Tag[], source: string): ContextKey[] {
  return tags.map(({ Key, Value }) => [`${prefix}/${Key}`, Value, source]);
}

/** AWS writes times without milliseconds, as in `2026-04-01T12:00:00Z`. */
export function timestamp(at: Date): string {
  return at.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
