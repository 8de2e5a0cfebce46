import { findWord } from './match.ts';
import type { Entry, Section } from './palette-entry.ts';
import type { PaletteQuery } from './palette-query.ts';

/** Entries under a heading. */
export interface RankedSection<E extends Entry = Entry> {
  readonly heading: Section | 'Recent';
  readonly entries: readonly E[];
  /** Whether there are more than are listed. */
  readonly more: boolean;
}

/** As many of each section, while all sections are searched. */
const EACH = 6;
/** As many while one section is searched. */
const ALONE = 60;
/** What is found beside the title counts less than anything found in it. */
const OTHERWISE = 5;
/** A shorter title is nearer to what was typed. */
const LENGTH_WEIGHT = 0.02;

/** How well an entry answers words; null when not every word is in it. */
export function scoreOf(entry: Entry, words: readonly string[]): number | null {
  let score = -entry.title.length * LENGTH_WEIGHT;
  for (const word of words) {
    const found = findWord(entry.title, entry.lower, word);
    if (found !== null) score += found.score;
    else if (entry.otherwise.includes(word)) score += OTHERWISE;
    else return null;
  }
  return score;
}

/**
 * The entries that answer a query, in sections, the section with the best answer first.
 * @param entries in the order in which entries that answer as well are listed.
 */
export function rank<E extends Entry>(
  entries: readonly E[],
  { scope, words }: PaletteQuery,
): readonly RankedSection<E>[] {
  const bySection = new Map<Section, { entry: E; score: number }[]>();
  for (const entry of entries) {
    if (scope !== null && entry.section !== scope.section) continue;
    const score = scoreOf(entry, words);
    if (score === null) continue;
    const found = bySection.get(entry.section);
    if (found === undefined) bySection.set(entry.section, [{ entry, score }]);
    else found.push({ entry, score });
  }
  const limit = scope === null ? EACH : ALONE;
  return [...bySection]
    .map(([heading, found]) => {
      const sorted = words.length === 0 ? found : found.toSorted((a, b) => b.score - a.score);
      return {
        heading,
        best: words.length === 0 ? 0 : (sorted[0]?.score ?? 0),
        entries: sorted.slice(0, limit).map(({ entry }) => entry),
        more: found.length > limit,
      };
    })
    .toSorted((a, b) => b.best - a.best)
    .map(({ heading, entries: listed, more }) => ({ heading, entries: listed, more }));
}

/**
 * What is listed before anything is typed: what was chosen lately, then what the page offers, then other commands.
 * @param recent keys, the one chosen last first. One whose entry is there no longer is left out.
 */
export function beforeTyping<E extends Entry>(
  entries: readonly E[],
  recent: readonly string[],
): readonly RankedSection<E>[] {
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const chosen = recent.map((key) => byKey.get(key)).filter((entry) => entry !== undefined);
  const isChosen = new Set(chosen);
  const rest = entries.filter((entry) => !isChosen.has(entry));
  const of = (section: Section): RankedSection<E> => {
    const all = rest.filter((entry) => entry.section === section);
    return { heading: section, entries: all.slice(0, ALONE), more: false };
  };
  const sections: RankedSection<E>[] = [
    { heading: 'Recent', entries: chosen, more: false },
    of('Commands'),
    of('Recent decisions'),
  ];
  return sections.filter((section) => section.entries.length > 0);
}
