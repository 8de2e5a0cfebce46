import type { ErrorEnvelope } from '../errors.ts';
import type { Client, ContractShape, Wire } from './define.ts';

/** A procedure that failed, as the renderer sees it. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly code: string;
  readonly details: ErrorEnvelope['details'];

  constructor(envelope: ErrorEnvelope) {
    super(envelope.message);
    this.code = envelope.code;
    this.details = envelope.details;
  }
}

/**
 * The renderer's typed client over any wire. Answers are parsed by the contract, so that what the renderer trusts is
 * what the contract says.
 * @throws CallError from `call` when main answers with an error.
 */
export function createClient<C extends ContractShape>(contract: C, wire: Wire): Client<C> {
  const client = {
    async call(name: string, input: unknown): Promise<unknown> {
      const reply = await wire.call(name, input);
      if (!reply.ok) throw new CallError(reply.error);
      return contract.procedures[name]?.output.parse(reply.value);
    },
    on(name: string, listener: (payload: unknown) => void): () => void {
      return wire.on(name, (payload) => listener(contract.events[name]?.parse(payload)));
    },
  };
  return client as Client<C>;
}
