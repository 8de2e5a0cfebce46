import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { z } from 'zod';
import { DecisionRecord, RecordSummary } from '../../src-shared/decision/record.ts';
import { WeighedDecision } from '../../src-shared/decision/weighed-decision.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import { Change, DocumentEdit, ModelDocument } from '../../src-shared/model/documents.ts';
import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import { recordSummary } from '../timeline/record-summary.ts';
import { openLastAccessTables, type LastAccessTables } from './last-access-tables.ts';
import type { ObjectStore } from './object-store.ts';
import { openObjectTables } from './object-tables.ts';
import { APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION } from './schema.ts';
import { damagedWorkspace, workspaceFault } from './workspace-faults.ts';
import {
  checkWorkspaceFile,
  discardWorkspaceFile,
  fileNumber,
  notAWorkspace,
  reserveWorkspaceFile,
} from './workspace-file.ts';
import { DecisionBatch, packDecisions } from './decision-batches.ts';
import type { SavedRequestStore } from './saved-request-store.ts';
import { openSavedRequestTables } from './saved-request-tables.ts';
import { PendingDecisions } from './pending-decisions.ts';
import type { TimelineStore } from './timeline-store.ts';
import { openTimelineTables } from './timeline-tables.ts';
import { CHANGES_KEPT, type RecordedChange, type WorkspaceIdentity, type WorkspaceStore } from './workspace-store.ts';

