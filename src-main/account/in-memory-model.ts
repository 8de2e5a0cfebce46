import { isDeepStrictEqual } from 'node:util';
import type {
  AccessKey,
  DocumentEdit,
  DocumentOf,
  DocumentType,
  ModelDocument,
  UserDocument,
} from '../../src-shared/model/documents.ts';
import { byName, DocumentIndex, type Identity } from './document-index.ts';
import type { Draft, ModelView } from './model.ts';

/** A draft that can say what it changed. */
export interface ModelDraft extends Draft {
  /** What differs from the model that the draft was made of, in the order in which it was first touched. */
  edits(): DocumentEdit[];
}

/** The model in memory: always as it is now. Views and drafts made of it read through to it. */
export interface Model extends ModelView {
  /** Starts a draft. At most one draft at a time should end in `apply`: see workspace.ts, which sees to it. */
  draft(): ModelDraft;
  /** Takes edits over: the `after` of each takes the place of what is under its key. */
  apply(edits: readonly DocumentEdit[]): void;
}

/** Makes a model of documents. They are frozen, all the way down. */
export function createModel(documents: Iterable<ModelDocument>): Model {
  const index = new DocumentIndex();
  for (const document of documents) index.put(deepFreeze(document));
  return new InMemoryModel(index);
}

/** Answers every question of ModelView from the few that a source of documents can answer. */
abstract class IndexedView implements ModelView {
  protected abstract documentAt(key: string): ModelDocument | null;
  protected abstract documentsOf(type: DocumentType, accountId?: string): readonly ModelDocument[];
  protected abstract documentNamed(type: DocumentType, accountId: string, name: string): ModelDocument | null;
  protected abstract accountWithAlias(alias: string): ModelDocument | null;
  protected abstract membersOf(accountId: string, groupName: string): readonly ModelDocument[];
  protected abstract identitiesWith(policyArn: string): readonly ModelDocument[];
  abstract accessKey(accessKeyId: string): { user: UserDocument; key: AccessKey } | null;

  get(key: string): ModelDocument | null {
    return this.documentAt(key);
  }

  find<T extends DocumentType>(type: T, key: string): DocumentOf<T> | null {
    return ofType(type, this.documentAt(key));
  }

  list<T extends DocumentType>(type: T, accountId?: string): readonly DocumentOf<T>[] {
    const documents = this.documentsOf(type, accountId);
    return allOfType(type, documents) ? documents : documents.filter((document) => isOfType(type, document));
  }

  userByName(accountId: string, userName: string): DocumentOf<'user'> | null {
    return ofType('user', this.documentNamed('user', accountId, userName));
  }

  groupByName(accountId: string, groupName: string): DocumentOf<'group'> | null {
    return ofType('group', this.documentNamed('group', accountId, groupName));
  }

  roleByName(accountId: string, roleName: string): DocumentOf<'role'> | null {
    return ofType('role', this.documentNamed('role', accountId, roleName));
  }

  usersInGroup(accountId: string, groupName: string): readonly DocumentOf<'user'>[] {
    return this.membersOf(accountId, groupName)
      .filter((document) => document.type === 'user')
      .toSorted(byName);
  }

  attachedTo(policyArn: string): readonly Identity[] {
    return this.identitiesWith(policyArn)
      .filter((document) => document.type === 'user' || document.type === 'group' || document.type === 'role')
      .toSorted(byName);
  }

  accountByIdOrAlias(text: string): DocumentOf<'account'> | null {
    return ofType('account', this.documentNamed('account', text, text) ?? this.accountWithAlias(text));
  }
}

class InMemoryModel extends IndexedView implements Model {
  readonly #index: DocumentIndex;

  constructor(index: DocumentIndex) {
    super();
    this.#index = index;
  }

