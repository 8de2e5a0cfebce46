import type {
  AccessKey,
  DocumentOf,
  DocumentType,
  ModelDocument,
  UserDocument,
} from '../../src-shared/model/documents.ts';

/** What can be asked of the model. Every answer is a frozen document; to change one, put a new one through a Draft. */
export interface ModelView {
  get(key: string): ModelDocument | null;
  /** The document under `key` when it is of that type, else null. */
  find<T extends DocumentType>(type: T, key: string): DocumentOf<T> | null;
  /** All documents of a type, of one account or of all, in order of their names. */
  list<T extends DocumentType>(type: T, accountId?: string): readonly DocumentOf<T>[];
  userByName(accountId: string, userName: string): DocumentOf<'user'> | null;
  groupByName(accountId: string, groupName: string): DocumentOf<'group'> | null;
  roleByName(accountId: string, roleName: string): DocumentOf<'role'> | null;
  /** The members of a group, by name. */
  usersInGroup(accountId: string, groupName: string): readonly DocumentOf<'user'>[];
  /** Who uses a managed policy: users, groups and roles it is attached to. */
  attachedTo(policyArn: string): readonly (DocumentOf<'user'> | DocumentOf<'group'> | DocumentOf<'role'>)[];
  /** The owner of an access key ID. */
  accessKey(accessKeyId: string): { user: UserDocument; key: AccessKey } | null;
  /** The account whose ID or alias this is. */
  accountByIdOrAlias(text: string): DocumentOf<'account'> | null;
}

/** A model being changed: reads see what was written so far; nothing is kept until the draft is committed. */
export interface Draft extends ModelView {
  put(document: ModelDocument): void;
  delete(key: string): void;
}
