import type { Page } from '@playwright/test';
import { createClient } from '../../../src-shared/contract/client.ts';
import { contract, type GatehouseContract } from '../../../src-shared/contract/contract.ts';
import type { Client, Reply } from '../../../src-shared/contract/define.ts';
import { CONTRACT_PATH } from '../../../src-shared/transport/web-socket-frames.ts';

/**
 * Calls main as the page itself does, by the preload script or by a WebSocket of the page. A text, since the tests know
 * nothing of a page's globals.
 */
const CALL = `({ name, input, path }) => {
  if (window.gatehouse !== undefined) return window.gatehouse.call(name, input);
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(location.origin.replace('http', 'ws') + path);
    socket.addEventListener('open', () => socket.send(JSON.stringify({ id: 1, name, input })));
    socket.addEventListener('message', ({ data }) => {
      const frame = JSON.parse(data);
      if (frame.id !== 1) return;
      resolve(frame.reply);
      socket.close();
    });
    socket.addEventListener('error', () => reject(new Error('Main cannot be reached.')));
  });
}`;

/**
 * A client that does at once what a test needs done before it begins, and what other tests do by hand. It hears no events;
 * the page does, and shows what was done.
 */
export function pageClient(page: Page): Client<GatehouseContract> {
  return createClient(contract, {
    async call(name, input) {
      const call = { name, input, path: CONTRACT_PATH };
      return page.evaluate<Reply>(`(${CALL})(${JSON.stringify(call)})`);
    },
    on() {
      throw new Error('Events are not heard here.');
    },
  });
}
