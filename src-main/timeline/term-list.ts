/** Texts by number. Number 0 is the empty text. */
export class TermList {
  readonly #texts: string[] = [''];
  readonly #numbers = new Map<string, number>([['', 0]]);

  get length(): number {
    return this.#texts.length;
  }

  /** The number of a text, which is given one if it has none. */
  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#texts.length;
    this.#texts.push(text);
    this.#numbers.set(text, number);
    return number;
  }

  text(number: number): string {
    return this.#texts[number] ?? '';
  }

  /** The texts from a number on. */
  from(number: number): readonly string[] {
    return this.#texts.slice(number);
  }
}
