import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import type { ShellName } from './test/e2e/app.ts';
import { electronObstacle } from './test/e2e/shells/electron.ts';

/** A Chromium of the system's, where there is one; else the one that Playwright manages. */
const systemChromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);

// This file is read by each worker too; the reason is said once, by the process that starts them.
if (electronObstacle !== null && process.env['TEST_WORKER_INDEX'] === undefined) {
  console.warn(`Skipped: the end-to-end tests in real Electron, since ${electronObstacle}.`);
}

/** Pictures are made on demand, and in Chromium alone; they are no test, so they are not counted as skipped ones. */
const takesScreenshots = process.env['GATEHOUSE_SCREENSHOTS'] === '1';
const SCREENSHOTS = '**/screenshots.spec.ts';
/** What needs a second tab, or a download that a test can read: Electron offers neither. */
const BROWSER_ONLY = ['**/tabs.spec.ts', '**/export.spec.ts', '**/passkey.spec.ts'];

export default defineConfig<object, { shellName: ShellName }>({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  globalSetup: './test/build-once.ts',
  // Room for a machine that has more to do: what waits goes on as soon as it can.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 2,
  fullyParallel: true,
  // What fails once and not again is passed, and said aloud at the end of `npm test`: it is a fault of timing to be found.
  retries: 1,
  forbidOnly: true,
  use: {
    viewport: { width: 1280, height: 800 },
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 20_000,
    launchOptions: {
      ...(systemChromium === undefined ? {} : { executablePath: systemChromium }),
      args: [
        // Chromium's sandbox does not start for root, which is who runs the tests in a container.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'chromium', use: { shellName: 'browser' }, testIgnore: takesScreenshots ? [] : [SCREENSHOTS] },
    { name: 'electron', use: { shellName: 'electron' }, testIgnore: [SCREENSHOTS, ...BROWSER_ONLY] },
  ],
});
