import { z } from 'zod';
import { ErrorEnvelope } from '../errors.ts';

/**
 * What crosses the WebSocket of browser mode, one JSON text per frame. The renderer calls, main replies under the
 * call's ID, in any order; main also tells events, which nobody answers.
 */

/** The path of the WebSocket. */
export const CONTRACT_PATH = '/contract';

/** The path where the token of the printed address is exchanged for a cookie (POST), and a cookie is tried (GET). */
export const SESSION_PATH = '/session';

/** The parameter of the URL fragment that carries the token. A fragment is never sent to a server, nor logged by one. */
export const TOKEN_PARAMETER = 'token';

export const CallFrame = z.strictObject({
  id: z.number().int().nonnegative(),
  name: z.string(),
  input: z.unknown(),
});
export type CallFrame = z.infer<typeof CallFrame>;

export const ReplyFrame = z.object({
  /** Null when the call could not be read, and so its ID not be known. */
  id: z.number().int().nonnegative().nullable(),
  reply: z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value: z.unknown() }),
    z.object({ ok: z.literal(false), error: ErrorEnvelope }),
  ]),
});
export type ReplyFrame = z.infer<typeof ReplyFrame>;

export const EventFrame = z.object({ event: z.string(), payload: z.unknown() });
export type EventFrame = z.infer<typeof EventFrame>;

/** Anything that main sends. */
export const MainFrame = z.union([ReplyFrame, EventFrame]);
export type MainFrame = z.infer<typeof MainFrame>;
