import { describe, expect, test } from 'vitest';
import { filterRecords, mergeRecords } from '../../../src-renderer/timeline/timeline-filter.ts';
import type { RecordSummary } from '../../../src-shared/decision/record.ts';

function row(sequence: number, change: Partial<RecordSummary> = {}): RecordSummary {
  return {
    id: `record-${sequence}`,
    sequence,
    at: '2026-01-01T00:00:00.000Z',
    durationMs: 1,
    door: 'composer',
    replayOf: null,
    verdict: 'Allowed',
    principal: { label: 'lucy', arn: 'arn:aws:iam::123456789012:user/lucy' },
    action: 's3:CreateBucket',
    resource: 'arn:aws:s3:::lucy-bucket',
    steps: [],
    status: 200,
    errorCode: null,
    ...change,
  };
}

const sequences = (rows: readonly RecordSummary[]) => rows.map(({ sequence }) => sequence);

describe('the filter of the timeline', () => {
  const rows = [
    row(3, { verdict: 'ImplicitlyDenied', status: 403, errorCode: 'AccessDenied' }),
    row(2, { principal: { label: 'bruce-wayne', arn: null }, door: 'console' }),
    row(1, { action: 'iam:ListUsers', resource: '*' }),
  ];

  test.each([
    ['', [3, 2, 1]],
    ['  ', [3, 2, 1]],
    ['BRUCE', [2]],
    ['implicitly', [3]],
    ['403', [3]],
    ['accessdenied', [3]],
    ['lucy listusers', [1]],
    ['listusers createbucket', []],
    ['console', [2]],
  ])('“%s” leaves %j', (filter, left) => {
    expect(sequences(filterRecords(rows, filter))).toEqual(left);
  });
});

describe('rows of the timeline', () => {
  test('are newest first, whatever the order in which they arrive', () => {
    expect(sequences(mergeRecords([row(2)], [row(1), row(3)]))).toEqual([3, 2, 1]);
  });

  test('are there once, though a page overlaps what was told live', () => {
    expect(sequences(mergeRecords([row(2), row(1)], [row(2)]))).toEqual([2, 1]);
  });
});
