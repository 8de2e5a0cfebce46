import type { Draft } from '../../src-shared/contract/left-open.ts';
import type { AppState } from '../app/app-state.svelte.ts';
import { draftPlace } from './draft-key.ts';

/** Discards a draft, and offers to take that back. */
export function discardDraft({ drafts, announcer }: Pick<AppState, 'drafts' | 'announcer'>, draft: Draft): void {
  drafts.discard(draft.key);
  announcer.notify(`Discarded the draft of ${draftPlace(draft.key).title}`, {
    label: 'Undo',
    run: () => drafts.restore(draft),
  });
}
