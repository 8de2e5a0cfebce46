import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { SavedEntry } from '../../src-shared/contract/saved-requests.ts';
import type { SavedRequestStore } from './saved-request-store.ts';

/** One entry a row, as JSON. */
export const SAVED_REQUEST_TABLES = `
  CREATE TABLE saved_requests (
    id TEXT PRIMARY KEY,
    entry TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

const Row = z.object({ entry: z.string() });

/** Opens the saved requests of a database. An entry that cannot be read any more is passed over and stays in the file. */
export function openSavedRequestTables(database: DatabaseSync): SavedRequestStore {
  const all = database.prepare('SELECT entry FROM saved_requests');
  const put = database.prepare(
    'INSERT INTO saved_requests (id, entry) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET entry = excluded.entry',
  );
  const remove = database.prepare('DELETE FROM saved_requests WHERE id = ?');
  return {
    all: () => all.all().flatMap((row) => readEntry(Row.parse(row).entry)),
    write: (changes) => {
      database.exec('BEGIN IMMEDIATE');
      try {
        for (const id of changes.remove ?? []) remove.run(id);
        for (const entry of changes.put ?? []) put.run(entry.id, JSON.stringify(entry));
        database.exec('COMMIT');
      } catch (thrown) {
        // A full disk makes SQLite roll back by itself; rolling back twice would hide the reason.
        if (database.isTransaction) database.exec('ROLLBACK');
        throw thrown;
      }
    },
  };
}

function readEntry(text: string): readonly SavedEntry[] {
  try {
    const { success, data } = SavedEntry.safeParse(JSON.parse(text));
    return success ? [data] : [];
  } catch {
    return [];
  }
}
