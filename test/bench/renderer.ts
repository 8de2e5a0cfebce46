import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import playwrightConfig from '../../playwright.config.ts';
import { serveApp } from '../fixtures/serve-app.ts';
import type { BenchRow } from './run.ts';

const ROUNDS = 5;

/** How soon a person can do something, and what has to be loaded for it. */
export async function rendererBench(): Promise<BenchRow[]> {
  if (!existsSync('out/renderer/index.html')) throw new Error('The renderer is not built: npm run build.');
  const bytes = readdirSync('out/renderer', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);

  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  const browser = await chromium.launch(playwrightConfig.use?.launchOptions ?? {});
  const serveTimes: number[] = [];
  const screenTimes: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const started = performance.now();
      const app = await serveApp(folder);
      serveTimes.push(performance.now() - started);
      const page = await (await browser.newContext()).newPage();
      const opened = performance.now();
      await page.goto(app.url);
      await page.getByRole('button', { name: /sample/i }).waitFor();
      screenTimes.push(performance.now() - opened);
      await page.close();
      await app.stop();
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return [
    { name: 'start/serve ready', ms: median(serveTimes) },
    { name: 'start/first usable screen', ms: median(screenTimes) },
    { name: 'renderer/built size', bytes },
  ];
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}
