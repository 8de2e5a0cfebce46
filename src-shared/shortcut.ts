/**
 * Keyboard shortcuts as text: strokes one after another, divided by a space, each of keys joined by `+`, such as
 * `Mod+Shift+Z`, `Alt+ArrowLeft`, `?` or `G U` (G, then U). `Mod` is Command on Apple's platforms and Control elsewhere.
 */
export type Shortcut = string;

/** Where the app runs, as far as its keys differ. */
export interface Platform {
  /** Whether the platform's command key is Command rather than Control. */
  readonly apple: boolean;
  /** A browser keeps some keys for itself, such as Ctrl+T, that a window of our own may use. */
  readonly shell: 'electron' | 'browser';
}

/** One stroke: a key, and what is held down with it. */
export interface Stroke {
  readonly mod: boolean;
  readonly control: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  /** As `KeyboardEvent.key` names it, letters in lower case. */
  readonly key: string;
}

/** The strokes of a shortcut, in order. */
export function strokesOf(shortcut: Shortcut): readonly Stroke[] {
  return shortcut.split(' ').map((text) => {
    const parts = text.split('+');
    return {
      mod: parts.includes('Mod'),
      control: parts.includes('Ctrl'),
      shift: parts.includes('Shift'),
      alt: parts.includes('Alt'),
      key: (parts.at(-1) ?? '').toLowerCase(),
    };
  });
}

/** Keys that are not called what they write. */
const KEY_WORDS: Readonly<Record<string, string>> = {
  arrowleft: '←',
  arrowright: '→',
  arrowup: '↑',
  arrowdown: '↓',
  enter: 'Enter',
  escape: 'Esc',
  tab: 'Tab',
  backspace: 'Backspace',
};

/** What stands on the keys of a stroke, in the order that the platform writes them in. */
function keycaps(stroke: Stroke, { apple }: Platform): readonly string[] {
  const key = KEY_WORDS[stroke.key] ?? stroke.key.toUpperCase();
  const held = apple
    ? [stroke.control && '⌃', stroke.alt && '⌥', stroke.shift && '⇧', stroke.mod && '⌘']
    : [(stroke.mod || stroke.control) && 'Ctrl', stroke.alt && 'Alt', stroke.shift && 'Shift'];
  return [...held.filter((cap) => cap !== false), key];
}

/** What stands on the keys of each stroke, to be drawn as keys. */
export function shortcutKeys(shortcut: Shortcut, platform: Platform): readonly (readonly string[])[] {
  return strokesOf(shortcut).map((stroke) => keycaps(stroke, platform));
}

/** A shortcut in a line of text, such as `Ctrl+Shift+Z`, `⇧⌘Z` or `G then U`. */
export function shortcutText(shortcut: Shortcut, platform: Platform): string {
  return shortcutKeys(shortcut, platform)
    .map((caps) => caps.join(platform.apple ? '' : '+'))
    .join(' then ');
}

/**
 * A shortcut as assistive technology is told of it.
 * @returns null for a shortcut of several strokes, which the attribute cannot say.
 * @see https://www.w3.org/TR/wai-aria-1.2/#aria-keyshortcuts
 */
export function ariaKeyShortcut(shortcut: Shortcut, { apple }: Platform): string | null {
  const [stroke, ...further] = strokesOf(shortcut);
  if (stroke === undefined || further.length > 0) return null;
  const held = [
    (stroke.control || (stroke.mod && !apple)) && 'Control',
    stroke.mod && apple && 'Meta',
    stroke.alt && 'Alt',
    stroke.shift && 'Shift',
  ];
  const key = stroke.key.startsWith('arrow') ? `Arrow${titled(stroke.key.slice('arrow'.length))}` : titled(stroke.key);
  return [...held.filter((name) => name !== false), key].join('+');
}

/**
 * A shortcut as Electron's menus write it.
 * @returns null for one that menus cannot have: several strokes, or a key that also writes.
 * @see https://www.electronjs.org/docs/latest/tutorial/keyboard-shortcuts#accelerators
 */
export function acceleratorOf(shortcut: Shortcut): string | null {
  const [stroke, ...further] = strokesOf(shortcut);
  if (stroke === undefined || further.length > 0 || !(stroke.mod || stroke.control || stroke.alt)) return null;
  const held = [stroke.mod && 'CmdOrCtrl', stroke.control && 'Ctrl', stroke.alt && 'Alt', stroke.shift && 'Shift'];
  const key = stroke.key.startsWith('arrow') ? titled(stroke.key.slice('arrow'.length)) : titled(stroke.key);
  return [...held.filter((name) => name !== false), key].join('+');
}

function titled(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1);
}
