/** How a word was found in a text: how well, and where. */
export interface Found {
  /** The higher the better; above 0. */
  readonly score: number;
  /** From and to (exclusive) of each run of letters. */
  readonly runs: readonly (readonly [from: number, to: number])[];
}

const WHOLE = 100;
const START = 80;
const WORD_START = 60;
const WITHIN = 40;
/** Letters that stand apart, such as `cbu` in `CreateBUcket`; each at the start of a word counts. */
const APART = 8;
const APART_AT_START = 6;

/**
 * Finds a word in a text, without regard to case: as it stands, best at the start; or else with its letters apart but in
 * order.
 * @param text as it is shown: where a capital follows a small letter, a word begins.
 * @param lower the text in lower case.
 * @param word in lower case, not empty.
 */
export function findWord(text: string, lower: string, word: string): Found | null {
  const first = lower.indexOf(word);
  if (first === -1) return findApart(text, lower, word);
  let at = first;
  while (at !== -1 && !startsWord(text, at)) at = lower.indexOf(word, at + 1);
  const best = at === -1 ? first : at;
  const runs = [[best, best + word.length]] as const;
  if (lower.length === word.length) return { score: WHOLE, runs };
  if (best === 0) return { score: START, runs };
  return { score: at === -1 ? WITHIN : WORD_START, runs };
}

/** Two letters that stand apart are in nearly every text; so few of them say nothing. */
const FEWEST_APART = 3;

function findApart(text: string, lower: string, word: string): Found | null {
  if (word.length < FEWEST_APART) return null;
  const places: number[] = [];
  let from = 0;
  for (const letter of word) {
    const next = lower.indexOf(letter, from);
    if (next === -1) return null;
    const place = placeAtWordStart(text, lower, letter, next);
    places.push(place);
    from = place + 1;
  }
  const starts = places.filter((place) => startsWord(text, place)).length;
  const runs = runsOf(places);
  // Letters scattered over a text are found in it by chance.
  if (runs.length > starts + 1) return null;
  return { score: APART + (starts * APART_AT_START) / word.length + (word.length - runs.length), runs };
}

/** Where a letter begins a word from a place on, before which it need not be looked for; the place itself if nowhere. */
function placeAtWordStart(text: string, lower: string, letter: string, from: number): number {
  for (let at = from; at !== -1; at = lower.indexOf(letter, at + 1)) if (startsWord(text, at)) return at;
  return from;
}

function startsWord(text: string, at: number): boolean {
  if (at === 0) return true;
  const [before, here] = [text[at - 1] ?? '', text[at] ?? ''];
  if (/[^\p{L}\p{N}]/u.test(before)) return true;
  return /\p{Lu}/u.test(here) && !/\p{Lu}/u.test(before);
}

function runsOf(places: readonly number[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const place of places) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === place) last[1] = place + 1;
    else runs.push([place, place + 1]);
  }
  return runs;
}

/** A text cut where what was found begins and ends. */
export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/** A title in pieces, those marked that the words were found at. */
export function markedPieces(title: string, words: readonly string[]): readonly Piece[] {
  const lower = title.toLowerCase();
  const marked = new Set<number>();
  for (const word of words) {
    for (const [from, to] of findWord(title, lower, word)?.runs ?? []) {
      for (let at = from; at < to; at += 1) marked.add(at);
    }
  }
  const pieces: Piece[] = [];
  let start = 0;
  for (let at = 1; at <= title.length; at += 1) {
    if (at < title.length && marked.has(at) === marked.has(start)) continue;
    pieces.push({ text: title.slice(start, at), marked: marked.has(start) });
    start = at;
  }
  return pieces;
}
