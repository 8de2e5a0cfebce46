import type { AccessKey, DocumentType, ModelDocument, UserDocument } from '../../src-shared/model/documents.ts';

/** Documents that policies can be attached to. */
export type Identity = Extract<ModelDocument, { type: 'user' | 'group' | 'role' }>;

/**
 * Documents by key, with indexes for what is asked often: names, members of groups, attachments, access keys.
 * Names are found without regard to case, since IAM does not distinguish them by case.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names
 */
export class DocumentIndex {
  readonly #documents = new Map<string, ModelDocument>();
  /** Documents of a type, of one account or of all, in order of their names. Arrays are replaced, never changed. */
  readonly #ordered = new Map<string, readonly ModelDocument[]>();
  readonly #keysByType = new Map<DocumentType, Set<string>>();
  readonly #keyByName = new Map<string, string>();
  readonly #keyByAlias = new Map<string, string>();
  readonly #keyByAccessKeyId = new Map<string, string>();
  readonly #membersByGroup = new Map<string, Set<string>>();
  readonly #keysByPolicy = new Map<string, Set<string>>();

  get(key: string): ModelDocument | null {
    return this.#documents.get(key) ?? null;
  }

  /** Puts a document in the place of the one under the same key. */
  put(document: ModelDocument): void {
    this.delete(document.arn);
    this.#documents.set(document.arn, document);
    add(this.#keysByType, document.type, document.arn);
    this.#keyByName.set(nameKey(document.type, document.accountId, nameOf(document)), document.arn);
    if (document.type === 'account' && document.alias !== null) this.#keyByAlias.set(document.alias, document.arn);
    if (document.type === 'user') {
      for (const key of document.accessKeys) this.#keyByAccessKeyId.set(key.accessKeyId, document.arn);
      for (const group of document.groups) {
        add(this.#membersByGroup, nameKey('group', document.accountId, group), document.arn);
      }
    }
    for (const policy of attachmentsOf(document)) add(this.#keysByPolicy, policy, document.arn);
    this.#reorder(document, (list) => list.toSpliced(insertionPoint(list, document), 0, document));
  }

  /** Deleting what is not there changes nothing. */
  delete(key: string): void {
    const document = this.#documents.get(key);
    if (document === undefined) return;
    this.#documents.delete(key);
    remove(this.#keysByType, document.type, key);
    forget(this.#keyByName, nameKey(document.type, document.accountId, nameOf(document)), key);
    if (document.type === 'account' && document.alias !== null) forget(this.#keyByAlias, document.alias, key);
    if (document.type === 'user') {
      for (const accessKey of document.accessKeys) forget(this.#keyByAccessKeyId, accessKey.accessKeyId, key);
      for (const group of document.groups) {
        remove(this.#membersByGroup, nameKey('group', document.accountId, group), key);
      }
    }
    for (const policy of attachmentsOf(document)) remove(this.#keysByPolicy, policy, key);
    this.#reorder(document, (list) => list.toSpliced(insertionPoint(list, document), 1));
  }

  /** All documents of a type, of one account or of all, in order of their names. */
  list(type: DocumentType, accountId?: string): readonly ModelDocument[] {
    const place = orderKey(type, accountId);
    const known = this.#ordered.get(place);
    if (known !== undefined) return known;
    const list = this.#documentsUnder(this.#keysByType.get(type))
      .filter((document) => accountId === undefined || document.accountId === accountId)
      .toSorted(byName);
    this.#ordered.set(place, list);
    return list;
  }

  named(type: DocumentType, accountId: string, name: string): ModelDocument | null {
    return this.#found(this.#keyByName.get(nameKey(type, accountId, name)));
  }

  accountWithAlias(alias: string): ModelDocument | null {
    return this.#found(this.#keyByAlias.get(alias));
  }

  /** The members of a group, in no particular order. */
  members(accountId: string, groupName: string): readonly ModelDocument[] {
    return this.#documentsUnder(this.#membersByGroup.get(nameKey('group', accountId, groupName)));
  }

  /** Users, groups and roles that a managed policy is attached to, in no particular order. */
  attachedTo(policyArn: string): readonly ModelDocument[] {
    return this.#documentsUnder(this.#keysByPolicy.get(policyArn));
  }

  accessKey(accessKeyId: string): { user: UserDocument; key: AccessKey } | null {
    const user = this.#found(this.#keyByAccessKeyId.get(accessKeyId));
    if (user?.type !== 'user') return null;
    const key = user.accessKeys.find((candidate) => candidate.accessKeyId === accessKeyId);
    return key === undefined ? null : { user, key };
  }

  #found(key: string | undefined): ModelDocument | null {
    return key === undefined ? null : this.get(key);
  }

  #documentsUnder(keys: ReadonlySet<string> = new Set()): ModelDocument[] {
    return [...keys].flatMap((key) => this.#documents.get(key) ?? []);
  }

  /** Brings the lists that have been asked for up to date; the others are made when they are. */
  #reorder(document: ModelDocument, change: (list: readonly ModelDocument[]) => readonly ModelDocument[]): void {
    for (const place of [orderKey(document.type), orderKey(document.type, document.accountId)]) {
      const list = this.#ordered.get(place);
      if (list !== undefined) this.#ordered.set(place, change(list));
    }
  }
}

/** The name that a person knows a document by. */
export function nameOf(document: ModelDocument): string {
  switch (document.type) {
    case 'account':
      return document.accountId;
    case 'user':
      return document.userName;
    case 'group':
      return document.groupName;
    case 'role':
      return document.roleName;
    case 'instanceProfile':
      return document.instanceProfileName;
    case 'policy':
      return document.policyName;
    case 'mfaDevice':
      return document.virtualMfaDeviceName;
    case 'serverCertificate':
      return document.serverCertificateName;
    case 'openIdConnectProvider':
      return document.url;
    case 'organization':
    case 'organizationResourcePolicy':
    case 'organizationHandshake':
      return document.id;
    case 'organizationAccount':
      // Two accounts of an organization may have the same name.
      return document.id;
    case 'samlProvider':
    case 'resource':
    case 'organizationRoot':
    case 'organizationalUnit':
    case 'organizationPolicy':
      return document.name;
  }
}

/** Orders documents by name without regard to case, then by name, then by key, so that the order is total. */
export function byName(a: ModelDocument, b: ModelDocument): number {
  const [nameA, nameB] = [nameOf(a), nameOf(b)];
  return compare(nameA.toLowerCase(), nameB.toLowerCase()) || compare(nameA, nameB) || compare(a.arn, b.arn);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Where in an ordered list a document stands, or would stand. */
function insertionPoint(list: readonly ModelDocument[], document: ModelDocument): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const there = list[middle];
    if (there !== undefined && byName(there, document) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function attachmentsOf(document: ModelDocument): readonly string[] {
  return document.type === 'user' || document.type === 'group' || document.type === 'role'
    ? document.attachedPolicies
    : [];
}

function nameKey(type: DocumentType, accountId: string, name: string): string {
  return `${type}/${accountId}/${name.toLowerCase()}`;
}

function orderKey(type: DocumentType, accountId = ''): string {
  return `${type}/${accountId}`;
}

function add<K>(map: Map<K, Set<string>>, place: K, key: string): void {
  const keys = map.get(place);
  if (keys === undefined) map.set(place, new Set([key]));
  else keys.add(key);
}

function remove<K>(map: Map<K, Set<string>>, place: K, key: string): void {
  const keys = map.get(place);
  keys?.delete(key);
  if (keys?.size === 0) map.delete(place);
}

/** Removes an entry unless another document has taken the place since. */
function forget(map: Map<string, string>, place: string, key: string): void {
  if (map.get(place) === key) map.delete(place);
}
