import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { RecordSummary } from '../../src-shared/decision/record.ts';
import { isRecord } from '../../src-shared/is-record.ts';
import { ColumnRow, RECENT_FILTERS_KEPT, type TimelineStore } from './timeline-store.ts';

/**
 * What the timeline's list is searched by. Indexes on the texts of decisions made writing them twice as slow and could
 * answer few questions; columns of numbers, which any question is answered from, are made when they are first asked for.
 */
export const TIMELINE_TABLES = `
  DROP INDEX decisions_verdict;
  DROP INDEX decisions_principal;
  DROP INDEX decisions_action;
  DROP INDEX decisions_resource;

  CREATE TABLE timeline_terms (
    number INTEGER PRIMARY KEY,
    text TEXT NOT NULL
  ) STRICT;
  CREATE TABLE timeline_columns (
    first_sequence INTEGER PRIMARY KEY,
    columns BLOB NOT NULL
  ) STRICT;

  CREATE TABLE timeline_pins (
    id TEXT PRIMARY KEY,
    pinned INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE timeline_filters (
    used INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT UNIQUE COLLATE NOCASE,
    query TEXT NOT NULL
  ) STRICT;
`;

const SummaryRow = z.object({ sequence: z.number(), summary: z.string() });
const SequenceRow = z.object({ sequence: z.number() });
const TermRow = z.object({ text: z.string() });
const ColumnsRow = z.object({ first_sequence: z.number(), columns: z.instanceof(Uint8Array) });
const IdRow = z.object({ id: z.string() });
const FilterRow = z.object({ name: z.string().nullable(), query: z.string() });

/** How these tables come to the database, which others write to as well. */
export interface TimelineTablesOptions {
  readonly inMemory: boolean;
  /** Writes what was decided and is not in the database yet. */
  readonly settle: () => void;
  readonly write: (work: () => void) => void;
}

/** Opens the timeline's tables of a database. */
export function openTimelineTables(
  database: DatabaseSync,
  { inMemory, settle, write }: TimelineTablesOptions,
): TimelineStore {
  const newest = database.prepare('SELECT coalesce(max(sequence), 0) AS sequence FROM decisions');
  const oldest = database.prepare('SELECT coalesce(min(sequence), 0) AS sequence FROM decisions');
  const after = database.prepare(
    'SELECT sequence, summary FROM decisions WHERE sequence > ? ORDER BY sequence LIMIT ?',
  );
  const one = database.prepare('SELECT sequence, summary FROM decisions WHERE sequence = ?');
  const idOf = database.prepare('SELECT id FROM decisions WHERE sequence = ?');
  const byId = database.prepare('SELECT sequence FROM decisions WHERE id = ?');
  const terms = database.prepare('SELECT text FROM timeline_terms WHERE number >= ? ORDER BY number LIMIT ?');
  const putTerm = database.prepare('INSERT INTO timeline_terms (number, text) VALUES (?, ?)');
  const columns = database.prepare(
    'SELECT first_sequence, columns FROM timeline_columns WHERE first_sequence > ? ORDER BY first_sequence LIMIT ?',
  );
  const putColumns = database.prepare('INSERT INTO timeline_columns (first_sequence, columns) VALUES (?, ?)');
  // A pin outlives no decision: in memory, old ones are forgotten.
  const pins = database.prepare(
    'SELECT id FROM timeline_pins WHERE id IN (SELECT id FROM decisions) ORDER BY pinned DESC, id',
  );
  const pin = database.prepare(
    `INSERT INTO timeline_pins (id, pinned) SELECT ?, 1 + coalesce(max(pinned), 0) FROM timeline_pins
     WHERE true ON CONFLICT (id) DO NOTHING`,
  );
  const unpin = database.prepare('DELETE FROM timeline_pins WHERE id = ?');
  const filters = database.prepare('SELECT name, query FROM timeline_filters ORDER BY name IS NULL, name, used DESC');
  const forgetNamed = database.prepare('DELETE FROM timeline_filters WHERE name = ?');
  const forgetRecent = database.prepare('DELETE FROM timeline_filters WHERE name IS NULL AND query = ?');
  const putFilter = database.prepare('INSERT INTO timeline_filters (name, query) VALUES (?, ?)');
  const forgetOldFilters = database.prepare(
    `DELETE FROM timeline_filters WHERE name IS NULL AND used NOT IN
       (SELECT used FROM timeline_filters WHERE name IS NULL ORDER BY used DESC LIMIT ${RECENT_FILTERS_KEPT})`,
  );

  return {
    newestSequence: () => {
      settle();
      return SequenceRow.parse(newest.get()).sequence;
    },
    oldestSequence: () => SequenceRow.parse(oldest.get()).sequence,
    rowsAfter: (sequence, limit) => after.all(sequence, limit).map((row) => ColumnRow.parse(fieldsOf(row))),
    summaries: (sequences) =>
      sequences.flatMap((sequence) => {
        const row = one.get(sequence);
        return row === undefined ? [] : [summaryOf(row)];
      }),
    ids: (sequences) =>
      sequences.flatMap((sequence) => {
        const row = idOf.get(sequence);
        return row === undefined ? [] : [IdRow.parse(row).id];
      }),
    sequenceOf: (id) => {
      const row = byId.get(id);
      return row === undefined ? null : SequenceRow.parse(row).sequence;
    },
    keepsColumns: !inMemory,
    terms: (from, limit) => terms.all(from, limit).map((row) => TermRow.parse(row).text),
    columns: (sequence, limit) =>
      columns.all(sequence, limit).map((row) => {
        const parsed = ColumnsRow.parse(row);
        return { firstSequence: parsed.first_sequence, columns: parsed.columns };
      }),
    keepColumns: (kept, newTerms, firstTerm) => {
      write(() => {
        for (const [index, text] of newTerms.entries()) putTerm.run(firstTerm + index, text);
        putColumns.run(kept.firstSequence, kept.columns);
      });
    },
    forgetColumns: () => {
      write(() => database.exec('DELETE FROM timeline_terms; DELETE FROM timeline_columns'));
    },
    pins: () => {
      settle();
      return pins.all().map((row) => IdRow.parse(row).id);
    },
    setPinned: (ids, pinned) => {
      write(() => {
        for (const id of ids) (pinned ? pin : unpin).run(id);
      });
    },
    filters: () => filters.all().map((row) => FilterRow.parse(row)),
    keepFilter: ({ name, query }) => {
      write(() => {
        if (name === null) forgetRecent.run(query);
        else forgetNamed.run(name);
        putFilter.run(name, query);
        forgetOldFilters.run();
      });
    },
    forgetFilter: (name) => {
      write(() => {
        forgetNamed.run(name);
      });
    },
  };
}

function summaryOf(row: unknown): RecordSummary {
  return RecordSummary.parse(fieldsOf(row));
}

function fieldsOf(row: unknown): unknown {
  const { sequence, summary } = SummaryRow.parse(row);
  const fields: unknown = JSON.parse(summary);
  return isRecord(fields) ? { ...fields, sequence } : fields;
}
