import { z } from 'zod';
import { RecordSummary, StepReport } from '../../src-shared/decision/record.ts';

/** Rows of the timeline in columns, as they are kept in the file; made of the decisions and made again when they are lost. */
export interface KeptColumns {
  /** The sequence number of the first row. */
  readonly firstSequence: number;
  readonly columns: Uint8Array;
}

/** What columns are made of. */
export const ColumnRow = RecordSummary.pick({
  sequence: true,
  at: true,
  verdict: true,
  door: true,
  replayOf: true,
  principal: true,
  action: true,
  resource: true,
  status: true,
  errorCode: true,
}).extend({ at: z.string(), steps: z.array(StepReport.pick({ step: true, status: true })) });
export type ColumnRow = z.infer<typeof ColumnRow>;

/** A query of the timeline that somebody gave a name or used not long ago (then the name is null). */
export interface KeptFilter {
  readonly name: string | null;
  readonly query: string;
}

/** How many queries without a name are kept. */
export const RECENT_FILTERS_KEPT = 12;

/** What the timeline's list needs of a workspace, beside the decisions themselves. Synchronous, as SQLite is. */
export interface TimelineStore {
  /** The sequence number of the newest decision; 0 where there is none. */
  newestSequence(): number;
  /** The sequence number of the oldest decision that is kept; 0 where there is none. */
  oldestSequence(): number;
  /** The rows after one, oldest first. */
  rowsAfter(sequence: number, limit: number): ColumnRow[];
  /** The rows with these numbers, in their order; those that are not kept any more are left out. */
  summaries(sequences: readonly number[]): RecordSummary[];
  /** The IDs of the decisions with these numbers, in their order. */
  ids(sequences: readonly number[]): string[];
  /** The number of the decision with that ID; null where there is none. */
  sequenceOf(id: string): number | null;

  /** False where columns would be kept in memory twice. */
  readonly keepsColumns: boolean;
  /** The texts that columns refer to, in the order of their numbers, which begin with `from`. */
  terms(from: number, limit: number): string[];
  /** Kept columns after a sequence number, oldest first. */
  columns(after: number, limit: number): KeptColumns[];
  /** Keeps columns and the terms that were not kept before, in one transaction. */
  keepColumns(columns: KeptColumns, terms: readonly string[], firstTerm: number): void;
  /** Forgets all columns and terms, as when they do not fit the decisions. */
  forgetColumns(): void;

  /** The IDs of the decisions that are pinned, the one pinned last first. */
  pins(): string[];
  setPinned(ids: readonly string[], pinned: boolean): void;

  /** Those with a name by name, then those used lately, the newest first. */
  filters(): KeptFilter[];
  /** Takes the place of the one that had the name, or of the same query among those without a name. */
  keepFilter(filter: KeptFilter): void;
  forgetFilter(name: string): void;
}
