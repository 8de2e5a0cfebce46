import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorkspace } from '../../../src-main/storage/sqlite-workspace.ts';
import type { WorkspaceStore } from '../../../src-main/storage/workspace-store.ts';
import { groupsOf, histogramOf } from '../../../src-main/timeline/summarize-matches.ts';
import { TimelineIndex } from '../../../src-main/timeline/timeline-index.ts';
import { Turns } from '../../../src-main/timeline/turns.ts';
import type { FieldValue } from '../../../src-main/timeline/field-values.ts';
import type { ListedField } from '../../../src-shared/contract/timeline.ts';
import { recordMatcher } from '../../../src-shared/timeline-query/match-record.ts';
import { parseQuery } from '../../../src-shared/timeline-query/parse-query.ts';
import { ACCOUNT_ID } from '../../fixtures/account-documents.ts';
import { manyDecision, writeManyDecisions } from '../../fixtures/many-decisions.ts';

const COUNT = 6000;
const many = { count: COUNT, users: 50, accountId: ACCOUNT_ID, until: '2026-03-01T12:00:00.000Z', days: 30 };
const time = { now: Date.parse(many.until), utcOffsetMinutes: 0 };
const turns = new Turns(
  () => performance.now(),
  () => Promise.resolve(),
);

let folder = '';
let path = '';
let store: WorkspaceStore;
let index: TimelineIndex;

function newIndex(): TimelineIndex {
  return new TimelineIndex(store.timeline);
}

async function ask(text: string, of = index): Promise<{ ids: string[]; rows: Uint32Array }> {
  const { rows, first, end } = await of.matches({ key: text, query: parseQuery(text), time }, turns);
  const sequences = of.sequencesOf(rows.slice(first, end));
  return { ids: store.timeline.ids(sequences), rows: rows.slice(first, end) };
}

