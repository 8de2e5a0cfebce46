import { nameInArn } from '../../src-shared/arn.ts';
import type { DocumentOf, DocumentType } from '../../src-shared/model/documents.ts';
import type { PolicyHolders } from '../timeline/policy-source.ts';
import { standings } from './accounts.ts';
import type { Documents } from './documents.svelte.ts';

const BY_NAME = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The documents of the workspace as they are seen from one of its accounts: the lists are that account's. */
export class Model {
  readonly #documents: Documents;
  readonly #accountId: string | null;

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

  /** The organization of the workspace, whose documents are the same from every account; null for none. */
  readonly organization = $derived(this.#of('organization')[0] ?? null);
  readonly organizationRoot = $derived(this.#of('organizationRoot')[0] ?? null);
  readonly organizationalUnits = $derived(this.#of('organizationalUnit'));
  readonly organizationAccounts = $derived(this.#of('organizationAccount'));
  readonly organizationPolicies = $derived(
    this.#of('organizationPolicy').toSorted((a, b) => BY_NAME.compare(a.name, b.name)),
  );

  /** Where the organization's accounts stand, by account ID. */
  readonly standings = $derived(
    standings({
      organization: this.#of('organization')[0] ?? null,
      roots: this.#of('organizationRoot'),
      units: this.#of('organizationalUnit'),
      accounts: this.#of('organizationAccount'),
    }),
  );

  /** @param accountId of the account whose lists these are; null while there is none. */
  constructor(documents: Documents, accountId: string | null) {
    this.#documents = documents;
    this.#accountId = accountId;
  }

  /** False until the documents of a newly opened workspace are there. */
  get ready(): boolean {
    return this.#documents.ready;
  }

  #of<T extends DocumentType>(type: T): DocumentOf<T>[] {
    const found: DocumentOf<T>[] = [];
    for (const document of this.#documents.byKey.values()) {
      if (document.type === type) found.push(document as DocumentOf<T>);
    }
    return found;
  }

  #own<T extends DocumentType>(type: T): DocumentOf<T>[] {
    return this.#of(type).filter((document) => document.accountId === this.#accountId);
  }

  /** The document under a key, when it is of the type; null when there is none. */
  find<T extends DocumentType>(type: T, key: string): DocumentOf<T> | null {
    const document = this.#documents.byKey.get(key);
    return document?.type === type ? (document as DocumentOf<T>) : null;
  }

  /** The account that the document under a key belongs to; null when there is no such document, or it is AWS's own. */
  ownerOf(key: string): string | null {
    return this.#documents.ownerOf(key);
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

  /** Reads again what changed, in all accounts. */
  refresh(keys: readonly string[]): Promise<void> {
    return this.#documents.refresh(keys);
  }
}
