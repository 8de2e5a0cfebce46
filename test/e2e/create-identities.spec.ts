import { expect, test } from './app.ts';
import { Frame } from './pages/frame.ts';
import { UserPage } from './pages/user.ts';
import { UsersPage } from './pages/users.ts';

test('A user is made step by step with all it needs, as one change', async ({ sample }) => {
  const [frame, users, user] = [new Frame(sample), new UsersPage(sample), new UserPage(sample)];
  await users.createButton.click();
  const dialog = users.createDialog;
  await dialog.getByLabel('User name').fill('Lucy');
  await expect(dialog.getByText('There is a user named lucy already.')).toBeVisible();
  await dialog.getByLabel('User name').fill('mia');
  await dialog.getByRole('button', { name: 'Next: Access' }).click();
  await dialog.getByRole('checkbox', { name: 'Console password' }).check();
  await dialog.getByLabel('Password', { exact: true }).fill('Plum-Tart-42');
  await dialog.getByRole('checkbox', { name: 'Access key' }).check();
  await dialog.getByRole('button', { name: 'Next: Permissions' }).click();
  await dialog.getByRole('checkbox', { name: 'developers' }).check();
  await dialog.getByRole('button', { name: 'Next: Tags' }).click();
  await dialog.getByLabel('Tags').fill('team=red');
  await dialog.getByRole('button', { name: 'Next: Review' }).click();
  await expect(dialog.getByRole('region', { name: 'Review' })).toContainText('console password, access key');
  await dialog.getByRole('button', { name: 'Create user' }).click();
  await user.accessKeyDialog.getByRole('button', { name: 'Done' }).click();
  await expect(user.heading('mia')).toBeVisible();
  await user.tab('Groups').click();
  await expect(user.group('developers')).toBeVisible();
  await frame.undo.click();
  await frame.goTo('Users');
  await expect(users.row('mia')).toHaveCount(0);
});

test('What is missing is shown where it is missing', async ({ sample }) => {
  const users = new UsersPage(sample);
  await users.createButton.click();
  await users.createStep('Review').click();
  await users.createDialog.getByRole('button', { name: 'Create user' }).click();
  await expect(users.createStep('Name')).toHaveAttribute('aria-current', 'step');
  await expect(users.createDialog.getByText('Give the user a name.')).toBeVisible();
  await expect(users.createDialog.getByLabel('User name')).toBeFocused();
});

test('A group is made with its members and policies', async ({ sample }) => {
  const frame = new Frame(sample);
  await frame.goTo('Groups');
  await sample.getByRole('main').getByRole('button', { name: 'Create group' }).click();
  const dialog = sample.getByRole('dialog', { name: 'Create group' });
  await dialog.getByLabel('Group name').fill('auditors');
  await dialog.getByRole('button', { name: 'Next: Members' }).click();
  await dialog.getByRole('checkbox', { name: 'noah' }).check();
  await dialog.getByRole('button', { name: 'Create group' }).click();
  await expect(frame.heading('auditors')).toBeVisible();
  await expect(sample.getByRole('table', { name: 'Members of auditors' })).toContainText('noah');
});
