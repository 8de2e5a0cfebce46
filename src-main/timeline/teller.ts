import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Emit } from '../../src-shared/contract/define.ts';
import type { DecisionRecord, RecordSummary } from '../../src-shared/decision/record.ts';

/** Tells every renderer of a new record. */
export type TimelineTeller = (record: DecisionRecord) => void;

/** Makes the teller of a contract's events. */
export function timelineTeller(emit: Emit<GatehouseContract>): TimelineTeller {
  return (record) => emit('timeline.recorded', { summary: summaryOf(record) });
}

/** A timeline row of a record. */
export function summaryOf(record: DecisionRecord): RecordSummary {
  const { id, sequence, at, durationMs, door, replayOf, verdict, principal, action, resource, steps, response } =
    record;
  return {
    id,
    sequence,
    at,
    durationMs,
    door,
    replayOf,
    verdict,
    principal,
    action,
    resource,
    steps,
    status: response.status,
    errorCode: response.errorCode,
  };
}
