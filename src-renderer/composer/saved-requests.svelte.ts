import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import type { SavedEntry } from '../../src-shared/contract/saved-requests.ts';
import type { Kept } from './composition.svelte.ts';

const lists = new WeakMap<Client<GatehouseContract>, SavedRequests>();

/** The requests that are kept in the workspace file, as they are now. All tabs show the same list. */
export class SavedRequests {
  readonly #client: Client<GatehouseContract>;

  entries = $state.raw<readonly SavedEntry[]>([]);
  failure = $state.raw<unknown>(null);
  /** The folders that are shut. */
  collapsed = $state.raw<readonly string[]>([]);
  /** Whether the list is shown at all. */
  shown = $state(false);

  private constructor(client: Client<GatehouseContract>) {
    this.#client = client;
    client.on('savedRequests.changed', ({ entries }) => (this.entries = entries));
    client.on('workspace.changed', ({ workspace }) => {
      this.entries = [];
      if (workspace !== null) void this.#load();
    });
    void this.#load();
  }

  /** The list of a client; the same one each time. */
  static of(client: Client<GatehouseContract>): SavedRequests {
    const list = lists.get(client) ?? new SavedRequests(client);
    lists.set(client, list);
    return list;
  }

  setExpanded(id: string, expanded: boolean): void {
    const others = this.collapsed.filter((folder) => folder !== id);
    this.collapsed = expanded ? others : [...others, id];
  }

  /** Saves a composition, as a new request where `id` is null. @returns what was left blank, since it is secret. */
  async save(
    id: string | null,
    parentId: string | null,
    name: string,
    composition: Kept,
  ): Promise<{ id: string; leftBlank: readonly string[] }> {
    return this.#taking(await this.#client.call('savedRequests.save', { id, parentId, name, composition }));
  }

  async createFolder(parentId: string | null, name: string): Promise<string> {
    return this.#taking(await this.#client.call('savedRequests.createFolder', { parentId, name })).id;
  }

  async rename(id: string, name: string): Promise<void> {
    this.entries = await this.#client.call('savedRequests.rename', { id, name });
  }

  async move(id: string, to: { parentId: string | null; beforeId: string | null }): Promise<void> {
    this.entries = await this.#client.call('savedRequests.move', { id, ...to });
  }

  async duplicate(id: string): Promise<string> {
    return this.#taking(await this.#client.call('savedRequests.duplicate', { id })).id;
  }

  /** @returns what `restore` takes back. */
  async delete(id: string): Promise<SavedEntry[]> {
    return this.#taking(await this.#client.call('savedRequests.delete', { id })).deleted;
  }

  async restore(deleted: SavedEntry[]): Promise<void> {
    this.entries = await this.#client.call('savedRequests.restore', { deleted });
  }

  /** @param id of a folder or a request; null for all. */
  export(id: string | null): Promise<{ fileName: string; text: string }> {
    return this.#client.call('savedRequests.export', { id });
  }

  /** @returns how many requests were in the file. */
  async import(text: string): Promise<number> {
    return this.#taking(await this.#client.call('savedRequests.import', { parentId: null, text })).imported;
  }

  #taking<Answer extends { readonly entries: readonly SavedEntry[] }>(answer: Answer): Answer {
    this.entries = answer.entries;
    return answer;
  }

  async #load(): Promise<void> {
    try {
      this.entries = await this.#client.call('savedRequests.list', {});
      this.failure = null;
    } catch (thrown) {
      this.failure = thrown;
    }
  }
}
