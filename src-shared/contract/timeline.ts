import { z } from 'zod';
import { DecisionRecord, RecordSummary } from '../decision/record.ts';
import { procedure } from './define.ts';

/** The decision timeline. */
export const timelineProcedures = {
  /** Newest first; `before` is a sequence number, exclusive, for the next page. */
  'timeline.list': procedure(
    z.object({ before: z.number().int().nullable(), limit: z.number().int().min(1).max(500) }),
    z.object({ records: z.array(RecordSummary), total: z.number().int() }),
  ),
  'timeline.get': procedure(z.object({ id: z.string() }), DecisionRecord.nullable()),
  /** Signs the recorded request again, now, with the same access key, and sends it. */
  'timeline.replay': procedure(z.object({ id: z.string() }), z.object({ record: DecisionRecord })),
} as const;
