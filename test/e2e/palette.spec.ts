import { expect, test } from './app.ts';
import { sendSomeRequests } from './some-requests.ts';
import { ComposerPage } from './pages/composer.ts';
import { Frame } from './pages/frame.ts';
import { PalettePage } from './pages/palette.ts';
import { UserPage } from './pages/user.ts';
import { UsersPage } from './pages/users.ts';
import { WelcomePage } from './pages/welcome.ts';

test.describe('The search over everything', () => {
  test('opens by its button, and gives the focus back when it is closed', async ({ sample }) => {
    const palette = new PalettePage(sample);
    await palette.button.click();
    await expect(palette.field).toBeFocused();
    await sample.keyboard.press('Escape');
    await expect(palette.dialog).toBeHidden();
    await expect(palette.button).toBeFocused();
  });

  test('finds a user by part of the name, marks it, and goes there by keyboard alone', async ({ sample }) => {
    const palette = new PalettePage(sample);
    await palette.open();
    await sample.keyboard.type('wayne');
    await expect(palette.active).toContainText('bruce-wayne');
    await expect(palette.active.locator('mark')).toHaveText('wayne');
    await sample.keyboard.press('Enter');
    await expect(new UserPage(sample).heading('bruce-wayne')).toBeFocused();
  });

  test('opens also while a field is typed in', async ({ sample }) => {
    const [palette, users] = [new PalettePage(sample), new UsersPage(sample)];
    await users.search.fill('lu');
    await palette.open();
    await sample.keyboard.press('ControlOrMeta+K');
    await expect(palette.dialog).toBeHidden();
    await expect(users.search).toBeFocused();
    await expect(users.search).toHaveValue('lu');
  });

  test('leaves one kind after a sign, which its foot tells of', async ({ sample }) => {
    const palette = new PalettePage(sample);
    await palette.open();
    await sample.keyboard.type('#s3readonly');
    await expect(palette.active).toContainText('AmazonS3ReadOnlyAccess');
    await expect(palette.dialog.getByRole('group')).toHaveCount(1);
    await palette.dialog.getByRole('button', { name: '@ Identities' }).click();
    await expect(palette.field).toHaveValue('@s3readonly');
    await expect(palette.dialog.getByRole('status')).toHaveText(/Nothing among the identities matches “s3readonly”/);
  });

  test('finds an action of AWS, and composes a request with it', async ({ sample }) => {
    const palette = new PalettePage(sample);
    await palette.choose(':s3:ListAllMy', 's3:ListAllMyBuckets');
    await expect(new Frame(sample).heading('Composer')).toBeFocused();
    await expect(new ComposerPage(sample).action).toHaveValue('s3:ListAllMyBuckets');
  });

  test('finds a policy of AWS, a resource and a command', async ({ sample }) => {
    const palette = new PalettePage(sample);
    await palette.choose('administratoraccess', 'AdministratorAccess');
    await expect(new Frame(sample).heading('AdministratorAccess')).toBeVisible();
    await palette.open();
    await sample.keyboard.type('/invoices');
    await expect(palette.active).toContainText('gatehouse-shop-invoices');
    await sample.keyboard.press('ControlOrMeta+A');
    await sample.keyboard.type('timeline');
    await expect(palette.active).toContainText('Go to timeline');
    await sample.keyboard.press('Enter');
    await expect(new Frame(sample).heading('Timeline')).toBeFocused();
  });

  test('finds what was decided lately, each with its verdict', async ({ sample }) => {
    await sendSomeRequests(sample);
    const palette = new PalettePage(sample);
    await palette.open();
    await sample.keyboard.type('DeleteBucket');
    const denied = palette.section('Recent decisions').getByRole('option', { name: /bruce-wayne/ });
    await expect(denied).toContainText(/denied/i);
    await denied.click();
    await expect(sample.getByRole('heading', { level: 1 })).toContainText('s3:DeleteBucket');
  });

  test('lists what was chosen lately before anything is typed', async ({ sample }) => {
    const palette = new PalettePage(sample);
    await palette.choose('emma', 'emma');
    await palette.choose('finance', 'finance');
    await palette.open();
    await expect(palette.section('Recent').getByRole('option')).toContainText(['finance', 'emma']);
    await sample.keyboard.press('ArrowDown');
    await sample.keyboard.press('Enter');
    await expect(new UserPage(sample).heading('emma')).toBeFocused();
  });

  test('opens in a tab of its own with Ctrl+Enter', async ({ sample }) => {
    const palette = new PalettePage(sample);
    await palette.open();
    await sample.keyboard.type('@lucy');
    await sample.keyboard.press('ControlOrMeta+Enter');
    await expect(sample.getByRole('tab', { name: /^lucy/ })).toHaveAttribute('aria-selected', 'true');
    await expect(new UserPage(sample).heading('lucy')).toBeVisible();
  });

  test('runs a command that opens a dialog, whose end gives the focus back', async ({ sample }) => {
    const [palette, users] = [new PalettePage(sample), new UsersPage(sample)];
    await users.search.focus();
    await palette.choose('>create policy', 'Create policy…');
    const dialog = sample.getByRole('dialog', { name: 'Create policy' });
    await expect(dialog).toBeVisible();
    await sample.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(users.search).toBeFocused();
  });

  test('offers without a workspace what can be done without one', async ({ app }) => {
    const palette = new PalettePage(app.page);
    // A key that is pressed before the app is there is heard by nobody.
    await new WelcomePage(app.page).heading.waitFor();
    await palette.open();
    await expect(palette.options).toContainText(['Theme: dark', 'Import a file…']);
    await expect(palette.option(/Create user/)).toHaveCount(0);
    await app.page.keyboard.type('dark');
    await app.page.keyboard.press('Enter');
    await expect(app.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  });
});
