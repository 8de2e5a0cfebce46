import type { RefusedOperation } from '../../src-shared/contract/identities.ts';
import type { AppState } from '../app/app-state.svelte.ts';
import type { BulkWork } from './bulk-operations.ts';
import { offerUndo, recordEdits } from './undo-run.ts';

/** What became of several operations: what each answered, and which were refused. */
export interface BulkOutcome {
  readonly outputs: readonly unknown[];
  readonly refused: readonly RefusedOperation[];
}

/** Several operations under way: how far they are, and what was refused of them. */
export class BulkRun {
  readonly #app: AppState;
  #workId: string | null = null;
  /** Null when nothing is under way. */
  progress = $state.raw<{ readonly done: number; readonly total: number | null } | null>(null);
  /** What policy refused of a principal's requests, once they were all made. */
  refused = $state.raw<readonly RefusedOperation[]>([]);

  constructor(app: AppState) {
    this.#app = app;
  }

  /**
   * Does the work: for the designer as one change that one undo takes back, for a principal as a request each.
   * @param quietWhenRefused says nothing of the work being done when something of it was refused.
   * @throws CallError of the first operation that fails, or `WorkCancelled`; the designer's change is not made then.
   */
  async run(work: BulkWork, { quietWhenRefused = false } = {}): Promise<BulkOutcome> {
    const app = this.#app;
    const workId = crypto.randomUUID();
    this.#workId = workId;
    this.refused = [];
    this.progress = { done: 0, total: work.operations.length };
    const stopListening = app.client.on('work.progress', ({ workId: of, done, total }) => {
      if (of === workId) this.progress = { done, total };
    });
    try {
      const { result: outcome, edits } = await recordEdits(app, () =>
        app.client.call('identities.performAll', {
          label: work.label,
          operations: [...work.operations],
          workId,
          ...(app.accountId !== null && { accountId: app.accountId }),
        }),
      );
      const { length } = outcome.refused;
      if (length === 0) offerUndo(app, work.done, edits);
      else if (!quietWhenRefused) app.announcer.notify(length === 1 ? '1 was refused' : `${length} were refused`);
      this.refused = outcome.refused;
      return outcome;
    } finally {
      stopListening();
      this.#workId = null;
      this.progress = null;
    }
  }

  cancel(): void {
    const workId = this.#workId;
    if (workId === null) return;
    // Work that cannot be told any more, since the connection is lost, has ended with it.
    this.#app.client.call('work.cancel', { workId }).catch(() => undefined);
  }
}
