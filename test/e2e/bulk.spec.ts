import { expect, test } from './app.ts';
import { Frame } from './pages/frame.ts';
import { IdentityList } from './pages/identity-list.ts';
import { UserPage } from './pages/user.ts';
import { UsersPage } from './pages/users.ts';

test('Several users are deleted with all they have, and one undo brings them back', async ({ sample }) => {
  const [frame, list] = [new Frame(sample), new IdentityList(sample, 'Users')];
  await list.checkbox('bruce-wayne').click();
  await list.checkbox('lucy').click({ modifiers: ['Shift'] });
  await expect(list.selection.getByRole('status')).toHaveText('3 users selected');
  const dialog = await list.begin('Delete…');
  await expect(dialog.getByRole('group', { name: 'What is selected' })).toHaveText(/bruce-wayne\s*emma\s*lucy/);
  await dialog.getByRole('button', { name: 'Delete 3 users' }).click();
  await expect(list.rows).toHaveText(['noah', 'olivia']);
  await expect(list.selection).toHaveCount(0);
  await frame.undo.click();
  await expect(list.rows).toHaveText(['bruce-wayne', 'emma', 'lucy', 'noah', 'olivia']);
});

test('All that a filter shows are tagged and put into a group', async ({ sample }) => {
  const [list, users, user] = [new IdentityList(sample, 'Users'), new UsersPage(sample), new UserPage(sample)];
  await list.filter('In group', 'finance');
  await list.selectAll.click();
  await expect(list.selection.getByRole('status')).toHaveText('2 users selected');
  const tags = await list.begin('Tag…');
  await tags.getByLabel('Tags to add').fill('team=red');
  await tags.getByRole('button', { name: 'Change tags' }).click();
  await expect(tags).toBeHidden();
  const groups = await list.begin('Add to groups…');
  await groups.getByRole('checkbox', { name: 'developers' }).check();
  await groups.getByRole('button', { name: 'Add to groups' }).click();
  await expect(groups).toBeHidden();
  await users.open('olivia');
  await user.tab('Tags').click();
  await expect(sample.getByRole('table', { name: 'Tags' })).toContainText('team');
  await user.tab('Groups').click();
  await expect(user.group('developers')).toBeVisible();
});

test('By keyboard alone, a range is selected with Shift and the arrows, and deleted', async ({ sample }) => {
  const list = new IdentityList(sample, 'Users');
  await list.open('bruce-wayne').focus();
  await sample.keyboard.press('ArrowDown');
  await expect(list.open('emma')).toBeFocused();
  await sample.keyboard.press('Shift+ArrowDown');
  await expect(list.open('lucy')).toBeFocused();
  await expect(list.checkbox('emma')).toBeChecked();
  await expect(list.checkbox('lucy')).toBeChecked();
  await sample.keyboard.press('Space');
  await expect(list.checkbox('lucy')).not.toBeChecked();
  await list.selection.getByRole('button', { name: 'Delete…' }).focus();
  await sample.keyboard.press('Enter');
  await sample.keyboard.press('Tab');
  await expect(sample.getByRole('button', { name: 'Delete 1 user' })).toBeFocused();
  await sample.keyboard.press('Enter');
  await expect(list.rows).toHaveText(['bruce-wayne', 'lucy', 'noah', 'olivia']);
});
