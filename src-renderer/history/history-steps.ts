import type { History, HistoryEntry } from '../../src-shared/contract/contract.ts';

/** A change in the list of the history. */
export interface HistoryStep {
  readonly entry: HistoryEntry;
  /** `undone` can be done again, `designer` taken back; what a request did stays. */
  readonly kind: 'undone' | 'designer' | 'request';
  /** How many changes are taken back, or done again, to get there; 0 for a request's. */
  readonly count: number;
}

/**
 * The history as a list, newest first: what was taken back, then what stands.
 * @param canMove whether whoever is at the controls may undo and redo; without it every count is 0.
 */
export function historySteps({ entries, undone }: History, canMove: boolean): readonly HistoryStep[] {
  const ahead = undone.map((entry, at): HistoryStep => ({
    entry,
    kind: 'undone',
    count: canMove ? undone.length - at : 0,
  }));
  let designers = 0;
  const behind = entries.map((entry): HistoryStep => {
    if (entry.origin === 'request') return { entry, kind: 'request', count: 0 };
    designers += 1;
    return { entry, kind: 'designer', count: canMove ? designers : 0 };
  });
  return [...ahead, ...behind];
}

/** What choosing a step does, as its button is named. */
export function stepLabel({ entry, kind, count }: HistoryStep): string {
  const verb = kind === 'undone' ? 'Redo' : 'Undo';
  return count === 1 ? `${verb}: ${entry.label}` : `${verb} ${count} changes, up to: ${entry.label}`;
}
