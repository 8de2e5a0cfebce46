import { SvelteMap } from 'svelte/reactivity';
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';

/** What decisions were about, for the titles of tabs; each is asked for once. */
export class DecisionNames {
  readonly #client: Client<GatehouseContract>;
  readonly #actions = new SvelteMap<string, string>();
  readonly #asked = new Set<string>();

  constructor(client: Client<GatehouseContract>) {
    this.#client = client;
  }

  /** The action of a decision; null until it is known, and for a decision that is not there. */
  actionOf(id: string): string | null {
    return this.#actions.get(id) ?? null;
  }

  /** Asks for the decisions that are not known yet. A title is no reason for a fault to be shown. */
  async ask(ids: readonly string[]): Promise<void> {
    const unknown = ids.filter((id) => !this.#asked.has(id));
    for (const id of unknown) this.#asked.add(id);
    await Promise.all(
      unknown.map(async (id) => {
        const record = await this.#client.call('timeline.get', { id }).catch(() => null);
        if (record !== null) this.#actions.set(id, record.action);
      }),
    );
  }
}
