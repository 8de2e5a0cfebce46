import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import type { OpenTabs } from '../../src-shared/contract/left-open.ts';

/** A person who goes on clicking is not followed step by step. */
const KEPT_AFTER_MS = 400;

/** Keeps the tabs of a workspace for the next time. */
export class TabKeeper {
  readonly #client: Client<GatehouseContract>;
  #pending: { readonly workspaceId: string; readonly tabs: OpenTabs } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: Client<GatehouseContract>) {
    this.#client = client;
  }

  /** Keeps the tabs a little later, unless others come before. */
  keep(workspaceId: string, tabs: OpenTabs): void {
    if (this.#pending !== null && this.#pending.workspaceId !== workspaceId) void this.flush();
    this.#pending = { workspaceId, tabs };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), KEPT_AFTER_MS);
  }

  /** Keeps at once what would be kept a little later. Tabs that cannot be kept are no reason to stop a person. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    const pending = this.#pending;
    this.#pending = null;
    if (pending !== null) await this.#client.call('leftOpen.keepTabs', pending).catch(() => undefined);
  }
}
