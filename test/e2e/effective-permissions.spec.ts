import { expect, test } from './app.ts';
import { UserPage } from './pages/user.ts';
import { UsersPage } from './pages/users.ts';

test('What a user is permitted is read by service, access level and action, with the statements behind it', async ({
  sample,
}) => {
  const user = new UserPage(sample);
  await new UsersPage(sample).open('lucy');
  await user.tab('Effective permissions').click();
  const panel = sample.getByRole('region', { name: 'Effective permissions' });
  await panel.getByRole('searchbox').fill('listallmybuckets');
  const service = panel.getByRole('button', { name: /^Amazon S3 s3/ });
  await expect(panel.getByRole('status')).toHaveText('1 action of 1 service allowed');
  await service.click();
  await expect(service).toHaveAttribute('aria-expanded', 'true');
  await panel.getByText('s3:ListAllMyBuckets').click();
  await expect(panel.getByText('Allowed by')).toBeVisible();
  await expect(panel.getByText(/statement \d/)).toBeVisible();
});

test('A permissions boundary is set and removed from the page, and is seen in what is effective', async ({
  sample,
}) => {
  const user = new UserPage(sample);
  await new UsersPage(sample).open('lucy');
  await sample.getByRole('button', { name: 'Set boundary…' }).click();
  const dialog = sample.getByRole('dialog', { name: 'Permissions boundary of lucy' });
  await dialog.getByRole('searchbox').fill('AmazonEC2ReadOnlyAccess');
  await dialog.getByRole('checkbox', { name: /^AmazonEC2ReadOnlyAccess/ }).check();
  await dialog.getByRole('button', { name: 'Set boundary' }).click();
  await expect(dialog).toBeHidden();
  await expect(sample.getByRole('link', { name: 'AmazonEC2ReadOnlyAccess' })).toBeVisible();
  await user.tab('Effective permissions').click();
  await expect(sample.getByRole('region', { name: 'Effective permissions' }).getByRole('status')).toContainText(
    'kept away by boundary or organization',
  );
  await user.tab('Permissions').click();
  await sample.getByRole('button', { name: 'Remove boundary' }).click();
  await expect(sample.getByRole('button', { name: 'Set boundary…' })).toBeVisible();
});
