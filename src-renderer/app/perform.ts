import type { z } from 'zod';
import { CallError } from '../../src-shared/contract/client.ts';
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import { operations, type OperationName, type OperationOutput } from '../../src-shared/operations/registry.ts';

/** Whom operations are asked of, and where the designer means them. */
export interface Controls {
  readonly client: Client<GatehouseContract>;
  /** Null when no workspace is open. */
  readonly accountId: string | null;
}

/** What an operation takes, as a caller writes it. */
export type PerformInput<Name extends OperationName> = z.input<(typeof operations)[Name]['input']>;

/** Where main says that the record of a refused request is. */
const RECORD_PLACE = 'timeline:';

/** The refusal of a request that came in by the console door, with the record that tells why. */
export class RefusedError extends CallError {
  readonly recordId: string;

  constructor(error: CallError, recordId: string) {
    const { place, mend, awsStatus } = error.details;
    // The record's place is shown as a link, in place of its name and of the advice to open it.
    const details = place?.startsWith(RECORD_PLACE)
      ? { place: null, mend: null, awsStatus }
      : { place, mend, awsStatus };
    super({ code: error.code, message: error.message, details });
    this.recordId = recordId;
  }
}

/**
 * Does what may be a request by the console door. Its record is known by the place of the error, or, where the error
 * has none (as at sign-in, whose answers tell little), because every record is told before the answer comes.
 * @throws RefusedError when the work failed and a record was made of it; otherwise what `work` throws.
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
    if (!(error instanceof CallError)) throw error;
    const { place } = error.details;
    if (place?.startsWith(RECORD_PLACE)) throw new RefusedError(error, place.slice(RECORD_PLACE.length));
    if (recordId !== null) throw new RefusedError(error, recordId);
    throw error;
  } finally {
    stopListening();
  }
}

/**
 * Performs an operation: as the designer in the account that is shown, or as the principal who signed in, in their own.
 * @throws RefusedError when the request was recorded and refused; CallError for every other fault.
 */
export async function perform<Name extends OperationName>(
  { client, accountId }: Controls,
  name: Name,
  input: PerformInput<Name>,
): Promise<OperationOutput<Name>> {
  const { output } = await withRecord(client, () =>
    client.call('actions.perform', {
      operation: name,
      parameters: input,
      ...(accountId !== null && { accountId }),
    }),
  );
  return operations[name].output.parse(output) as OperationOutput<Name>;
}

/**
 * Performs an operation that is not among the declared ones, whose answer the caller has no use for.
 * @param name as `service:Operation`; any that main performs.
 * @throws as `perform`.
 */
export async function performModelled({ client, accountId }: Controls, name: string, input: object): Promise<void> {
  await withRecord(client, () =>
    client.call('actions.perform', {
      operation: name,
      parameters: input,
      ...(accountId !== null && { accountId }),
    }),
  );
}
