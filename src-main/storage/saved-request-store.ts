import type { SavedEntry } from '../../src-shared/contract/saved-requests.ts';

/** The requests that are kept in a workspace, and the folders that they are in. */
export interface SavedRequestStore {
  /** In no order: each entry says where it stands. */
  all(): readonly SavedEntry[];
  /** Writes and removes entries in one transaction. */
  write(changes: { readonly put?: readonly SavedEntry[]; readonly remove?: readonly string[] }): void;
}
