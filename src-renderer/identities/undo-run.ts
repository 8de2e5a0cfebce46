import type { History } from '../../src-shared/contract/contract.ts';
import type { AppState } from '../app/app-state.svelte.ts';

/** Entries of the history, newest first. */
export type Edits = readonly History['entries'][number][];

/**
 * Does designer edits and tells what they left in the history, so that they can be undone.
 * @param work makes the edits; may stop part of the way by throwing.
 * @returns what the work gave, and the entries of its edits. A principal's requests leave none.
 */
export async function recordEdits<Result>(
  app: AppState,
  work: () => Promise<Result>,
): Promise<{ result: Result; edits: Edits }> {
  const before = new Set((await app.client.call('history.get', {})).entries.map((entry) => entry.id));
  const result = await work();
  const { entries } = await app.client.call('history.get', {});
  return { result, edits: entries.filter((entry) => entry.origin === 'designer' && !before.has(entry.id)) };
}

/**
 * Undoes edits, unless others were made since: those would be undone in their place.
 * @returns whether they were undone.
 */
export async function undoEdits(app: AppState, edits: Edits): Promise<boolean> {
  const { entries } = await app.client.call('history.get', {});
  const newest = entries.find((entry) => entry.origin === 'designer');
  if (newest === undefined || newest.id !== edits[0]?.id) return false;
  for (let left = edits.length; left > 0; left -= 1) app.history = await app.client.call('history.undo', {});
  return true;
}

/**
 * Does several designer edits and offers to undo them as one.
 * @param text what the toast says when all is done, such as `Deleted lucy`.
 * @returns what the work gave.
 */
export async function withUndo<Result>(app: AppState, text: string, work: () => Promise<Result>): Promise<Result> {
  const { result, edits } = await recordEdits(app, work);
  offerUndo(app, text, edits);
  return result;
}

/** Says what was done, and offers to undo the edits that it left, if it left any. */
export function offerUndo(app: AppState, text: string, edits: Edits): void {
  if (edits.length === 0) app.announcer.notify(text);
  else app.announcer.notify(text, { label: 'Undo', run: () => app.run(() => undoOnRequest(app, edits)) });
}

async function undoOnRequest(app: AppState, edits: Edits): Promise<void> {
  const undone = await undoEdits(app, edits);
  app.announcer.notify(
    undone ? 'Undone' : 'Something else was changed since. Undo step by step with the button at the top.',
  );
}
