import type { Draft, Signer } from '../../src-shared/contract/composer.ts';
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import type { WhatIfOutcome, WhatIfSigner } from '../../src-shared/contract/what-if.ts';
import { NOTHING_SUPPOSED, overridesOf, type Supposition } from './supposition.ts';

/** What is supposed of a composed request, and what the gates would say to it. */
export class WhatIf {
  readonly #client: Client<GatehouseContract>;
  /** Counts what was asked, so that a late answer does not replace a newer one. */
  #asked = 0;

  supposed = $state.raw<Supposition>(NOTHING_SUPPOSED);
  /** Who is supposed to ask: a principal or a service that holds no credentials here; null for who signs. */
  caller = $state.raw<Exclude<WhatIfSigner, Signer> | null>(null);
  outcome = $state.raw<WhatIfOutcome | null>(null);
  failure = $state.raw<unknown>(null);
  busy = $state(false);

  constructor(client: Client<GatehouseContract>) {
    this.#client = client;
  }

  /** Whether the supposition can be asked for as it is typed. */
  get faultless(): boolean {
    return Object.keys(overridesOf(this.supposed).faults).length === 0;
  }

  /** Evaluates a draft with what is supposed. Nothing is sent; the answer is then in `outcome` or `failure`. */
  async evaluate(signer: Signer, draft: Draft): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const { overrides } = overridesOf(this.supposed);
    this.busy = true;
    try {
      const outcome = await this.#client.call('whatIf.evaluate', { signer: this.caller ?? signer, draft, overrides });
      if (asked === this.#asked) [this.outcome, this.failure] = [outcome, null];
    } catch (thrown) {
      if (asked === this.#asked) [this.outcome, this.failure] = [null, thrown];
    } finally {
      if (asked === this.#asked) this.busy = false;
    }
  }

  /** Forgets what was supposed and what came of it. */
  reset(): void {
    this.#asked += 1;
    this.supposed = NOTHING_SUPPOSED;
    this.caller = null;
    this.outcome = null;
    this.failure = null;
    this.busy = false;
  }
}