  draft(): ModelDraft {
    return new DraftModel(this.#index);
  }

  apply(edits: readonly DocumentEdit[]): void {
    for (const { key, after } of edits) {
      if (after === null) this.#index.delete(key);
      else this.#index.put(deepFreeze(after));
    }
  }

  override accessKey(accessKeyId: string): { user: UserDocument; key: AccessKey } | null {
    return this.#index.accessKey(accessKeyId);
  }

  protected override documentAt(key: string): ModelDocument | null {
    return this.#index.get(key);
  }

  protected override documentsOf(type: DocumentType, accountId?: string): readonly ModelDocument[] {
    return this.#index.list(type, accountId);
  }

  protected override documentNamed(type: DocumentType, accountId: string, name: string): ModelDocument | null {
    return this.#index.named(type, accountId, name);
  }

  protected override accountWithAlias(alias: string): ModelDocument | null {
    return this.#index.accountWithAlias(alias);
  }

  protected override membersOf(accountId: string, groupName: string): readonly ModelDocument[] {
    return this.#index.members(accountId, groupName);
  }

  protected override identitiesWith(policyArn: string): readonly ModelDocument[] {
    return this.#index.attachedTo(policyArn);
  }
}

/** What was written lies in an index of its own, in front of the model's; touched keys hide what is behind them. */
class DraftModel extends IndexedView implements ModelDraft {
  readonly #base: DocumentIndex;
  readonly #written = new DocumentIndex();
  readonly #touched = new Set<string>();

  constructor(base: DocumentIndex) {
    super();
    this.#base = base;
  }

  put(document: ModelDocument): void {
    this.#touched.add(document.arn);
    this.#written.put(deepFreeze(document));
  }

  delete(key: string): void {
    this.#touched.add(key);
    this.#written.delete(key);
  }

  edits(): DocumentEdit[] {
    return [...this.#touched].flatMap((key) => {
      const before = this.#base.get(key);
      const after = this.#written.get(key);
      const arn = (after ?? before)?.arn;
      return arn === undefined || isDeepStrictEqual(before, after) ? [] : [{ key: arn, before, after }];
    });
  }

  override accessKey(accessKeyId: string): { user: UserDocument; key: AccessKey } | null {
    const written = this.#written.accessKey(accessKeyId);
    if (written !== null) return written;
    const before = this.#base.accessKey(accessKeyId);
    return before === null || this.#touched.has(before.user.arn) ? null : before;
  }

  protected override documentAt(key: string): ModelDocument | null {
    return this.#touched.has(key) ? this.#written.get(key) : this.#base.get(key);
  }

  protected override documentsOf(type: DocumentType, accountId?: string): readonly ModelDocument[] {
    const base = this.#base.list(type, accountId);
    if (this.#touched.size === 0) return base;
    return this.#untouched(base).concat(this.#written.list(type, accountId)).toSorted(byName);
  }

  protected override documentNamed(type: DocumentType, accountId: string, name: string): ModelDocument | null {
    return this.#written.named(type, accountId, name) ?? this.#unlessTouched(this.#base.named(type, accountId, name));
  }

  protected override accountWithAlias(alias: string): ModelDocument | null {
    return this.#written.accountWithAlias(alias) ?? this.#unlessTouched(this.#base.accountWithAlias(alias));
  }

  protected override membersOf(accountId: string, groupName: string): readonly ModelDocument[] {
    return this.#untouched(this.#base.members(accountId, groupName)).concat(
      this.#written.members(accountId, groupName),
    );
  }

  protected override identitiesWith(policyArn: string): readonly ModelDocument[] {
    return this.#untouched(this.#base.attachedTo(policyArn)).concat(this.#written.attachedTo(policyArn));
  }

  #unlessTouched(document: ModelDocument | null): ModelDocument | null {
    return document === null || this.#touched.has(document.arn) ? null : document;
  }

  #untouched(documents: readonly ModelDocument[]): ModelDocument[] {
    return documents.filter((document) => !this.#touched.has(document.arn));
  }
}

function isOfType<T extends DocumentType>(type: T, document: ModelDocument): document is DocumentOf<T> {
  return document.type === type;
}

function ofType<T extends DocumentType>(type: T, document: ModelDocument | null): DocumentOf<T> | null {
  return document !== null && isOfType(type, document) ? document : null;
}

function allOfType<T extends DocumentType>(
  type: T,
  documents: readonly ModelDocument[],
): documents is readonly DocumentOf<T>[] {
  return documents.every((document) => isOfType(type, document));
}

/** Freezes a value and all that it holds, and gives it back. */
function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part);
    Object.freeze(value);
  }
  return value;
}
