import { contract, type GatehouseContract } from '../../../src-shared/contract/contract.ts';
import type { Handlers } from '../../../src-shared/contract/define.ts';
import { GatehouseError } from '../../../src-shared/errors.ts';
import type { ContractEnd } from '../../../src-main/browser/contract-socket.ts';

/** The contract with nothing behind it: transports are tested with it, not the app. */
export interface ContractStub extends ContractEnd {
  readonly calls: { name: string; input: unknown }[];
  emit(name: string, payload: unknown): void;
  failWith(error: unknown): void;
  /** From now on, calls are taken and never answered. */
  fallSilent(): void;
  listeners(): number;
}

/** Procedures that answer with nothing do; all others fail with the code `Stub`, once their input was parsed. */
export function contractStub(): ContractStub {
  const calls: ContractStub['calls'] = [];
  const listeners = new Set<(name: string, payload: unknown) => void>();
  let failure: unknown;
  let silent = false;
  const handler = (name: string, output: { safeParse(value: unknown): { success: boolean } }) => (input: unknown) => {
    calls.push({ name, input });
    if (silent) return new Promise(() => {});
    if (failure !== undefined) throw failure;
    if (output.safeParse({}).success) return {};
    throw new GatehouseError('Stub', `Nothing is behind ${name}.`);
  };
  return {
    calls,
    handlers: Object.fromEntries(
      Object.entries(contract.procedures).map(([name, { output }]) => [name, handler(name, output)]),
    ) as unknown as Handlers<GatehouseContract>,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit: (name, payload) => listeners.forEach((listener) => listener(name, payload)),
    failWith: (error) => {
      failure = error;
    },
    fallSilent: () => {
      silent = true;
    },
    listeners: () => listeners.size,
  };
}
