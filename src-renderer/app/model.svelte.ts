import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import { Arn } from '../../src-shared/arn.ts';
import { DocumentType, type DocumentOf } from '../../src-shared/model/documents.ts';
import { byKey, withRead } from './documents-by-key.ts';

/** Above so many changed documents at once all are read again, which is then quicker than one by one. */
const READ_ONE_BY_ONE = 20;

const BY_NAME = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The open account's documents, kept in step with main. */
export class Model {
  readonly #client: Client<GatehouseContract>;
  #documents = $state.raw(byKey([]));
  /** False until the documents of a newly opened workspace are there. */
  ready = $state(false);

  readonly account = $derived(this.#of('account')[0] ?? null);
  readonly users = $derived(this.#of('user').toSorted((a, b) => BY_NAME.compare(a.userName, b.userName)));
  readonly groups = $derived(this.#of('group').toSorted((a, b) => BY_NAME.compare(a.groupName, b.groupName)));
  readonly roles = $derived(this.#of('role').toSorted((a, b) => BY_NAME.compare(a.roleName, b.roleName)));
  readonly policies = $derived(this.#of('policy').toSorted((a, b) => BY_NAME.compare(a.policyName, b.policyName)));
  readonly mfaDevices = $derived(this.#of('mfaDevice'));
  readonly resources = $derived(this.#of('resource').toSorted((a, b) => BY_NAME.compare(a.name, b.name)));
  readonly openIdConnectProviders = $derived(
    this.#of('openIdConnectProvider').toSorted((a, b) => BY_NAME.compare(a.url, b.url)),
  );
  readonly samlProviders = $derived(this.#of('samlProvider').toSorted((a, b) => BY_NAME.compare(a.name, b.name)));
  readonly serverCertificates = $derived(
    this.#of('serverCertificate').toSorted((a, b) => BY_NAME.compare(a.serverCertificateName, b.serverCertificateName)),
  );
  readonly instanceProfiles = $derived(this.#of('instanceProfile'));

  constructor(client: Client<GatehouseContract>) {
    this.#client = client;
  }

  #of<T extends DocumentType>(type: T): DocumentOf<T>[] {
    const found: DocumentOf<T>[] = [];
    for (const document of this.#documents.values()) {
      if (document.type === type) found.push(document as DocumentOf<T>);
    }
    return found;
  }

  /** The document under a key, when it is of the type; null when there is none. */
  find<T extends DocumentType>(type: T, key: string): DocumentOf<T> | null {
    const document = this.#documents.get(key);
    return document?.type === type ? (document as DocumentOf<T>) : null;
  }

  /** The users of a group, by name. */
  membersOf(groupName: string): DocumentOf<'user'>[] {
    return this.users.filter((user) => user.groups.includes(groupName));
  }

  /** Reads everything. */
  async load(): Promise<void> {
    const lists = await Promise.all(DocumentType.options.map((type) => this.#client.call('model.list', { type })));
    this.#documents = byKey(lists.flat());
    this.ready = true;
  }

  /** Forgets everything, as when the workspace is closed. */
  clear(): void {
    this.#documents = byKey([]);
    this.ready = false;
  }

  /** Reads again what changed. */
  async refresh(keys: readonly string[]): Promise<void> {
    if (keys.length > READ_ONE_BY_ONE) return this.load();
    const read = await Promise.all(
      keys.map(async (key) => [key, await this.#client.call('model.get', { key: Arn.parse(key) })] as const),
    );
    this.#documents = withRead(this.#documents, read);
  }
}
