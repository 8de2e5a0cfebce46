import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { z } from 'zod';
import { behindPrefix } from './object-key-order.ts';
import {
  ObjectDetails,
  UploadDetails,
  type BodyId,
  type BodyRange,
  type BodySource,
  type ListStart,
  type MultipartUpload,
  type NewVersion,
  type ObjectStore,
  type ObjectVersion,
  type ObjectWriter,
  type UploadedPart,
} from './object-store.ts';

/** Bodies lie in pieces of this size, so that a range is read without the rest, and none is in memory twice. */
const PIECE_BYTES = 1024 * 1024;

/**
 * The tables of objects. A body may belong to a version or to a part of an upload; its pieces go with it. Keys compare by
 * their UTF-8 bytes, as Amazon S3 lists them. `sequence` tells which version of a key is newer.
 */
export const OBJECT_TABLES = `
  CREATE TABLE object_bodies (id INTEGER PRIMARY KEY AUTOINCREMENT) STRICT;

  CREATE TABLE object_pieces (
    id INTEGER PRIMARY KEY,
    body INTEGER NOT NULL REFERENCES object_bodies (id) ON DELETE CASCADE,
    -- Where in the body the piece begins.
    start INTEGER NOT NULL,
    size INTEGER NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX object_pieces_place ON object_pieces (body, start, size);

  CREATE TABLE object_versions (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    bucket TEXT NOT NULL,
    key TEXT NOT NULL,
    version_id TEXT NOT NULL,
    is_latest INTEGER NOT NULL,
    is_delete_marker INTEGER NOT NULL,
    last_modified TEXT NOT NULL,
    size INTEGER NOT NULL,
    etag TEXT NOT NULL,
    details TEXT NOT NULL,
    body INTEGER REFERENCES object_bodies (id),
    UNIQUE (bucket, key, version_id)
  ) STRICT;
  CREATE INDEX object_versions_order ON object_versions (bucket, key, sequence DESC);
  CREATE UNIQUE INDEX object_versions_latest ON object_versions (bucket, key) WHERE is_latest = 1;
  CREATE INDEX object_versions_body ON object_versions (body);

  CREATE TABLE multipart_uploads (
    id TEXT PRIMARY KEY,
    bucket TEXT NOT NULL,
    key TEXT NOT NULL,
    initiated TEXT NOT NULL,
    details TEXT NOT NULL
  ) STRICT;
  CREATE INDEX multipart_uploads_order ON multipart_uploads (bucket, key, id);

  CREATE TABLE upload_parts (
    upload TEXT NOT NULL REFERENCES multipart_uploads (id),
    number INTEGER NOT NULL,
    size INTEGER NOT NULL,
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    checksum TEXT,
    body INTEGER NOT NULL REFERENCES object_bodies (id),
    PRIMARY KEY (upload, number)
  ) STRICT;
  CREATE INDEX upload_parts_body ON upload_parts (body);
`;

const VersionRow = z
  .object({
    bucket: z.string(),
    key: z.string(),
    version_id: z.string(),
    is_latest: z.number(),
    is_delete_marker: z.number(),
    last_modified: z.string(),
    size: z.number(),
    etag: z.string(),
    details: z.string(),
    body: z.number().nullable(),
  })
  .transform((row): ObjectVersion => ({
    bucket: row.bucket,
    key: row.key,
    versionId: row.version_id,
    isLatest: row.is_latest === 1,
    isDeleteMarker: row.is_delete_marker === 1,
    lastModified: row.last_modified,
    size: row.size,
    etag: row.etag,
    details: ObjectDetails.parse(JSON.parse(row.details)),
    body: row.body,
  }));

const UploadRow = z
  .object({ id: z.string(), bucket: z.string(), key: z.string(), initiated: z.string(), details: z.string() })
  .transform((row): MultipartUpload => ({ ...row, details: UploadDetails.parse(JSON.parse(row.details)) }));

const PartRow = z
  .object({
    number: z.number(),
    size: z.number(),
    etag: z.string(),
    last_modified: z.string(),
    checksum: z.string().nullable(),
    body: z.number(),
  })
  .transform(({ last_modified, checksum, ...row }): UploadedPart => ({
    ...row,
    lastModified: last_modified,
    checksum: checksum === null ? null : PartChecksum.parse(JSON.parse(checksum)),
  }));
const PartChecksum = z.object({ algorithm: z.string(), value: z.string() });

const BodyRow = z.object({ body: z.number().nullable() });
const IdRow = z.object({ id: z.string() });
const PieceRow = z.object({ start: z.number(), bytes: z.instanceof(Uint8Array) });

const VERSION_COLUMNS =
  'bucket, key, version_id, is_latest, is_delete_marker, last_modified, size, etag, details, body';

