import { z } from 'zod';

/** What the wiring tests and the process with the double of Electron say to each other. */

export const Frame = z.enum(['own', 'subframe', 'destroyed', 'navigated', 'otherWindow']);
export type Frame = z.infer<typeof Frame>;

const ControlMessage = z.discriminatedUnion('kind', [
  /** The page calls. */
  z.object({ kind: z.literal('invoke'), frame: Frame, channel: z.string(), args: z.array(z.unknown()) }),
  /** The page loads a file. */
  z.object({ kind: z.literal('fetch'), url: z.string(), method: z.string() }),
  z.object({
    kind: z.literal('navigate'),
    event: z.enum(['will-frame-navigate', 'will-redirect', 'will-attach-webview']),
  }),
  z.object({ kind: z.literal('openWindow'), url: z.string() }),
  z.object({ kind: z.literal('permission'), permission: z.string(), origin: z.string() }),
  z.object({ kind: z.literal('webRequest'), url: z.string() }),
  z.object({ kind: z.literal('download'), url: z.string() }),
  /** A person chooses a menu item. */
  z.object({ kind: z.literal('menu'), command: z.string() }),
  z.object({ kind: z.literal('move'), bounds: z.unknown() }),
  z.object({ kind: z.literal('secondInstance'), argv: z.array(z.string()), folder: z.string() }),
  z.object({ kind: z.literal('closeWindow') }),
  z.object({ kind: z.literal('recorded') }),
]);
export type ControlMessage = z.infer<typeof ControlMessage>;

/** One call of the Electron API. */
export interface Recorded {
  what: string;
  value: unknown;
}

export type ControlReply =
  | { kind: 'answer'; id: number; value: unknown }
  /** The window was shown. */
  | { kind: 'shown' }
  /** Main sends to the page. */
  | { kind: 'sent'; channel: string; args: unknown[] }
  | { kind: 'exited'; code: number; recorded: Recorded[] };

export function parseControlMessage(message: unknown): ControlMessage {
  return ControlMessage.parse(message);
}
