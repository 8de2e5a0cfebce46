import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import type { TimelineFilter, TimelineFilters } from '../../src-shared/contract/timeline.ts';

/** The filters that the workspace keeps: those with a name, and those used lately. */
export class KeptFilters {
  readonly #client: Client<GatehouseContract>;
  #filters = $state.raw<TimelineFilters>({ saved: [], recent: [] });

  constructor(client: Client<GatehouseContract>) {
    this.#client = client;
  }

  get saved(): readonly TimelineFilter[] {
    return this.#filters.saved;
  }

  get recent(): readonly TimelineFilter[] {
    return this.#filters.recent;
  }

  async read(): Promise<void> {
    this.#filters = await this.#client.call('timeline.filters', {});
  }

  async save(name: string, query: string): Promise<void> {
    this.#filters = await this.#client.call('timeline.keepFilter', { name, query });
  }

  /** Remembers a query among those used lately, unless it is the newest of them or has a name. */
  async use(query: string): Promise<void> {
    if (query === '' || this.recent[0]?.query === query || this.saved.some((filter) => filter.query === query)) return;
    this.#filters = await this.#client.call('timeline.keepFilter', { name: null, query });
  }

  async forget(name: string): Promise<void> {
    this.#filters = await this.#client.call('timeline.forgetFilter', { name });
  }
}
