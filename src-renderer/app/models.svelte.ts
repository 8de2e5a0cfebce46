import { untrack } from 'svelte';
import type { Documents } from './documents.svelte.ts';
import { Model } from './model.svelte.ts';

/** One model for each account, so that all tabs on an account share its sorted lists. */
export class Models {
  readonly #documents: Documents;
  readonly #byAccount = new Map<string | null, { readonly model: Model; end(): void }>();

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  /** The model of an account; the same one each time. Null is for no account, whose lists are empty. */
  of(accountId: string | null): Model {
    const known = this.#byAccount.get(accountId);
    if (known !== undefined) return known.model;
    let model: Model | null = null;
    // A root of its own: what is derived would otherwise end with the component that happened to ask first.
    const end = untrack(() => $effect.root(() => void (model = new Model(this.#documents, accountId))));
    const made = model ?? new Model(this.#documents, accountId);
    this.#byAccount.set(accountId, { model: made, end });
    return made;
  }

  /** Forgets the models, as when another workspace is opened. */
  clear(): void {
    for (const { end } of this.#byAccount.values()) end();
    this.#byAccount.clear();
  }
}
