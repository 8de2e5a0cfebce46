import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test, type App } from './app.ts';
import { Frame } from './pages/frame.ts';
import { UsersPage } from './pages/users.ts';
import { ImportDialog, OpenWorkspaceDialog, WelcomePage } from './pages/welcome.ts';

const REAL_ACCOUNT = resolve('../shared/real-accounts/account-authorization-details.json');
/** The first bytes of every PNG file. */
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

/** Opens a workspace by its path, in the way of the shell: by the system's dialog, or in words. */
async function openByPath(app: App, path: string): Promise<void> {
  const welcome = new WelcomePage(app.page);
  await app.shell.answerFileDialog?.(path);
  await welcome.choice('Open a workspace').click();
  if (app.shell.answerFileDialog === null) await new OpenWorkspaceDialog(app.page).open(path);
}

async function closeWorkspace(page: Page): Promise<void> {
  await new Frame(page).chooseFromWorkspaceMenu('Close workspace');
  await expect(new WelcomePage(page).heading).toBeVisible();
}

async function startImport(page: Page): Promise<ImportDialog> {
  await new WelcomePage(page).choice('Import a file').click();
  return new ImportDialog(page);
}

/** A user as the AWS command line prints one. */
function importedUser(UserName: string, UserId: string): object {
  return {
    Path: '/',
    UserName,
    UserId,
    Arn: `arn:aws:iam::123456789012:user/${UserName}`,
    CreateDate: '2026-01-01T00:00:00+00:00',
  };
}

test.describe('The welcome screen', () => {
  test('makes a new account, which begins empty', async ({ app }) => {
    await new WelcomePage(app.page).createAccount({ name: 'Lighthouse', accountId: '2109-8765-4321' });
    await expect(app.page.getByText('No users yet')).toBeVisible();
    await expect(app.page.getByRole('banner')).toContainText('Lighthouse');
    await expect(app.page.getByRole('banner')).toContainText('210987654321');
    await expect(app.page).toHaveTitle('Users – Lighthouse – Gatehouse');
  });

  test('says what is wrong with a new account’s ID, and makes none', async ({ app }) => {
    await new WelcomePage(app.page).createAccount({ name: 'Lighthouse', accountId: '1234' });
    await expect(app.page.getByRole('dialog').getByText('An account ID has 12 digits.')).toBeVisible();
    await expect(app.page.getByRole('dialog', { name: 'New account' })).toBeVisible();
  });

  test('opens a workspace again by its path, and from the recent ones', async ({ app, sample }) => {
    await closeWorkspace(sample);
    const users = new UsersPage(sample);
    await openByPath(app, join(app.dataFolder, 'workspaces', 'gatehouse-shop.gatehouse'));
    await expect(users.row('lucy')).toBeVisible();
    await closeWorkspace(sample);
    await new WelcomePage(sample).recentWorkspace('Gatehouse shop').click();
    await expect(users.row('lucy')).toBeVisible();
  });

  test('lists the workspace that is open among the recent ones', async ({ sample }) => {
    await new Frame(sample).chooseFromWorkspaceMenu('Import a file…');
    await new ImportDialog(sample).dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(new WelcomePage(sample).recentWorkspace('Gatehouse shop')).toBeVisible();
  });

  test('marks a recent workspace whose file is gone, and forgets it when told to', async ({ app, sample }) => {
    await closeWorkspace(sample);
    rmSync(join(app.dataFolder, 'workspaces'), { recursive: true });
    await app.restart();
    const welcome = new WelcomePage(app.page);
    await expect(welcome.recentWorkspace('Gatehouse shop')).toContainText('File not found');
    await expect(welcome.recentWorkspace('Gatehouse shop')).toBeDisabled();
    await welcome.recent.getByRole('button', { name: 'Forget Gatehouse shop' }).click();
    await expect(welcome.recent).toBeHidden();
  });

  test('refuses a picture as a workspace, says where it is and what to do, and leaves it as it is', async ({ app }) => {
    const path = join(app.dataFolder, 'holiday.gatehouse');
    writeFileSync(path, PNG);
    await openByPath(app, path);
    const alert = app.page.getByRole('alert').filter({ hasText: 'not a Gatehouse workspace' });
    await expect(alert).toContainText('This is a PNG picture, not a Gatehouse workspace.');
    await expect(alert).toContainText(path);
    await expect(alert).toContainText('Choose a file that Gatehouse made; their names end in .gatehouse.');
    expect(readFileSync(path).equals(PNG)).toBe(true);
  });

  test('says that there is no file at a path', async ({ app }) => {
    const path = join(app.dataFolder, 'nowhere.gatehouse');
    await openByPath(app, path);
    const alert = app.page.getByRole('alert').filter({ hasText: 'There is no file at this place.' });
    await expect(alert).toContainText(path);
    await expect(alert).toContainText('Check the path');
    expect(existsSync(path)).toBe(false);
  });
});

