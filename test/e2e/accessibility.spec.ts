import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { CredentialStore } from './pages/credential-store.ts';
import { SCREENS, sendSomeRequests } from './screens.ts';

/** What keeps somebody from using a screen, as axe judges it, with the elements that do. */
async function barriers(page: Page): Promise<string[]> {
  // In its legacy mode axe needs no page of its own, which Electron would not let it open. There are no frames here.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, any }) => `${id}: ${help}: ${target.join(' ')}: ${any[0]?.message ?? ''}`),
    );
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`In ${colorScheme} colours`, () => {
    test('no screen holds a serious or critical barrier', async ({ sample }) => {
      test.setTimeout(180_000);
      await sample.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await sendSomeRequests(sample);
      for (const screen of SCREENS) {
        await test.step(screen.name, async () => {
          await screen.show(sample);
          expect.soft(await barriers(sample), screen.name).toEqual([]);
          await screen.leave?.(sample);
        });
      }
    });

    test.describe('before there is a place for secrets', () => {
      test.use({ credentialStore: 'undecided' });
      test('the banner and its dialog hold no such barrier', async ({ app }) => {
        await app.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const store = new CredentialStore(app.page);
        await store.banner.waitFor();
        expect(await barriers(app.page)).toEqual([]);
        await store.banner.getByRole('button', { name: 'Use a passphrase file…' }).click();
        await store.makeDialog.waitFor();
        expect(await barriers(app.page)).toEqual([]);
      });
    });
  });
}
