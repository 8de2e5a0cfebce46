import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWorkspace, openWorkspace } from '../../../src-main/storage/sqlite-workspace.ts';
import { workspaceFault } from '../../../src-main/storage/workspace-faults.ts';
import { CHANGES_KEPT, type WorkspaceStore } from '../../../src-main/storage/workspace-store.ts';
import type { Change, DocumentEdit } from '../../../src-shared/model/documents.ts';
import { managedPolicy, user } from '../../fixtures/account-documents.ts';
import { countingRandom, fixedClock, NOW } from '../../fixtures/fixed-tools.ts';
import {
  organization,
  organizationAccount,
  organizationalUnit,
  organizationRoot,
} from '../../fixtures/organization-documents.ts';
import { decisionRecord } from './test-records.ts';

let folder: string;
let path: string;
const made = { name: 'Shop', clock: fixedClock, random: countingRandom() };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-storage-'));
  path = join(folder, 'shop.gatehouse');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function change(id: string, edits: DocumentEdit[]): Change {
  return { id, at: NOW, label: `Change ${id}`, origin: 'designer', edits };
}

function creation(name: string): DocumentEdit {
  return { key: user(name).arn, before: null, after: user(name) };
}

/** Makes a workspace with lucy in it, and closes it. */
function makeFile(): void {
  const store = createWorkspace(path, made);
  store.commit(change('1', [creation('lucy')]));
  store.close();
}

/** Changes a file behind the workspace's back. */
function tamper(sql: string): void {
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
}

function keys(store: WorkspaceStore): string[] {
  return store.documents().map((document) => document.arn);
}

