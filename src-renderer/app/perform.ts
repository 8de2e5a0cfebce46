import type { z } from 'zod';
import { CallError } from '../../src-shared/contract/client.ts';
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import { operations, type OperationName, type OperationOutput } from '../../src-shared/operations/registry.ts';

/** What an operation takes, as a caller writes it. */
export type PerformInput<Name extends OperationName> = z.input<(typeof operations)[Name]['input']>;

/** The refusal of a request that came in by the console door, with the record that tells why. */
export class RefusedError extends CallError {
  readonly recordId: string;

  constructor(error: CallError, recordId: string) {
    super({ code: error.code, message: error.message, details: error.details });
    this.recordId = recordId;
  }
}

/**
 * Does what may be a request by the console door. A refusal crosses as an error, which has no place for the record;
 * but the record is told to everybody before the answer comes.
 * @throws RefusedError when the work failed and a record was made meanwhile; otherwise what `work` throws.
 */
export async function withRecord<Result>(
  client: Client<GatehouseContract>,
  work: () => Promise<Result>,
): Promise<Result> {
  let recordId: string | null = null;
  const stopListening = client.on('timeline.recorded', ({ summary }) => {
    if (summary.door === 'console') recordId = summary.id;
  });
  try {
    return await work();
  } catch (error) {
    if (error instanceof CallError && recordId !== null) throw new RefusedError(error, recordId);
    throw error;
  } finally {
    stopListening();
  }
}

/**
 * Performs an operation: as the designer, or as the principal who signed in.
 * @throws RefusedError when the request was recorded and refused; CallError for every other fault.
 */
export async function perform<Name extends OperationName>(
  client: Client<GatehouseContract>,
  name: Name,
  input: PerformInput<Name>,
): Promise<OperationOutput<Name>> {
  const { output } = await withRecord(client, () =>
    client.call('actions.perform', { operation: name, parameters: input }),
  );
  return operations[name].output.parse(output) as OperationOutput<Name>;
}
