import { expect, test } from './app.ts';
import { Frame } from './pages/frame.ts';
import { UserPage } from './pages/user.ts';
import { UsersPage } from './pages/users.ts';

test.describe('A deleted user', () => {
  test('comes back whole by the Undo of the notification', async ({ sample }) => {
    const [frame, users, user] = [new Frame(sample), new UsersPage(sample), new UserPage(sample)];
    await users.open('lucy');
    await user.delete();
    await expect(users.heading).toBeVisible();
    await expect(users.row('lucy')).toHaveCount(0);
    await frame.notifications.getByRole('button', { name: 'Undo' }).click();
    await users.open('lucy');
    await expect(user.policy('create-buckets')).toContainText('Inline');
    await user.tab('Groups').click();
    await expect(user.group('developers')).toBeVisible();
    await user.tab('Security credentials').click();
    await expect(sample.getByRole('table', { name: 'Access keys of lucy' })).toContainText('AKIA');
  });
});

test('Ctrl+Z takes a change back, and Ctrl+Shift+Z does it again', async ({ sample }) => {
  const [frame, users] = [new Frame(sample), new UsersPage(sample)];
  await users.create('mia');
  await frame.goTo('Users');
  await expect(users.row('mia')).toBeVisible();
  await sample.keyboard.press('ControlOrMeta+Z');
  await expect(users.row('mia')).toHaveCount(0);
  await sample.keyboard.press('ControlOrMeta+Shift+Z');
  await expect(users.row('mia')).toBeVisible();
  await frame.undo.click();
  await expect(users.row('mia')).toHaveCount(0);
  await frame.redo.click();
  await expect(users.row('mia')).toBeVisible();
});

test('An MFA device whose dialog is cancelled leaves nothing to undo, and its name is free again', async ({
  sample,
}) => {
  const [frame, users, user] = [new Frame(sample), new UsersPage(sample), new UserPage(sample)];
  await users.open('lucy');
  await user.startMfaDevice();
  await user.mfaDialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(user.mfaDialog).toBeHidden();
  await expect(frame.undo).toBeDisabled();
  await user.startMfaDevice();
});

test('In a field, Ctrl+Z is the field’s own', async ({ sample }) => {
  const [frame, users] = [new Frame(sample), new UsersPage(sample)];
  await users.create('mia');
  await frame.goTo('Users');
  await users.search.pressSequentially('mia');
  await sample.keyboard.press('ControlOrMeta+Z');
  await expect(users.search).not.toHaveValue('mia');
  await expect(users.row('mia')).toBeVisible();
});
