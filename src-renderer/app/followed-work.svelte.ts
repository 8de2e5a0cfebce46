import { CallError } from '../../src-shared/contract/client.ts';
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import type { WorkProgress } from '../../src-shared/contract/work.ts';

/** Long work of main that a person can follow and cancel; one at a time, a new one ends the one before. */
export class FollowedWork {
  readonly #client: Client<GatehouseContract>;
  #workId: string | null = null;
  #progress = $state.raw<Pick<WorkProgress, 'done' | 'total'> | null>(null);

  constructor(client: Client<GatehouseContract>) {
    this.#client = client;
  }

  /** How far the work is; null when none is under way. */
  get progress(): Pick<WorkProgress, 'done' | 'total'> | null {
    return this.#progress;
  }

  /**
   * Does the work and follows it.
   * @param work is given the ID to call main with.
   * @returns its answer; null when it was cancelled. Every other fault is thrown on.
   */
  async run<T>(work: (workId: string) => Promise<T>): Promise<T | null> {
    this.cancel();
    const workId = crypto.randomUUID();
    this.#workId = workId;
    this.#progress = { done: 0, total: null };
    const stopListening = this.#client.on('work.progress', ({ workId: of, done, total }) => {
      if (of === workId && this.#workId === workId) this.#progress = { done, total };
    });
    try {
      const answer = await work(workId);
      return this.#workId === workId ? answer : null;
    } catch (thrown) {
      if (this.#workId !== workId || (thrown instanceof CallError && thrown.code === 'WorkCancelled')) return null;
      throw thrown;
    } finally {
      stopListening();
      if (this.#workId === workId) {
        this.#workId = null;
        this.#progress = null;
      }
    }
  }

  /** Ends the work that is under way; what it would have answered is dropped. */
  cancel(): void {
    const workId = this.#workId;
    if (workId === null) return;
    this.#workId = null;
    this.#progress = null;
    // Work that cannot be told any more, since the connection is lost, has ended with it.
    this.#client.call('work.cancel', { workId }).catch(() => undefined);
  }
}
