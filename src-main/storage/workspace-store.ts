import type { DecisionRecord, RecordSummary } from '../../src-shared/decision/record.ts';
import type { WeighedDecision } from '../../src-shared/decision/weighed-decision.ts';
import type { LastAccessStore } from './last-access-store.ts';
import type { ObjectStore } from './object-store.ts';
import type { TimelineStore } from './timeline-store.ts';
import type { SavedRequestStore } from './saved-request-store.ts';
import type { Change, DocumentEdit, ModelDocument } from '../../src-shared/model/documents.ts';

/** What a workspace file says of itself. `id` is made once and never changes; the vault's references begin with it. */
export interface WorkspaceIdentity {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
}

/** How many changes the history keeps; older ones are forgotten. */
export const CHANGES_KEPT = 1000;

/** A change as the history keeps it: `undone` changes can be redone until the next new change. */
export interface RecordedChange extends Change {
  readonly undone: boolean;
}

/**
 * One open workspace: documents, changes and decisions. Synchronous, since SQLite is; every write is one transaction.
 * Errors are GatehouseErrors that name the file and the mend.
 */
export interface WorkspaceStore {
  readonly identity: WorkspaceIdentity;
  /** Null when the workspace is in memory only. */
  readonly path: string | null;
  /**
   * True when the file is a copy of the one that the workspace was made in. Copies share the original's ID, and so its
   * secrets: what a copy does not mention may still be in use by the original.
   */
  readonly isCopy: boolean;

  /** The objects of Amazon S3. An exported account has none of them; a copied file has them all. */
  readonly objects: ObjectStore;

  /** What was last attempted by whom, as IAM reports it. */
  readonly lastAccess: LastAccessStore;

  /** Requests that are kept to be sent again. They hold no secrets, and are no part of the model. */
  readonly savedRequests: SavedRequestStore;

  /** What the timeline's list is searched by, and what was pinned and kept in it. */
  readonly timeline: TimelineStore;

  documents(): ModelDocument[];
  /**
   * Writes bookkeeping (when a key was last used) in one transaction. It leaves no change behind, can still be followed by a
   * redo, and a power failure may lose it.
   */
  note(edits: readonly DocumentEdit[]): void;
  /**
   * Writes the edits and the change in one transaction, and drops what could still have been redone.
   * @param change null where the model stays as it is.
   * @param alongside writes what belongs to the change within the same transaction: objects.
   */
  commit(change: Change | null, alongside?: () => void): void;
  /** Newest first, without their edits, which may be large. */
  history(limit: number): Omit<RecordedChange, 'edits'>[];
  /** A change with its edits; null when the history does not keep it any more. */
  change(id: string): RecordedChange | null;
  /**
   * Marks a change as undone or done again, and writes the `after` of the edits that come of it, in one transaction.
   * The change itself stays as it was recorded.
   */
  setUndone(changeId: string, undone: boolean, edits: readonly DocumentEdit[]): void;
  /** Whether any document or any change kept still mentions `text` (an ID); used before a secret is discarded. */
  mentions(text: string): boolean;

  /**
   * Appends a record and gives it its sequence number. It is in the file before the next change of the model is, and
   * within 20 milliseconds; reading it waits for that.
   */
  appendDecision(record: Omit<DecisionRecord, 'sequence'>): DecisionRecord;
  decision(id: string): DecisionRecord | null;
  /** Newest first; `before` is an exclusive sequence number. */
  decisions(page: { before: number | null; limit: number }): { records: RecordSummary[]; total: number };

  /** What it takes to weigh requests again, newest first; `before` is an exclusive sequence number. */
  weighedDecisions(page: { before: number | null; limit: number }): WeighedDecision[];
  weighedDecision(id: string): WeighedDecision | null;

  close(): void;
}
