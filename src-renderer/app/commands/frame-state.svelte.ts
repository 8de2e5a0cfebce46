import type { Created } from './created.ts';

/** What the frame shows over the page; one at a time. */
export type Overlay =
  /** The palette, with what stands in its field at first, such as `>` for commands. */
  | { readonly kind: 'palette'; readonly text: string }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'export' }
  | { readonly kind: 'switchRole' }
  | { readonly kind: 'create'; readonly what: Created };

/** Texts kept over a restart of the app, such as the browser's local storage. */
export interface TextStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const COLLAPSED_KEY = 'gatehouse.navigationCollapsed';
const PLAIN_KEYS_KEY = 'gatehouse.plainKeys';

/** What of the frame is open, and how the person has set it up. */
export class FrameState {
  readonly #store: TextStore;
  overlay = $state.raw<Overlay | null>(null);
  historyOpen = $state(false);
  #collapsed = $state(false);
  #plainKeys = $state(true);

  constructor(store: TextStore) {
    this.#store = store;
    this.#collapsed = store.getItem(COLLAPSED_KEY) === 'true';
    this.#plainKeys = store.getItem(PLAIN_KEYS_KEY) !== 'false';
  }

  /** Whether the sections are icons alone. Remembered. */
  get collapsed(): boolean {
    return this.#collapsed;
  }
  set collapsed(collapsed: boolean) {
    this.#collapsed = collapsed;
    this.#store.setItem(COLLAPSED_KEY, String(collapsed));
  }

  /**
   * Whether letters and signs alone are shortcuts. Whoever speaks to their computer turns them off. Remembered.
   * @see https://www.w3.org/TR/WCAG22/#character-key-shortcuts
   */
  get plainKeys(): boolean {
    return this.#plainKeys;
  }
  set plainKeys(plainKeys: boolean) {
    this.#plainKeys = plainKeys;
    this.#store.setItem(PLAIN_KEYS_KEY, String(plainKeys));
  }
}
