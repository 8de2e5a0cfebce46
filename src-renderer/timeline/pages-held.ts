/** Pages by number, of which the ones set longest ago are let go of. */
export class PagesHeld<Page> {
  readonly #most: number;
  readonly #pages = new Map<number, Page>();

  /** @param most how many are held. */
  constructor(most: number) {
    this.#most = most;
  }

  get(number: number): Page | undefined {
    return this.#pages.get(number);
  }

  set(number: number, page: Page): void {
    this.#pages.delete(number);
    this.#pages.set(number, page);
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= this.#most) break;
      this.#pages.delete(oldest);
    }
  }

  [Symbol.iterator](): MapIterator<[number, Page]> {
    return this.#pages.entries();
  }
}
