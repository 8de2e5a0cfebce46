import type { AppState } from '../app/app-state.svelte.ts';

/**
 * Does several designer edits and offers to undo them as one.
 * @param work makes the edits; may stop part of the way by throwing.
 * @param text what the toast says when all is done, such as `Deleted lucy`.
 */
export async function withUndo(app: AppState, text: string, work: () => Promise<unknown>): Promise<void> {
  const before = new Set((await app.client.call('history.get', {})).entries.map((entry) => entry.id));
  await work();
  const { entries } = await app.client.call('history.get', {});
  const made = entries.filter((entry) => entry.origin === 'designer' && !before.has(entry.id));
  const newest = made[0];
  if (newest === undefined) {
    app.announcer.notify(text);
    return;
  }
  app.announcer.notify(text, { label: 'Undo', run: () => app.run(() => undo(app, newest.id, made.length)) });
}

/** Undoes the last edits, unless others were made since: those would be undone in their place. */
async function undo(app: AppState, newestId: string, count: number): Promise<void> {
  const { entries } = await app.client.call('history.get', {});
  if (entries.find((entry) => entry.origin === 'designer')?.id !== newestId) {
    app.announcer.notify('Something else was changed since. Undo step by step with the button at the top.');
    return;
  }
  for (let left = count; left > 0; left -= 1) app.history = await app.client.call('history.undo', {});
  app.announcer.notify('Undone');
}
