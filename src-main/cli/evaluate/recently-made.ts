interface Made<T> {
  readonly text: string;
  readonly thing: T;
}

/** Keeps things by the text they were made of, until there is too much text; then the oldest go. */
export class RecentlyMade<T> {
  readonly #made = new Map<string, Made<T>>();
  readonly #capacity: number;
  #characters = 0;
  /** Texts come in runs: comparing one with the last is much quicker than looking it up. */
  #last: Made<T> | null = null;

  /** @param capacity how many characters the texts of all that is kept may have. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(text: string): T | undefined {
    if (this.#last?.text === text) return this.#last.thing;
    const made = this.#made.get(text);
    if (made !== undefined) this.#last = made;
    return made?.thing;
  }

  /** Keeps a thing under a text that has none yet. @returns the thing. */
  keep(text: string, thing: T): T {
    const made = { text: ownCopy(text), thing };
    this.#made.set(made.text, made);
    this.#last = made;
    this.#characters += text.length;
    for (const oldest of this.#made.keys()) {
      if (this.#characters <= this.#capacity) break;
      this.#made.delete(oldest);
      this.#characters -= oldest.length;
    }
    return thing;
  }
}

/** A slice keeps alive the whole text that it was cut from. */
function ownCopy(slice: string): string {
  return Buffer.from(slice, 'utf8').toString('utf8');
}
