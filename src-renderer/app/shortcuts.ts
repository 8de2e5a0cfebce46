/** What a key does anywhere in the app. */
export type Shortcut = 'undo' | 'redo' | 'back' | 'forward';

/** The part of a keyboard event that decides. */
export interface Keystroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/**
 * What a keystroke asks for; null for nothing of the app's.
 * @param apple whether the platform's command key is Command rather than Control.
 */
export function shortcutOf(stroke: Keystroke, apple: boolean): Shortcut | null {
  const key = stroke.key.toLowerCase();
  const command = apple ? stroke.metaKey && !stroke.ctrlKey : stroke.ctrlKey && !stroke.metaKey;
  if (command && !stroke.altKey && key === 'z') return stroke.shiftKey ? 'redo' : 'undo';
  if (command && !stroke.altKey && !stroke.shiftKey && !apple && key === 'y') return 'redo';
  if (apple && command && !stroke.altKey && !stroke.shiftKey && key === '[') return 'back';
  if (apple && command && !stroke.altKey && !stroke.shiftKey && key === ']') return 'forward';
  if (!apple && stroke.altKey && !stroke.ctrlKey && !stroke.metaKey && !stroke.shiftKey) {
    if (key === 'arrowleft') return 'back';
    if (key === 'arrowright') return 'forward';
  }
  return null;
}
