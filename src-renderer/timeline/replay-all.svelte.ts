import { CallError } from '../../src-shared/contract/client.ts';
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import type { RecordChoice } from '../../src-shared/contract/timeline.ts';
import { ReplayTally, type ReplayResult } from './replay-tally.ts';

/** So many requests are sent again at once: what they do is done, and a person has to be able to look through it. */
export const MOST_REPLAYED = 500;

/** Why a request cannot be signed again: it holds no signature, or its temporary credentials are gone. */
const NOT_REPLAYABLE: ReadonlySet<string> = new Set(['NotReplayable', 'SessionNotHere', 'RecordNotFound']);

/**
 * Signs recorded requests again and sends them, the oldest first, as they came: a bucket has to be there again before
 * something is put into it.
 */
export class ReplayAll {
  readonly #client: Client<GatehouseContract>;
  #progress = $state.raw<{ readonly done: number; readonly total: number } | null>(null);
  #result = $state.raw<ReplayResult | null>(null);
  #cancelling = new AbortController();

  constructor(client: Client<GatehouseContract>) {
    this.#client = client;
  }

  /** How far it is; null while nothing is sent. */
  get progress(): { readonly done: number; readonly total: number } | null {
    return this.#progress;
  }

  /** Null until something was sent again. */
  get result(): ReplayResult | null {
    return this.#result;
  }

  /**
   * Sends these again, or the newest that fit a question. Does nothing while others are being sent.
   * @throws what went wrong that is no fault of one request; what was sent until then is in the result.
   */
  async run(choice: RecordChoice): Promise<void> {
    if (this.#progress !== null) return;
    const cancelling = new AbortController();
    this.#cancelling = cancelling;
    this.#result = null;
    this.#progress = { done: 0, total: 0 };
    const tally = new ReplayTally();
    try {
      const ids = await this.#oldestFirst(choice);
      for (const [done, id] of ids.entries()) {
        this.#progress = { done, total: ids.length };
        if (cancelling.signal.aborted) break;
        await this.#replay(id, tally);
      }
    } finally {
      this.#progress = null;
      this.#result = tally.result(cancelling.signal.aborted);
    }
  }

  /** Sends no more; the one that is under way still arrives. */
  cancel(): void {
    this.#cancelling.abort();
  }

  forget(): void {
    this.cancel();
    this.#result = null;
  }

  async #oldestFirst(choice: RecordChoice): Promise<readonly string[]> {
    if (choice.kind === 'question') {
      const { question } = choice;
      const { ids } = await this.#client.call('timeline.ids', { question, limit: MOST_REPLAYED });
      return ids.toReversed();
    }
    const records = await Promise.all(
      choice.ids.slice(0, MOST_REPLAYED).map((id) => this.#client.call('timeline.get', { id })),
    );
    return records
      .filter((record) => record !== null)
      .toSorted((one, other) => one.sequence - other.sequence)
      .map(({ id }) => id);
  }

  async #replay(id: string, tally: ReplayTally): Promise<void> {
    try {
      const original = await this.#client.call('timeline.get', { id });
      const { record } = await this.#client.call('timeline.replay', { id });
      tally.sent(original?.verdict ?? record.verdict, record);
    } catch (thrown) {
      if (!(thrown instanceof CallError) || !NOT_REPLAYABLE.has(thrown.code)) throw thrown;
      tally.skipped(thrown.message);
    }
  }
}
