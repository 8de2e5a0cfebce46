import { test } from './app.ts';
import { CredentialStore } from './pages/credential-store.ts';
import { SCREENS } from './screens.ts';
import { sendSomeRequests } from './some-requests.ts';
import type { Screen } from './screens/screen.ts';

/** Takes a picture of every screen for people to look at. Run with GATEHOUSE_SCREENSHOTS=1; it checks nothing. */

const SIZES = [
  { width: 1024, height: 700 },
  { width: 1440, height: 900 },
  { width: 3840, height: 2160 },
] as const;

function pictureOf(screen: Pick<Screen, 'name'>, size: (typeof SIZES)[number], colorScheme: string): string {
  const name = screen.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return `screenshots/${size.width}x${size.height}-${colorScheme}/${name}.png`;
}

for (const size of SIZES) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${size.width}×${size.height}, ${colorScheme}`, () => {
      test.use({ viewport: size });

      test('every screen', async ({ sample }) => {
        test.setTimeout(1_200_000);
        await sample.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await sendSomeRequests(sample);
        for (const screen of SCREENS) {
          await test.step(screen.name, async () => {
            await screen.show(sample);
            await sample.screenshot({ path: pictureOf(screen, size, colorScheme), animations: 'disabled' });
            await screen.leave?.(sample);
          });
        }
      });

      test.describe('before there is a place for secrets', () => {
        test.use({ credentialStore: 'undecided' });
        test('the first start', async ({ app }) => {
          await app.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          await new CredentialStore(app.page).banner.waitFor();
          await app.page.screenshot({ path: pictureOf({ name: 'first start' }, size, colorScheme) });
        });
      });
    });
  }
}
