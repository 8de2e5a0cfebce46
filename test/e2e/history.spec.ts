import { expect, test } from './app.ts';
import { sendSomeRequests } from './some-requests.ts';
import { Frame } from './pages/frame.ts';
import { HistoryPage } from './pages/history.ts';
import { UsersPage } from './pages/users.ts';

test('The history names each change, and takes back everything down to one of them', async ({ sample }) => {
  const [frame, users, history] = [new Frame(sample), new UsersPage(sample), new HistoryPage(sample)];
  for (const name of ['mia', 'zoe', 'ava']) {
    await frame.goTo('Users');
    await users.create(name);
  }
  await frame.goTo('Users');
  await history.open();
  await expect(history.rows).toContainText(['Create user ava', 'Create user zoe', 'Create user mia']);
  await history.step('Undo 2 changes, up to: Create user zoe').click();
  await expect(users.row('ava')).toHaveCount(0);
  await expect(users.row('zoe')).toHaveCount(0);
  await expect(users.row('mia')).toBeVisible();
  await expect(frame.notifications).toContainText('Undone: 2 changes, up to Create user zoe');

  await history.open();
  await expect(history.now).toBeVisible();
  await history.step('Redo 2 changes, up to: Create user ava').click();
  await expect(users.row('ava')).toBeVisible();
  await expect(users.row('zoe')).toBeVisible();
});

test('What requests changed is marked, and stays', async ({ sample }) => {
  const [frame, users, history] = [new Frame(sample), new UsersPage(sample), new HistoryPage(sample)];
  await users.create('mia');
  await sendSomeRequests(sample);
  await history.open();
  await expect(history.rows.filter({ hasText: 'Request' }).first()).toContainText('lucy-bucket');
  await expect(history.rows.filter({ hasText: 'Request' }).getByRole('button')).toHaveCount(0);
  await history.step('Undo: Create user mia').click();
  await frame.goTo('Users');
  await expect(users.row('mia')).toHaveCount(0);
});

test('The history is walked by keyboard alone, and gives the focus back', async ({ sample }) => {
  const [frame, users, history] = [new Frame(sample), new UsersPage(sample), new HistoryPage(sample)];
  await users.create('mia');
  await frame.goTo('Users');
  await sample.keyboard.press('g');
  await sample.keyboard.press('h');
  await expect(history.panel).toBeVisible();
  await expect(history.step('Undo: Create user mia')).toBeFocused();
  await sample.keyboard.press('Enter');
  await expect(users.row('mia')).toHaveCount(0);
  await history.button.focus();
  await sample.keyboard.press('Enter');
  await expect(history.panel).toBeVisible();
  await sample.keyboard.press('Escape');
  await expect(history.panel).toBeHidden();
  await expect(history.button).toBeFocused();
});

test('How the workspace began stays, and is no request', async ({ sample }) => {
  const history = new HistoryPage(sample);
  await history.open();
  await expect(history.rows).toHaveText(/Open the sample\s*Start/);
  await expect(history.panel.getByRole('button')).toHaveCount(0);
});
