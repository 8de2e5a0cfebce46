import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Emit } from '../../src-shared/contract/define.ts';
import type { DecisionRecord } from '../../src-shared/decision/record.ts';
import { recordSummary } from './record-summary.ts';

/** Tells every renderer of a new record. */
export type TimelineTeller = (record: DecisionRecord) => void;

/** Makes the teller of a contract's events. */
export function timelineTeller(emit: Emit<GatehouseContract>): TimelineTeller {
  return (record) => emit('timeline.recorded', { summary: { sequence: record.sequence, ...recordSummary(record) } });
}
