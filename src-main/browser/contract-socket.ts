import type { RawData, WebSocket } from 'ws';
import { contract, type GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers, Reply } from '../../src-shared/contract/define.ts';
import { dispatch } from '../../src-shared/contract/dispatch.ts';
import { GatehouseError, toErrorEnvelope } from '../../src-shared/errors.ts';
import { CallFrame, type EventFrame, type ReplyFrame } from '../../src-shared/transport/web-socket-frames.ts';

/** What a shell needs of the app: the contract's procedures, and its events. */
export interface ContractEnd {
  readonly handlers: Handlers<GatehouseContract>;
  /** @returns a function that stops listening. */
  subscribe(listener: (name: string, payload: unknown) => void): () => void;
}

/** How long a tab may stay silent before its connection is taken for dead. */
const HEARTBEAT_MILLISECONDS = 30_000;

/** A tab that has stopped reading is cut off before what waits for it fills the memory; it connects again. */
const MAX_BUFFERED_BYTES = 256 * 1024 * 1024;

/**
 * Serves the contract over one open WebSocket until it closes.
 * @param report told of every error that was not foreseen.
 */
export function serveContract(socket: WebSocket, end: ContractEnd, report: (error: unknown) => void): void {
  const send = (frame: ReplyFrame | EventFrame): void => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > MAX_BUFFERED_BYTES) socket.terminate();
    else socket.send(JSON.stringify(frame));
  };

  let alive = true;
  const heartbeat = setInterval(() => {
    if (!alive) {
      socket.terminate();
      return;
    }
    alive = false;
    socket.ping();
  }, HEARTBEAT_MILLISECONDS);
  const unsubscribe = end.subscribe((event, payload) => send({ event, payload }));

  socket.on('pong', () => {
    alive = true;
  });
  // A broken or oversized frame: `ws` closes the connection with the right status, and the page connects again.
  socket.on('error', () => {});
  socket.on('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
  socket.on('message', (data, isBinary) => {
    const call = isBinary ? null : readCall(data);
    if (call === null || 'fault' in call) {
      send({ id: call?.id ?? null, reply: MALFORMED_FRAME });
      return;
    }
    void dispatch(contract, end.handlers, call.name, call.input, report).then((reply) => send({ id: call.id, reply }));
  });
}

const MALFORMED_FRAME: Reply = {
  ok: false,
  error: toErrorEnvelope(
    new GatehouseError('MalformedFrame', 'The message is not a call: it must be a JSON object of id, name and input.', {
      mend: 'Reload the page.',
    }),
  ),
};

/** @returns null when not even an ID can be read. */
function readCall(data: RawData): CallFrame | { fault: true; id: number | null } | null {
  let json: unknown;
  try {
    json = JSON.parse(textOf(data));
  } catch {
    return null;
  }
  const frame = CallFrame.safeParse(json);
  if (frame.success) return frame.data;
  const id = CallFrame.shape.id.safeParse(typeof json === 'object' && json !== null && 'id' in json ? json.id : null);
  return { fault: true, id: id.success ? id.data : null };
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString('utf8');
}
