import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { behindPrefix } from '../../../src-main/storage/object-key-order.ts';
import type { NewVersion, ObjectDetails, ObjectWriter } from '../../../src-main/storage/object-store.ts';
import { createWorkspace, openWorkspace } from '../../../src-main/storage/sqlite-workspace.ts';
import type { WorkspaceStore } from '../../../src-main/storage/workspace-store.ts';
import { user } from '../../fixtures/account-documents.ts';
import { countingRandom, fixedClock, NOW } from '../../fixtures/fixed-tools.ts';

const MIB = 1024 * 1024;
const made = { name: 'Shop', clock: fixedClock, random: countingRandom() };

let folder: string;
let path: string;
let store: WorkspaceStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-objects-'));
  path = join(folder, 'shop.gatehouse');
  store = createWorkspace(path, made);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const details: ObjectDetails = {
  ownerAccountId: '123456789012',
  Metadata: { a: '1' },
  headers: { ContentType: 'text/plain' },
  StorageClass: 'STANDARD',
  encryption: { ServerSideEncryption: 'AES256' },
  tags: [{ Key: 'team', Value: 'shop' }],
  grants: null,
  checksum: null,
  parts: null,
  retention: null,
  legalHold: null,
};

const version = (key: string, stated: Partial<NewVersion> = {}): NewVersion => ({
  bucket: 'b',
  key,
  versionId: 'null',
  isDeleteMarker: false,
  lastModified: NOW,
  size: 0,
  etag: 'e',
  details,
  ...stated,
});

function write(work: (objects: ObjectWriter) => void): void {
  store.commit(null, () => work(store.objects.writer));
}

function put(key: string, body: string, stated: Partial<NewVersion> = {}): void {
  const bytes = Buffer.from(body);
  write((objects) => objects.put(version(key, { size: bytes.length, ...stated }), bytes));
}

function bodyOf(key: string, versionId?: string): string {
  const found = versionId === undefined ? store.objects.latest('b', key) : store.objects.version('b', key, versionId);
  if (found === null || found.body === null) throw new Error(`There is no ${key}.`);
  return Buffer.from(store.objects.read({ body: found.body, start: 0, end: found.size })).toString();
}

const listed = (prefix = '', from: string | null = null, limit = 100) =>
  store.objects
    .listLatest('b', { prefix, from: from === null ? null : { key: from, inclusive: false }, limit })
    .map(({ key }) => key);

/** How many rows a table has. */
function count(table: string): number {
  store.close();
  const database = new DatabaseSync(path);
  const row = database.prepare(`SELECT count(*) AS rows FROM ${table}`).get();
  database.close();
  store = openWorkspace(path);
  return Number(row?.['rows']);
}

describe('an object', () => {
  test('is there again when the workspace is closed and opened', () => {
    put('k', 'hello');
    store.close();
    store = openWorkspace(path);
    expect(store.objects.latest('b', 'k')).toMatchObject({ key: 'k', size: 5, etag: 'e', isLatest: true, details });
    expect(bodyOf('k')).toBe('hello');
  });

  test('of several pieces is read from any byte to any other', () => {
    const bytes = Buffer.alloc(3 * MIB + 5);
    for (let at = 0; at + 4 <= bytes.length; at += 4) bytes.writeUInt32BE(at, at);
    write((objects) => objects.put(version('large', { size: bytes.length }), bytes));
    const body = store.objects.latest('b', 'large')?.body ?? 0;
    for (const [start, end] of [
      [0, bytes.length],
      [MIB - 1, MIB + 1],
      [MIB, 2 * MIB],
      [3 * MIB, 3 * MIB + 5],
      [7, 7],
    ] as const) {
      const read = store.objects.read({ body, start, end });
      expect(Buffer.compare(read, bytes.subarray(start, end))).toBe(0);
    }
  });

  test('that is written again leaves no body behind', () => {
    put('k', 'first');
    put('k', 'second');
    expect(bodyOf('k')).toBe('second');
    expect(count('object_bodies')).toBe(1);
    expect(count('object_pieces')).toBe(1);
  });

  test('may be made of its own bytes', () => {
    put('k', 'hello');
    const body = store.objects.latest('b', 'k')?.body ?? 0;
    write((objects) =>
      objects.put(version('k', { size: 6 }), [
        { body, start: 4, end: 5 },
        { body, start: 0, end: 5 },
      ]),
    );
    expect(bodyOf('k')).toBe('ohello');
  });

  test('has versions, of which the newest is the latest, also once that is deleted', () => {
    put('k', 'one', { versionId: 'v1' });
    put('k', 'two', { versionId: 'v2' });
    write((objects) => objects.put(version('k', { versionId: 'v3', isDeleteMarker: true }), null));
    expect(store.objects.latest('b', 'k')).toMatchObject({ versionId: 'v3', isDeleteMarker: true });
    expect(listed()).toEqual([]);
    expect(bodyOf('k', 'v1')).toBe('one');
    write((objects) => objects.delete('b', 'k', 'v3'));
    expect(bodyOf('k')).toBe('two');
    expect(listed()).toEqual(['k']);
  });

  test('may have what is kept beside its bytes changed', () => {
    put('k', 'hello');
    write((objects) => objects.change('b', 'k', 'null', { ...details, tags: [] }));
    expect(store.objects.latest('b', 'k')?.details.tags).toEqual([]);
    expect(bodyOf('k')).toBe('hello');
  });
});