/** Asks and writes the tables of objects, synchronously, as SQLite does. Writing is done in the caller's transaction. */
export function openObjectTables(database: DatabaseSync): ObjectStore {
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  /** Prepared when it is first needed: most workspaces hold no objects. */
  const prepared = (sql: string): ReturnType<DatabaseSync['prepare']> => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const made = database.prepare(sql);
    statements.set(sql, made);
    return made;
  };
  const all = <T>(row: z.ZodType<T>, sql: string, ...values: SQLInputValue[]): T[] =>
    prepared(sql)
      .all(...values)
      .map((found) => row.parse(found));
  const one = <T>(row: z.ZodType<T>, sql: string, ...values: SQLInputValue[]): T | null => {
    const found = prepared(sql).get(...values);
    return found === undefined ? null : row.parse(found);
  };
  const run = (sql: string, ...values: SQLInputValue[]) => prepared(sql).run(...values);

  function* pieces({ body, start, end }: BodyRange): Generator<Uint8Array> {
    let at = start;
    while (at < end) {
      const piece = one(
        PieceRow,
        `SELECT start, bytes FROM object_pieces WHERE body = ? AND start <= ? ORDER BY start DESC, size DESC LIMIT 1`,
        body,
        at,
      );
      const bytes = piece?.bytes.subarray(at - piece.start, end - piece.start);
      if (bytes === undefined || bytes.length === 0) throw new Error(`Body ${body} ends before byte ${end}.`);
      yield bytes;
      at += bytes.length;
    }
  }

  function read(range: BodyRange): Uint8Array {
    const bytes = new Uint8Array(range.end - range.start);
    let at = 0;
    for (const piece of pieces(range)) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }

  function* slices(source: BodySource): Generator<Uint8Array> {
    if (source instanceof Uint8Array) {
      for (let at = 0; at < source.length; at += PIECE_BYTES) yield source.subarray(at, at + PIECE_BYTES);
    } else {
      for (const range of source) yield* pieces(range);
    }
  }

  function writeBody(source: BodySource): BodyId {
    const body = Number(run('INSERT INTO object_bodies DEFAULT VALUES').lastInsertRowid);
    let start = 0;
    for (const bytes of slices(source)) {
      run('INSERT INTO object_pieces (body, start, size, bytes) VALUES (?, ?, ?, ?)', body, start, bytes.length, bytes);
      start += bytes.length;
    }
    return body;
  }

  const deleteBody = (body: BodyId | null): void => {
    if (body !== null) run('DELETE FROM object_bodies WHERE id = ?', body);
  };

  function removeVersion(bucket: string, key: string, versionId: string): void {
    const gone = one(
      BodyRow,
      'DELETE FROM object_versions WHERE bucket = ? AND key = ? AND version_id = ? RETURNING body',
      bucket,
      key,
      versionId,
    );
    deleteBody(gone?.body ?? null);
  }

  function deleteUpload(uploadId: string): void {
    const parts = all(BodyRow, 'DELETE FROM upload_parts WHERE upload = ? RETURNING body', uploadId);
    for (const { body } of parts) deleteBody(body);
    run('DELETE FROM multipart_uploads WHERE id = ?', uploadId);
  }

  const writer: ObjectWriter = {
    put(version: NewVersion, source) {
      const { bucket, key, versionId } = version;
      // Written before the old version goes, since it may be made of that one's bytes.
      const body = source === null ? null : writeBody(source);
      removeVersion(bucket, key, versionId);
      run('UPDATE object_versions SET is_latest = 0 WHERE bucket = ? AND key = ? AND is_latest = 1', bucket, key);
      run(
        `INSERT INTO object_versions (${VERSION_COLUMNS}) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?)`,
        bucket,
        key,
        versionId,
        Number(version.isDeleteMarker),
        version.lastModified,
        version.size,
        version.etag,
        JSON.stringify(version.details),
        body,
      );
    },
    change(bucket, key, versionId, details) {
      run(
        'UPDATE object_versions SET details = ? WHERE bucket = ? AND key = ? AND version_id = ?',
        JSON.stringify(details),
        bucket,
        key,
        versionId,
      );
    },
    delete(bucket, key, versionId) {
      removeVersion(bucket, key, versionId);
      run(
        `UPDATE object_versions SET is_latest = 1 WHERE sequence =
           (SELECT sequence FROM object_versions WHERE bucket = ? AND key = ? ORDER BY sequence DESC LIMIT 1)`,
        bucket,
        key,
      );
    },
    createUpload({ id, bucket, key, initiated, details }) {
      run(
        'INSERT INTO multipart_uploads (id, bucket, key, initiated, details) VALUES (?, ?, ?, ?, ?)',
        id,
        bucket,
        key,
        initiated,
        JSON.stringify(details),
      );
    },
    putPart(uploadId, { number, size, etag, lastModified, checksum }, source) {
      const body = writeBody(source);
      const old = one(
        BodyRow,
        'DELETE FROM upload_parts WHERE upload = ? AND number = ? RETURNING body',
        uploadId,
        number,
      );
      deleteBody(old?.body ?? null);
      run(
        `INSERT INTO upload_parts (upload, number, size, etag, last_modified, checksum, body)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        uploadId,
        number,
        size,
        etag,
        lastModified,
        checksum === null ? null : JSON.stringify(checksum),
        body,
      );
    },
    deleteUpload,
    empty(bucket) {
      const versions = all(BodyRow, 'DELETE FROM object_versions WHERE bucket = ? RETURNING body', bucket);
      for (const { body } of versions) deleteBody(body);
      for (const { id } of all(IdRow, 'SELECT id FROM multipart_uploads WHERE bucket = ?', bucket)) deleteUpload(id);
    },
  };

  function listVersions(bucket: string, start: ListStart, after: string | null): ObjectVersion[] {
    if (after !== null && start.from !== null) {
      // The rest of the versions of that key, then the keys behind it.
      const rest = all(
        VersionRow,
        `SELECT ${VERSION_COLUMNS} FROM object_versions WHERE bucket = ? AND key = ? AND sequence <
           (SELECT sequence FROM object_versions WHERE bucket = ? AND key = ? AND version_id = ?)
         ORDER BY sequence DESC LIMIT ?`,
        bucket,
        start.from.key,
        bucket,
        start.from.key,
        after,
        start.limit,
      );
      if (rest.length === start.limit) return rest;
      const behind = { key: start.from.key, inclusive: false };
      return [...rest, ...listVersions(bucket, { ...start, from: behind, limit: start.limit - rest.length }, null)];
    }
    const { where, values, limit } = keyRange(start);
    const sql = `SELECT ${VERSION_COLUMNS} FROM object_versions
      WHERE bucket = ? ${where} ORDER BY key, sequence DESC LIMIT ?`;
    return all(VersionRow, sql, bucket, ...values, limit);
  }

  return {
    writer,
    read,
    pieces,
    latest: (bucket, key) =>
      one(
        VersionRow,
        `SELECT ${VERSION_COLUMNS} FROM object_versions WHERE bucket = ? AND key = ? AND is_latest = 1`,
        bucket,
        key,
      ),
    version: (bucket, key, versionId) =>
      one(
        VersionRow,
        `SELECT ${VERSION_COLUMNS} FROM object_versions WHERE bucket = ? AND key = ? AND version_id = ?`,
        bucket,
        key,
        versionId,
      ),
    listLatest(bucket, start) {
      const { where, values, limit } = keyRange(start);
      const sql = `SELECT ${VERSION_COLUMNS} FROM object_versions
        WHERE bucket = ? AND is_latest = 1 AND is_delete_marker = 0 ${where} ORDER BY key LIMIT ?`;
      return all(VersionRow, sql, bucket, ...values, limit);
    },
    listVersions,
    isEmpty: (bucket) => prepared('SELECT 1 FROM object_versions WHERE bucket = ? LIMIT 1').get(bucket) === undefined,
    upload: (bucket, key, id) =>
      one(UploadRow, 'SELECT * FROM multipart_uploads WHERE id = ? AND bucket = ? AND key = ?', id, bucket, key),
    listUploads(bucket, start, after) {
      const { where, values, limit } = keyRange(start);
      if (after === null || start.from === null) {
        const sql = `SELECT * FROM multipart_uploads WHERE bucket = ? ${where} ORDER BY key, id LIMIT ?`;
        return all(UploadRow, sql, bucket, ...values, limit);
      }
      const sql = `SELECT * FROM multipart_uploads
        WHERE bucket = ? AND ((key = ? AND id > ?) OR (1 = 1 ${where})) ORDER BY key, id LIMIT ?`;
      return all(UploadRow, sql, bucket, start.from.key, after, ...values, limit);
    },
    parts: (uploadId, after, limit) =>
      all(
        PartRow,
        `SELECT number, size, etag, last_modified, checksum, body FROM upload_parts
         WHERE upload = ? AND number > ? ORDER BY number LIMIT ?`,
        uploadId,
        after,
        limit,
      ),
  };
}

/** The condition that keys of a listing meet. */
function keyRange({ prefix, from, limit }: ListStart): { where: string; values: string[]; limit: number } {
  const conditions: string[] = [];
  const values: string[] = [];
  const add = (condition: string, value: string | null): void => {
    if (value === null || value === '') return;
    conditions.push(` AND key ${condition} ?`);
    values.push(value);
  };
  add('>=', prefix);
  add('<', behindPrefix(prefix));
  add(from?.inclusive === true ? '>=' : '>', from?.key ?? null);
  return { where: conditions.join(''), values, limit };
}