async function most(field: ListedField, typed: string, limit = 5): Promise<readonly FieldValue[]> {
  await ask('');
  return index.values.most({ field, typed, limit }, turns);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-timeline-'));
  path = join(folder, 'busy.gatehouse');
  writeManyDecisions(path, { isNew: true }, many);
  store = openWorkspace(path);
  store.timeline.setPinned(['decision-17', 'decision-4711'], true);
  index = newIndex();
});
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the index of the timeline', () => {
  // Whatever is asked, rows in columns and rows that arrive one by one have to get the same answer.
  const FRAGMENTS = [
    'verdict:denied',
    'verdict:allowed|invalid',
    '-verdict:allowed',
    'principal:user-3',
    'principal:user-1*',
    'action:s3:*',
    'action:GetUser',
    '-action:s3:GetObject',
    'resource:bucket-7',
    'resource:"*"',
    'service:iam',
    'door:console,composer',
    'status:4xx',
    'status:200',
    'error:NoSuchBucket',
    'error:""',
    'step:authorization',
    'step:none',
    `account:${ACCOUNT_ID}`,
    'since:2d',
    'until:2026-02-20',
    '-since:12:00',
    'replay:no',
    'pinned:yes',
    '-pinned:yes',
    'object',
    'user-4?',
    'denied',
    '"s3:"',
    '-bucket|queue',
  ];
  const queries = FRAGMENTS.flatMap((fragment, n) => [
    fragment,
    `${fragment} ${FRAGMENTS[(n * 7 + 3) % FRAGMENTS.length]}`,
    `${fragment} ${FRAGMENTS[(n * 5 + 1) % FRAGMENTS.length]} ${FRAGMENTS[(n * 11 + 2) % FRAGMENTS.length]}`,
  ]);

  test.each(queries)('gives %s the rows that are found one by one', async (text) => {
    const query = parseQuery(text);
    expect(query.problems).toEqual([]);
    const pinned = new Set(store.timeline.pins());
    const fits = recordMatcher(query, { time, isPinned: (id) => pinned.has(id) });
    const wanted: string[] = [];
    for (let n = 0; n < COUNT; n += 1) {
      const { response, ...record } = manyDecision(n, many);
      if (fits({ ...record, status: response.status, errorCode: response.errorCode })) wanted.push(record.id);
    }
    expect((await ask(text)).ids).toEqual(wanted);
  });

  test('reads the same from what it kept in the file', async () => {
    await ask('');
    const again = newIndex();
    expect(await ask('verdict:explicit', again)).toEqual(await ask('verdict:explicit'));
    expect(store.timeline.columns(-1, 10)).toHaveLength(2);
  });

  test('makes its columns again where what was kept is damaged', async () => {
    const [kept] = store.timeline.columns(-1, 1);
    store.timeline.forgetColumns();
    store.timeline.keepColumns({ firstSequence: 1, columns: (kept?.columns ?? new Uint8Array()).slice(1) }, [], 1);
    const again = newIndex();
    expect((await ask('', again)).ids).toHaveLength(COUNT);
  });

  test('finds what was decided since', async () => {
    const before = (await ask('principal:late')).ids;
    const { sequence: _, ...record } = manyDecision(1, many);
    store.appendDecision({ ...record, id: 'late', principal: { label: 'late', arn: null } });
    expect([before, (await ask('principal:late')).ids]).toEqual([[], ['late']]);
  });

  test('puts rows into groups, the largest first, whose clause finds them', async () => {
    const { rows } = await ask('verdict:denied');
    const { groups, others } = await groupsOf(index.columns, rows, { by: 'principal', limit: 5 }, turns);
    expect(groups.map(({ count }) => count)).toEqual(groups.map(({ count }) => count).toSorted((a, b) => b - a));
    expect(groups.reduce((sum, { count }) => sum + count, 0) + others.records).toBe(rows.length);
    for (const { clause, count } of groups) {
      expect((await ask(`verdict:denied ${clause}`)).ids).toHaveLength(count);
    }
  });

  test('counts every row once in the histogram, within as many buckets as are asked for', async () => {
    const { rows } = await ask('');
    const span = { from: -Infinity, to: Infinity };
    const histogram = await histogramOf(index.columns, rows, { span, most: 50 }, turns);
    const counted = histogram?.buckets.flatMap((counts) => Object.values(counts)).reduce((sum, n) => sum + n, 0);
    expect(counted).toBe(rows.length);
    expect(histogram?.buckets.length).toBeLessThanOrEqual(50);
    expect(await histogramOf(index.columns, new Uint32Array(), { span, most: 50 }, turns)).toBeNull();
  });

  test('gives the matches of a query other ranks only when it asks for pins and these change', async () => {
    const [plain, pinned] = [parseQuery('verdict:denied'), parseQuery('pinned:yes')];
    const before = [index.generationOf(plain), index.generationOf(pinned)];
    index.pinsChanged();
    expect(index.generationOf(plain)).toBe(before[0]);
    expect(index.generationOf(pinned)).not.toBe(before[1]);
  });
});

describe('the values of a field', () => {
  test('are the most frequent that hold what is typed', async () => {
    const values = await most('service', 's', 3);
    expect(values[0]?.value).toBe('s3');
    expect(values.every(({ value }) => value.includes('s'))).toBe(true);
    expect(values.map(({ count }) => count)).toEqual(values.map(({ count }) => count).toSorted((a, b) => b - a));
  });

  test.each([
    ['action', 'action:s3:GetObject', 's3:getobject'],
    ['principal', 'principal:user-3', 'user-3'],
    ['resource', 'resource:*:queue-7', ':queue-7'],
    ['status', 'status:403', '403'],
    ['error', 'error:NoSuchBucket', 'nosuch*'],
    ['service', 'service:sts', 'sts'],
  ] as const)('of %s are counted as the rows that %s finds', async (field, query, typed) => {
    const { rows } = await ask(query);
    const values = await most(field, typed, 1);
    expect(values[0]?.count).toBe(rows.length);
  });

  test('of account are those of principals and of resources', async () => {
    const [account] = await most('account', ACCOUNT_ID.slice(0, 4));
    const { rows } = await ask(`account:${ACCOUNT_ID}`);
    expect(account?.value).toBe(ACCOUNT_ID);
    expect(account?.count).toBeGreaterThanOrEqual(rows.length);
  });

  test('count what was decided since they were asked for last', async () => {
    const before = await most('principal', 'newcomer');
    const { sequence: _, ...record } = manyDecision(2, many);
    store.appendDecision({ ...record, id: 'newcomer', principal: { label: 'newcomer', arn: null } });
    expect([before, await most('principal', 'newcomer')]).toEqual([[], [{ value: 'newcomer', count: 1 }]]);
  });
});
