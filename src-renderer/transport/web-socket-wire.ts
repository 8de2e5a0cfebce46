import type { Reply, Wire } from '../../src-shared/contract/define.ts';
import { MainFrame, type CallFrame } from '../../src-shared/transport/web-socket-frames.ts';

/**
 * `lost`: the connection broke and is being made again; calls fail meanwhile and events may have been missed.
 * `refused`: Gatehouse answers but no longer knows this browser; only its newly printed address helps.
 */
export type ConnectionState = 'connected' | 'lost' | 'refused';

/** The part of a WebSocket that the wire uses; a browser's and Node's both fit. */
export interface Socket {
  send(text: string): void;
  close(): void;
  addEventListener(type: 'open' | 'close', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

export interface WebSocketWireOptions {
  /** Starts one connection. */
  readonly open: () => Socket;
  /** Whether Gatehouse would take a connection; rejects when it cannot be reached. Asked before each new attempt. */
  readonly isAdmitted: () => Promise<boolean>;
  readonly onState: (state: ConnectionState) => void;
  /** Waits before the next attempt. @param attempt counts from 0 after each connection. */
  readonly pause: (attempt: number) => Promise<void>;
}

/** A wire over a WebSocket, and a way to end it. */
export interface WebSocketWire extends Wire {
  close(): void;
}

const LOST: Reply = {
  ok: false,
  error: {
    code: 'ConnectionLost',
    message: 'The connection to Gatehouse was lost before it answered.',
    details: {
      place: null,
      mend: 'See whether Gatehouse still runs in its terminal. This page connects again by itself; then look whether the change was made.',
      awsStatus: null,
    },
  },
};

/**
 * Connects, and connects again whenever the connection breaks. A call is never sent twice: whether one that was cut
 * off had been carried out cannot be known, so it fails with `ConnectionLost` and the person decides.
 * @returns once the first connection stands.
 * @throws Error when the first connection cannot be made.
 */
export function openWebSocketWire(options: WebSocketWireOptions): Promise<WebSocketWire> {
  const pending = new Map<number, (reply: Reply) => void>();
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  let nextId = 0;
  let connected: Socket | null = null;
  const closing = new AbortController();

  function receive(data: unknown): void {
    const frame = MainFrame.safeParse(parseJson(data));
    if (!frame.success) return;
    if ('event' in frame.data) {
      const { event, payload } = frame.data;
      for (const listener of listeners.get(event) ?? []) listener(payload);
      return;
    }
    const { id, reply } = frame.data;
    if (id === null) return;
    pending.get(id)?.(reply);
    pending.delete(id);
  }

  /** Settles with true once the socket is open, with false when it closes before. */
  function attempt(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = options.open();
      socket.addEventListener('open', () => {
        connected = socket;
        resolve(true);
      });
      socket.addEventListener('message', (event) => receive(event.data));
      socket.addEventListener('close', () => {
        resolve(false);
        if (connected !== socket) return;
        connected = null;
        for (const answer of pending.values()) answer(LOST);
        pending.clear();
        if (!closing.signal.aborted) void connectAgain();
      });
    });
  }

  async function connectAgain(): Promise<void> {
    options.onState('lost');
    for (let count = 0; !closing.signal.aborted; count += 1) {
      await options.pause(count);
      const admitted = await options.isAdmitted().catch(() => null);
      if (admitted === false) {
        options.onState('refused');
        return;
      }
      if (admitted === true && (await attempt())) {
        options.onState('connected');
        return;
      }
    }
  }

  const wire: WebSocketWire = {
    call(name, input) {
      const socket = connected;
      if (socket === null) return Promise.resolve(LOST);
      const id = nextId;
      nextId += 1;
      const frame: CallFrame = { id, name, input };
      return new Promise((resolve) => {
        pending.set(id, resolve);
        socket.send(JSON.stringify(frame));
      });
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
    close() {
      closing.abort();
      connected?.close();
    },
  };

  return attempt().then((open) => {
    if (!open) throw new Error('Gatehouse did not take the connection.');
    options.onState('connected');
    return wire;
  });
}

/** Half a second, then twice as long each time, up to ten. */
export function backOff(attempt: number): Promise<void> {
  const milliseconds = Math.min(10_000, 500 * 2 ** attempt);
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

function parseJson(data: unknown): unknown {
  if (typeof data !== 'string') return undefined;
  try {
    return JSON.parse(data) as unknown;
  } catch {
    return undefined;
  }
}
