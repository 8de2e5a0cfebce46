import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startBrowserMode, type BrowserMode } from '../../../src-main/browser/server.ts';
import { systemRandom } from '../../../src-main/random.ts';
import {
  openWebSocketWire,
  type ConnectionState,
  type WebSocketWire,
} from '../../../src-renderer/transport/web-socket-wire.ts';
import { contractStub, type ContractStub } from './contract-stub.ts';

/** The renderer's end and main's end of the WebSocket, joined. */
let stub: ContractStub;
let browserMode: BrowserMode;
let wire: WebSocketWire;
let states: ConnectionState[];
let cookie: string;
let pauses: number[];

const origin = () => `http://127.0.0.1:${browserMode.port}`;

function start(port: number): Promise<BrowserMode> {
  return startBrowserMode({ gatehouse: stub, rendererFolder: '.', port, random: systemRandom, report: () => {} });
}

async function signIn(): Promise<void> {
  const token = new URLSearchParams(new URL(browserMode.url).hash.slice(1)).get('token');
  const headers = { origin: origin(), 'content-type': 'application/json' };
  const response = await fetch(`${origin()}/session`, { method: 'POST', headers, body: JSON.stringify({ token }) });
  cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

beforeEach(async () => {
  stub = contractStub();
  states = [];
  pauses = [];
  browserMode = await start(0);
  await signIn();
  wire = await openWebSocketWire({
    open: () =>
      new WebSocket(`ws://127.0.0.1:${browserMode.port}/contract`, { headers: { origin: origin(), cookie } }).on(
        'error',
        () => {},
      ),
    isAdmitted: async () => (await fetch(`${origin()}/session`, { headers: { cookie } })).ok,
    onState: (state) => states.push(state),
    pause: async (attempt) => {
      pauses.push(attempt);
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    },
  });
});

afterEach(async () => {
  wire.close();
  await browserMode.close();
});

describe('the WebSocket wire', () => {
  it('is connected once it is there', () => {
    expect(states).toEqual(['connected']);
  });

  it('brings each call its own answer', async () => {
    const replies = await Promise.all([
      wire.call('workspace.close', {}),
      wire.call('app.setTheme', { theme: 'pink' }),
      wire.call('app.describe', {}),
    ]);
    expect(replies.map((reply) => (reply.ok ? 'ok' : reply.error.code))).toEqual(['ok', 'InvalidInput', 'Stub']);
  });

  it('tells an event to those who listen, as long as they do', async () => {
    const heard: unknown[] = [];
    const stop = wire.on('model.changed', (payload) => heard.push(payload));
    stub.emit('model.changed', 1);
    await expect.poll(() => heard).toEqual([1]);
    stop();
    stub.emit('model.changed', 2);
    await wire.call('workspace.close', {});
    expect(heard).toEqual([1]);
  });

  it('answers what was under way with ConnectionLost when the connection breaks', async () => {
    stub.fallSilent();
    const underWay = wire.call('workspace.close', {});
    await expect.poll(() => stub.calls.length).toBe(1);
    await browserMode.close();
    const lost = { ok: false, error: { code: 'ConnectionLost' } };
    expect([await underWay, await wire.call('workspace.close', {})]).toMatchObject([lost, lost]);
    expect(states).toEqual(['connected', 'lost']);
  });

  it('tries again, waiting longer, and says when Gatehouse no longer knows the browser', async () => {
    const { port } = browserMode;
    await browserMode.close();
    await expect.poll(() => pauses.length).toBeGreaterThan(2);
    expect(pauses.slice(0, 3)).toEqual([0, 1, 2]);
    browserMode = await start(port);
    await expect.poll(() => states).toEqual(['connected', 'lost', 'refused']);
  });

  it('connects again by itself when Gatehouse is back and knows the browser', async () => {
    const { port } = browserMode;
    await browserMode.close();
    browserMode = await start(port);
    await signIn();
    await expect.poll(() => states.at(-1)).toBe('connected');
    expect(await wire.call('workspace.close', {})).toEqual({ ok: true, value: {} });
  });
});
