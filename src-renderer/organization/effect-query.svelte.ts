import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import type { OrganizationPolicyType } from '../../src-shared/model/documents.ts';
import type { Effect } from './effect-words.ts';

/** What policies of a type leave at a place, as main tells it; asked again when something of it changes. */
export class EffectQuery {
  readonly #client: Client<GatehouseContract>;
  #asked = 0;
  effect = $state.raw<Effect | null>(null);
  /** What the effect was asked for; null for everything. */
  action = $state<string | null>(null);
  error = $state.raw<unknown>(null);

  constructor(client: Client<GatehouseContract>) {
    this.#client = client;
  }

  /** Asks; an answer that comes behind a later question counts for nothing. */
  async ask(targetId: string, policyType: OrganizationPolicyType, action: string | null): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    try {
      const effect = await this.#client.call('organization.effect', { targetId, policyType, action });
      if (asked !== this.#asked) return;
      this.effect = effect;
      this.action = action;
      this.error = null;
    } catch (error) {
      if (asked !== this.#asked) return;
      this.effect = null;
      this.error = error;
    }
  }
}
