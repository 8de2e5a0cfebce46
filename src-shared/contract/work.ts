import { z } from 'zod';
import { Nothing, procedure } from './define.ts';

/** Names long work, so that it can be followed and cancelled. Made by whoever asks for it, anew each time. */
export const WorkId = z.string().min(1).max(64);

export const WorkProgress = z.object({
  workId: WorkId,
  done: z.number().int(),
  /** Null as long as it is not known how much there is. */
  total: z.number().int().nullable(),
});
export type WorkProgress = z.infer<typeof WorkProgress>;

/**
 * Long work: a procedure that takes a `workId` tells how far it is by `work.progress`, and ends with `WorkCancelled`,
 * having changed nothing, when it is cancelled.
 */
export const workProcedures = {
  /** Does nothing when no such work is under way. */
  'work.cancel': procedure(z.object({ workId: WorkId }), Nothing),
} as const;
