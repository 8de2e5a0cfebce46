import type { Tag } from '../../src-shared/principal.ts';

/** The tags that identities have, as keys and as `Key=Value`, each once, by name. */
export function tagSuggestions(identities: readonly { readonly tags: readonly Tag[] }[]): string[] {
  const tags = identities.flatMap((identity) => identity.tags);
  return [...new Set(tags.flatMap(({ Key, Value }) => [Key, `${Key}=${Value}`]))].toSorted();
}
