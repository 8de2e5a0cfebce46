import { GatehouseError, invalidInput, toErrorEnvelope } from '../errors.ts';
import type { ContractShape, Handlers, Reply } from './define.ts';

/**
 * Main's end of a transport: parses the input of one call, runs its handler, and puts the outcome into an envelope.
 * Never throws.
 * @param report told of every error that was not foreseen, for the log.
 */
export async function dispatch<C extends ContractShape>(
  contract: C,
  handlers: Handlers<C>,
  name: unknown,
  input: unknown,
  report: (error: unknown) => void,
): Promise<Reply> {
  try {
    if (typeof name !== 'string' || !Object.hasOwn(contract.procedures, name)) {
      throw new GatehouseError('UnknownProcedure', 'The app asked for something that this version does not offer.', {
        mend: 'Reload the window.',
      });
    }
    const parsed = contract.procedures[name]?.input.safeParse(input);
    if (parsed?.success !== true)
      throw parsed === undefined ? new Error(`No procedure ${name}`) : invalidInput(name, parsed.error);
    const handler = handlers[name] as (input: unknown) => unknown;
    return { ok: true, value: await handler(parsed.data) };
  } catch (thrown) {
    const error = toErrorEnvelope(thrown);
    if (error.code === 'InternalError') report(thrown);
    return { ok: false, error };
  }
}
