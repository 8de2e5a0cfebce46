import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createModel } from '../../src-main/account/in-memory-model.ts';
import { accountDocument } from '../../src-main/account/new-account.ts';
import { loadWorkspace } from '../../src-main/account/workspace.ts';
import { systemClock } from '../../src-main/clock.ts';
import { exportAccount } from '../../src-main/exchange/export-account.ts';
import { previewImport } from '../../src-main/exchange/import-authorization-details.ts';
import { systemRandom } from '../../src-main/random.ts';
import { createWorkspace, openWorkspace } from '../../src-main/storage/sqlite-workspace.ts';
import type { DecisionRecord } from '../../src-shared/decision/record.ts';
import { STEPS } from '../../src-shared/decision/record.ts';
import type { ModelDocument, UserDocument } from '../../src-shared/model/documents.ts';
import { ACCOUNT_ID, activeKey, user } from '../fixtures/account-documents.ts';
import { NOW } from '../fixtures/fixed-tools.ts';

const USERS = 5000;
const COMMITS = 300;
const DECISIONS = 3000;
const POLICY = JSON.stringify(
  { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: '*' }] },
  null,
  2,
);
const tools = { clock: systemClock, random: systemRandom };

/** Measures the workspace file, in a temporary folder on the disk that the machine keeps those on. */
export async function storageBench(): Promise<{ name: string; perSecond?: number; ms?: number; bytes?: number }[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  try {
    const large = largeAccount();
    const path = join(folder, 'large.gatehouse');
    const store = createWorkspace(path, { name: 'Large', ...tools });
    store.commit({ id: 'import', at: NOW, label: 'Import', origin: 'request', edits: creations(large) });
    store.close();
    const bytes = statSync(path).size;

    const openStart = performance.now();
    const opened = openWorkspace(path);
    const workspace = loadWorkspace(opened, tools);
    const open = performance.now() - openStart;

    const commitStart = performance.now();
    for (let n = 0; n < COMMITS; n += 1) {
      await workspace.perform(`Create user new-${n}`, 'designer', (draft) => draft.put(ordinaryUser(`new-${n}`)));
    }
    const commits = (COMMITS * 1000) / (performance.now() - commitStart);

    const decisionStart = performance.now();
    for (let n = 0; n < DECISIONS; n += 1) opened.appendDecision(decision(`${n}`));
    const decisions = (DECISIONS * 1000) / (performance.now() - decisionStart);

    const pageStart = performance.now();
    opened.decisions({ before: null, limit: 100 });
    const page = performance.now() - pageStart;
    await workspace.close();

    const { text } = exportAccount(createModel(large), ACCOUNT_ID);
    const importStart = performance.now();
    previewImport('large.json', text);
    const imported = performance.now() - importStart;

    return [
      { name: 'storage/commit', perSecond: commits },
      { name: 'storage/append-decision', perSecond: decisions },
      { name: 'storage/page-of-100-decisions', ms: page },
      { name: 'storage/open-5000-users', ms: open },
      { name: 'storage/file-5000-users', bytes },
      { name: 'storage/import-5000-users', ms: imported },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function creations(
  documents: readonly ModelDocument[],
): { key: ModelDocument['arn']; before: null; after: ModelDocument }[] {
  return documents.map((after) => ({ key: after.arn, before: null, after }));
}

function largeAccount(): ModelDocument[] {
  return [
    accountDocument({ accountId: ACCOUNT_ID, name: 'Large', rootEmail: null }, systemClock),
    ...Array.from({ length: USERS }, (_, n) => ordinaryUser(`user-${n}`)),
  ];
}

/** A user with a policy of each kind, a tag and an access key. */
function ordinaryUser(userName: string): UserDocument {
  return user(userName, {
    attachedPolicies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
    inlinePolicies: { 'read-objects': POLICY },
    tags: [{ Key: 'team', Value: 'shop' }],
    accessKeys: [activeKey(`AKIA${userName}`)],
  });
}

/** A record of ordinary weight. */
function decision(id: string): Omit<DecisionRecord, 'sequence'> {
  return {
    id,
    at: NOW,
    durationMs: 1,
    door: 'endpoint',
    replayOf: null,
    verdict: 'Allowed',
    principal: { label: 'lucy', arn: `arn:aws:iam::${ACCOUNT_ID}:user/lucy` },
    action: 's3:CreateBucket',
    resource: 'arn:aws:s3:::lucy-bucket',
    steps: STEPS.map((step) => ({ step, status: 'passed', summary: `The step ${step} passed.` })),
    request: {
      method: 'PUT',
      url: 'https://s3.us-east-1.amazonaws.com/lucy-bucket',
      headers: Array.from({ length: 8 }, (_, n): [string, string] => [`x-amz-header-${n}`, 'value '.repeat(10)]),
      body: '',
      service: 's3',
      region: 'us-east-1',
      operation: 'CreateBucket',
      parts: [{ action: 's3:CreateBucket', resource: 'arn:aws:s3:::lucy-bucket' }],
      context: Array.from({ length: 15 }, (_, n) => ({ key: `aws:key${n}`, values: ['value'], source: 'the request' })),
      replayable: true,
    },
    authentication: null,
    authorization: null,
    performed: null,
    response: { status: 200, headers: [], body: POLICY, errorCode: null, errorMessage: null, requestId: id },
  };
}
