import { createClient } from '../../src-shared/contract/client.ts';
import { contract, type GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import { CONTRACT_PATH, SESSION_PATH, TOKEN_PARAMETER } from '../../src-shared/transport/web-socket-frames.ts';
import { electronWire, type PreloadBridge } from './electron-wire.ts';
import { backOff, openWebSocketWire, type ConnectionState } from './web-socket-wire.ts';

declare global {
  interface Window {
    /** There in the desktop app only. */
    readonly gatehouse?: PreloadBridge;
  }
}

/** Gatehouse does not admit this page. The message says to a person what to do. */
export class NotAdmittedError extends Error {
  override readonly name = 'NotAdmittedError';
}

/**
 * Connects the page to main: through the preload script in the desktop app, through a WebSocket in browser mode, where
 * the token in the address is first exchanged for a cookie and then taken out of the address.
 * @param onState told of every change after that; the desktop app's connection never changes. After `lost`, once
 *   `connected` comes, read again what is shown: events may have been missed.
 * @throws NotAdmittedError when the address holds no valid token and the browser has no cookie.
 */
export async function connect(
  onState: (state: ConnectionState) => void = () => {},
): Promise<Client<GatehouseContract>> {
  if (window.gatehouse !== undefined) return createClient(contract, electronWire(window.gatehouse));
  await exchangeToken();
  if (!(await isAdmitted())) {
    throw new NotAdmittedError(
      'This address alone does not open Gatehouse. Open the whole address that Gatehouse printed when it started; it ends in #token=… .',
    );
  }
  const wire = await openWebSocketWire({
    open: () => new WebSocket(new URL(CONTRACT_PATH, webSocketOrigin())),
    isAdmitted,
    onState,
    pause: backOff,
  });
  return createClient(contract, wire);
}

/** Hands the token of the fragment over, and takes it out of the address bar and the history. */
async function exchangeToken(): Promise<void> {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const token = fragment.get(TOKEN_PARAMETER);
  if (token === null) return;
  history.replaceState(history.state, '', location.pathname);
  await fetch(SESSION_PATH, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
}

/** @throws TypeError when Gatehouse cannot be reached. */
async function isAdmitted(): Promise<boolean> {
  const response = await fetch(SESSION_PATH, { cache: 'no-store' });
  return response.ok;
}

function webSocketOrigin(): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}`;
}
