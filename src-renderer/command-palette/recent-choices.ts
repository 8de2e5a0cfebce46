import { z } from 'zod';

/** What was chosen in the palette, by workspace. Names and ARNs alone: nothing of it is secret. */
const Choices = z.array(z.object({ workspaceId: z.string(), keys: z.array(z.string()) }));

/** The part of `localStorage` that is used. */
export type TextStore = Pick<Storage, 'getItem' | 'setItem'>;

const KEY = 'gatehouse.recentChoices';
const KEPT = 6;
const WORKSPACES_KEPT = 20;

/** The keys of what was chosen last in a workspace, the newest first; none where the store holds nothing readable. */
export function recentChoices(store: TextStore, workspaceId: string): readonly string[] {
  return read(store).find((choices) => choices.workspaceId === workspaceId)?.keys ?? [];
}

/** Puts a key in front of the others of its workspace. */
export function rememberChoice(store: TextStore, workspaceId: string, key: string): void {
  const keys = [key, ...recentChoices(store, workspaceId).filter((other) => other !== key)].slice(0, KEPT);
  const others = read(store).filter((choices) => choices.workspaceId !== workspaceId);
  store.setItem(KEY, JSON.stringify([{ workspaceId, keys }, ...others].slice(0, WORKSPACES_KEPT)));
}

function read(store: TextStore): z.infer<typeof Choices> {
  try {
    return Choices.parse(JSON.parse(store.getItem(KEY) ?? '[]'));
  } catch {
    return [];
  }
}
