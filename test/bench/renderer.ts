import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Locator, type Page } from '@playwright/test';
import playwrightConfig from '../../playwright.config.ts';
import { LARGE_ACCOUNT, writeLargeWorkspace } from '../fixtures/large-workspace.ts';
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
    ...(await largeAccountBench()),
    { name: 'renderer/built size', bytes },
  ];
}

/** The same for an account of 5,000 users and 100,000 decisions, and how smooth it is. */
async function largeAccountBench(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  const path = join(folder, 'company.gatehouse');
  writeLargeWorkspace(path, LARGE_ACCOUNT);
  const browser = await chromium.launch(playwrightConfig.use?.launchOptions ?? {});
  const app = await serveApp(folder, {});
  try {
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    await page.goto(app.url);
    const openTimes: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      openTimes.push(await openWorkspace(page, path));
      if (round < ROUNDS - 1) await closeWorkspace(page);
    }
    const search = await timed(async () => {
      await page.getByRole('searchbox', { name: 'Search users' }).fill('user-4999');
      await page
        .getByRole('table', { name: 'Users' })
        .getByRole('button', { name: 'user-4999', exact: true })
        .waitFor();
    });
    const timeline = await timed(async () => {
      await section(page, 'Timeline').click();
      await page.locator('[role="row"][data-record]').first().waitFor();
    });
    const frames = await scrollFrames(page, '[role="grid"]');
    const filter = await timed(async () => {
      const field = page.getByRole('combobox', { name: 'Filter the timeline' });
      await field.fill('principal:user-7 verdict:explicit');
      await field.press('Enter');
      await page.getByText(/ of 100,000/).waitFor();
    });
    const lint = await lintLatency(page);
    return [
      { name: 'large/open', ms: median(openTimes) },
      { name: 'large/search users', ms: search },
      { name: 'large/timeline shown', ms: timeline },
      { name: 'large/timeline scroll, median frame', ms: median(frames) },
      { name: 'large/timeline scroll, 99th percentile', ms: percentile(frames, 0.99) },
      { name: 'large/timeline filter', ms: filter },
      { name: 'editor/lint of 6 KB, after its pause', ms: lint },
    ];
  } finally {
    await browser.close();
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function section(page: Page, name: string): Locator {
  return page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: new RegExp(`^${name}`) });
}

/** How long it takes from the choice of a file until its users are listed. */
async function openWorkspace(page: Page, path: string): Promise<number> {
  await page.getByRole('button', { name: /^Open a workspace/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Open a workspace' });
  await dialog.getByLabel('Path of the workspace file').fill(path);
  return timed(async () => {
    await dialog.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByRole('table', { name: 'Users' }).getByRole('button', { name: 'user-0', exact: true }).waitFor();
  });
}

async function closeWorkspace(page: Page): Promise<void> {
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^Workspace / })
    .click();
  await page.getByRole('menuitem', { name: 'Close workspace' }).click();
  await page.getByRole('button', { name: /^Open a workspace/ }).waitFor();
}

/** Turns the wheel over a list for three seconds. @returns how long each frame took, in ms. */
async function scrollFrames(page: Page, selector: string): Promise<number[]> {
  const box = await page.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`There is no ${selector}.`);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const measured = page.evaluate<number[]>(`new Promise((done) => {
    const frames = [];
    const end = performance.now() + 3000;
    let last = performance.now();
    const next = (now) => {
      frames.push(now - last);
      last = now;
      if (now < end) requestAnimationFrame(next);
      else done(frames.slice(1));
    };
    requestAnimationFrame(next);
  })`);
  const turning = (async () => {
    for (let turn = 0; turn < 150; turn += 1) {
      await page.mouse.wheel(0, 400);
      await page.waitForTimeout(16);
    }
  })();
  const frames = await measured;
  await turning;
  return frames;
}

/** So long the editor waits after a keystroke before it checks, in ms; the bench takes it off. */
const LINT_PAUSE_MS = 250;

/** How soon a mistake in a policy of 6 KB is marked. */
async function lintLatency(page: Page): Promise<number> {
  await section(page, 'Policies').click();
  await page.getByRole('button', { name: 'Create policy' }).first().click();
  const editor = page
    .getByRole('dialog')
    .getByRole('textbox', { name: /policy/i })
    .first();
  await editor.click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(policyOf6Kb());
  await page.waitForTimeout(1500);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.keyboard.press('ControlOrMeta+Home');
    const marks = page.locator('.cm-lintRange-error');
    times.push(
      await timed(async () => {
        await page.keyboard.insertText('x');
        await marks.first().waitFor({ state: 'attached' });
      }),
    );
    await page.keyboard.press('Backspace');
    await marks.first().waitFor({ state: 'detached' });
  }
  return Math.max(0, median(times) - LINT_PAUSE_MS);
}

/** As long as a managed policy may be. */
function policyOf6Kb(): string {
  const Statement = Array.from({ length: 26 }, (_, n) => ({
    Sid: `Statement${n}`,
    Effect: 'Allow',
    Action: ['s3:GetObject', 's3:PutObject', 'dynamodb:GetItem'],
    Resource: [`arn:aws:s3:::bucket-${n}/*`, `arn:aws:dynamodb:us-east-1:123456789012:table/table-${n}`],
  }));
  return JSON.stringify({ Version: '2012-10-17', Statement }, null, 2);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function percentile(values: readonly number[], of: number): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length * of)] ?? Number.NaN;
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}
