import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DecisionBatch, packDecisions } from '../../../src-main/storage/decision-batches.ts';
import type { DecisionRecord } from '../../../src-shared/decision/record.ts';
import { WeighedDecision } from '../../../src-shared/decision/weighed-decision.ts';
import { decisionRecord } from './test-records.ts';

const ANONYMOUS: DecisionRecord = { ...decisionRecord('anonymous'), sequence: 7 };
const SIGNED: DecisionRecord = {
  ...decisionRecord('signed'),
  sequence: 8,
  authentication: { method: 'signatureVersion4', accessKeyId: 'AKIALUCY000000000000', facts: [], signing: null },
  weighed: {
    principal: { kind: 'anonymous' },
    session: null,
    federation: null,
    sourceIp: '203.0.113.7',
    secureTransport: true,
    parts: [{ resourceAccountId: '123456789012' }],
  },
};
const RECORDS = [ANONYMOUS, SIGNED];

/** As they were packed before there was a column of its own for what is weighed. */
function packedWhole(): Uint8Array {
  return brotliCompressSync(RECORDS.map((record) => JSON.stringify(record)).join('\n'));
}

describe.each([
  ['A batch of decisions', packDecisions(RECORDS)],
  ['A batch of an older version, with whole records', { records: packedWhole(), weighed: null }],
])('%s', (_, packed) => {
  it.each(RECORDS)('gives the record of $id back whole', (record) => {
    expect(new DecisionBatch(7, packed).record(record.sequence)).toEqual(record);
  });

  it.each(RECORDS)('gives what it takes to weigh the request of $id again', (record) => {
    expect(WeighedDecision.parse(new DecisionBatch(7, packed).weighed(record.sequence))).toEqual(
      WeighedDecision.parse(record),
    );
  });

  it.each([6, 9])('knows nothing of number %i, which is outside of it', (sequence) => {
    const batch = new DecisionBatch(7, packed);
    expect([batch.record(sequence), batch.weighed(sequence)]).toEqual([undefined, undefined]);
  });
});

describe('What it takes to weigh requests again', () => {
  it('is read without the rest of the records', () => {
    const { weighed } = packDecisions(RECORDS);
    expect(new DecisionBatch(7, { records: new Uint8Array([0]), weighed }).weighed(8)).toMatchObject({ id: 'signed' });
  });
});
