/** Gives others their turn. `done` and `total` count whatever the work goes through. */
export type Breathe = (done: number, total: number) => Promise<void>;

/** So long, in milliseconds, nothing else is kept waiting. */
const LONGEST_TURN = 10;

/** Cuts long work into turns, between which everybody else has theirs. */
export class Turns {
  readonly #now: () => number;
  readonly #breathe: Breathe;
  #begun: number;

  /** @param now milliseconds that only grow, by which turns are measured. The first turn begins at once. */
  constructor(now: () => number, breathe: Breathe) {
    this.#now = now;
    this.#breathe = breathe;
    this.#begun = now();
  }

  /**
   * Gives others their turn, if this one has lasted long enough. To be called every few milliseconds.
   * @throws what `breathe` throws, as when the work was cancelled.
   */
  async rest(done: number, total: number): Promise<void> {
    if (this.#now() - this.#begun <= LONGEST_TURN) return;
    await this.#breathe(done, total);
    this.#begun = this.#now();
  }

  /** Goes through so many things, some at once. @throws what `breathe` throws. */
  async through(total: number, atOnce: number, work: (from: number, end: number) => void): Promise<void> {
    for (let from = 0; from < total; from += atOnce) {
      const end = Math.min(total, from + atOnce);
      work(from, end);
      await this.rest(end, total);
    }
  }
}
