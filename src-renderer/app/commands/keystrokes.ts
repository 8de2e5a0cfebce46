import { strokesOf, type Shortcut, type Stroke } from '../../../src-shared/shortcut.ts';

/** The part of a keyboard event that decides. */
export interface KeyPress {
  readonly key: string;
  /** The key's place on the keyboard, such as `KeyZ`. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Something with shortcuts. */
interface Bound {
  readonly shortcuts: readonly Shortcut[];
}

/** What keys ask for: something whose keys are complete, more keys, or nothing of the app's. */
export type Asked<T> =
  { readonly kind: 'run'; readonly bound: T } | { readonly kind: 'more' } | { readonly kind: 'nothing' };

const NOTHING = { kind: 'nothing' } as const;
const MODIFIERS: ReadonlySet<string> = new Set(['Control', 'Meta', 'Shift', 'Alt', 'AltGraph', 'CapsLock']);

/** Whether a key only changes what others mean. */
export function isModifier({ key }: Pick<KeyPress, 'key'>): boolean {
  return MODIFIERS.has(key);
}

/** Whether a key is pressed together with Control or Command, and so never writes anything. */
export function isChord({ ctrlKey, metaKey }: Pick<KeyPress, 'ctrlKey' | 'metaKey'>): boolean {
  return ctrlKey || metaKey;
}

/**
 * The key that is meant. Where the keyboard writes another alphabet, it is the one in the place of the Latin letter, as
 * other apps have it.
 */
function keyMeant({ key, code }: KeyPress): string {
  const lower = key.toLowerCase();
  if (/^[\x21-\x7e]$/.test(lower) || lower.length > 1) return lower;
  return /^(?:Key|Digit)(.)$/.exec(code)?.[1]?.toLowerCase() ?? lower;
}

function isStroke(press: KeyPress, stroke: Stroke, apple: boolean): boolean {
  const [mod, control] = apple ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey];
  // Control is the command key where that is not Command; there is no other key to tell the two apart by.
  const [wantsMod, wantsControl] = apple ? [stroke.mod, stroke.control] : [stroke.mod || stroke.control, false];
  if (mod !== wantsMod || control !== wantsControl || press.altKey !== stroke.alt) return false;
  const key = keyMeant(press);
  // Which keys a sign such as `?` is written with, is the keyboard's affair.
  const isSign = stroke.key.length === 1 && !/[a-z0-9]/.test(stroke.key) && !wantsMod;
  return key === stroke.key && (isSign || press.shiftKey === stroke.shift);
}

/**
 * What the keys that were pressed one after another ask for. Keys that go on to nothing count from the last one on.
 * @param presses oldest first.
 * @param bound what there is; of two with the same keys the first.
 * @param apple whether the platform's command key is Command rather than Control.
 */
export function askedBy<T extends Bound>(presses: readonly KeyPress[], bound: readonly T[], apple: boolean): Asked<T> {
  let more = false;
  for (const one of bound) {
    for (const shortcut of one.shortcuts) {
      const strokes = strokesOf(shortcut);
      if (strokes.length < presses.length) continue;
      if (!presses.every((press, at) => isStroke(press, strokes[at] ?? NO_STROKE, apple))) continue;
      if (strokes.length === presses.length) return { kind: 'run', bound: one };
      more = true;
    }
  }
  if (more) return { kind: 'more' };
  return presses.length > 1 ? askedBy(presses.slice(-1), bound, apple) : NOTHING;
}

const NO_STROKE: Stroke = { mod: false, control: false, shift: false, alt: false, key: '' };

/** The keys that undo and redo what was typed in a field, whatever else they mean. */
export function isFieldHistory(press: KeyPress): boolean {
  return isChord(press) && !press.altKey && ['z', 'y'].includes(keyMeant(press));
}
