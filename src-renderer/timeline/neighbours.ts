import type { RecordSummary } from '../../src-shared/decision/record.ts';

/** The decisions beside one, by their IDs; null where there is none. */
export interface Neighbours {
  readonly newer: string | null;
  readonly older: string | null;
}

/**
 * The decisions beside one in a list.
 * @param records newest first.
 * @returns null when the list does not hold it.
 */
export function neighboursIn(records: readonly Pick<RecordSummary, 'id'>[], id: string): Neighbours | null {
  const at = records.findIndex((record) => record.id === id);
  if (at < 0) return null;
  return { newer: records[at - 1]?.id ?? null, older: records[at + 1]?.id ?? null };
}

/**
 * Which neighbour a key asks for: J goes down the list to the older one, K up to the newer.
 * @param isBusy whether something else has the keyboard, such as a dialog.
 * @returns null for every other key, and where somebody is typing.
 */
export function neighbourKey(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'target' | 'defaultPrevented'>,
  isBusy: boolean,
): keyof Neighbours | null {
  const { key, ctrlKey, metaKey, altKey, target, defaultPrevented } = event;
  if (isBusy || ctrlKey || metaKey || altKey || defaultPrevented || isTextField(target)) return null;
  if (key.toLowerCase() === 'j') return 'older';
  return key.toLowerCase() === 'k' ? 'newer' : null;
}

/** Whether keys that are pressed there are text, or choose among things by their first letter. */
function isTextField(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable="true"], [role="menu"], [role="listbox"]') !== null
  );
}
