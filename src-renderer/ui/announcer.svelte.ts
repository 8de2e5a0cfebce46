import { getContext, setContext, untrack } from 'svelte';

/** Something that happened and what can be done about it, shown for a while in the corner. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly action: { readonly label: string; run(): void } | null;
}

const KEY = Symbol('announcer');

/** Tells the person what happened: aloud for screen readers, and as a toast where there is something to see or do. */
export class Announcer {
  /** What the live region says now. */
  spoken = $state('');
  toasts = $state<readonly Toast[]>([]);
  #nextId = 1;

  /** Says something to screen readers only. */
  announce(text: string): void {
    // A region that is given the same text twice stays silent the second time.
    // What announces does not follow what is said, or an effect that does would go on for ever.
    this.spoken = untrack(() => this.spoken) === text ? `${text}\u00a0` : text;
  }

  /** Shows a toast and says it. */
  notify(text: string, action: Toast['action'] = null): void {
    // What only tells gives way to what is newer; what offers something to do stays for its time.
    const kept = this.toasts.filter((toast) => toast.action !== null).slice(-2);
    this.toasts = [...kept, { id: this.#nextId++, text, action }];
    this.announce(action === null ? text : `${text}. ${action.label} is available.`);
  }

  dismiss(id: number): void {
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
  }
}

/** Gives the announcer to every component below. */
export function provideAnnouncer(announcer: Announcer): void {
  setContext(KEY, announcer);
}

/** The announcer of the app. */
export function useAnnouncer(): Announcer {
  return getContext<Announcer>(KEY);
}
