import { expect, test } from './app.ts';
import { createAccounts } from './create-accounts.ts';
import { Frame } from './pages/frame.ts';
import { SignInPage } from './pages/sign-in.ts';
import { UserPage } from './pages/user.ts';
import { UsersPage } from './pages/users.ts';

const FIRST = 'Gatehouse shop';

test('An account that a request makes can be shown at once, and what is made there is in no other', async ({
  sample,
}) => {
  const [frame, users] = [new Frame(sample), new UsersPage(sample)];
  await expect(frame.accountSwitcher).toBeHidden();
  await createAccounts(sample, ['Development']);
  await frame.accountSwitcher.click();
  await expect(frame.account(FIRST)).toContainText('Management account');
  await expect(frame.account(FIRST)).toHaveAttribute('aria-selected', 'true');
  await frame.account('Development').click();

  await frame.goTo('Roles');
  await expect(sample.getByRole('button', { name: 'OrganizationAccountAccessRole' })).toBeVisible();
  await frame.goTo('Users');
  await expect(users.row('lucy')).toBeHidden();
  await users.create('mia');
  await expect(frame.heading('mia')).toBeVisible();
  await frame.goTo('Users');
  await expect(users.row('mia')).toBeVisible();

  await frame.switchAccount(FIRST);
  await expect(users.row('lucy')).toBeVisible();
  await expect(users.row('mia')).toBeHidden();
});

test('Back and forward lead into the account that a page was seen in', async ({ sample }) => {
  const [frame, users] = [new Frame(sample), new UsersPage(sample)];
  await createAccounts(sample, ['Development']);
  await frame.goTo('Users');
  await users.open('lucy');
  await frame.switchAccount('Development');
  await expect(users.heading).toBeVisible();
  await expect(users.row('lucy')).toBeHidden();

  await frame.back.click();
  await expect(frame.heading('lucy')).toBeVisible();
  await expect(frame.accountSwitcher).toHaveAccessibleName(new RegExp(`^Account ${FIRST},`));
  await frame.forward.click();
  await expect(users.heading).toBeVisible();
  await expect(frame.accountSwitcher).toHaveAccessibleName(/^Account Development,/);
});

test('Whoever signs in is in their own account, and cannot leave it', async ({ sample }) => {
  const [frame, users, user] = [new Frame(sample), new UsersPage(sample), new UserPage(sample)];
  await createAccounts(sample, ['Development']);
  await frame.switchAccount('Development');
  await frame.goTo('Users');
  await users.create('mia');
  await user.tab('Security credentials').click();
  await user.setPassword('Correct-Horse-1');
  await frame.goTo('Sign in');
  const account = sample.getByLabel('Account ID or alias');
  const development = await account.inputValue();
  await frame.switchAccount(FIRST);
  await expect(account).not.toHaveValue(development);

  await new SignInPage(sample).givePassword({ account: development, userName: 'mia', password: 'Correct-Horse-1' });
  await expect(frame.principal).toBeVisible();
  await expect(frame.accountSwitcher).toBeHidden();
  await expect(frame.workspaceMenu).toHaveAccessibleName(new RegExp(`account ${development}$`));
  await expect(users.row('mia')).toBeVisible();
  await expect(users.row('lucy')).toBeHidden();
});

test('An account is chosen by keyboard, among many by searching for it', async ({ sample }) => {
  const frame = new Frame(sample);
  await createAccounts(sample, ['Audit', 'Backup', 'Data', 'Logging', 'Network', 'Sandbox', 'Security']);
  await frame.goTo('Users');
  await frame.accountSwitcher.press('Enter');
  await expect(frame.accounts).toBeFocused();
  await sample.keyboard.press('End');
  await sample.keyboard.press('Escape');
  await expect(frame.accountSwitcher).toBeFocused();
  await frame.accountSwitcher.press('Enter');
  await sample.keyboard.press('ArrowDown');
  await sample.keyboard.press('Enter');
  await expect(frame.accountSwitcher).toHaveAccessibleName(/^Account Audit,/);
  await expect(frame.heading('Users')).toBeFocused();

  await frame.switchAccount(FIRST);
  await createAccounts(sample, ['Workbench']);
  await frame.accountSwitcher.press('Enter');
  await expect(sample.getByRole('combobox', { name: 'Search accounts' })).toBeFocused();
  await sample.keyboard.type('net');
  await expect(frame.accounts.getByRole('option')).toHaveCount(1);
  await sample.keyboard.press('Enter');
  await expect(frame.accountSwitcher).toHaveAccessibleName(/^Account Network,/);
});
