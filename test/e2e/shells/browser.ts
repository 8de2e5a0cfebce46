import type { Browser } from '@playwright/test';
import { serveApp } from '../../fixtures/serve-app.ts';
import { noteFaults, type StartedShell } from './shell.ts';

/** Serves the app on its data folder and opens it in a fresh profile of the browser. */
export async function startInBrowser(dataFolder: string, browser: Browser, faults: string[]): Promise<StartedShell> {
  const served = await serveApp(dataFolder);
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  const openTab = async (host?: 'localhost') => {
    const page = await context.newPage();
    noteFaults(page, faults);
    await page.goto(host === undefined ? served.url : served.url.replace('127.0.0.1', host));
    return page;
  };
  const page = await openTab();
  return {
    page,
    openTab,
    log: served.log,
    readClipboard: () => page.evaluate<string>('navigator.clipboard.readText()'),
    answerFileDialog: null,
    async close() {
      // The page goes first: it would complain of a server that is gone.
      await context.close();
      await served.stop();
    },
  };
}
