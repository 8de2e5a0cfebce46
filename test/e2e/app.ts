import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Browser, type Page } from '@playwright/test';
import { WelcomePage } from './pages/welcome.ts';
import { startInBrowser } from './shells/browser.ts';
import { electronObstacle, startInElectron } from './shells/electron.ts';
import type { StartedShell } from './shells/shell.ts';

export { expect } from '@playwright/test';

export type ShellName = 'browser' | 'electron';

/** The app on a data folder of its own. */
export interface App {
  /** The window; another one after a restart. */
  readonly page: Page;
  readonly dataFolder: string;
  /** The shell as it runs now. */
  readonly shell: StartedShell;
  /** Ends the app and starts it again on the same folder. */
  restart(): Promise<void>;
}

interface WorkerFixtures {
  /** Which of its shells the app is started in. */
  shellName: ShellName;
  /** Starts Chromium the first time it is asked for. */
  chromium: () => Promise<Browser>;
}

interface Fixtures {
  /** Whether a place for secrets was chosen before the app was started; there is no keychain. */
  credentialStore: 'memory' | 'undecided';
  app: App;
  /** The app's page, with the sample open. */
  sample: Page;
}

/**
 * A test with the app running. It fails, whatever it checks itself, when the page logs an error, throws, or does what its
 * Content-Security-Policy forbids, and when the app reports a fault.
 */
export const test = base.extend<Fixtures, WorkerFixtures>({
  shellName: ['browser', { option: true, scope: 'worker' }],
  credentialStore: ['memory', { option: true }],
  chromium: [
    async ({ playwright }, use) => {
      let launched: Promise<Browser> | null = null;
      await use(() => (launched ??= playwright.chromium.launch()));
      await (await (launched as Promise<Browser> | null))?.close();
    },
    { scope: 'worker' },
  ],
  app: async ({ shellName, credentialStore, chromium }, use, testInfo) => {
    testInfo.skip(shellName === 'electron' && electronObstacle !== null, `Electron: ${electronObstacle}`);
    const dataFolder = mkdtempSync(join(tmpdir(), 'gatehouse-e2e-'));
    if (credentialStore === 'memory') {
      writeFileSync(join(dataFolder, 'preferences.json'), '{"credentialStoreKind":"memory"}');
    }
    const faults: string[] = [];
    const start = async (): Promise<StartedShell> =>
      shellName === 'electron'
        ? startInElectron(dataFolder, faults)
        : startInBrowser(dataFolder, await chromium(), faults);
    const end = async (shell: StartedShell): Promise<void> => {
      await shell.close();
      if (shell.log() !== '') faults.push(`log: ${shell.log()}`);
    };

    let shell = await start();
    await use({
      get page() {
        return shell.page;
      },
      get shell() {
        return shell;
      },
      dataFolder,
      async restart() {
        await end(shell);
        shell = await start();
      },
    });
    await end(shell);
    rmSync(dataFolder, { recursive: true, force: true });
    expect(faults, 'what the page and the app complained of').toEqual([]);
  },
  sample: async ({ app }, use) => {
    await new WelcomePage(app.page).openSample();
    await use(app.page);
  },
});
