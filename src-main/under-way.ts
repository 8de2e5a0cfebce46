/** Counts the work that uses a thing, so that the thing is closed after the last of it. */
export class UnderWay {
  #count = 0;
  #waiting: (() => void)[] = [];

  /** Does the work, and counts it until it is over. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    this.#count += 1;
    try {
      return await work();
    } finally {
      this.#count -= 1;
      if (this.#count === 0) for (const settle of this.#waiting.splice(0)) settle();
    }
  }

  /** Resolves as soon as nothing is under way. */
  settled(): Promise<void> {
    if (this.#count === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }
}
