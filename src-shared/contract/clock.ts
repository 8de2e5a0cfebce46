import { z } from 'zod';
import { Nothing, procedure } from './define.ts';

/** So far, about a century, the model's clock may be from the real one. */
const FARTHEST_MS = 100 * 365.25 * 24 * 60 * 60 * 1000;

/** What time it is in the model: for sessions, tokens, codes, signatures and `aws:CurrentTime`. */
export const ClockSetting = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('real') }),
  /** It goes on as the real one does, so many milliseconds ahead of it or, when negative, behind. */
  z.object({
    kind: z.literal('shifted'),
    byMs: z
      .number()
      .int()
      .min(-FARTHEST_MS, 'Shift by 100 years at most.')
      .max(FARTHEST_MS, 'Shift by 100 years at most.'),
  }),
  /** It stands still. */
  z.object({ kind: z.literal('frozen'), at: z.iso.datetime() }),
]);
export type ClockSetting = z.infer<typeof ClockSetting>;

/** How the model's clock is set, and what it says. */
export const ClockStatus = z.object({ setting: ClockSetting, now: z.iso.datetime() });
export type ClockStatus = z.infer<typeof ClockStatus>;

/** The model's clock is set until the app ends: who starts it again finds the real time. */
export const clockProcedures = {
  'clock.get': procedure(Nothing, ClockStatus),
  'clock.set': procedure(z.object({ setting: ClockSetting }), ClockStatus),
} as const;
