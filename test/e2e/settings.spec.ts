import { expect, test } from './app.ts';
import { CredentialStore } from './pages/credential-store.ts';
import { Frame } from './pages/frame.ts';
import { SettingsPage } from './pages/settings.ts';
import { UsersPage } from './pages/users.ts';
import { WelcomePage } from './pages/welcome.ts';

test('Theme, density, motion and the form of dates are chosen, and are there the next time', async ({
  app,
  sample,
}) => {
  const settings = new SettingsPage(sample);
  await settings.show('General');
  await settings.choice('Theme', 'Dark').check();
  await settings.choice('Density', 'Compact').check();
  await settings.choice('Motion', 'Reduced').check();
  await settings.choice('Format', 'ISO 8601').check();
  await settings.choice('Time zone', 'UTC').check();
  const root = sample.locator('html');
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await expect(root).toHaveAttribute('data-density', 'compact');
  await expect(root).toHaveAttribute('data-motion', 'reduced');
  await new Frame(sample).goTo('Users');
  await expect(sample.getByRole('row', { name: /lucy/ })).toContainText(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/);

  await app.restart();
  await expect(app.page.locator('html')).toHaveAttribute('data-density', 'compact');
  await expect(app.page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test("The model's clock is stopped, says so on every page, and goes back to real time", async ({ sample }) => {
  const settings = new SettingsPage(sample);
  const users = new UsersPage(sample);
  await settings.show('Clock');
  await settings.choice('Set the clock to', 'Stopped').check();
  await sample.getByLabel('Instant, in UTC').fill('2031-02-03T04:05:06');
  await settings.setClock.click();
  await expect(settings.clockNotice).toContainText('2031');
  await new Frame(sample).goTo('Users');
  await users.create('mia', []);
  await new Frame(sample).goTo('Users');
  await expect(sample.getByRole('row', { name: /mia/ })).toContainText('2031');
  await settings.backToRealTime.click();
  await expect(settings.clockNotice).toBeHidden();
});

test('By keyboard alone the clock is shifted', async ({ sample }) => {
  const settings = new SettingsPage(sample);
  await settings.show('General');
  await settings.tab('General').focus();
  await sample.keyboard.press('ArrowRight');
  await expect(settings.tab('Clock')).toBeFocused();
  await settings.choice('Set the clock to', 'Real time').focus();
  await sample.keyboard.press('ArrowDown');
  await expect(settings.choice('Set the clock to', 'Shifted')).toBeFocused();
  await sample.getByLabel('By', { exact: true }).fill('2');
  await sample.keyboard.press('Enter');
  await expect(settings.clockNotice).toContainText('2 days ahead');
});

test('Credential store, data folder, version and licences are told', async ({ app, sample }) => {
  const settings = new SettingsPage(sample);
  await settings.show('Credential store');
  await expect(sample.getByText('Memory only', { exact: true })).toBeVisible();
  await settings.tab('About').click();
  await expect(sample.getByText(app.dataFolder)).toBeVisible();
  await sample.getByRole('searchbox', { name: 'Search licences' }).fill('svelte');
  const svelte = sample.getByRole('group').filter({ hasText: /^svelte / });
  await svelte.locator('summary').click();
  await expect(svelte).toContainText('Permission is hereby granted');
  await sample.getByRole('searchbox', { name: 'Search licences' }).fill('API models');
  await expect(sample.getByText('API models of AWS services')).toBeVisible();
});

test.describe('A passphrase file', () => {
  test.use({ credentialStore: 'undecided' });

  test('gets another passphrase, which opens it the next time', async ({ app }) => {
    const [old, fresh] = ['plum tart and cream', 'a bowl of cherries'];
    const store = new CredentialStore(app.page);
    await store.makePassphraseFile(old);
    await expect(store.banner).toBeHidden();
    await new WelcomePage(app.page).openSample();
    await new SettingsPage(app.page).show('Credential store');
    await store.changePassphrase('not the passphrase', fresh);
    await expect(store.changeDialog.getByRole('alert')).toContainText('The passphrase is not the one of this file.');
    await store.changePassphrase(old, fresh, { isOpen: true });
    await expect(store.changeDialog).toBeHidden();

    await app.restart();
    const again = new CredentialStore(app.page);
    await again.startUnlocking();
    await again.givePassphrase(old);
    await expect(again.unlockDialog.getByRole('alert')).toContainText('The passphrase is not the one of this file.');
    await again.givePassphrase(fresh);
    await expect(again.banner).toBeHidden();
  });
});
