import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import type { z } from 'zod';

/** One device and what it shows. */
export type AuthenticatorCode = z.output<
  GatehouseContract['procedures']['authenticator.codes']['output']
>['codes'][number];

const SECOND_MS = 1000;

/** The codes that the model's devices show now, read again at each step of time. */
export class ShownCodes {
  readonly #client: Client<GatehouseContract>;
  codes = $state.raw<readonly AuthenticatorCode[]>([]);
  /** Until the next step. */
  secondsLeft = $state(0);
  /** What was thrown by the last reading; null when nothing was. */
  error = $state.raw<unknown>(null);

  constructor(client: Client<GatehouseContract>) {
    this.#client = client;
  }

  /** Follows the codes until the answer is called. */
  follow(): () => void {
    void this.read();
    const timer = setInterval(() => {
      if (this.secondsLeft > 1) this.secondsLeft -= 1;
      else void this.read();
    }, SECOND_MS);
    return () => clearInterval(timer);
  }

  async read(): Promise<void> {
    try {
      const { codes, secondsLeft } = await this.#client.call('authenticator.codes', {});
      this.codes = codes;
      this.secondsLeft = secondsLeft;
      this.error = null;
    } catch (error) {
      this.codes = [];
      this.error = error;
    }
  }
}
