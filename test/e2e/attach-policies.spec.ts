import { expect, test } from './app.ts';
import { UserPage } from './pages/user.ts';
import { UsersPage } from './pages/users.ts';

test('Policies chosen in one search stay chosen in the next', async ({ sample }) => {
  const [users, user] = [new UsersPage(sample), new UserPage(sample)];
  await users.open('emma');
  await user.tab('Permissions').click();
  await sample.getByRole('button', { name: 'Attach policies' }).click();
  const dialog = sample.getByRole('dialog', { name: /^Attach policies to / });
  for (const name of ['ReadOnlyAccess', 'AmazonS3FullAccess']) {
    await dialog.getByRole('searchbox', { name: 'Search policies by name' }).fill(name);
    await dialog.getByRole('checkbox', { name: new RegExp(`^${name}\\b`) }).check();
  }
  await dialog.getByRole('button', { name: /^Attach (2 )?polic/ }).click();
  await expect(dialog).toBeHidden();
  await expect(user.policy('ReadOnlyAccess')).toBeVisible();
  await expect(user.policy('AmazonS3FullAccess')).toBeVisible();
});
