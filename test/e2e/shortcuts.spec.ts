import type { Locator } from '@playwright/test';
import { expect, test } from './app.ts';
import { Frame } from './pages/frame.ts';
import { UserPage } from './pages/user.ts';
import { UsersPage } from './pages/users.ts';

test('Letters one after another go to the sections, and show meanwhile where they lead', async ({ sample }) => {
  const frame = new Frame(sample);
  await sample.keyboard.press('g');
  await expect(sample.getByText('Access graph', { exact: true }).last()).toBeVisible();
  await sample.keyboard.press('r');
  await expect(frame.heading('Roles')).toBeFocused();
  await sample.keyboard.press('g');
  await sample.keyboard.press('t');
  await expect(frame.heading('Timeline')).toBeFocused();
  await sample.keyboard.press('g');
  await sample.keyboard.press('Escape');
  await sample.keyboard.press('r');
  await expect(frame.heading('Timeline')).toBeVisible();
});

test('A user is created from another page by C and U', async ({ sample }) => {
  const [frame, users, user] = [new Frame(sample), new UsersPage(sample), new UserPage(sample)];
  await frame.goTo('Timeline');
  await sample.keyboard.press('c');
  await sample.keyboard.press('u');
  await expect(users.createDialog).toBeVisible();
  await sample.keyboard.type('mia');
  await sample.keyboard.press('Enter');
  await expect(user.heading('mia')).toBeFocused();
});

test('In a field letters are letters, and keys with Ctrl work there too', async ({ sample }) => {
  const [frame, users] = [new Frame(sample), new UsersPage(sample)];
  await users.search.focus();
  await sample.keyboard.type('gr?');
  await expect(users.search).toHaveValue('gr?');
  await expect(frame.heading('Users')).toBeVisible();
  await sample.keyboard.press('ControlOrMeta+,');
  await expect(frame.heading('Settings')).toBeVisible();
});

test('An open dialog keeps the keys', async ({ sample }) => {
  const [frame, users] = [new Frame(sample), new UsersPage(sample)];
  await users.createButton.click();
  await sample.getByRole('button', { name: 'Cancel' }).focus();
  await sample.keyboard.press('g');
  await sample.keyboard.press('r');
  await sample.keyboard.press('ControlOrMeta+K');
  await expect(sample.getByRole('dialog')).toHaveCount(1);
  await expect(frame.heading('Users')).toBeVisible();
});

test('The question mark lists all shortcuts, which can be searched, and turns letters off as shortcuts', async ({
  app,
  sample,
}) => {
  const frame = new Frame(sample);
  const dialog = sample.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await sample.keyboard.press('?');
  await expect(dialog).toBeVisible();
  await expect(dialog).toContainText('Your browser keeps some keys for itself');
  await dialog.getByRole('searchbox', { name: 'Search shortcuts' }).fill('new tab');
  await expect(dialog.getByRole('definition')).toHaveText([/^T then T/]);
  await dialog.getByRole('checkbox', { name: 'Letters alone are shortcuts' }).uncheck();
  await sample.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await sample.keyboard.press('g');
  await sample.keyboard.press('r');
  await expect(frame.heading('Users')).toBeVisible();
  await sample.keyboard.press('ControlOrMeta+/');
  await expect(dialog).toBeVisible();
  await app.page.reload();
  await expect(frame.heading('Users')).toBeVisible();
  await sample.keyboard.press('?');
  await expect(dialog).toBeHidden();
});

test('What a page offers is listed with its keys, and done by them', async ({ sample }) => {
  const [frame, users, user] = [new Frame(sample), new UsersPage(sample), new UserPage(sample)];
  const dialog = sample.getByRole('dialog', { name: 'Keyboard shortcuts' });
  const keysOf = (label: string): Locator =>
    dialog.getByText(label, { exact: true }).locator('xpath=following-sibling::dd');
  await frame.goTo('Composer');
  await sample.keyboard.press('?');
  await expect(keysOf('New request')).toContainText('N');
  await expect(keysOf('Save the request')).toContainText('Ctrl+S');
  await sample.keyboard.press('Escape');

  await frame.goTo('Users');
  await users.open('lucy');
  await expect(user.heading('lucy')).toBeFocused();
  await sample.keyboard.press('?');
  await expect(keysOf('New request')).toHaveCount(0);
  await expect(keysOf('Create access key for lucy')).toContainText('C then K');
  await sample.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await sample.keyboard.press('c');
  await sample.keyboard.press('k');
  await expect(sample.getByRole('dialog')).toContainText('Secret access key');
});

test('The views of a policy are switched by V and a letter, and it is saved by its keys', async ({ sample }) => {
  const frame = new Frame(sample);
  const view = (name: string): Locator =>
    sample.getByRole('radiogroup', { name: 'View of the policy' }).getByRole('radio', { name });
  await frame.goTo('Policies');
  await sample.getByRole('table', { name: 'Customer managed policies' }).getByRole('rowheader').first().click();
  await expect(view('JSON')).toBeChecked();
  await sample.keyboard.press('v');
  await sample.keyboard.press('p');
  await expect(view('Permissions')).toBeChecked();
  await sample.keyboard.press('v');
  await sample.keyboard.press('v');
  await expect(view('Visual')).toBeChecked();
  await sample.keyboard.press('ControlOrMeta+s');
  await expect(frame.notifications).toContainText('is saved as it is');
});

test('The sections shrink to icons, keep their names for screen readers, and stay so', async ({ app, sample }) => {
  const frame = new Frame(sample);
  const width = async (): Promise<number> =>
    (await sample.getByRole('navigation', { name: 'Sections' }).boundingBox())?.width ?? 0;
  const before = await width();
  await sample.keyboard.press('ControlOrMeta+B');
  expect(await width()).toBeLessThan(before / 2);
  await app.page.reload();
  await expect(frame.heading('Users')).toBeVisible();
  expect(await width()).toBeLessThan(before / 2);
  await frame.goTo('Roles');
  await sample.getByRole('button', { name: 'Icons alone' }).click();
  expect(await width()).toBe(before);
});

test('The title of the window names the page and the workspace', async ({ sample }) => {
  await expect(sample).toHaveTitle('Users – Gatehouse shop – Gatehouse');
  await new UsersPage(sample).open('lucy');
  await expect(sample).toHaveTitle('lucy – Gatehouse shop – Gatehouse');
});

test('Y copies the ARN of what is shown', async ({ sample }) => {
  await sample.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await new UsersPage(sample).open('lucy');
  await expect(new UserPage(sample).heading('lucy')).toBeFocused();
  await sample.keyboard.press('y');
  await expect(new Frame(sample).notifications).toContainText('Copied arn:aws:iam::123456789012:user/lucy');
});