/** What a new workspace is made from. */
export interface NewWorkspace {
  readonly name: string;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * Makes a workspace.
 * @param path where the file is to be; null for a workspace in memory.
 * @throws GatehouseError `WorkspaceExists` when there is a file already (it is not touched), `WorkspaceNotOpened` when
 *   there can be none.
 */
export function createWorkspace(path: string | null, { name, clock, random }: NewWorkspace): WorkspaceStore {
  if (path !== null) reserveWorkspaceFile(path);
  try {
    const database = connect(path);
    migrate(database);
    database
      .prepare('INSERT INTO workspace (id, name, created_at, file_number) VALUES (?, ?, ?, ?)')
      .run(
        Buffer.from(random(16)).toString('hex'),
        name,
        clock().toISOString(),
        path === null ? null : fileNumber(path),
      );
    return new SqliteWorkspace(database, path);
  } catch (thrown) {
    if (path !== null) discardWorkspaceFile(path);
    throw workspaceFault(thrown, path);
  }
}

/**
 * Opens a workspace file and keeps it locked until `close`, so that no two windows write to it.
 * @throws GatehouseError `WorkspaceNotFound`, `NotAWorkspace`, `WorkspaceReadOnly`, `WorkspaceInUse`,
 *   `WorkspaceNewer` or `WorkspaceDamaged`; the file is left as it was.
 */
export function openWorkspace(path: string): WorkspaceStore {
  checkWorkspaceFile(path);
  let database: DatabaseSync | null = null;
  try {
    database = connect(path);
    if (pragma(database, 'application_id') !== APPLICATION_ID) {
      throw notAWorkspace(path, "another program's SQLite database");
    }
    const version = pragma(database, 'user_version');
    if (version > SCHEMA_VERSION) {
      throw new GatehouseError('WorkspaceNewer', 'The workspace was made by a newer Gatehouse.', {
        place: path,
        mend: `Install the newest Gatehouse; this one reads files up to version ${SCHEMA_VERSION}, and this is version ${version}.`,
      });
    }
    checkTables(database, path);
    migrate(database);
    return new SqliteWorkspace(database, path);
  } catch (thrown) {
    database?.close();
    throw workspaceFault(thrown, path);
  }
}

/**
 * The tables that grow with use: a million decisions take seconds to go through. What is damaged there is found when it is
 * read, and costs that decision or object; the model is whole.
 */
const READ_PIECEMEAL: readonly string[] = ['decisions', 'decision_batches', 'timeline_columns', 'object_pieces'];

/** @throws GatehouseError `WorkspaceDamaged` when SQLite finds a table of the model damaged. */
function checkTables(database: DatabaseSync, path: string): void {
  const tables = z
    .array(z.object({ name: z.string() }))
    .parse(database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all());
  for (const { name } of tables) {
    if (READ_PIECEMEAL.includes(name)) continue;
    const [fault] = z
      .array(z.object({ quick_check: z.string() }))
      .parse(database.prepare(`PRAGMA quick_check("${name.replaceAll('"', '""')}")`).all());
    if (fault?.quick_check !== 'ok') {
      throw damagedWorkspace(path, `SQLite says, ${fault?.quick_check ?? 'nothing'}`);
    }
  }
}

/** Connects and takes the lock. */
function connect(path: string | null): DatabaseSync {
  const database = new DatabaseSync(path ?? ':memory:', {
    enableForeignKeyConstraints: true,
    enableDoubleQuotedStringLiterals: false,
    timeout: 0,
  });
  try {
    // Set before the first access, an exclusive lock also spares SQLite the shared-memory file. The operating system
    // gives it back when the process ends, however it ends. @see https://www.sqlite.org/wal.html#noshm
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA trusted_schema = OFF; BEGIN IMMEDIATE; COMMIT');
    return database;
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

/** Brings the schema up to date in one transaction. Only for files known to be ours: it writes to them. */
function migrate(database: DatabaseSync): void {
  // Decisions come many at once; folding the log into the file less often than SQLite would spares half of the writing.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 4000');
  const version = pragma(database, 'user_version');
  if (version === SCHEMA_VERSION) return;
  transaction(database, () => {
    for (const migration of MIGRATIONS.slice(version)) database.exec(migration);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION}`);
  });
}

function pragma(database: DatabaseSync, name: 'application_id' | 'user_version'): number {
  const row = database.prepare(`PRAGMA ${name}`).get();
  return z.number().parse(row?.[name]);
}

function transaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (thrown) {
    // A full disk makes SQLite roll back by itself; rolling back twice would hide the reason.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw thrown;
  }
}

/** A workspace in memory keeps the newest decisions only, so that it can answer requests for days. */
const DECISIONS_KEPT_IN_MEMORY = 20_000;

const IdentityRow = z.object({
  id: z.string(),
  name: z.string(),
  created_at: z.string(),
  file_number: z.string().nullable(),
});
const DocumentRow = z.object({ key: z.string(), document: z.string() });
const HistoryRow = Change.omit({ edits: true }).extend({ undone: z.number() });
const ChangeRow = HistoryRow.extend({ edits: z.string() });
const SummaryRow = z.object({ sequence: z.number(), summary: z.string() });
const RecordRow = z.object({ sequence: z.number(), record: z.string() });
const BatchRow = z.object({
  first_sequence: z.number(),
  records: z.instanceof(Uint8Array),
  weighed: z.instanceof(Uint8Array).nullable(),
});
const CountRow = z.object({ count: z.number() });
const LastSequenceRow = z.object({ sequence: z.number().nullable() });

class SqliteWorkspace implements WorkspaceStore {
  readonly identity: WorkspaceIdentity;
  readonly path: string | null;
  readonly isCopy: boolean;
  readonly objects: ObjectStore;
  readonly lastAccess: LastAccessTables;
  readonly savedRequests: SavedRequestStore;
  readonly timeline: TimelineStore;
  readonly #database: DatabaseSync;
  readonly #statements: Statements;
  /** Counted once: nobody else writes to the file. */
  #decisionCount: number;
  /** Sequence numbers are given out before the record is written. */
  #lastSequence: number;
  #lastBatch: DecisionBatch | null = null;
  readonly #pending = new PendingDecisions((records) => this.#insertDecisions(records));

  constructor(database: DatabaseSync, path: string | null) {
    this.#database = database;
    this.path = path;
    this.#statements = prepare(database);
    this.objects = openObjectTables(database);
    this.savedRequests = openSavedRequestTables(database);
    this.lastAccess = openLastAccessTables(database, () => this.#pending.settle());
    this.timeline = openTimelineTables(database, {
      inMemory: path === null,
      settle: () => this.#pending.settle(),
      write: (work) => this.#write('whole', work),
    });
    const row = this.#parse(IdentityRow, this.#statements.identity.get(), 'the description of the workspace');
    this.identity = { id: row.id, name: row.name, createdAt: row.created_at };
    this.isCopy = path !== null && row.file_number !== fileNumber(path);
    this.#decisionCount = CountRow.parse(this.#statements.countDecisions.get()).count;
    this.#lastSequence = LastSequenceRow.parse(this.#statements.lastSequence.get()).sequence ?? 0;
  }

  documents(): ModelDocument[] {
    return this.#read(() =>
      this.#statements.documents.all().map((row) => {
        const { key, document } = DocumentRow.parse(row);
        const parsed = this.#parseJson(ModelDocument, document, key);
        if (parsed.arn !== key) throw damagedWorkspace(this.path ?? key, `${key} holds ${parsed.arn}`);
        return parsed;
      }),
    );
  }

  commit(change: Change | null, alongside?: () => void): void {
    this.#pending.settle();
    this.#write('durable', () => {
      alongside?.();
      if (change === null) return;
      this.#statements.forgetUndone.run();
      this.#putDocuments(change.edits);
      this.#statements.insertChange.run(
        change.id,
        change.at,
        change.label,
        change.origin,
        JSON.stringify(change.edits),
      );
      this.#statements.forgetOldChanges.run();
    });
  }

  note(edits: readonly DocumentEdit[]): void {
    this.#write('whole', () => this.#putDocuments(edits));
  }

  history(limit: number): Omit<RecordedChange, 'edits'>[] {
    return this.#read(() =>
      this.#statements.history.all(limit).map((row) => {
        const { undone, ...rest } = this.#parse(HistoryRow, row, 'the history');
        return { ...rest, undone: undone === 1 };
      }),
    );
  }

  change(id: string): RecordedChange | null {
    return this.#read(() => {
      const row = this.#statements.change.get(id);
      if (row === undefined) return null;
      const { edits, undone, ...rest } = this.#parse(ChangeRow, row, `change ${id}`);
      const parsed = this.#parseJson(z.array(DocumentEdit), edits, `change ${id}`);
      return { ...rest, edits: parsed, undone: undone === 1 };
    });
  }

  setUndone(changeId: string, undone: boolean, edits: readonly DocumentEdit[]): void {
    this.#write('durable', () => {
      if (this.#statements.setUndone.run(Number(undone), changeId).changes === 0) {
        throw new GatehouseError('ChangeNotFound', 'The change is no longer in the history.', {
          place: changeId,
          mend: `The history keeps the newest ${CHANGES_KEPT} changes; older ones cannot be undone.`,
        });
      }
      this.#putDocuments(edits);
    });
  }

  mentions(text: string): boolean {
    // Documents are kept as JSON text, so that is what the text looks like there.
    const written = JSON.stringify(text).slice(1, -1);
    return this.#read(() => this.#statements.mentions.get(written, written) !== undefined);
  }

  appendDecision(record: Omit<DecisionRecord, 'sequence'>): DecisionRecord {
    this.#lastSequence += 1;
    const appended = { ...record, sequence: this.#lastSequence };
    this.#decisionCount += 1;
    this.#pending.add(appended);
    return appended;
  }

  decision(id: string): DecisionRecord | null {
    this.#pending.settle();
    return this.#read(() => {
      const found = this.#statements.decision.get(id);
      if (found === undefined) return null;
      const { sequence, record } = RecordRow.parse(found);
      const what = `decision ${sequence}`;
      return record === ''
        ? this.#parse(
            DecisionRecord,
            this.#batched(sequence, (batch) => batch.record(sequence)),
            what,
          )
        : this.#parseJson(DecisionRecord, record, what, { sequence });
    });
  }

  decisions(page: { before: number | null; limit: number }): { records: RecordSummary[]; total: number } {
    this.#pending.settle();
    const records = this.#read(() =>
      this.#statements.decisions.all(page.before ?? Number.MAX_SAFE_INTEGER, page.limit).map((row) => {
        const { sequence, summary } = SummaryRow.parse(row);
        return this.#parseJson(RecordSummary, summary, `decision ${sequence}`, { sequence });
      }),
    );
    const kept = this.path === null ? DECISIONS_KEPT_IN_MEMORY : Infinity;
    return { records, total: Math.min(this.#decisionCount, kept) };
  }

  weighedDecisions(page: { before: number | null; limit: number }): WeighedDecision[] {
    this.#pending.settle();
    return this.#read(() =>
      this.#statements.records
        .all(page.before ?? Number.MAX_SAFE_INTEGER, page.limit)
        .map((row) => this.#weighedDecision(row)),
    );
  }

  weighedDecision(id: string): WeighedDecision | null {
    this.#pending.settle();
    return this.#read(() => {
      const row = this.#statements.decision.get(id);
      return row === undefined ? null : this.#weighedDecision(row);
    });
  }

  #weighedDecision(row: unknown): WeighedDecision {
    const { sequence, record } = RecordRow.parse(row);
    const what = `decision ${sequence}`;
    return record === ''
      ? this.#parse(
          WeighedDecision,
          this.#batched(sequence, (batch) => batch.weighed(sequence)),
          what,
        )
      : this.#parseJson(WeighedDecision, record, what, { sequence });
  }

  close(): void {
    if (!this.#database.isOpen) return;
    // Leaving WAL mode folds the log into the file and deletes it, so that a single file is left to copy or send.
    try {
      this.#pending.settle();
      if (this.path !== null) this.#read(() => this.#database.exec('PRAGMA journal_mode = DELETE'));
    } finally {
      this.#database.close();
    }
  }

  #insertDecisions(records: readonly DecisionRecord[]): void {
    this.#write('whole', () => {
      for (const record of records) {
        this.#statements.insertDecision.run(
          record.sequence,
          record.id,
          record.at,
          record.verdict,
          record.principal.arn ?? record.principal.label,
          record.action,
          record.resource,
          JSON.stringify(recordSummary(record)),
          '',
        );
      }
      this.lastAccess.note(records);
      const [first] = records;
      if (first !== undefined) {
        const packed = packDecisions(records);
        this.#statements.insertBatch.run(first.sequence, packed.records, packed.weighed);
      }
      if (this.path === null) this.#forgetDecisions(this.#lastSequence - DECISIONS_KEPT_IN_MEMORY);
    });
  }

  /** Reads from the batch that a decision is in. Decisions are read one after the other, so the last batch is kept. */
  #batched(sequence: number, read: (batch: DecisionBatch) => unknown): unknown {
    try {
      const known = this.#lastBatch === null ? undefined : read(this.#lastBatch);
      if (known !== undefined) return known;
      const row = this.#parse(BatchRow, this.#statements.batch.get(sequence), `decision ${sequence}`);
      this.#lastBatch = new DecisionBatch(row.first_sequence, row);
      return read(this.#lastBatch);
    } catch (cause) {
      throw damagedWorkspace(this.path ?? 'memory', `decision ${sequence} cannot be unpacked`, cause);
    }
  }

  /** Of the batch that the newest forgotten decision is in the rest may still be needed. */
  #forgetDecisions(upTo: number): void {
    this.#statements.forgetDecisions.run(upTo);
    this.#statements.forgetBatches.run(upTo + 1);
  }

  #putDocuments(edits: readonly DocumentEdit[]): void {
    for (const { key, after } of edits) {
      if (after === null) this.#statements.deleteDocument.run(key);
      else this.#statements.putDocument.run(key, JSON.stringify(after));
    }
  }

  #read<T>(work: () => T): T {
    try {
      return work();
    } catch (thrown) {
      throw workspaceFault(thrown, this.path);
    }
  }

  /**
   * Writes in one transaction. `durable` writes are on the disk when this returns, and outlive a power failure;
   * `whole` ones outlive the end of the process, and a power failure may take the newest of them.
   * @see https://www.sqlite.org/pragma.html#pragma_synchronous
   */
  #write<T>(care: 'durable' | 'whole', work: () => T): T {
    return this.#read(() => {
      this.#database.exec(care === 'durable' ? 'PRAGMA synchronous = FULL' : 'PRAGMA synchronous = NORMAL');
      return transaction(this.#database, work);
    });
  }

  #parseJson<T extends z.ZodType>(schema: T, text: string, what: string, beside: object = {}): z.output<T> {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (cause) {
      throw damagedWorkspace(this.path ?? what, `${what} is not JSON`, cause);
    }
    return this.#parse(
      schema,
      typeof value === 'object' && !Array.isArray(value) ? { ...value, ...beside } : value,
      what,
    );
  }

  #parse<T extends z.ZodType>(schema: T, value: unknown, what: string): z.output<T> {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const field = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
    throw damagedWorkspace(
      this.path ?? what,
      `${what} is not as it should be${field === '' ? '' : `, in ${field}`}`,
      parsed.error,
    );
  }
}

interface Statements {
  readonly identity: StatementSync;
  readonly documents: StatementSync;
  readonly putDocument: StatementSync;
  readonly deleteDocument: StatementSync;
  readonly history: StatementSync;
  readonly change: StatementSync;
  readonly insertChange: StatementSync;
  readonly forgetUndone: StatementSync;
  readonly forgetOldChanges: StatementSync;
  readonly setUndone: StatementSync;
  readonly mentions: StatementSync;
  readonly insertDecision: StatementSync;
  readonly decision: StatementSync;
  readonly decisions: StatementSync;
  readonly records: StatementSync;
  readonly countDecisions: StatementSync;
  readonly lastSequence: StatementSync;
  readonly forgetDecisions: StatementSync;
  readonly forgetBatches: StatementSync;
  readonly insertBatch: StatementSync;
  readonly batch: StatementSync;
}

function prepare(database: DatabaseSync): Statements {
  const columns = 'id, at, label, origin, undone';
  return {
    identity: database.prepare('SELECT id, name, created_at, file_number FROM workspace'),
    documents: database.prepare('SELECT key, document FROM documents'),
    putDocument: database.prepare(
      'INSERT INTO documents (key, document) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET document = excluded.document',
    ),
    deleteDocument: database.prepare('DELETE FROM documents WHERE key = ?'),
    history: database.prepare(`SELECT ${columns} FROM changes ORDER BY sequence DESC LIMIT ?`),
    change: database.prepare(`SELECT ${columns}, edits FROM changes WHERE id = ?`),
    insertChange: database.prepare('INSERT INTO changes (id, at, label, origin, edits) VALUES (?, ?, ?, ?, ?)'),
    forgetUndone: database.prepare('DELETE FROM changes WHERE undone = 1'),
    forgetOldChanges: database.prepare(
      `DELETE FROM changes
       WHERE sequence <= (SELECT sequence FROM changes ORDER BY sequence DESC LIMIT 1 OFFSET ${CHANGES_KEPT})`,
    ),
    setUndone: database.prepare('UPDATE changes SET undone = ? WHERE id = ?'),
    mentions: database.prepare(
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM documents WHERE instr(document, ?) > 0)
                   OR EXISTS (SELECT 1 FROM changes WHERE instr(edits, ?) > 0)`,
    ),
    insertDecision: database.prepare(
      `INSERT INTO decisions (sequence, id, at, verdict, principal, action, resource, summary, record)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    decision: database.prepare('SELECT sequence, record FROM decisions WHERE id = ?'),
    decisions: database.prepare(
      'SELECT sequence, summary FROM decisions WHERE sequence < ? ORDER BY sequence DESC LIMIT ?',
    ),
    records: database.prepare(
      'SELECT sequence, record FROM decisions WHERE sequence < ? ORDER BY sequence DESC LIMIT ?',
    ),
    countDecisions: database.prepare('SELECT count(*) AS count FROM decisions'),
    forgetDecisions: database.prepare('DELETE FROM decisions WHERE sequence <= ?'),
    forgetBatches: database.prepare(
      `DELETE FROM decision_batches WHERE first_sequence <
         (SELECT max(first_sequence) FROM decision_batches WHERE first_sequence <= ?)`,
    ),
    insertBatch: database.prepare('INSERT INTO decision_batches (first_sequence, records, weighed) VALUES (?, ?, ?)'),
    batch: database.prepare(
      `SELECT first_sequence, records, weighed FROM decision_batches WHERE first_sequence <= ?
       ORDER BY first_sequence DESC LIMIT 1`,
    ),
    lastSequence: database.prepare("SELECT (SELECT seq FROM sqlite_sequence WHERE name = 'decisions') AS sequence"),
  };
}
