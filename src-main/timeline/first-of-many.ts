/** The first few of many in an order, found without sorting, or even holding, the others. */
export class FirstOfMany<T> {
  readonly #limit: number;
  readonly #compare: (one: T, other: T) => number;
  readonly #first: T[] = [];

  /** @param compare negative when the one comes before the other; what is equal stays in the order it came in. */
  constructor(limit: number, compare: (one: T, other: T) => number) {
    this.#limit = limit;
    this.#compare = compare;
  }

  /** In order. */
  get list(): readonly T[] {
    return this.#first;
  }

  /** The one that the next has to come before; null while there is room for any. */
  get last(): T | null {
    return this.#first.length < this.#limit ? null : (this.#first.at(-1) ?? null);
  }

  add(item: T): void {
    const { last } = this;
    if (last !== null && this.#compare(item, last) >= 0) return;
    let [low, high] = [0, this.#first.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const known = this.#first[middle];
      if (known !== undefined && this.#compare(known, item) <= 0) low = middle + 1;
      else high = middle;
    }
    this.#first.splice(low, 0, item);
    if (this.#first.length > this.#limit) this.#first.pop();
  }
}
