/** Keeps things by the text they were made of, until there is too much text; then the oldest go. */
export class RecentlyMade<T> {
  readonly #made = new Map<string, T>();
  readonly #capacity: number;
  #characters = 0;

  /** @param capacity how many characters the texts of all that is kept may have. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(text: string): T | undefined {
    return this.#made.get(text);
  }

  /** Keeps a thing under a text that has none yet. @returns the thing. */
  keep(text: string, thing: T): T {
    this.#made.set(text, thing);
    this.#characters += text.length;
    for (const oldest of this.#made.keys()) {
      if (this.#characters <= this.#capacity) break;
      this.#made.delete(oldest);
      this.#characters -= oldest.length;
    }
    return thing;
  }
}
