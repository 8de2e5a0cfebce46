import type { ObjectDesk, ObjectEdit } from '../actions/handler.ts';
import type { ObjectStore, ObjectWriter } from '../storage/object-store.ts';

/** An object desk whose writes are held back. */
export interface HeldObjectDesk extends ObjectDesk {
  /** What was done, in its order. */
  edits(): readonly ObjectEdit[];
  /** Does what was held back, within the caller's transaction; null where nothing was. */
  writes(): (() => void) | null;
}

/** Makes the object desk of one operation. What the operation reads is what was there before it. */
export function createObjectDesk(store: ObjectStore): HeldObjectDesk {
  const held: ((objects: ObjectWriter) => void)[] = [];
  const done: ObjectEdit[] = [];
  const { writer, ...reader } = store;
  return {
    ...reader,
    write(edit, work) {
      held.push(work);
      if (edit !== null) done.push(edit);
    },
    edits: () => done,
    writes() {
      if (held.length === 0) return null;
      return () => {
        for (const work of held) work(writer);
      };
    },
  };
}
