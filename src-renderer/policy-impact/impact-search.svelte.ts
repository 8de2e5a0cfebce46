import { CallError } from '../../src-shared/contract/client.ts';
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import { NEWEST_LOOKED_AT, type PolicyImpact, type PolicySubject } from '../../src-shared/contract/what-if.ts';
import { FollowedWork } from '../app/followed-work.svelte.ts';

/** How long nothing is typed before an edit is held against the timeline. */
const REST_MS = 250;

/** How often the timeline and the account are looked at again while they change by themselves. */
const SETTLE_MS = 1000;

/** What is edited. */
export interface Edit {
  readonly subject: PolicySubject;
  readonly text: string;
}

/** Holds an edit against the timeline while somebody types: after a rest, and never two at a time. */
export class ImpactSearch {
  readonly #client: Client<GatehouseContract>;
  readonly #work: FollowedWork;
  #edit: Edit | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #impact = $state.raw<PolicyImpact | null>(null);
  #phase = $state<'idle' | 'searching' | 'current' | 'unreadable'>('idle');
  #error = $state.raw<unknown>(null);
  #isAll = $state(false);

  constructor(client: Client<GatehouseContract>) {
    this.#client = client;
    this.#work = new FollowedWork(client);
  }

  /** What was found last; null when nothing was. It stays until the next is found. */
  get impact(): PolicyImpact | null {
    return this.#impact;
  }

  /** `unreadable`: the text has faults, and is waited for. */
  get phase(): 'idle' | 'searching' | 'current' | 'unreadable' {
    return this.#phase;
  }

  get error(): unknown {
    return this.#error;
  }

  /** Whether all requests are looked at, and not only the newest. */
  get isAll(): boolean {
    return this.#isAll;
  }

  /** How far the search is; null when none is under way. */
  get progress(): FollowedWork['progress'] {
    return this.#work.progress;
  }

  /** Takes an edit; null when the text is the saved one. */
  edit(edit: Edit | null): void {
    if (edit === null) {
      this.stop();
      this.#isAll = false;
      this.#impact = null;
      this.#error = null;
      this.#phase = 'idle';
    } else {
      this.#later(edit, REST_MS);
    }
  }

  /** Looks again when the timeline or the account changed by itself. @returns what stops it. */
  follow(): () => void {
    const again = (): void => {
      // A search of everything is not begun anew with every request.
      if (this.#edit !== null && !this.#isAll && this.#phase !== 'searching') this.#later(this.#edit, SETTLE_MS);
    };
    const stops = [this.#client.on('timeline.recorded', again), this.#client.on('model.changed', again)];
    return () => {
      for (const stop of stops) stop();
      this.stop();
    };
  }

  /** Looks at every request of the timeline, at once. */
  lookAtAll(): void {
    this.#isAll = true;
    if (this.#edit !== null) this.#later(this.#edit, 0);
  }

  /** Ends a search of everything; what was found before stays. */
  cancel(): void {
    this.stop();
    this.#isAll = false;
    this.#phase = this.#impact === null ? 'idle' : 'current';
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#work.cancel();
    this.#edit = null;
  }

  #later(edit: Edit, ms: number): void {
    const { subject, text } = edit;
    clearTimeout(this.#timer);
    this.#work.cancel();
    this.#edit = edit;
    this.#timer = setTimeout(() => {
      void this.#search({ subject, text });
    }, ms);
  }

  async #search({ subject, text }: Edit): Promise<void> {
    this.#phase = 'searching';
    const newest = this.#isAll ? null : NEWEST_LOOKED_AT;
    try {
      const impact = await this.#work.run((workId) =>
        this.#client.call('whatIf.policyImpact', { workId, subject, text, newest }),
      );
      if (impact === null) return;
      this.#impact = impact;
      this.#error = null;
      this.#phase = 'current';
    } catch (thrown) {
      const isUnreadable = thrown instanceof CallError && thrown.code === 'InvalidPolicy';
      this.#error = isUnreadable ? null : thrown;
      this.#phase = isUnreadable ? 'unreadable' : 'idle';
    }
  }
}