describe('a workspace file', () => {
  test('keeps everything when it is closed and opened again', () => {
    const store = createWorkspace(path, made);
    store.commit(change('1', [creation('lucy')]));
    store.appendDecision(decisionRecord('d1'));
    const { identity } = store;
    store.close();

    const again = openWorkspace(path);
    expect(again.identity).toEqual(identity);
    expect(again.documents()).toEqual([user('lucy')]);
    expect(again.change('1')).toEqual({ ...change('1', [creation('lucy')]), undone: false });
    expect(again.decisions({ before: null, limit: 10 })).toMatchObject({
      total: 1,
      records: [{ id: 'd1', sequence: 1 }],
    });
    again.close();
  });

  test('keeps an organization', () => {
    const documents = [
      organization(),
      organizationRoot(),
      organizationalUnit('Workloads'),
      organizationAccount('123456789012'),
    ];
    const store = createWorkspace(path, made);
    store.commit(
      change(
        '1',
        documents.map((document) => ({ key: document.arn, before: null, after: document })),
      ),
    );
    store.close();
    const again = openWorkspace(path);
    expect(again.documents()).toEqual(expect.arrayContaining(documents));
    again.close();
  });

  test('of a Gatehouse that did not count the versions of policies is read', () => {
    const { lastVersionNumber: _, ...uncounted } = managedPolicy('read', '{}');
    makeFile();
    tamper(`INSERT INTO documents (key, document) VALUES ('${uncounted.arn}', '${JSON.stringify(uncounted)}')`);
    const store = openWorkspace(path);
    expect(store.documents()).toContainEqual({ ...uncounted, lastVersionNumber: 0 });
    store.close();
  });

  test('is a single file once it is closed, which only its owner may read', () => {
    makeFile();
    expect(readdirSync(folder)).toEqual(['shop.gatehouse']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('is never made over a file that is there', () => {
    writeFileSync(path, 'a letter');
    expect(() => createWorkspace(path, made)).toThrow(
      expect.objectContaining({ code: 'WorkspaceExists', place: path }),
    );
    expect(readFileSync(path, 'utf8')).toBe('a letter');
  });

  test('is never made beside the log that another left behind', () => {
    writeFileSync(`${path}-wal`, 'a log');
    expect(() => createWorkspace(path, made)).toThrow(expect.objectContaining({ code: 'WorkspaceExists' }));
    expect(readdirSync(folder)).toEqual(['shop.gatehouse-wal']);
  });

  test('knows when it is a copy', () => {
    makeFile();
    const copied = join(folder, 'copy.gatehouse');
    copyFileSync(path, copied);
    const original = openWorkspace(path);
    const copy = openWorkspace(copied);
    expect([original.isCopy, copy.isCopy]).toEqual([false, true]);
    original.close();
    copy.close();
  });

  test('is refused to a second window of the same process', () => {
    const store = createWorkspace(path, made);
    expect(() => openWorkspace(path)).toThrow(
      expect.objectContaining({ code: 'WorkspaceInUse', message: expect.stringContaining('another Gatehouse window') }),
    );
    store.commit(change('1', [creation('lucy')]));
    expect(keys(store)).toEqual([user('lucy').arn]);
    store.close();
  });
});

describe('a file that cannot be opened', () => {
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  test.each([
    ['a picture', png, 'NotAWorkspace', 'a PNG picture'],
    ['an export', Buffer.from('{"UserDetailList": []}'), 'NotAWorkspace', 'a JSON file'],
    ['a text', Buffer.from('Dear Lucy, I have left your keys at the gate.'), 'NotAWorkspace', 'a file of another kind'],
    ['an empty file', Buffer.alloc(0), 'NotAWorkspace', 'an empty file'],
  ])('because it is %s is named, and left as it is', (_, bytes, code, what) => {
    writeFileSync(path, bytes);
    expect(() => openWorkspace(path)).toThrow(
      expect.objectContaining({ code, place: path, message: `This is ${what}, not a Gatehouse workspace.` }),
    );
    expect(readFileSync(path)).toEqual(bytes);
  });

  test('because it is not there', () => {
    expect(() => openWorkspace(path)).toThrow(expect.objectContaining({ code: 'WorkspaceNotFound', place: path }));
  });

  test('because it is a folder', () => {
    expect(() => openWorkspace(folder)).toThrow(expect.objectContaining({ code: 'WorkspaceNotOpened' }));
  });

  test('because it is another program’s database is left byte for byte', () => {
    tamper('CREATE TABLE songs (title TEXT)');
    const before = readFileSync(path);
    expect(() => openWorkspace(path)).toThrow(expect.objectContaining({ code: 'NotAWorkspace' }));
    expect(readFileSync(path)).toEqual(before);
  });

  test('because a newer Gatehouse made it is left byte for byte', () => {
    makeFile();
    tamper('PRAGMA user_version = 999');
    const before = readFileSync(path);
    expect(() => openWorkspace(path)).toThrow(
      expect.objectContaining({ code: 'WorkspaceNewer', mend: expect.stringContaining('version 999') }),
    );
    expect(readFileSync(path)).toEqual(before);
  });

  test('because its end is missing', () => {
    makeFile();
    truncateSync(path, 8192);
    expect(() => openWorkspace(path)).toThrow(expect.objectContaining({ code: 'WorkspaceDamaged', place: path }));
  });

  test('because bytes in its middle were overwritten', () => {
    makeFile();
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0x5a, 4096, bytes.length));
    expect(() => openWorkspace(path)).toThrow(expect.objectContaining({ code: 'WorkspaceDamaged', place: path }));
  });

  test.each([
    ['is no JSON', `'{"type":'`, 'is not JSON'],
    ['lacks a field', `json_remove(document, '$.userName')`, 'in userName'],
    ['is another', `json_set(document, '$.arn', 'arn:aws:iam::123456789012:user/emma')`, 'holds .*emma'],
  ])('because a document %s names the document', (_, expression, message) => {
    makeFile();
    tamper(`UPDATE documents SET document = ${expression}`);
    const store = openWorkspace(path);
    expect(() => store.documents()).toThrow(
      expect.objectContaining({
        code: 'WorkspaceDamaged',
        message: expect.stringMatching(new RegExp(`${user('lucy').arn}.*${message}`)),
      }),
    );
    store.close();
  });

  // Root may write to read-only files, so the test gives the right up for a moment.
  test('because it may not be written to', () => {
    makeFile();
    chmodSync(path, 0o444);
    chmodSync(folder, 0o755);
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65534);
    try {
      expect(() => openWorkspace(path)).toThrow(expect.objectContaining({ code: 'WorkspaceReadOnly', place: path }));
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });
});

test('a full disk is named, and nothing is written', () => {
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE t (x); PRAGMA max_page_count = 3');
  let thrown: unknown;
  try {
    database.prepare('INSERT INTO t VALUES (?)').run(new Uint8Array(100_000));
  } catch (fault) {
    thrown = fault;
  }
  expect(workspaceFault(thrown, '/shop.gatehouse')).toMatchObject({ code: 'DiskFull', place: '/shop.gatehouse' });
  expect(database.prepare('SELECT count(*) AS n FROM t').get()).toEqual({ n: 0 });
});

describe('changes', () => {
  let store: WorkspaceStore;
  beforeEach(() => {
    store = createWorkspace(null, made);
  });

  test('come newest first', () => {
    for (const id of ['1', '2', '3']) store.commit(change(id, [creation(`user-${id}`)]));
    expect(store.history(2).map(({ id }) => id)).toEqual(['3', '2']);
  });

  test('write their documents whole or not at all', () => {
    store.commit(change('1', [creation('lucy')]));
    // The second change repeats an ID, which is found out only after its documents have been written.
    expect(() => store.commit(change('1', [creation('emma')]))).toThrow(
      expect.objectContaining({ code: 'WorkspaceNotWritten' }),
    );
    expect(keys(store)).toEqual([user('lucy').arn]);
  });

  test('can be undone and done again', () => {
    store.commit(change('1', [creation('lucy')]));
    store.setUndone('1', true, [{ key: user('lucy').arn, before: user('lucy'), after: null }]);
    expect(keys(store)).toEqual([]);
    expect(store.history(1)[0]?.undone).toBe(true);
    store.setUndone('1', false, [creation('lucy')]);
    expect(keys(store)).toEqual([user('lucy').arn]);
  });

  test('that were undone are forgotten with the next change', () => {
    store.commit(change('1', [creation('lucy')]));
    store.setUndone('1', true, []);
    store.commit(change('2', [creation('emma')]));
    expect(store.history(10).map(({ id }) => id)).toEqual(['2']);
    expect(() => store.setUndone('1', false, [])).toThrow(expect.objectContaining({ code: 'ChangeNotFound' }));
  });

  test(`are kept up to the newest ${CHANGES_KEPT}`, () => {
    for (let n = 1; n <= CHANGES_KEPT + 5; n += 1) store.commit(change(`${n}`, []));
    const kept = store.history(CHANGES_KEPT * 2);
    expect(kept).toHaveLength(CHANGES_KEPT);
    expect(kept.at(-1)?.id).toBe('6');
  });

  test('and documents are searched for what they mention', () => {
    store.commit(change('1', [creation('lucy')]));
    store.commit(change('2', [{ key: user('lucy').arn, before: user('lucy'), after: null }]));
    expect(store.mentions('AIDALUCY')).toBe(true);
    expect(store.mentions('AIDAEMMA')).toBe(false);
  });
});

describe('decisions', () => {
  test('are numbered as they come, and given back whole', () => {
    const store = createWorkspace(null, made);
    const first = store.appendDecision(decisionRecord('d1'));
    const second = store.appendDecision(decisionRecord('d2'));
    expect([first.sequence, second.sequence]).toEqual([1, 2]);
    expect(store.decision('d2')).toEqual({ ...decisionRecord('d2'), sequence: 2 });
    expect(store.decision('d3')).toBeNull();
  });

  test('are in the file before the next change is', () => {
    const file = createWorkspace(path, made);
    file.appendDecision(decisionRecord('first'));
    file.commit(change('1', [creation('lucy')]));
    const copy = join(folder, 'copy.gatehouse');
    copyFileSync(path, copy);
    copyFileSync(`${path}-wal`, `${copy}-wal`);
    const copied = openWorkspace(copy);
    expect(copied.decisions({ before: null, limit: 1 }).records.map(({ id }) => id)).toEqual(['first']);
    copied.close();
    file.close();
  });

  test('that were written together are read one by one', () => {
    const file = createWorkspace(path, made);
    for (let n = 1; n <= 600; n += 1) file.appendDecision(decisionRecord(`d${n}`));
    for (const n of [1, 64, 65, 600]) {
      expect(file.decision(`d${n}`)).toEqual({ ...decisionRecord(`d${n}`), sequence: n });
    }
    file.close();
  });

  test('of a Gatehouse that wrote them one by one are read', () => {
    makeFile();
    const { id, at, verdict, action, resource } = decisionRecord('old');
    const record = JSON.stringify(decisionRecord('old')).replaceAll("'", "''");
    tamper(`INSERT INTO decisions (id, at, verdict, principal, action, resource, summary, record)
            VALUES ('${id}', '${at}', '${verdict}', 'lucy', '${action}', '${resource}', '{}', '${record}')`);
    const file = openWorkspace(path);
    expect(file.decision('old')).toEqual({ ...decisionRecord('old'), sequence: 1 });
    file.close();
  });

  test('whose bytes were overwritten are said to be damaged', () => {
    const file = createWorkspace(path, made);
    file.appendDecision(decisionRecord('d1'));
    file.close();
    tamper("UPDATE decision_batches SET records = x'00ff'");
    const opened = openWorkspace(path);
    expect(() => opened.decision('d1')).toThrow(expect.objectContaining({ code: 'WorkspaceDamaged' }));
    opened.close();
  });

  test('that are damaged keep nobody from the model, and are said to be when they are read', () => {
    const file = createWorkspace(path, made);
    file.commit(change('1', [creation('lucy')]));
    for (let n = 0; n < 500; n += 1) file.appendDecision(decisionRecord(`d${n}`));
    file.close();
    const bytes = readFileSync(path);
    const page = Math.floor(bytes.indexOf('s3:CreateBucket', bytes.length / 2) / 4096) * 4096;
    writeFileSync(path, bytes.fill(0x5a, page, page + 4096));
    const opened = openWorkspace(path);
    expect(opened.documents()).toEqual([user('lucy')]);
    const readAll = (): void => {
      for (let n = 0; n < 500; n += 1) opened.decision(`d${n}`);
    };
    expect(readAll).toThrow(expect.objectContaining({ code: 'WorkspaceDamaged' }));
    opened.close();
  });

  test('go on being numbered where the file left off', () => {
    const first = createWorkspace(path, made);
    first.appendDecision(decisionRecord('first'));
    first.close();
    const again = openWorkspace(path);
    expect(again.appendDecision(decisionRecord('second')).sequence).toBe(2);
    again.close();
  });

  test('of a workspace in memory are the newest 20,000', () => {
    const store = createWorkspace(null, made);
    for (let n = 1; n <= 20_300; n += 1) store.appendDecision(decisionRecord(`${n}`));
    expect(store.decisions({ before: null, limit: 1 })).toMatchObject({ records: [{ id: '20300' }], total: 20_000 });
    expect(store.decision('300')).toBeNull();
    expect(store.decision('301')?.id).toBe('301');
  });

  test('come in pages, newest first', () => {
    const store = createWorkspace(null, made);
    for (let n = 1; n <= 5; n += 1) store.appendDecision(decisionRecord(`d${n}`));
    const page = store.decisions({ before: null, limit: 2 });
    expect(page.records.map(({ id }) => id)).toEqual(['d5', 'd4']);
    expect(page.total).toBe(5);
    const next = store.decisions({ before: page.records.at(-1)?.sequence ?? null, limit: 10 });
    expect(next.records.map(({ id }) => id)).toEqual(['d3', 'd2', 'd1']);
  });
});

describe('a process that is killed while it writes', () => {
  const writer = join(import.meta.dirname, 'write-until-killed.ts');

  test('leaves every change whole or not at all, and loses none that it reported', async () => {
    createWorkspace(path, made).close();
    let next = 1;
    for (let round = 0; round < 4; round += 1) {
      const reported = await writeAndKill(next, 5 + round * 3);
      const store = openWorkspace(path);
      const numbers = store.history(CHANGES_KEPT).map(({ label }) => Number(label));
      const last = numbers[0] ?? 0;
      expect(last).toBeGreaterThanOrEqual(reported);
      expect(numbers).toEqual(Array.from({ length: last }, (_, n) => last - n));
      const paths = new Set(store.documents().map((document) => ('path' in document ? document.path : '')));
      expect([...paths]).toEqual([`/${last}/`]);
      expect(store.documents()).toHaveLength(50);
      store.close();
      next = last + 1;
    }
  });

  test('is in the way of others while it lives', async () => {
    createWorkspace(path, made).close();
    const child = spawn(process.execPath, ['--no-warnings', writer, path, '1'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(createInterface(child.stdout), 'line');
    expect(() => openWorkspace(path)).toThrow(expect.objectContaining({ code: 'WorkspaceInUse', place: path }));
    child.kill('SIGKILL');
    await once(child, 'exit');
    const store = openWorkspace(path);
    expect(store.documents()).toHaveLength(50);
    store.close();
  });

  /** Lets a child write `count` changes and a part of the next, and kills it. @returns the last number it reported. */
  async function writeAndKill(first: number, count: number): Promise<number> {
    const child = spawn(process.execPath, ['--no-warnings', writer, path, `${first}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    let last = 0;
    for await (const line of createInterface(child.stdout)) {
      last = Number(line);
      if (last >= first + count) child.kill('SIGKILL');
    }
    await exited;
    return last;
  }
});
