import type { ContextKeys } from './request.ts';
import { filledPieces, type Template } from './template.ts';
import type { Pattern, PatternPiece } from './wildcard.ts';

/**
 * Sets of texts, as policies and the service authorization reference write them: whether two of them have a text in
 * common, and whether one holds the other. A text is a sequence of character codes; negative ones are wildcards.
 */
export type Texts = readonly number[];

const MANY = -1;
const ONE = -2;
const MANY_WITHIN = -3;
const ONE_WITHIN = -4;
const COLON = 58;

/** Beyond so many steps texts count as meeting: what is said then is that they may. */
const MOST_STEPS = 50_000;

/** The texts that pieces match. */
export function textsOfPieces(pieces: readonly PatternPiece[]): Texts {
  return pieces.flatMap((piece) => {
    if (piece.kind === 'text') return codesOf(piece.text);
    if (piece.kind === 'many') return piece.withinSegment ? MANY_WITHIN : MANY;
    return piece.withinSegment ? ONE_WITHIN : ONE;
  });
}

/** The texts that a value of a policy matches; a variable without a value may stand for any text. */
export function textsOfTemplate(template: Template, context: ContextKeys): Texts {
  return textsOfPieces(filledPieces(template, context));
}

/** The texts that a compiled pattern matches. */
export function textsOfPattern(pattern: Pattern): Texts {
  switch (pattern.shape) {
    case 'everything':
      return [MANY];
    case 'exact':
      return codesOf(pattern.text);
    case 'prefix':
      return [...codesOf(pattern.text), MANY];
    case 'texts':
      return [
        ...codesOf(pattern.first),
        MANY,
        ...pattern.between.flatMap((text) => [...codesOf(text), MANY]),
        ...codesOf(pattern.last),
      ];
    case 'mixed':
      return pattern.codes;
  }
}

/** Where an ARN is: a segment given as null is any text without a colon. */
export interface ArnPlace {
  readonly partition: string | null;
  readonly service: string | null;
  readonly region: string | null;
  readonly accountId: string | null;
}

/** The ARNs at a place whose last part is among these texts. */
export function arnTexts(place: ArnPlace, resource: Texts): Texts {
  const segment = (text: string | null): readonly number[] => (text === null ? [MANY_WITHIN] : codesOf(text));
  const segments = [place.partition, place.service, place.region, place.accountId];
  return [...codesOf('arn:'), ...segments.flatMap((text) => [...segment(text), COLON]), ...resource];
}

/** Whether there is a text that all of these have in common. */
export function meet(sets: readonly Texts[]): boolean {
  const scales: number[] = [];
  let scale = 1;
  for (const set of sets) {
    scales.push(scale);
    scale *= set.length + 1;
  }
  const seen = new Set<number>();
  const waiting: (readonly number[])[] = [sets.map(() => 0)];
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const at = waiting.pop();
    if (at === undefined) return false;
    if (at.every((position, index) => position === sets[index]?.length)) return true;
    const push = (next: readonly number[]): void => {
      const key = next.reduce((sum, position, index) => sum + position * (scales[index] ?? 0), 0);
      if (seen.has(key)) return;
      seen.add(key);
      waiting.push(next);
    };
    for (const next of passingAStar(sets, at)) push(next);
    const next = takingACharacter(sets, at);
    if (next !== null) push(next);
  }
  return true;
}

/** The places that are reached without taking a character. */
function passingAStar(sets: readonly Texts[], at: readonly number[]): (readonly number[])[] {
  return at.flatMap((position, index) => {
    const code = sets[index]?.[position];
    return code === MANY || code === MANY_WITHIN ? [at.with(index, position + 1)] : [];
  });
}

/** The place that is reached when all take one character; null when there is none that all of them take. */
function takingACharacter(sets: readonly Texts[], at: readonly number[]): readonly number[] | null {
  let character: number | null = null;
  let within = false;
  for (const [index, position] of at.entries()) {
    const code = sets[index]?.[position];
    if (code === undefined) return null;
    if (code >= 0 && character !== null && character !== code) return null;
    if (code >= 0) character = code;
    if (code === MANY_WITHIN || code === ONE_WITHIN) within = true;
  }
  if (within && character === COLON) return null;
  return at.map((position, index) => {
    const code = sets[index]?.[position];
    return code === MANY || code === MANY_WITHIN ? position : position + 1;
  });
}

/**
 * Whether one set of texts surely holds every text of the other. A wildcard of the inner one is held by a star of the
 * outer one alone, so that a set which is held by several stars together may not be found to be.
 */
export function holds(outer: Texts, inner: Texts): boolean {
  // reached[i]: the part of `outer` before i matches what of `inner` was read.
  let reached = passStars(outer, new Set([0]));
  for (const token of inner) {
    const next = new Set<number>();
    for (const position of reached) {
      const code = outer[position];
      if (code === undefined || !takes(code, token)) continue;
      next.add(code === MANY || code === MANY_WITHIN ? position : position + 1);
    }
    if (next.size === 0) return false;
    reached = passStars(outer, next);
  }
  return reached.has(outer.length);
}

function passStars(texts: Texts, reached: Set<number>): Set<number> {
  for (const position of reached) {
    const code = texts[position];
    if (code === MANY || code === MANY_WITHIN) reached.add(position + 1);
  }
  return reached;
}

function takes(outer: number, token: number): boolean {
  switch (outer) {
    case MANY:
      return true;
    case MANY_WITHIN:
      return token !== COLON && token !== MANY && token !== ONE;
    case ONE:
      return token >= 0 || token === ONE || token === ONE_WITHIN;
    case ONE_WITHIN:
      return (token >= 0 && token !== COLON) || token === ONE_WITHIN;
    default:
      return outer === token;
  }
}

function codesOf(text: string): number[] {
  return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}
