import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { LARGE_ACCOUNT, writeLargeWorkspace } from '../fixtures/large-workspace.ts';
import { expect, test as base, type App } from './app.ts';
import { DecisionPage } from './pages/decision.ts';
import { Frame } from './pages/frame.ts';
import { IdentityList } from './pages/identity-list.ts';
import { PalettePage } from './pages/palette.ts';
import { TimelinePage } from './pages/timeline.ts';
import { UsersPage } from './pages/users.ts';
import { OpenWorkspaceDialog, WelcomePage } from './pages/welcome.ts';

/** The file is made once for each worker; a test opens it where it lies, and leaves it as it was. */
const test = base.extend<{ large: Page }, { largeFile: string }>({
  largeFile: [
    // Playwright reads from this parameter which fixtures are needed: none.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'gatehouse-large-'));
      const path = join(folder, 'company.gatehouse');
      writeLargeWorkspace(path, LARGE_ACCOUNT);
      await use(path);
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  large: async ({ app, largeFile }, use) => {
    await open(app, largeFile);
    await use(app.page);
  },
});

async function open(app: App, path: string): Promise<void> {
  await app.shell.answerFileDialog?.(path);
  await new WelcomePage(app.page).choice('Open a workspace').click();
  if (app.shell.answerFileDialog === null) await new OpenWorkspaceDialog(app.page).open(path);
  await expect(new UsersPage(app.page).heading).toBeVisible({ timeout: 20_000 });
}

test.describe('An account of 5,000 users and 100,000 decisions', () => {
  test('is listed, sorted and searched, with a page of rows at a time in the window', async ({ large }) => {
    const users = new UsersPage(large);
    await expect(users.row('user-0')).toBeVisible();
    expect(await users.page.getByRole('table', { name: 'Users' }).getByRole('row').count()).toBeLessThan(120);
    await users.search.fill('user-4999');
    await expect(users.row('user-4999')).toBeVisible();
    await expect(users.row('user-0')).toBeHidden();
  });

  test('lets many users be tagged at once, as one step that is undone', async ({ large }) => {
    const list = new IdentityList(large, 'Users');
    await new UsersPage(large).search.fill('user-499');
    await expect(list.rows).toHaveCount(11);
    await list.selectAll.check();
    const dialog = await list.begin('Tag…');
    await dialog.getByLabel('Tags to add').fill('Team=night');
    await dialog.getByRole('button', { name: 'Change tags' }).click();
    await expect(dialog).toBeHidden();
    await expect(new Frame(large).notifications).toContainText('11 users');
    await new Frame(large).undo.click();
    await expect(new Frame(large).notifications).toContainText('Undone: ');
  });

  test('is searched as a whole from the palette', async ({ large }) => {
    const palette = new PalettePage(large);
    await palette.open();
    await palette.field.fill('role-173');
    await palette
      .option(/role-173/)
      .first()
      .click();
    await expect(new Frame(large).heading('role-173')).toBeVisible();
  });

  test('shows its whole timeline, from the newest request to the oldest, and what a query finds in it', async ({
    large,
  }) => {
    const timeline = new TimelinePage(large);
    await new Frame(large).goTo('Timeline');
    await expect(timeline.counted).toContainText('100,000 requests', { timeout: 40_000 });
    await timeline.row(0).waitFor();
    expect(await timeline.rows.count()).toBeLessThan(120);
    await timeline.list.focus();
    await large.keyboard.press('End');
    await expect(timeline.list.locator('[data-record="decision-0"]')).toBeVisible();
    await timeline.ask('principal:user-0 verdict:explicit');
    await expect(timeline.counted).toContainText(' of 100,000');
    await timeline.row(0).click();
    await expect(new DecisionPage(large).outcome).toContainText('Explicitly denied');
  });
});
