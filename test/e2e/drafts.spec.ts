import { expect, test } from './app.ts';
import { AppTabs } from './pages/app-tabs.ts';
import { Frame } from './pages/frame.ts';
import { PolicyEditor } from './pages/policy-editor.ts';
import { SettingsPage } from './pages/settings.ts';
import { WelcomePage } from './pages/welcome.ts';
import type { Page } from '@playwright/test';

const POLICY = 'OperateTestInstances';
const TEXT = '{ "Version": "2012-10-17", "Statement": [] }';

async function changePolicy(page: Page): Promise<void> {
  await new Frame(page).goTo('Policies');
  await page.getByRole('main').getByRole('button', { name: POLICY, exact: true }).click();
  await new PolicyEditor(page, page.getByRole('main')).write(TEXT);
}

test('What was written and not saved is there after the page, the window and the workspace were closed', async ({
  app,
  sample,
}) => {
  await changePolicy(sample);
  await new Frame(sample).goTo('Users');
  await expect(new Frame(sample).notifications.getByText('Kept as a draft')).toBeVisible();
  await expect(sample.getByRole('button', { name: '1 unsaved draft' })).toBeVisible();

  await sample.reload();
  await expect(sample.getByRole('button', { name: '1 unsaved draft' })).toBeVisible();
  await new Frame(sample).chooseFromWorkspaceMenu('Close workspace');
  await new WelcomePage(sample).heading.waitFor();
  await app.restart();
  await new WelcomePage(app.page).recentWorkspace('Gatehouse shop').click();

  await app.page.getByRole('button', { name: '1 unsaved draft' }).click();
  const settings = new SettingsPage(app.page);
  await expect(settings.drafts).toHaveText([new RegExp(`${POLICY}.*Managed policy`)]);
  await settings.drafts.getByRole('button', { name: `Open ${POLICY}` }).click();
  await expect(new Frame(app.page).heading(POLICY)).toBeVisible();
  await expect(app.page.getByRole('main').locator('.cm-content')).toContainText('"Statement": []');
});

test('A draft is discarded by keyboard, and that is taken back', async ({ sample }) => {
  await changePolicy(sample);
  const settings = new SettingsPage(sample);
  await settings.show('Unsaved text');
  await settings.drafts.getByRole('button', { name: `Discard ${POLICY}` }).focus();
  await sample.keyboard.press('Enter');
  await expect(settings.drafts).toHaveCount(0);
  await expect(sample.getByText('Everything is saved')).toBeVisible();
  await new Frame(sample).notifications.getByRole('button', { name: 'Undo' }).focus();
  await sample.keyboard.press('Enter');
  await expect(settings.drafts).toHaveCount(1);
});

test('A tab with unsaved text says so', async ({ sample }) => {
  await changePolicy(sample);
  await new Frame(sample).section('Users').click({ modifiers: ['ControlOrMeta'] });
  const tabs = new AppTabs(sample);
  await expect(tabs.tab(`${POLICY} (unsaved text)`)).toBeVisible();
  await expect(tabs.tab(/^Users/)).not.toHaveAccessibleName(/unsaved/);
});
