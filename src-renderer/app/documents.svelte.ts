import { Arn } from '../../src-shared/arn.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import { DocumentType } from '../../src-shared/model/documents.ts';
import { byKey, withRead, type DocumentsByKey } from './documents-by-key.ts';

/** Above so many changed documents at once all are read again, which is then quicker than one by one. */
const READ_ONE_BY_ONE = 20;

/** The documents of the workspace, of all its accounts, kept in step with main. */
export class Documents {
  readonly #client: Client<GatehouseContract>;
  #byKey = $state.raw(byKey([]));
  #ready = $state(false);

  constructor(client: Client<GatehouseContract>) {
    this.#client = client;
  }

  get byKey(): DocumentsByKey {
    return this.#byKey;
  }

  /** False until the documents of a newly opened workspace are there. */
  get ready(): boolean {
    return this.#ready;
  }

  /** The account that the document under a key belongs to; null when there is no such document, or it is AWS's own. */
  ownerOf(key: string): string | null {
    const accountId = this.#byKey.get(key)?.accountId ?? null;
    return accountId === 'aws' ? null : accountId;
  }

  /** Reads everything. */
  async load(): Promise<void> {
    const lists = await Promise.all(DocumentType.options.map((type) => this.#client.call('model.list', { type })));
    this.#byKey = byKey(lists.flat());
    this.#ready = true;
  }

  /** Forgets everything, as when the workspace is closed. */
  clear(): void {
    this.#byKey = byKey([]);
    this.#ready = false;
  }

  /** Reads again what changed. */
  async refresh(keys: readonly string[]): Promise<void> {
    if (keys.length > READ_ONE_BY_ONE) return this.load();
    const read = await Promise.all(
      keys.map(async (key) => [key, await this.#client.call('model.get', { key: Arn.parse(key) })] as const),
    );
    this.#byKey = withRead(this.#byKey, read);
  }
}
