import type { CommandRegistry } from './command-registry.svelte.ts';
import type { Command } from './command.ts';
import type { FrameState } from './frame-state.svelte.ts';
import { askedBy, isChord, isFieldHistory, isModifier, type KeyPress } from './keystrokes.ts';

/** So long may the next key of a shortcut take. */
const NEXT_WITHIN_MS = 1500;

/** Fields that letters are not typed in. */
const NO_TEXT = ['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit'];
const TEXT_FIELDS = `input:not(${NO_TEXT.map((type) => `[type=${type}]`).join(', ')}), textarea`;
/** Where a letter goes to what begins with it. */
const TAKES_LETTERS = 'select, [role=listbox], [role=menu], [role=tree], [role=combobox], [role=application]';

/** Runs commands by their keys, and knows the keys of a shortcut that is not complete yet. */
export class KeyboardState {
  readonly #registry: CommandRegistry;
  readonly #frame: FrameState;
  #presses = $state.raw<readonly KeyPress[]>([]);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(registry: CommandRegistry, frame: FrameState) {
    this.#registry = registry;
    this.#frame = frame;
  }

  /** The keys that were pressed of a shortcut that is not complete, such as `G`; null when there are none. */
  get pending(): string | null {
    return this.#presses.length === 0 ? null : this.#presses.map(({ key }) => key.toUpperCase()).join(' ');
  }

  /** The commands that the pending keys can go on to. */
  get next(): readonly Command[] {
    const start = `${this.pending ?? ''} `;
    return this.#registry.available.filter(({ shortcuts }) => shortcuts.some((keys) => keys.startsWith(start)));
  }

  /** Runs what a key asks for. A text field keeps what writes or edits; an open dialog keeps everything. */
  pressed(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || isModifier(event)) return;
    if (document.querySelector('dialog:modal') !== null) return;
    if (this.#isKept(event)) {
      this.forget();
      return;
    }
    const { key, code, ctrlKey, metaKey, shiftKey, altKey } = event;
    const presses = [...this.#presses, { key, code, ctrlKey, metaKey, shiftKey, altKey }];
    const wasPending = this.#presses.length > 0;
    const asked = askedBy(presses, this.#registry.available, this.#registry.platform.apple);
    this.forget();
    if (asked.kind === 'nothing') {
      // Escape takes back the keys before it.
      if (wasPending && key === 'Escape') event.preventDefault();
      return;
    }
    event.preventDefault();
    if (asked.kind === 'run') {
      asked.bound.run();
      return;
    }
    this.#presses = presses.slice(-1);
    this.#timer = setTimeout(() => this.forget(), NEXT_WITHIN_MS);
  }

  /** Forgets the keys of a shortcut that is not complete. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#presses = [];
  }

  /** Whether the focus is where text is typed. */
  isInTextField(): boolean {
    const element = document.activeElement;
    return element instanceof HTMLElement && (element.matches(TEXT_FIELDS) || element.isContentEditable);
  }

  #isKept(event: KeyboardEvent): boolean {
    if (this.isInTextField()) return !isChord(event) || isFieldHistory(event);
    if (isChord(event) || event.altKey) return false;
    // Keys that write nothing, such as the arrows, belong to what has the focus.
    if (event.key.length > 1) return this.#presses.length === 0;
    const taker = document.activeElement?.closest(TAKES_LETTERS) ?? null;
    return taker !== null || !this.#frame.plainKeys;
  }
}
