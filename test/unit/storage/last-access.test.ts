import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { REPORTS_KEPT } from '../../../src-main/storage/last-access-store.ts';
import { LAST_ACCESS_TABLES, openLastAccessTables } from '../../../src-main/storage/last-access-tables.ts';
import { MIGRATIONS } from '../../../src-main/storage/schema.ts';
import { createWorkspace } from '../../../src-main/storage/sqlite-workspace.ts';
import type { WorkspaceStore } from '../../../src-main/storage/workspace-store.ts';
import { countingRandom, fixedClock, NOW } from '../../fixtures/fixed-tools.ts';
import { decisionRecord } from './test-records.ts';

const LUCY = 'arn:aws:iam::123456789012:user/lucy';

describe('What was last attempted', () => {
  let store: WorkspaceStore;
  beforeEach(() => {
    store = createWorkspace(null, { name: 'Test', clock: fixedClock, random: countingRandom() });
  });
  afterEach(() => store.close());

  it('is known as soon as it was decided: the newest of each principal at each action', () => {
    store.appendDecision({ ...decisionRecord('a'), at: '2026-01-01T00:00:00.000Z' });
    store.appendDecision({ ...decisionRecord('b'), action: 's3:ListBucket' });
    store.appendDecision({ ...decisionRecord('c'), at: '2026-01-03T00:00:00.000Z' });
    expect(store.lastAccess.attempts(LUCY)).toEqual([
      { principal: LUCY, action: 's3:CreateBucket', at: '2026-01-03T00:00:00.000Z', region: 'us-east-1' },
      { principal: LUCY, action: 's3:ListBucket', at: NOW, region: 'us-east-1' },
    ]);
  });

  it('is found by a whole ARN, or by what several begin with', () => {
    for (const name of ['lucy', 'lucy2', 'bob']) {
      const arn = `arn:aws:iam::123456789012:user/${name}`;
      store.appendDecision({ ...decisionRecord(name), principal: { label: name, arn } });
    }
    expect(store.lastAccess.attempts(LUCY)).toHaveLength(1);
    expect(store.lastAccess.attempts(`${LUCY}*`)).toHaveLength(2);
    expect(store.lastAccess.attempts('arn:aws:iam::123456789012:*')).toHaveLength(3);
  });

  it('leaves out who was not authenticated, and who is nobody', () => {
    store.appendDecision({ ...decisionRecord('a'), verdict: 'NotAuthenticated' });
    store.appendDecision({ ...decisionRecord('b'), principal: { label: 'Nobody (anonymous)', arn: null } });
    expect(store.lastAccess.attempts('*')).toEqual([]);
  });

  it('is taken over from the decisions of a workspace that is older than this', () => {
    const database = new DatabaseSync(':memory:');
    database.exec(MIGRATIONS[0] ?? '');
    const insert = database.prepare(
      `INSERT INTO decisions (id, at, verdict, principal, action, resource, summary, record)
       VALUES (?, ?, 'Allowed', ?, 's3:CreateBucket', '*', '', ?)`,
    );
    for (const [id, at, region] of [
      ['a', '2026-01-02T00:00:00.000Z', 'eu-west-1'],
      ['b', '2026-01-01T00:00:00.000Z', 'us-east-1'],
    ] as const) {
      insert.run(id, at, LUCY, JSON.stringify({ request: { region } }));
    }
    database.exec(LAST_ACCESS_TABLES);
    expect(openLastAccessTables(database, () => undefined).attempts(LUCY)).toEqual([
      { principal: LUCY, action: 's3:CreateBucket', at: '2026-01-02T00:00:00.000Z', region: 'eu-west-1' },
    ]);
    database.close();
  });
});

describe('Reports', () => {
  it('are kept until there are too many', () => {
    const store = createWorkspace(null, { name: 'Test', clock: fixedClock, random: countingRandom() });
    for (let index = 0; index <= REPORTS_KEPT; index += 1) store.lastAccess.keepReport(`report-${index}`, `${index}`);
    expect(['report-0', 'report-1', `report-${REPORTS_KEPT}`].map((id) => store.lastAccess.report(id))).toEqual([
      null,
      '1',
      `${REPORTS_KEPT}`,
    ]);
    store.close();
  });
});
