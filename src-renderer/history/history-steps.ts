import type { History, HistoryEntry } from '../../src-shared/contract/contract.ts';

/** A change in the list of the history. */
export interface HistoryStep {
  readonly entry: HistoryEntry;
  /** `undone` can be done again, `designer` taken back; what a request did stays, and so does how the workspace began. */
  readonly kind: 'undone' | 'designer' | 'request' | 'start';
  /** How many changes are taken back, or done again, to get there; 0 for a request's. */
  readonly count: number;
}

/** So many changes are kept at most; of a history that is as long, the oldest is not the first there was. */
const KEPT = 1000;

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
  const behind = entries.map((entry, at): HistoryStep => {
    if (entry.origin === 'request') {
      const isStart = at === entries.length - 1 && entries.length + undone.length < KEPT;
      return { entry, kind: isStart ? 'start' : 'request', count: 0 };
    }
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
