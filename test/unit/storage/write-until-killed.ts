import { writeSync } from 'node:fs';
import { argv } from 'node:process';
import { openWorkspace } from '../../../src-main/storage/sqlite-workspace.ts';
import { user } from '../../fixtures/account-documents.ts';
import { NOW } from '../../fixtures/fixed-tools.ts';
import { decisionRecord } from './test-records.ts';

/**
 * Rewrites fifty users with every change, and prints the number of each change once it is written. Runs until it is
 * killed.
 *
 *     node write-until-killed.ts WORKSPACE FIRST_NUMBER
 */
const store = openWorkspace(argv[2] ?? '');
for (let number = Number(argv[3]); ; number += 1) {
  const path = `/${number}/`;
  store.commit({
    id: `change-${number}`,
    at: NOW,
    label: `${number}`,
    origin: 'request',
    edits: Array.from({ length: 50 }, (_, n) => {
      const after = user(`user-${n}`, { path });
      return { key: after.arn, before: null, after };
    }),
  });
  store.appendDecision(decisionRecord(`decision-${number}`));
  writeSync(1, `${number}\n`);
}
