/**
 * Matching of `*` and `?`. A pattern is compiled once into the cheapest shape that says the same: many patterns are
 * plain text, a prefix, or texts between stars, which the engine's own search finds. Matching never goes back behind a
 * star that was passed, so that more wildcards cost no more than their own length.
 */

/** A piece of a pattern before it is compiled: text taken literally, or a wildcard. */
export type PatternPiece = { readonly kind: 'text'; readonly text: string } | Wildcard;

/** `many` is `*`, `one` is `?`. Those that are `withinSegment` match no colon. */
export interface Wildcard {
  readonly kind: 'many' | 'one';
  readonly withinSegment: boolean;
}

/** A compiled pattern. */
export type Pattern =
  | { readonly shape: 'everything' }
  | { readonly shape: 'exact'; readonly text: string }
  | { readonly shape: 'prefix'; readonly text: string }
  /** Texts with a star between each and the next; the first and the last may be empty, those between are not. */
  | { readonly shape: 'texts'; readonly first: string; readonly between: readonly string[]; readonly last: string }
  /** Character codes and the (negative) codes of wildcards. */
  | { readonly shape: 'mixed'; readonly codes: readonly number[] };

const MANY = -1;
const ONE = -2;
const MANY_WITHIN = -3;
const ONE_WITHIN = -4;
const COLON = 58;

const EVERYTHING: Pattern = { shape: 'everything' };

/** Splits text at its wildcards. None of them minds colons. */
export function splitWildcards(text: string): PatternPiece[] {
  const pieces: PatternPiece[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character !== '*' && character !== '?') continue;
    if (at > start) pieces.push({ kind: 'text', text: text.slice(start, at) });
    pieces.push({ kind: character === '*' ? 'many' : 'one', withinSegment: false });
    start = at + 1;
  }
  if (start < text.length) pieces.push({ kind: 'text', text: text.slice(start) });
  return pieces;
}

/** Compiles pieces into a pattern. */
export function compilePieces(pieces: readonly PatternPiece[]): Pattern {
  const last = pieces.at(-1);
  const wildcards = pieces.filter((piece) => piece.kind !== 'text').length;
  if (wildcards === 0) return { shape: 'exact', text: literalText(pieces) };
  if (wildcards === 1 && last?.kind === 'many' && !last.withinSegment) {
    const text = literalText(pieces);
    return text === '' ? EVERYTHING : { shape: 'prefix', text };
  }
  return isPlainStars(pieces) ? compileTexts(pieces) : compileCodes(pieces);
}

function isPlainStars(pieces: readonly PatternPiece[]): boolean {
  return pieces.every((piece) => piece.kind === 'text' || (piece.kind === 'many' && !piece.withinSegment));
}

function compileTexts(pieces: readonly PatternPiece[]): Pattern {
  const texts = [''];
  for (const piece of pieces) {
    if (piece.kind === 'text') texts[texts.length - 1] += piece.text;
    else texts.push('');
  }
  const between = texts.slice(1, -1).filter((text) => text !== '');
  return { shape: 'texts', first: texts[0] ?? '', between, last: texts.at(-1) ?? '' };
}

function compileCodes(pieces: readonly PatternPiece[]): Pattern {
  const codes: number[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'text') {
      for (let at = 0; at < piece.text.length; at += 1) codes.push(piece.text.charCodeAt(at));
    } else if (piece.kind === 'one') {
      codes.push(piece.withinSegment ? ONE_WITHIN : ONE);
    } else {
      const code = piece.withinSegment ? MANY_WITHIN : MANY;
      if (codes.at(-1) !== code) codes.push(code);
    }
  }
  return { shape: 'mixed', codes };
}

/** Compiles text in which every `*` and `?` is a wildcard. */
export function compileWildcards(text: string): Pattern {
  return compilePieces(splitWildcards(text));
}

function literalText(pieces: readonly PatternPiece[]): string {
  let text = '';
  for (const piece of pieces) if (piece.kind === 'text') text += piece.text;
  return text;
}

/** Whether the whole of `text` matches. Compares UTF-16 code units, with regard to case. */
export function matchesPattern(pattern: Pattern, text: string): boolean {
  switch (pattern.shape) {
    case 'everything':
      return true;
    case 'exact':
      return pattern.text === text;
    case 'prefix':
      return text.startsWith(pattern.text);
    case 'texts':
      return matchesTexts(pattern.first, pattern.between, pattern.last, text);
    case 'mixed':
      return matchesCodes(pattern.codes, text);
  }
}

/** Each text as early as it comes: that leaves the most room to those that follow. */
function matchesTexts(first: string, between: readonly string[], last: string, text: string): boolean {
  const end = text.length - last.length;
  let at = first.length;
  if (at > end || !text.startsWith(first) || !text.endsWith(last)) return false;
  for (let index = 0; index < between.length; index += 1) {
    const wanted = between[index] ?? '';
    const found = text.indexOf(wanted, at);
    if (found < 0) return false;
    at = found + wanted.length;
    if (at > end) return false;
  }
  return true;
}

/**
 * Greedy matching with two places to come back to. A star that may not cross a colon takes one character more as long as
 * that is none; where it cannot, the last star that may cross takes one more. A star of the crossing kind settles
 * everything before it for good: reaching it as early as possible leaves the most text to what follows.
 */
function matchesCodes(codes: readonly number[], text: string): boolean {
  let at = 0;
  let code = 0;
  let manyCode = -1;
  let manyAt = -1;
  let withinCode = -1;
  let withinAt = -1;
  while (at < text.length) {
    const wanted = code < codes.length ? codes[code] : undefined;
    if (wanted === MANY) {
      manyCode = code;
      manyAt = at;
      withinCode = -1;
      code += 1;
      continue;
    }
    if (wanted === MANY_WITHIN) {
      withinCode = code;
      withinAt = at;
      code += 1;
      continue;
    }
    if (wanted !== undefined && matchesOne(wanted, text.charCodeAt(at))) {
      at += 1;
      code += 1;
    } else if (withinCode >= 0 && text.charCodeAt(withinAt) !== COLON) {
      withinAt += 1;
      at = withinAt;
      code = withinCode + 1;
    } else if (manyCode >= 0) {
      manyAt += 1;
      at = manyAt;
      code = manyCode + 1;
      withinCode = -1;
    } else {
      return false;
    }
  }
  while (code < codes.length && (codes[code] === MANY || codes[code] === MANY_WITHIN)) code += 1;
  return code === codes.length;
}

function matchesOne(wanted: number, actual: number): boolean {
  return wanted === actual || wanted === ONE || (wanted === ONE_WITHIN && actual !== COLON);
}
