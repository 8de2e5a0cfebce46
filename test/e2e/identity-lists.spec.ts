import { expect, test } from './app.ts';
import { Frame } from './pages/frame.ts';
import { IdentityList } from './pages/identity-list.ts';
import { UsersPage } from './pages/users.ts';

test('A list is sorted by its headers, one way and the other', async ({ sample }) => {
  const list = new IdentityList(sample, 'Users');
  await expect(list.header('Name')).toHaveAttribute('aria-sort', 'ascending');
  await expect(list.rows).toHaveText(['bruce-wayne', 'emma', 'lucy', 'noah', 'olivia']);
  await list.header('Name').getByRole('button').click();
  await expect(list.header('Name')).toHaveAttribute('aria-sort', 'descending');
  await expect(list.rows).toHaveText(['olivia', 'noah', 'lucy', 'emma', 'bruce-wayne']);
  await list.header('Policies').getByRole('button').click();
  await expect(list.header('Name')).toHaveAttribute('aria-sort', 'none');
  await expect(list.rows.last()).toHaveText(/lucy|bruce-wayne/);
});

test('Words and filters narrow a list together, and a filter can be taken away', async ({ sample }) => {
  const list = new IdentityList(sample, 'Users');
  await list.filter('Has access keys');
  await expect(list.rows).toHaveText(['bruce-wayne', 'lucy']);
  await expect(list.count).toHaveText('2 of 5 users');
  await list.filter('In group', 'developers');
  await new UsersPage(sample).search.fill('lu');
  await expect(list.rows).toHaveText(['lucy']);
  await new UsersPage(sample).search.fill('');
  await list.removeFilter('Has access keys').click();
  await expect(list.rows).toHaveText(['bruce-wayne', 'emma', 'lucy']);
});

test('Roles are found by whom they trust', async ({ sample }) => {
  await new Frame(sample).goTo('Roles');
  const list = new IdentityList(sample, 'Roles');
  await list.filter('Trusts', 'nobody-at-all');
  await expect(list.table.getByRole('rowheader')).toHaveCount(0);
  await expect(sample.getByText('Remove a filter to see more.')).toBeVisible();
});
