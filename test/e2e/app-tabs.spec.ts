import { expect, test } from './app.ts';
import { AppTabs } from './pages/app-tabs.ts';
import { ComposerPage } from './pages/composer.ts';
import { Frame } from './pages/frame.ts';
import { IdentityList } from './pages/identity-list.ts';
import { UserPage } from './pages/user.ts';
import { UsersPage } from './pages/users.ts';
import { WelcomePage } from './pages/welcome.ts';

test('Tabs keep what was found, typed and scrolled while another is shown', async ({ sample }) => {
  const [frame, tabs, users] = [new Frame(sample), new AppTabs(sample), new UsersPage(sample)];
  await sample.setViewportSize({ width: 1024, height: 420 });
  await expect(tabs.strip).toBeHidden();
  await frame.goTo('Composer');
  const composer = new ComposerPage(sample);
  await composer.chooseAction('s3:CreateBucket');
  await composer.parameter('Bucket').fill('kept');
  await composer.parameter('Bucket').scrollIntoViewIfNeeded();
  const page = sample.locator('[data-shown-page]');
  const scrolled = await page.evaluate((element) => element.scrollTop);

  await frame.section('Users').click({ modifiers: ['ControlOrMeta'] });
  await expect(tabs.all).toHaveCount(2);
  await expect(tabs.tab('Composer')).toHaveAttribute('aria-selected', 'true');
  await tabs.tab('Users').click();
  await expect(users.row('lucy')).toBeVisible();
  await expect(composer.parameter('Bucket')).toBeHidden();
  await expect(frame.back).toBeDisabled();

  await tabs.tab('Composer').click();
  await expect(composer.parameter('Bucket')).toHaveValue('kept');
  expect(await page.evaluate((element) => element.scrollTop)).toBe(scrolled);
  await expect(frame.back).toBeEnabled();
});

test('A link opens a tab behind the shown one with the middle button, and a closed tab closes with its way', async ({
  sample,
}) => {
  const [frame, tabs, users] = [new Frame(sample), new AppTabs(sample), new UsersPage(sample)];
  await users.open('lucy');
  const user = new UserPage(sample);
  await user.tab('Permissions').click();
  await frame.section('Roles').click({ button: 'middle' });
  await frame.section('Policies').click({ button: 'middle' });
  await expect(tabs.all).toHaveText(['lucy', 'Policies', 'Roles']);
  await expect(user.heading('lucy')).toBeVisible();

  await tabs.tab('Policies').click({ button: 'middle' });
  await expect(tabs.all).toHaveText(['lucy', 'Roles']);
  await tabs.tab('Roles').click();
  await expect(frame.heading('Roles')).toBeVisible();
  await tabs.tab('Roles').click({ button: 'middle' });
  await expect(tabs.strip).toBeHidden();
  await expect(user.heading('lucy')).toBeVisible();
});

test('A row opens in a tab behind the shown one by Control with a click or Enter, and with the middle button', async ({
  sample,
}) => {
  const [frame, tabs] = [new Frame(sample), new AppTabs(sample)];
  const users = new IdentityList(sample, 'Users');
  await users.open('lucy').click({ modifiers: ['ControlOrMeta'] });
  await expect(tabs.all).toHaveText(['Users', 'lucy']);
  await expect(frame.heading('Users')).toBeVisible();
  await expect(users.checkbox('lucy')).not.toBeChecked();

  await users.open('lucy').focus();
  await sample.keyboard.press('ControlOrMeta+Enter');
  await expect(tabs.all).toHaveText(['Users', 'lucy', 'lucy']);
  await expect(users.open('lucy')).toBeFocused();

  await users.rows.first().click({ button: 'middle' });
  await expect(tabs.all).toHaveCount(4);
  await expect(frame.heading('Users')).toBeVisible();
});

test('Tabs come back when the workspace is opened the next time', async ({ app, sample }) => {
  const [frame, tabs, users] = [new Frame(sample), new AppTabs(sample), new UsersPage(sample)];
  await users.open('lucy');
  await frame.section('Timeline').click({ modifiers: ['ControlOrMeta'] });
  await expect(tabs.all).toHaveCount(2);
  await frame.chooseFromWorkspaceMenu('Close workspace');
  await new WelcomePage(sample).heading.waitFor();
  await app.restart();
  await new WelcomePage(app.page).recentWorkspace('Gatehouse shop').click();
  const again = new AppTabs(app.page);
  await expect(again.all).toHaveText(['lucy', 'Timeline']);
  await expect(new UserPage(app.page).heading('lucy')).toBeVisible();
});

test('By keyboard alone tabs are opened, walked, moved and closed', async ({ sample }) => {
  const tabs = new AppTabs(sample);
  const frame = new Frame(sample);
  await frame.section('Groups').focus();
  await sample.keyboard.press('ControlOrMeta+Enter');
  await frame.section('Policies').focus();
  await sample.keyboard.press('ControlOrMeta+Enter');
  await expect(tabs.all).toHaveText(['Users', 'Policies', 'Groups']);

  await tabs.tab('Users').focus();
  await sample.keyboard.press('ArrowRight');
  await expect(tabs.tab('Policies')).toBeFocused();
  await expect(frame.heading('Policies')).toBeVisible();
  await sample.keyboard.press('End');
  await expect(tabs.tab('Groups')).toBeFocused();
  await sample.keyboard.press('Alt+Shift+ArrowLeft');
  await expect(tabs.all).toHaveText(['Users', 'Groups', 'Policies']);
  await expect(tabs.tab('Groups')).toBeFocused();
  await sample.keyboard.press('Tab');
  await sample.keyboard.press('Shift+Tab');
  await expect(tabs.tab('Groups')).toBeFocused();
  await sample.keyboard.press('Delete');
  await expect(tabs.all).toHaveText(['Users', 'Policies']);
  await expect(tabs.tab('Policies')).toBeFocused();
  await sample.keyboard.press('Delete');
  await expect(tabs.strip).toBeHidden();
  await expect(frame.heading('Users')).toBeFocused();
});

test('Dragging a tab gives it another place', async ({ sample }) => {
  const [frame, tabs] = [new Frame(sample), new AppTabs(sample)];
  await frame.section('Groups').click({ modifiers: ['ControlOrMeta'] });
  await tabs.tab('Groups').dragTo(tabs.tab('Users'));
  await expect(tabs.all).toHaveText(['Groups', 'Users']);
});
