import { z } from 'zod';
import { DecisionRecord } from './record.ts';

/** What of a record it takes to weigh its request again. */
export const WeighedDecision = DecisionRecord.pick({
  id: true,
  sequence: true,
  at: true,
  verdict: true,
  principal: true,
  action: true,
  resource: true,
  weighed: true,
}).extend({
  request: DecisionRecord.shape.request.pick({
    method: true,
    url: true,
    headers: true,
    region: true,
    parts: true,
    context: true,
  }),
  authentication: z.object({ accessKeyId: z.string().nullable() }).nullable(),
});
export type WeighedDecision = z.infer<typeof WeighedDecision>;
