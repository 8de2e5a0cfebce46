import { FIELD_WORDS, knownValues } from './query-values.ts';
import { QUERY_FIELDS, type QueryField, type TextSpan } from './query.ts';

/** What the person is writing at the caret: a field's name or a free word, or a value of a field. */
export type CompletionPlace =
  | (TextSpan & { readonly kind: 'field'; readonly typed: string })
  | (TextSpan & { readonly kind: 'value'; readonly field: QueryField; readonly typed: string });

/** One thing that can be put in the place of what is typed. */
export interface Completion {
  readonly text: string;
  /** What it means, or how often it occurs. */
  readonly detail: string;
}

/**
 * Finds what is being written.
 * @param caret in UTF-16 code units.
 * @returns the place and the text between its beginning and the caret.
 */
export function completionPlace(text: string, caret: number): CompletionPlace {
  const token = tokenAt(text, caret);
  const dash = text.charAt(token.from) === '-' ? 1 : 0;
  const body = text.slice(token.from + dash, caret);
  const name = /^([a-z]+):/i.exec(body)?.[1]?.toLowerCase();
  const field = QUERY_FIELDS.find((candidate) => candidate === name);
  if (field === undefined) {
    return { kind: 'field', from: token.from + dash, to: token.to, typed: body };
  }
  const start = token.from + dash + field.length + 1;
  const earlier = text.slice(start, caret);
  const from = start + Math.max(earlier.lastIndexOf('|'), earlier.lastIndexOf(',')) + 1;
  const behind = /[|,]/.exec(text.slice(caret, token.to));
  const to = behind === null ? token.to : caret + behind.index;
  return { kind: 'value', field, from, to, typed: text.slice(from, caret).replaceAll('"', '') };
}

/** The stretch around the caret that no white space outside of quotes parts. */
function tokenAt(text: string, caret: number): TextSpan {
  let [from, quoted] = [0, false];
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') quoted = !quoted;
    if (quoted || !/\s/.test(character)) continue;
    if (at >= caret) return { from, to: at };
    from = at + 1;
  }
  return { from, to: text.length };
}

/** The fields whose name begins with what is typed, as `verdict:`. */
export function fieldCompletions(typed: string): readonly Completion[] {
  const lower = typed.toLowerCase();
  return QUERY_FIELDS.filter((field) => field.startsWith(lower)).map((field) => ({
    text: `${field}:`,
    detail: FIELD_WORDS[field].about,
  }));
}

const TIMES: readonly Completion[] = [
  { text: '15m', detail: 'The last 15 minutes' },
  { text: '1h', detail: 'The last hour' },
  { text: '1d', detail: 'The last 24 hours' },
  { text: '7d', detail: 'The last seven days' },
];
const STATUSES: readonly Completion[] = [
  { text: '2xx', detail: 'Answered as asked' },
  { text: '4xx', detail: 'Refused' },
  { text: '403', detail: 'Access denied' },
];
const VALUE_WORDS: Readonly<Record<string, string>> = {
  allowed: 'Let in',
  denied: 'Implicitly or explicitly',
  implicit: 'No statement allows it',
  explicit: 'A statement denies it',
  unauthenticated: 'Not who they say they are',
  invalid: 'No request that could be understood',
  none: 'Passed all five steps',
};

/** The values of a field that are known beforehand and begin with what is typed; null where only the timeline knows. */
export function knownCompletions(field: QueryField, typed: string): readonly Completion[] | null {
  const known = knownValues(field)?.map((text) => ({ text, detail: VALUE_WORDS[text] ?? '' }));
  const offered = known ?? (field === 'since' || field === 'until' ? TIMES : field === 'status' ? STATUSES : null);
  return offered?.filter(({ text }) => text.startsWith(typed.toLowerCase())) ?? null;
}

/** Puts a completion in its place. @returns the new text, and where the caret is then. */
export function applyCompletion(
  text: string,
  place: CompletionPlace,
  completion: string,
): { readonly text: string; readonly caret: number } {
  const isValue = place.kind === 'value';
  const after = text.slice(place.to);
  const gap = isValue && !/^[\s|,]/.test(after) ? ' ' : '';
  const before = `${text.slice(0, place.from)}${completion}${gap}`;
  return { text: before + after, caret: before.length + (isValue && gap === '' && /^\s/.test(after) ? 1 : 0) };
}
