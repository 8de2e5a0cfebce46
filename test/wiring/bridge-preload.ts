import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { PROJECT, type DesktopProcess } from './desktop-process.ts';

/** Where the page's files are in Chromium, which has no app:// scheme. Nothing is listening there. */
export const PAGE_ORIGIN = 'https://gatehouse.test';

/**
 * Gives a page of Chromium what Electron would give it: the files of `app://gatehouse/`, from main's own handler, and
 * the *built* preload script, run before the page with `electron` as it is in the sandbox.
 */
export async function bridgePreload(page: Page, desktop: DesktopProcess): Promise<void> {
  await page.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    if (url.origin !== PAGE_ORIGIN) {
      await route.abort();
      return;
    }
    const response = (await desktop.ask({
      kind: 'fetch',
      url: `app://gatehouse${url.pathname}`,
      method: route.request().method(),
    })) as { status: number; headers: Record<string, string>; body: string };
    await route.fulfill({ ...response, body: Buffer.from(response.body, 'base64') });
  });
  await page.exposeFunction('electronInvoke', (channel: string, args: unknown[]) =>
    desktop.ask({ kind: 'invoke', frame: 'own', channel, args }),
  );
  desktop.onSent((channel, args) => {
    const script = `globalThis.electronDeliver?.(${JSON.stringify(channel)}, ${JSON.stringify(args)})`;
    page.evaluate(script).catch(() => {
      // The page is gone already.
    });
  });
  const preload = readFileSync(join(PROJECT, 'out', 'preload', 'preload.cjs'), 'utf8');
  await page.addInitScript({
    content: `(() => {
      const listeners = new Map();
      globalThis.electronDeliver = (channel, args) => listeners.get(channel)?.forEach((listener) => listener({}, ...args));
      const electron = {
        contextBridge: {
          exposeInMainWorld: (name, value) =>
            Object.defineProperty(globalThis, name, { value: Object.freeze(value), enumerable: true }),
        },
        ipcRenderer: {
          invoke: (channel, ...args) => globalThis.electronInvoke(channel, args),
          on: (channel, listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
        },
      };
      const require = (name) => {
        if (name !== 'electron') throw new Error('A sandboxed preload script cannot load ' + name);
        return electron;
      };
      ((require, module, exports) => {
        ${preload}
      })(require, { exports: {} }, {});
    })();`,
  });
}
