import type { WorkProgress } from '../src-shared/contract/work.ts';
import { GatehouseError } from '../src-shared/errors.ts';

/** What long work is given: the way to say how far it is, and to hear that it is not wanted any more. */
export interface Following {
  /**
   * Says how far the work is, and lets other work have its turn; to be awaited every few milliseconds of work.
   * @throws GatehouseError `WorkCancelled` when the work was cancelled.
   */
  readonly step: (done: number, total: number | null) => Promise<void>;
}

/** Nobody is told less than so many milliseconds after the last time. */
const TELL_EVERY_MS = 100;

/** The long work that is under way, by the ID that whoever asked for it gave it. */
export class LongWork {
  readonly #cancelled = new Map<string, boolean>();
  readonly #tell: (progress: WorkProgress) => void;

  constructor(tell: (progress: WorkProgress) => void) {
    this.#tell = tell;
  }

  /**
   * Does the work, which can be followed and cancelled until it is over.
   * @throws GatehouseError `WorkCancelled`, and what the work throws.
   */
  async run<T>(workId: string, work: (following: Following) => Promise<T>): Promise<T> {
    this.#cancelled.set(workId, false);
    let toldAt = -Infinity;
    try {
      return await work({
        step: async (done, total) => {
          const now = performance.now();
          if (now - toldAt >= TELL_EVERY_MS || done === total) {
            toldAt = now;
            this.#tell({ workId, done, total });
          }
          // A turn of the event loop, in which a cancellation can arrive.
          await new Promise((resolve) => setImmediate(resolve));
          if (this.#cancelled.get(workId) === true) throw cancelled();
        },
      });
    } finally {
      this.#cancelled.delete(workId);
    }
  }

  /** Ends work at its next step; does nothing when there is no such work. */
  cancel(workId: string): void {
    if (this.#cancelled.has(workId)) this.#cancelled.set(workId, true);
  }
}

function cancelled(): GatehouseError {
  return new GatehouseError('WorkCancelled', 'Cancelled. Nothing was changed.');
}
