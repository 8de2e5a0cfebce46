import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import { Arn, nameInArn } from '../../src-shared/arn.ts';
import { DocumentType, type DocumentOf } from '../../src-shared/model/documents.ts';
import type { PolicyHolders } from '../timeline/policy-source.ts';
import { standings } from './accounts.ts';
import { byKey, withRead } from './documents-by-key.ts';

/** Above so many changed documents at once all are read again, which is then quicker than one by one. */
const READ_ONE_BY_ONE = 20;

const BY_NAME = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The documents of the workspace, kept in step with main; its lists are those of the account that is shown. */
export class Model {
  readonly #client: Client<GatehouseContract>;
  readonly #accountId: () => string | null;
  #documents = $state.raw(byKey([]));
  /** False until the documents of a newly opened workspace are there. */
  ready = $state(false);

  readonly account = $derived(this.#own('account')[0] ?? null);
  readonly users = $derived(this.#own('user').toSorted((a, b) => BY_NAME.compare(a.userName, b.userName)));
  readonly groups = $derived(this.#own('group').toSorted((a, b) => BY_NAME.compare(a.groupName, b.groupName)));
  readonly roles = $derived(this.#own('role').toSorted((a, b) => BY_NAME.compare(a.roleName, b.roleName)));
  readonly policies = $derived(this.#own('policy').toSorted((a, b) => BY_NAME.compare(a.policyName, b.policyName)));
  readonly mfaDevices = $derived(this.#own('mfaDevice'));
  readonly resources = $derived(this.#own('resource').toSorted((a, b) => BY_NAME.compare(a.name, b.name)));
  readonly openIdConnectProviders = $derived(
    this.#own('openIdConnectProvider').toSorted((a, b) => BY_NAME.compare(a.url, b.url)),
  );
  readonly samlProviders = $derived(this.#own('samlProvider').toSorted((a, b) => BY_NAME.compare(a.name, b.name)));
  readonly serverCertificates = $derived(
    this.#own('serverCertificate').toSorted((a, b) =>
      BY_NAME.compare(a.serverCertificateName, b.serverCertificateName),
    ),
  );
  readonly instanceProfiles = $derived(this.#own('instanceProfile'));

  /** Where the organization's accounts stand, by account ID. */
  readonly standings = $derived(
    standings({
      organization: this.#of('organization')[0] ?? null,
      roots: this.#of('organizationRoot'),
      units: this.#of('organizationalUnit'),
      accounts: this.#of('organizationAccount'),
    }),
  );

  /** @param accountId of the account that is shown; null while there is none. */
  constructor(client: Client<GatehouseContract>, accountId: () => string | null) {
    this.#client = client;
    this.#accountId = accountId;
  }

  #of<T extends DocumentType>(type: T): DocumentOf<T>[] {
    const found: DocumentOf<T>[] = [];
    for (const document of this.#documents.values()) {
      if (document.type === type) found.push(document as DocumentOf<T>);
    }
    return found;
  }

  #own<T extends DocumentType>(type: T): DocumentOf<T>[] {
    const accountId = this.#accountId();
    return this.#of(type).filter((document) => document.accountId === accountId);
  }

  /** The document under a key, when it is of the type; null when there is none. */
  find<T extends DocumentType>(type: T, key: string): DocumentOf<T> | null {
    const document = this.#documents.get(key);
    return document?.type === type ? (document as DocumentOf<T>) : null;
  }

  /** The account that the document under a key belongs to; null when there is no such document, or it is AWS's own. */
  ownerOf(key: string): string | null {
    const accountId = this.#documents.get(key)?.accountId ?? null;
    return accountId === 'aws' ? null : accountId;
  }

  /** What policies stand in or are attached to in all accounts of the workspace; what is of the account comes first. */
  holdersFrom(accountId: string | null): PolicyHolders {
    const ownFirst = <T extends DocumentType>(type: T): DocumentOf<T>[] =>
      this.#of(type).toSorted(
        (a, b) =>
          Number(b.accountId === accountId) - Number(a.accountId === accountId) ||
          BY_NAME.compare(nameInArn(a.arn), nameInArn(b.arn)),
      );
    return {
      users: ownFirst('user'),
      groups: ownFirst('group'),
      roles: ownFirst('role'),
      policies: ownFirst('policy'),
      resources: ownFirst('resource'),
    };
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
