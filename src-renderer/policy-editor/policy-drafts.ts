import { SvelteMap } from 'svelte/reactivity';
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';

const draftsOfClients = new WeakMap<Client<GatehouseContract>, PolicyDrafts>();

/**
 * Policies that were changed and not saved yet, by the ARN of what they belong to: a managed policy, a resource, a role.
 * They stay with their client, so that a policy is found as it was left after a look elsewhere; they end with the
 * workspace.
 */
export class PolicyDrafts {
  readonly #texts = new SvelteMap<string, string>();

  private constructor(client: Client<GatehouseContract>) {
    client.on('workspace.changed', () => this.#texts.clear());
  }

  /** The drafts of a client; the same ones each time. */
  static of(client: Client<GatehouseContract>): PolicyDrafts {
    const drafts = draftsOfClients.get(client) ?? new PolicyDrafts(client);
    draftsOfClients.set(client, drafts);
    return drafts;
  }

  /** Whether a policy was changed and not saved. */
  has(arn: string): boolean {
    return this.#texts.has(arn);
  }

  /** The text of a policy as it was left; null when nothing was changed. */
  text(arn: string): string | null {
    return this.#texts.get(arn) ?? null;
  }

  /**
   * Keeps what a person wrote.
   * @param saved the text as it is saved; the same text again is no draft.
   */
  write(arn: string, text: string, saved: string | null): void {
    if (text === saved) this.#texts.delete(arn);
    else this.#texts.set(arn, text);
  }

  /** Drops the draft once it is what is saved, so that an undo of the saving takes it back too. */
  settle(arn: string, saved: string | null): void {
    if (this.#texts.get(arn) === saved) this.#texts.delete(arn);
  }

  discard(arn: string): void {
    this.#texts.delete(arn);
  }
}
