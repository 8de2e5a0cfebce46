import type { Arn } from '../../src-shared/arn.ts';
import type { AccessGraph } from '../../src-shared/contract/access-graph.ts';
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import { FollowedWork } from '../app/followed-work.svelte.ts';

/** Who can become which role of an account, as main finds it; finding it can be followed and cancelled. */
export class RoleAccess {
  readonly #client: Client<GatehouseContract>;
  readonly #work: FollowedWork;

  /** What was found; null before, and after a fault. */
  graph = $state.raw<AccessGraph | null>(null);
  failure = $state.raw<unknown>(null);
  /** It was cancelled, and nothing was found since. */
  wasCancelled = $state(false);

  constructor(client: Client<GatehouseContract>) {
    this.#client = client;
    this.#work = new FollowedWork(client);
  }

  /** How far finding it is; null while nothing is looked for. */
  get progress(): FollowedWork['progress'] {
    return this.#work.progress;
  }

  /** Finds it anew. @param focus a user or a role whose access alone is asked for; null for all of the account. */
  async find(accountId: string, focus: Arn | null): Promise<void> {
    this.failure = null;
    this.wasCancelled = false;
    try {
      const found = await this.#work.run((workId) =>
        this.#client.call('accessGraph.roles', { workId, accountId, focus }),
      );
      if (found !== null) this.graph = found;
    } catch (thrown) {
      [this.graph, this.failure] = [null, thrown];
    }
  }

  cancel(): void {
    if (this.progress === null) return;
    this.#work.cancel();
    this.wasCancelled = true;
  }
}
