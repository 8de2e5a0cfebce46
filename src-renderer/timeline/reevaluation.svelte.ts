import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import type { TimelineQuestion } from '../../src-shared/contract/timeline.ts';
import type { Verdict } from '../../src-shared/decision/record.ts';
import { FollowedWork } from '../app/followed-work.svelte.ts';
import { nowById } from './now-of-rows.ts';

/** So many of the newest requests are evaluated again at once. */
const MOST = 10_000;

/** What became of evaluating requests again: how many, which of them have another verdict now, and of how many nobody can tell. */
export interface ReevaluationResult {
  readonly lookedAt: number;
  readonly flips: readonly { readonly from: Verdict; readonly to: Verdict; readonly count: number }[];
  readonly flipped: number;
  readonly cannotTell: number;
  readonly reason: string | null;
}

/** Evaluates requests of the timeline again, as they would fare now; nothing is done. */
export class Reevaluation {
  readonly #client: Client<GatehouseContract>;
  readonly work: FollowedWork;
  #result = $state.raw<ReevaluationResult | null>(null);
  #now = $state.raw<ReadonlyMap<string, Verdict | null>>(nowById([]));

  constructor(client: Client<GatehouseContract>) {
    this.#client = client;
    this.work = new FollowedWork(client);
  }

  /** Null until something was evaluated again. */
  get result(): ReevaluationResult | null {
    return this.#result;
  }

  /** The verdicts of now of those whose verdict differs. */
  get now(): ReadonlyMap<string, Verdict | null> {
    return this.#now;
  }

  /** Evaluates these, or the newest that fit a question. */
  async run(choice: readonly string[] | TimelineQuestion): Promise<void> {
    const answer = await this.work.run(async (workId) => {
      const ids =
        'text' in choice
          ? (await this.#client.call('timeline.ids', { question: choice, limit: MOST })).ids
          : [...choice];
      return this.#client.call('whatIf.reevaluateAll', { workId, ids });
    });
    if (answer === null) return;
    const flips = answer.counts.filter(({ from, to }) => from !== to);
    this.#result = {
      lookedAt: answer.lookedAt,
      flips,
      flipped: answer.flippedCount,
      cannotTell: answer.cannotTell.count,
      reason: answer.cannotTell.reason,
    };
    this.#now = nowById(answer.flipped);
  }

  forget(): void {
    this.work.cancel();
    this.#result = null;
    this.#now = nowById([]);
  }
}
