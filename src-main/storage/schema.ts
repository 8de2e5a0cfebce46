import { WEIGHED_BATCHES } from './decision-batches.ts';
import { LAST_ACCESS_TABLES } from './last-access-tables.ts';
import { OBJECT_TABLES } from './object-tables.ts';
import { SAVED_REQUEST_TABLES } from './saved-request-tables.ts';
import { TIMELINE_TABLES } from './timeline-tables.ts';

/** `GATE` in ASCII: tells Gatehouse's files from other SQLite databases. @see https://www.sqlite.org/pragma.html#pragma_application_id */
export const APPLICATION_ID = 0x47_41_54_45;

/**
 * What brings a file from one schema version to the next: the first makes version 1 of an empty file. Migrations are
 * added at the end and never changed, since files made by them are in people's hands.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE workspace (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    -- The number of the file that the workspace was made in; null for a workspace in memory.
    file_number TEXT
  ) STRICT;

  CREATE TABLE documents (
    key TEXT PRIMARY KEY,
    document TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE changes (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    label TEXT NOT NULL,
    origin TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0,
    edits TEXT NOT NULL
  ) STRICT;

  CREATE TABLE decisions (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    verdict TEXT NOT NULL,
    principal TEXT NOT NULL,
    action TEXT NOT NULL,
    resource TEXT NOT NULL,
    summary TEXT NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX decisions_verdict ON decisions (verdict, sequence);
  CREATE INDEX decisions_principal ON decisions (principal, sequence);
  CREATE INDEX decisions_action ON decisions (action, sequence);
  CREATE INDEX decisions_resource ON decisions (resource, sequence);
  `,
  OBJECT_TABLES,
  `
  -- The records of decisions that were written together, as compressed JSON lines. The column \`record\` of such
  -- decisions is empty; older ones have their record in it.
  CREATE TABLE decision_batches (
    first_sequence INTEGER PRIMARY KEY,
    records BLOB NOT NULL
  ) STRICT;
  `,
  LAST_ACCESS_TABLES,
  TIMELINE_TABLES,
  SAVED_REQUEST_TABLES,
  WEIGHED_BATCHES,
];

/** The schema version that this Gatehouse reads and writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;
