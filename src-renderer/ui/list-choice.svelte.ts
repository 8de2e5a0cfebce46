/** What of a key event the list wants to know. */
type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'preventDefault' | 'stopPropagation'>;

/**
 * The list of an editable combobox: whether it is open, and which of its options the keyboard is at. The field keeps the
 * focus.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
export class ListChoice {
  /** Whether the list was asked for. It may be empty. */
  open = $state(false);
  /** The place of the option that Enter takes; -1 for none. */
  active = $state(-1);
  readonly #count: () => number;
  readonly #start: -1 | 0;

  /**
   * @param count how many options there are now.
   * @param start where a new list is entered: -1 where Enter takes what was typed, 0 where it takes the first option.
   */
  constructor(count: () => number, start: -1 | 0) {
    this.#count = count;
    this.#start = start;
    this.active = start;
  }

  /** Whether there is something to be seen. */
  get shown(): boolean {
    return this.open && this.#count() > 0;
  }

  show(): void {
    this.open = true;
  }

  close(): void {
    this.open = false;
  }

  /** To be called when there are other options. */
  restart(): void {
    this.active = this.#start;
  }

  /** Goes to the next option or to the one before, around the ends. */
  move(step: 1 | -1): void {
    const count = this.#count();
    if (count > 0) this.active = this.active < 0 && step < 0 ? count - 1 : (this.active + step + count) % count;
  }

  /**
   * Takes the keys of the field: arrows, Enter and Escape.
   * @param isVisible whether anything is shown under the field; if not, Escape is for what is around it, such as a dialog.
   * @param onenter what Enter does.
   */
  pressed(event: Key, isVisible: boolean, onenter: () => void): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        event.preventDefault();
        if (this.open) this.move(event.key === 'ArrowDown' ? 1 : -1);
        else this.show();
        break;
      case 'Enter':
        event.preventDefault();
        onenter();
        break;
      case 'Escape':
        this.close();
        if (!isVisible) return;
        event.preventDefault();
        event.stopPropagation();
        break;
      default:
    }
  }
}
