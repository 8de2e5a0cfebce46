import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PendingDecisions } from '../../../src-main/storage/pending-decisions.ts';
import type { DecisionRecord } from '../../../src-shared/decision/record.ts';
import { decisionRecord } from './test-records.ts';

const record = (sequence: number): DecisionRecord => ({ ...decisionRecord(`${sequence}`), sequence });

describe('decision records', () => {
  let written: string[][];
  let diskIsFull: boolean;
  let pending: PendingDecisions;

  beforeEach(() => {
    vi.useFakeTimers();
    written = [];
    diskIsFull = false;
    pending = new PendingDecisions((records) => {
      if (diskIsFull) throw new Error('The disk is full.');
      written.push(records.map(({ id }) => id));
    });
  });
  afterEach(() => vi.useRealTimers());

  test('are written together, 20 milliseconds after the first at the latest', () => {
    pending.add(record(1));
    vi.advanceTimersByTime(10);
    pending.add(record(2));
    expect(written).toEqual([]);
    vi.advanceTimersByTime(10);
    expect(written).toEqual([['1', '2']]);
  });

  test('are written at once when there are 64 of them', () => {
    for (let sequence = 1; sequence <= 64; sequence += 1) pending.add(record(sequence));
    expect(written.map((batch) => batch.length)).toEqual([64]);
    vi.advanceTimersByTime(100);
    expect(written).toHaveLength(1);
  });

  test('are written at once when somebody asks for it', () => {
    pending.add(record(1));
    pending.settle();
    pending.settle();
    expect(written).toEqual([['1']]);
  });

  test('that could not be written wait, and whoever asks next is told why', () => {
    pending.add(record(1));
    diskIsFull = true;
    vi.advanceTimersByTime(20);
    expect(() => pending.settle()).toThrow('The disk is full.');
    diskIsFull = false;
    pending.add(record(2));
    vi.advanceTimersByTime(20);
    expect(written).toEqual([['1', '2']]);
  });
});