describe('a write', () => {
  test('that fails half-way leaves nothing behind, in the model neither', () => {
    const lucy = user('lucy');
    const change = {
      id: '1',
      at: NOW,
      label: 'Make',
      origin: 'request' as const,
      edits: [{ key: lucy.arn, before: null, after: lucy }],
    };
    const attempt = () =>
      store.commit(change, () => {
        store.objects.writer.put(version('k'), Buffer.from('hello'));
        throw new Error('The disk is full.');
      });
    expect(attempt).toThrow('The disk is full.');
    expect(store.objects.latest('b', 'k')).toBeNull();
    expect(store.documents()).toEqual([]);
    expect(count('object_bodies')).toBe(0);
  });
});

describe('a listing', () => {
  const KEYS = ['a', 'a/1', 'a/2', 'b', 'é', '￿', '😀'];
  beforeEach(() => {
    for (const key of KEYS.toReversed()) put(key, key);
    put('of-another', '', { bucket: 'c' });
  });

  test('is in the order of UTF-8 bytes, which is not that of UTF-16', () => {
    expect(listed()).toEqual(KEYS);
  });

  test.each([
    ['a/', null, 100, ['a/1', 'a/2']],
    ['', 'a/1', 2, ['a/2', 'b']],
    ['a', 'a', 100, ['a/1', 'a/2']],
    ['x', null, 100, []],
  ] as const)('with the prefix %j behind %j, %i at most, is %j', (prefix, from, limit, keys) => {
    expect(listed(prefix, from, limit)).toEqual(keys);
  });

  test('of versions has the newest first within a key, and goes on behind one of them', () => {
    put('a', 'again', { versionId: 'v2' });
    const all = store.objects.listVersions('b', { prefix: '', from: null, limit: 3 }, null);
    expect(all.map(({ key, versionId }) => [key, versionId])).toEqual([
      ['a', 'v2'],
      ['a', 'null'],
      ['a/1', 'null'],
    ]);
    const from = { key: 'a', inclusive: false };
    const rest = store.objects.listVersions('b', { prefix: '', from, limit: 2 }, 'v2');
    expect(rest.map(({ key }) => key)).toEqual(['a', 'a/1']);
  });
});

const putPart = (number: number, body: string): void =>
  write((objects) =>
    objects.putPart(
      'u',
      { number, size: body.length, etag: 'e', lastModified: NOW, checksum: null },
      Buffer.from(body),
    ),
  );

describe('an upload in parts', () => {
  const upload = {
    id: 'u',
    bucket: 'b',
    key: 'k',
    initiated: NOW,
    details: { object: details, initiatorArn: '', checksumAlgorithm: null, checksumType: null },
  };
  beforeEach(() => {
    write((objects) => objects.createUpload(upload));
    putPart(2, 'world');
    putPart(1, 'other');
    putPart(1, 'hello ');
  });

  test('lists its parts by number, the newest of each', () => {
    expect(store.objects.upload('b', 'k', 'u')).toEqual(upload);
    expect(store.objects.parts('u', 0, 10).map(({ number, size }) => [number, size])).toEqual([
      [1, 6],
      [2, 5],
    ]);
    expect(store.objects.parts('u', 1, 10).map(({ number }) => number)).toEqual([2]);
  });

  test('becomes an object of its parts, and is gone then', () => {
    const ranges = store.objects.parts('u', 0, 10).map(({ body, size }) => ({ body, start: 0, end: size }));
    write((objects) => {
      objects.put(version('k', { size: 11 }), ranges);
      objects.deleteUpload('u');
    });
    expect(bodyOf('k')).toBe('hello world');
    expect(store.objects.upload('b', 'k', 'u')).toBeNull();
    expect(count('upload_parts')).toBe(0);
    expect(count('object_bodies')).toBe(1);
  });

  test('goes with its bucket', () => {
    put('k', 'hello');
    write((objects) => objects.empty('b'));
    expect(store.objects.isEmpty('b')).toBe(true);
    expect(count('multipart_uploads')).toBe(0);
    expect(count('object_pieces')).toBe(0);
  });
});

test('a workspace in memory keeps objects as well', () => {
  const inMemory = createWorkspace(null, made);
  inMemory.commit(null, () => inMemory.objects.writer.put(version('k', { size: 1 }), Buffer.from('a')));
  expect(inMemory.objects.latest('b', 'k')?.size).toBe(1);
  inMemory.close();
});

describe('the first text behind a prefix', () => {
  test.each([
    ['a', 'b'],
    ['a/', 'a0'],
    ['\u{d7ff}', '\u{e000}'],
    ['a\u{10ffff}', 'b'],
    ['\u{10ffff}', null],
    ['', null],
  ])('%j is %j', (prefix, behind) => {
    expect(behindPrefix(prefix)).toBe(behind);
  });
});
