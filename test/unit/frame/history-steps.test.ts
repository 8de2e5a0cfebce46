import { describe, expect, test } from 'vitest';
import { historySteps, stepLabel } from '../../../src-renderer/history/history-steps.ts';
import type { History, HistoryEntry } from '../../../src-shared/contract/contract.ts';

function change(label: string, origin: HistoryEntry['origin'] = 'designer'): HistoryEntry {
  return { id: label, label, at: '2026-03-01T09:00:00.000Z', origin };
}

const HISTORY: History = {
  undo: 'Tag lucy',
  redo: 'Create user mia',
  entries: [change('Tag lucy'), change('Create bucket', 'request'), change('Create user lucy')],
  undone: [change('Delete user noah'), change('Create user mia')],
};

const kinds = (history: History): string[] => historySteps(history, true).map(({ kind }) => kind);

describe('the steps of the history', () => {
  test('tell how the workspace began from what requests did', () => {
    const entries = [change('Create bucket', 'request'), change('Open the sample', 'request')];
    expect(kinds({ ...HISTORY, entries, undone: [] })).toEqual(['request', 'start']);
    const long = Array.from({ length: 1000 }, (_, n) => change(`Tag user ${n}`, 'request'));
    expect(kinds({ ...HISTORY, entries: long, undone: [] }).at(-1)).toBe('request');
  });

  test('are what was taken back, then what stands, newest first', () => {
    expect(historySteps(HISTORY, true).map(({ entry, kind }) => [entry.label, kind])).toEqual([
      ['Delete user noah', 'undone'],
      ['Create user mia', 'undone'],
      ['Tag lucy', 'designer'],
      ['Create bucket', 'request'],
      ['Create user lucy', 'designer'],
    ]);
  });

  test('say how many changes choosing them moves; a request’s cannot be chosen', () => {
    expect(historySteps(HISTORY, true).map(({ count }) => count)).toEqual([2, 1, 1, 0, 2]);
  });

  test('cannot be chosen by a principal who signed in', () => {
    expect(historySteps(HISTORY, false).map(({ count }) => count)).toEqual([0, 0, 0, 0, 0]);
  });

  test('are named by what choosing them does', () => {
    expect(
      historySteps(HISTORY, true)
        .filter(({ count }) => count > 0)
        .map(stepLabel),
    ).toEqual([
      'Redo 2 changes, up to: Delete user noah',
      'Redo: Create user mia',
      'Undo: Tag lucy',
      'Undo 2 changes, up to: Create user lucy',
    ]);
  });
});
