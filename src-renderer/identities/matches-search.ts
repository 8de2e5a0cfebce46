/**
 * Tells whether every word of what was typed stands in one of the texts, without regard to case.
 * An empty search matches everything.
 */
export function matchesSearch(search: string, ...texts: readonly string[]): boolean {
  const held = texts.join('\n').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => held.includes(word));
}
