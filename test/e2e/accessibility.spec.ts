import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { CredentialStore } from './pages/credential-store.ts';
import { SCREENS } from './screens.ts';
import { sendSomeRequests } from './some-requests.ts';
import { partsOf } from './screens/parts.ts';
import { checkZoomed } from './screens/zoomed.ts';

/**
 * What keeps somebody from using a screen, as axe judges it, with the elements that do.
 * @param rules the rules that are asked; all of axe's without
 */
async function barriers(page: Page, rules?: readonly string[]): Promise<string[]> {
  // In its legacy mode axe needs no page of its own, which Electron would not let it open. There are no frames here.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await (rules === undefined ? axe : axe.withRules([...rules])).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, any }) => `${id}: ${help}: ${target.join(' ')}: ${any[0]?.message ?? ''}`),
    );
}

/** What keeps somebody from using a screen in light or in dark colours. All but the contrast is the same in both. */
async function barriersInBothThemes(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const light = await barriers(page);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const dark = await barriers(page, ['color-contrast', 'link-in-text-block']);
  return [...light.map((barrier) => `light: ${barrier}`), ...dark.map((barrier) => `dark: ${barrier}`)];
}

test.describe('No serious or critical barrier in either theme, and at 200 % nothing out of reach', () => {
  for (const { name, screens } of partsOf(SCREENS)) {
    test(`is on the screens ${name}`, async ({ sample }) => {
      await sendSomeRequests(sample);
      for (const screen of screens) {
        await test.step(screen.name, async () => {
          await screen.show(sample);
          expect.soft(await barriersInBothThemes(sample), screen.name).toEqual([]);
          await checkZoomed(sample, screen.name);
          await screen.leave?.(sample);
        });
      }
    });
  }

  test.describe('before there is a place for secrets', () => {
    test.use({ credentialStore: 'undecided' });
    test('is in the banner and its dialog', async ({ app }) => {
      const store = new CredentialStore(app.page);
      await store.banner.waitFor();
      expect(await barriersInBothThemes(app.page)).toEqual([]);
      await store.banner.getByRole('button', { name: 'Use a passphrase file…' }).click();
      await store.makeDialog.waitFor();
      expect(await barriersInBothThemes(app.page)).toEqual([]);
    });
  });
});
