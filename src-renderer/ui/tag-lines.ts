import type { Tag } from '../../src-shared/principal.ts';

/** Tags as they are written in a text area, and what is wrong with the first line that is none. */
export interface TagLines {
  readonly tags: Tag[];
  readonly fault: string | null;
}

/**
 * Reads tags of the form `Key=Value`, one a line; empty lines stand for nothing. A value may hold further equals signs,
 * and may be empty.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules (lengths)
 */
export function readTagLines(text: string): TagLines {
  const tags: Tag[] = [];
  for (const line of linesOf(text)) {
    const [key = '', ...rest] = line.split('=');
    const [Key, Value] = [key.trim(), rest.join('=').trim()];
    if (rest.length === 0 || Key === '') return { tags, fault: `Write “${line}” as Key=Value.` };
    if (Key.length > 128) return { tags, fault: 'A key has at most 128 characters.' };
    if (Value.length > 256) return { tags, fault: 'A value has at most 256 characters.' };
    tags.push({ Key, Value });
  }
  return { tags, fault: null };
}

/** Tags in the form that {@link readTagLines} reads. */
export function formatTagLines(tags: readonly Tag[]): string {
  return tags.map(({ Key, Value }) => `${Key}=${Value}`).join('\n');
}

/** What stands on the lines of a text, without the empty ones. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
