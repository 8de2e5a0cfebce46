import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bridgePreload, PAGE_ORIGIN } from './bridge-preload.ts';
import { chromiumOptions } from './chromium-options.ts';
import { startDesktop, type DesktopProcess } from './desktop-process.ts';

const options = chromiumOptions();
if (options === null) console.warn('Skipped: the renderer in Chromium, since there is no Chromium.');

/** The built main, preload and renderer together; only Electron itself is a double. */
describe.skipIf(options === null)('the renderer, joined to main by the preload script', { timeout: 60_000 }, () => {
  let desktop: DesktopProcess;
  let browser: Browser;
  let page: Page;
  /** What the page's Content-Security-Policy stopped, and what the page threw. */
  const faults: string[] = [];

  beforeAll(async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'gatehouse-wiring-page-'));
    writeFileSync(join(dataFolder, 'preferences.json'), '{"credentialStoreKind":"memory"}');
    desktop = await startDesktop(dataFolder);
    browser = await chromium.launch(options ?? {});
    page = await browser.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await bridgePreload(page, desktop);
    await page.goto(`${PAGE_ORIGIN}/`);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    desktop?.kill();
  });

  it('shows the welcome screen', async () => {
    await page.getByRole('button', { name: /sample/i }).waitFor();
    expect(await page.title()).toContain('Gatehouse');
  });

  it('has exactly call and on of Electron', async () => {
    const exposed = await page.evaluate(() => {
      const { gatehouse } = globalThis as unknown as { gatehouse: object };
      const electron = ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis);
      return { names: Object.keys(gatehouse), electron };
    });
    expect(exposed).toEqual({ names: ['call', 'on'], electron: [] });
  });

  it.each(['app.quit', 'constructor', 'gatehouse:call', ''])('cannot call %o', async (name) => {
    const refusal = await page.evaluate(async (procedure) => {
      const { gatehouse } = globalThis as unknown as {
        gatehouse: { call(name: string, input: object): Promise<unknown> };
      };
      return gatehouse.call(procedure, {}).catch((error: unknown) => String(error));
    }, name);
    expect(refusal).toBe('TypeError: The contract has no such procedure.');
  });

  it('cannot listen to what is no event of the contract', async () => {
    const refusal = await page.evaluate(() => {
      const { gatehouse } = globalThis as unknown as { gatehouse: { on(name: string, listener: () => void): void } };
      try {
        return gatehouse.on('gatehouse:event', () => {});
      } catch (error) {
        return String(error);
      }
    });
    expect(refusal).toBe('TypeError: The contract has no such event.');
  });

  it('opens the sample through every layer', async () => {
    await page.getByRole('button', { name: /sample/i }).click();
    await page.getByText('bruce-wayne').first().waitFor();
    expect(
      await desktop.ask({ kind: 'invoke', frame: 'own', channel: 'gatehouse:call', args: ['app.describe', {}] }),
    ).toMatchObject({
      ok: true,
      value: { workspace: { accounts: [{ accountId: '123456789012' }] } },
    });
  });

  it.each([
    ['goTimeline', /Timeline/],
    ['goComposer', /Composer/],
    ['goPolicies', /Policies/],
  ])('goes where the menu says: %s', async (command, heading) => {
    await desktop.ask({ kind: 'menu', command });
    await page.getByRole('heading', { name: heading }).first().waitFor();
    expect(await page.getByRole('heading', { name: heading }).count()).toBeGreaterThan(0);
  });

  it('breaks its Content-Security-Policy nowhere on the way', () => {
    expect(faults).toEqual([]);
  });

  it('is stopped when it tries to run a string as a script, or to load from elsewhere', async () => {
    // In the page's own language: the tests have no DOM types.
    const stopped = await page.evaluate(`(async () => {
      const violations = [];
      document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
      const attempts = [
        () => { document.body.innerHTML += '<img src=x onerror=alert(1)>'; },
        () => setTimeout('alert(1)'),
        () => document.body.append(Object.assign(document.createElement('script'), { textContent: 'alert(1)' })),
        () => document.body.append(Object.assign(new Image(), { src: 'https://evil.example/x.png' })),
        () => document.body.setAttribute('style', 'background: red'),
      ];
      for (const attempt of attempts) {
        // Trusted Types throw; the other directives report.
        try { attempt(); } catch {}
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
      return [...new Set(violations)].sort();
    })()`);
    expect(stopped).toEqual(['img-src', 'require-trusted-types-for', 'style-src-attr']);
  });
});
