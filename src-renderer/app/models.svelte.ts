import { untrack } from 'svelte';
import type { Documents } from './documents.svelte.ts';
import { Model } from './model.svelte.ts';

/** The model of an account, and what ends its being followed. */
interface KnownModel {
  readonly accountId: string | null;
  readonly model: Model;
  end(): void;
}

/** One model for each account, so that all tabs on an account share its sorted lists. */
export class Models {
  readonly #documents: Documents;
  // No state: a model is made while somebody reads, and nobody waits for it.
  #known: KnownModel[] = [];

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  /** The model of an account; the same one each time. Null is for no account, whose lists are empty. */
  of(accountId: string | null): Model {
    const known = this.#known.find((other) => other.accountId === accountId);
    if (known !== undefined) return known.model;
    let made: Model | null = null;
    // A root of its own: what is derived would otherwise end with the component that happened to ask first.
    const end = untrack(() => $effect.root(() => void (made = new Model(this.#documents, accountId))));
    const model = made ?? new Model(this.#documents, accountId);
    this.#known.push({ accountId, model, end });
    return model;
  }

  /** Forgets the models, as when another workspace is opened. */
  clear(): void {
    for (const { end } of this.#known) end();
    this.#known = [];
  }
}
