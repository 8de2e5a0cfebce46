import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { electronBinary, knownObstacle } from '../../build/electron-readiness.mjs';
import { PROJECT } from './desktop-process.ts';

const binary = electronBinary(join(PROJECT, 'node_modules', 'electron'), process.env);
const obstacle =
  binary === null
    ? 'its binary is not installed'
    : knownObstacle({ platform: process.platform, env: process.env, uid: process.getuid?.() });
if (obstacle !== null) console.warn(`Skipped: the app in real Electron, since ${obstacle}.`);

describe.skipIf(obstacle !== null)('the app in real Electron', { timeout: 60_000 }, () => {
  let app: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'gatehouse-electron-smoke-'));
    writeFileSync(join(dataFolder, 'preferences.json'), '{"credentialStoreKind":"memory"}');
    app = await _electron.launch({
      executablePath: binary ?? '',
      args: [PROJECT],
      env: { ...process.env, GATEHOUSE_DATA_FOLDER: dataFolder } as Record<string, string>,
    });
    page = await app.firstWindow();
  }, 60_000);

  afterAll(() => app?.close());

  it('shows the welcome screen from app://gatehouse', async () => {
    await page.getByRole('button', { name: /sample/i }).waitFor();
    expect(page.url()).toBe('app://gatehouse/');
  });

  it('gives the page call and on, and nothing of Node', async () => {
    const exposed = await page.evaluate(() => {
      const { gatehouse } = globalThis as unknown as { gatehouse: object };
      return { names: Object.keys(gatehouse), node: 'require' in globalThis || 'process' in globalThis };
    });
    expect(exposed).toEqual({ names: ['call', 'on'], node: false });
  });

  it('opens the sample', async () => {
    await page.getByRole('button', { name: /sample/i }).click();
    await page.getByText('bruce-wayne').first().waitFor();
    expect(await page.getByText('bruce-wayne').count()).toBeGreaterThan(0);
  });

  it('does not navigate away', async () => {
    await page.evaluate("location.href = 'https://example.com/'");
    expect(page.url()).toBe('app://gatehouse/');
  });
});
