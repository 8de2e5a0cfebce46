/** A power of two, so that a part is told by the lowest bits. */
const PARTS = 64;

/**
 * Texts by number. Number 0 is the empty text. The texts are known in many small maps, since a large one that grows keeps
 * everything else waiting while it is laid out anew.
 */
export class TermList {
  readonly #texts: string[] = [];
  readonly #numbers: readonly Map<string, number>[] = Array.from({ length: PARTS }, () => new Map<string, number>());

  constructor() {
    this.numberOf('');
  }

  get length(): number {
    return this.#texts.length;
  }

  /** The number of a text, which is given one if it has none. */
  numberOf(text: string): number {
    const numbers = this.#numbers[partOf(text)];
    const known = numbers?.get(text);
    if (known !== undefined) return known;
    const number = this.#texts.length;
    this.#texts.push(text);
    numbers?.set(text, number);
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

/** Texts that come together often differ at their ends alone, as ARNs do. */
function partOf(text: string): number {
  const { length } = text;
  const end = text.charCodeAt(length - 1) + text.charCodeAt(length - 2) * 5 + text.charCodeAt(length - 3) * 25;
  return (end ^ length) & (PARTS - 1);
}