test.describe('An import', () => {
  test('of a real account shows what was found, and opens it', async ({ app }) => {
    test.skip(!existsSync(REAL_ACCOUNT), 'The recorded output of a real account is not on this machine.');
    const given = JSON.parse(readFileSync(REAL_ACCOUNT, 'utf8')) as Record<string, unknown[]>;
    const dialog = await startImport(app.page);
    await dialog.choose(REAL_ACCOUNT);
    const found = await dialog.found();
    expect(found).toMatchObject({
      Users: given['UserDetailList']?.length,
      Groups: given['GroupDetailList']?.length,
      Roles: given['RoleDetailList']?.length,
    });
    await dialog.importButton.click();
    await expect(new UsersPage(app.page).heading).toBeVisible();
    await expect(new Frame(app.page).section('Users')).toContainText(String(found['Users']));
    await expect(new Frame(app.page).section('Roles')).toContainText(String(found['Roles']));
  });

  test('remarks on what was not taken, and on what was taken though something of it is missing', async ({ app }) => {
    const noah = { ...importedUser('noah', 'AIDA2'), GroupList: ['night-watch'] };
    const dialog = await startImport(app.page);
    await dialog.choose({
      name: 'part.json',
      content: JSON.stringify({ UserDetailList: [importedUser('lucy', 'AIDA1'), noah, noah] }),
    });
    expect(await dialog.found()).toMatchObject({ Users: 2, Groups: 0 });
    await expect(dialog.remarks.filter({ hasText: 'The group night-watch is not in the file.' })).toContainText(
      /Taken.*UserDetailList\[1\]\.GroupList/s,
    );
    await expect(dialog.remarks.filter({ hasText: 'noah is in the file twice, alike' })).toContainText(
      /Not taken.*UserDetailList\[2\]/s,
    );
    await dialog.importButton.click();
    await expect(new UsersPage(app.page).row('noah')).toBeVisible();
  });

  test('of a file that is not JSON says at which line and column', async ({ app }) => {
    const dialog = await startImport(app.page);
    await dialog.choose({ name: 'account.json', content: '{\n  "UserDetailList": [\n    oops\n  ]\n}' });
    await expect(dialog.alert).toContainText('The file is not JSON');
    await expect(dialog.alert).toContainText('account.json:3:5');
    await expect(dialog.alert).toContainText('aws iam get-account-authorization-details --output json');
    await expect(dialog.importButton).toBeDisabled();
  });

  test('of two users of the same name names both places, and takes neither', async ({ app }) => {
    const dialog = await startImport(app.page);
    await dialog.choose({
      name: 'twins.json',
      content: JSON.stringify({ UserDetailList: [importedUser('lucy', 'AIDA1'), importedUser('Lucy', 'AIDA2')] }),
    });
    await expect(dialog.alert).toContainText('Two users are named Lucy');
    await expect(dialog.alert).toContainText('UserDetailList[0]');
    await expect(dialog.alert).toContainText('UserDetailList[1]');
    await expect(dialog.alert).toContainText('Remove or rename one of the two');
    await expect(dialog.importButton).toBeDisabled();
  });

  test('of a file of more than 64 MB is refused before it is read', async ({ app }) => {
    const path = join(app.dataFolder, 'enormous.json');
    // Not JSON: whoever read it would complain of that.
    writeFileSync(path, Buffer.alloc(64 * 1024 * 1024 + 1, 'x'));
    const dialog = await startImport(app.page);
    await dialog.choose(path);
    await expect(dialog.alert).toContainText('enormous.json has 64 MB; files of at most 64 MB can be imported.');
    await expect(dialog.alert).toContainText('--filter User Group');
    await expect(dialog.importButton).toBeDisabled();
  });

  test('that fails leaves the open account as it was', async ({ app, sample }) => {
    await new Frame(sample).chooseFromWorkspaceMenu('Import a file…');
    const dialog = new ImportDialog(sample);
    await dialog.choose({ name: 'empty.json', content: '{}' });
    await expect(dialog.alert).toContainText('it holds no account');
    await dialog.dialog.getByRole('button', { name: 'Cancel' }).click();
    await app.page.getByRole('button', { name: 'Back to Gatehouse shop' }).click();
    await expect(new UsersPage(app.page).row('lucy')).toBeVisible();
  });
});
