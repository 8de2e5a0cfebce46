import type { DecisionRecord, RecordSummary } from '../../src-shared/decision/record.ts';

/**
 * The timeline row of a record: what lists show of it, without its weight. The sequence number is left out, since the
 * store gives it only when the record is written.
 */
export function recordSummary(record: Omit<DecisionRecord, 'sequence'>): Omit<RecordSummary, 'sequence'> {
  const { id, at, durationMs, door, replayOf, verdict, principal, action, resource, steps, response } = record;
  return {
    id,
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
