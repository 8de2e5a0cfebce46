import { SvelteMap } from 'svelte/reactivity';
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import type { Draft } from '../../src-shared/contract/left-open.ts';
import { isDraftOf } from './draft-key.ts';

/** So long after the last keystroke a text is kept; what is closed before that is kept as it closes. */
const KEPT_AFTER_MS = 400;

const draftsOfClients = new WeakMap<Client<GatehouseContract>, Drafts>();

/**
 * Texts that were changed and not saved yet, by the key of what they belong to (draft-key.ts). They are there again after
 * a look elsewhere, a reload, a crash, and when the workspace is opened the next time. They are kept as they are: never
 * give it what may hold a secret.
 */
export class Drafts {
  readonly #client: Client<GatehouseContract>;
  readonly #byKey = new SvelteMap<string, Draft>();
  #workspaceId: string | null = null;
  /** What has changed since it was kept. */
  readonly #pending = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  private constructor(client: Client<GatehouseContract>) {
    this.#client = client;
  }

  /** The drafts of a client; the same ones each time. */
  static of(client: Client<GatehouseContract>): Drafts {
    const drafts = draftsOfClients.get(client) ?? new Drafts(client);
    draftsOfClients.set(client, drafts);
    return drafts;
  }

  /** Takes the drafts of another workspace in place of those that are here, which are kept. */
  async open(workspaceId: string | null, kept: readonly Draft[]): Promise<void> {
    const keeping = this.flush();
    this.#workspaceId = workspaceId;
    this.#byKey.clear();
    for (const draft of kept) this.#byKey.set(draft.key, draft);
    await keeping;
  }

  /** The last one changed first. */
  get list(): readonly Draft[] {
    return [...this.#byKey.values()].toSorted((a, b) => b.changedAt.localeCompare(a.changedAt));
  }

  /** Whether a text was changed and not saved. */
  has(key: string): boolean {
    return this.#byKey.has(key);
  }

  /** The drafts of what an ARN names, and of its parts. */
  of(arn: string): readonly Draft[] {
    return [...this.#byKey.values()].filter(({ key }) => isDraftOf(key, arn));
  }

  /** A text as it was left; null when nothing was changed. */
  text(key: string): string | null {
    return this.#byKey.get(key)?.text ?? null;
  }

  /**
   * Keeps what a person wrote.
   * @param saved the text as it is saved; the same text again is no draft. Null for a text that is not saved yet.
   */
  write(key: string, text: string, saved: string | null): void {
    if (text === saved) this.discard(key);
    else this.restore({ key, text, changedAt: new Date().toISOString() });
  }

  /** Drops the draft once it is what is saved, so that an undo of the saving takes it back too. */
  settle(key: string, saved: string | null): void {
    if (this.text(key) === saved) this.discard(key);
  }

  discard(key: string): void {
    if (this.#byKey.delete(key)) this.#changed(key);
  }

  /** Puts a draft back that was discarded. */
  restore(draft: Draft): void {
    this.#byKey.set(draft.key, draft);
    this.#changed(draft.key);
  }

  /** Keeps at once what would be kept a little later, as when the window is closed. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    const workspaceId = this.#workspaceId;
    const keys = [...this.#pending];
    this.#pending.clear();
    if (workspaceId === null) return;
    await Promise.all(
      keys.map((key) => {
        const text = this.text(key);
        return text === null
          ? this.#client.call('leftOpen.dropDraft', { workspaceId, key })
          : this.#client.call('leftOpen.keepDraft', { workspaceId, key, text });
      }),
    );
  }

  #changed(key: string): void {
    this.#pending.add(key);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      // Without a connection they stay here, and are kept with the next change.
      this.flush().catch(() => this.#pending.add(key));
    }, KEPT_AFTER_MS);
  }
}
