import type { RecordSummary } from '../../src-shared/decision/record.ts';

/** The decisions beside one, by their IDs; null where there is none. */
export interface Neighbours {
  readonly newer: string | null;
  readonly older: string | null;
}

/**
 * The decisions beside one in a list.
 * @param records newest first.
 * @returns null when the list does not hold it.
 */
export function neighboursIn(records: readonly Pick<RecordSummary, 'id'>[], id: string): Neighbours | null {
  const at = records.findIndex((record) => record.id === id);
  if (at < 0) return null;
  return { newer: records[at - 1]?.id ?? null, older: records[at + 1]?.id ?? null };
}
