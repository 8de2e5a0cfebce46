/** A list of row indexes that only grows at its end. */
export class RowList {
  #rows = new Uint32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(row: number): void {
    if (this.#length === this.#rows.length) {
      const larger = new Uint32Array(this.#length * 2);
      larger.set(this.#rows);
      this.#rows = larger;
    }
    this.#rows[this.#length] = row;
    this.#length += 1;
  }

  /** The rows in a range of ranks, without a copy; not to be kept. */
  slice(from: number, to: number): Uint32Array {
    return this.#rows.subarray(Math.max(0, from), Math.min(to, this.#length));
  }

  /** The first rank whose row is this one or a later one. */
  rankOf(row: number): number {
    let [low, high] = [0, this.#length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#rows[middle] ?? 0) < row) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
