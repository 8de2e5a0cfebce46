import type { DecisionRecord } from '../../src-shared/decision/record.ts';

/** How long a record may wait, in milliseconds: what a process that is killed can lose of its timeline. */
const LONGEST_WAIT = 20;
/** So many records are written at once at the latest: who comes in the meantime waits for it. */
const LARGEST_BATCH = 64;

/**
 * Decision records that wait to be written together: a transaction costs more than the record in it, and requests come
 * many at once.
 */
export class PendingDecisions {
  readonly #write: (records: readonly DecisionRecord[]) => void;
  #waiting: DecisionRecord[] = [];
  #timer: NodeJS.Timeout | null = null;

  /** @param write writes records in one transaction, or throws and writes none. */
  constructor(write: (records: readonly DecisionRecord[]) => void) {
    this.#write = write;
  }

  /** @throws what writing throws, when the batch is full or an earlier one could not be written. Nothing is lost then. */
  add(record: DecisionRecord): void {
    this.#waiting.push(record);
    if (this.#waiting.length >= LARGEST_BATCH) this.settle();
    else this.#timer ??= setTimeout(() => this.#settleQuietly(), LONGEST_WAIT);
  }

  /** Writes what waits. @throws what writing throws; all of it waits on then. */
  settle(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#waiting.length === 0) return;
    this.#write(this.#waiting);
    this.#waiting = [];
  }

  /** A timer has nobody to tell. What could not be written waits on, and the next to ask is told. */
  #settleQuietly(): void {
    try {
      this.settle();
    } catch {
      this.#timer = null;
    }
  }
}
