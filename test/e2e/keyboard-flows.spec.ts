import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { Keyboard } from './keyboard.ts';
import { ComposerPage } from './pages/composer.ts';
import { DecisionPage } from './pages/decision.ts';
import { Frame, type Section } from './pages/frame.ts';
import { ResourcesPage } from './pages/resources.ts';
import { SettingsPage } from './pages/settings.ts';
import { TimelinePage } from './pages/timeline.ts';
import { UserPage } from './pages/user.ts';
import { UsersPage } from './pages/users.ts';
import { ImportDialog } from './pages/welcome.ts';
import { InlinePolicyDialog } from './pages/policy-editor.ts';
import { policyText } from './policies.ts';

const PASSWORD = 'Plum-Tart-42';

async function goTo(page: Page, section: Section): Promise<void> {
  const frame = new Frame(page);
  await new Keyboard(page).choose(frame.section(section));
  await expect(frame.heading(section)).toBeFocused();
}

/** From the list of users, which is what the sample opens with. */
async function openLucy(page: Page): Promise<UserPage> {
  const [keyboard, users, user] = [new Keyboard(page), new UsersPage(page), new UserPage(page)];
  await keyboard.tabTo(users.row('bruce-wayne'));
  await keyboard.arrowTo(users.row('lucy'), 'ArrowDown');
  await keyboard.press('Enter');
  await expect(user.heading('lucy')).toBeFocused();
  return user;
}

/** What the page says to screen readers when something has happened. */
function heard(page: Page, words: string): ReturnType<Page['getByRole']> {
  return page.getByRole('status').filter({ hasText: words });
}

/** Lets a request in and turns one away, so that the timeline has something to show. */
async function sendTwo(page: Page): Promise<void> {
  const composer = new ComposerPage(page);
  await new Frame(page).goTo('Composer');
  for (const [signer, action] of [
    ['lucy', 's3:ListAllMyBuckets'],
    ['bruce-wayne', 'iam:ListUsers'],
  ] as const) {
    await composer.signAs(signer);
    await composer.chooseAction(action);
    await composer.send();
  }
}

test.describe('Without a pointer', () => {
  test('a policy is attached, and the focus is back on the button that began it', async ({ sample }) => {
    const keyboard = new Keyboard(sample);
    const user = await openLucy(sample);
    const begin = sample.getByRole('button', { name: 'Attach policies' });
    await keyboard.choose(begin);
    const dialog = sample.getByRole('dialog', { name: 'Attach policies to lucy' });
    await expect(dialog.getByRole('searchbox')).toBeFocused();
    await keyboard.type('AmazonS3ReadOnlyAccess');
    await keyboard.tabTo(dialog.getByRole('checkbox', { name: /^AmazonS3ReadOnlyAccess(?!\S)/ }));
    await keyboard.press('Space');
    await keyboard.choose(dialog.getByRole('button', { name: 'Attach policy' }));
    await expect(dialog).toBeHidden();
    await expect(user.policy('AmazonS3ReadOnlyAccess')).toBeVisible();
    await expect(begin).toBeFocused();
  });

  test('a password is set, and its user signs in, opens the menu of the session, and signs out', async ({ sample }) => {
    const [keyboard, frame] = [new Keyboard(sample), new Frame(sample)];
    const user = await openLucy(sample);
    await keyboard.tabTo(user.tab('Permissions'));
    await keyboard.arrowTo(user.tab('Security credentials'), 'ArrowRight');
    await keyboard.choose(sample.getByRole('button', { name: 'Set password' }));
    const dialog = sample.getByRole('dialog', { name: 'Set the console password of lucy' });
    await expect(dialog.getByLabel('Password', { exact: true })).toBeFocused();
    await keyboard.type(PASSWORD);
    await keyboard.tabTo(dialog.getByLabel('Repeat the password'));
    await keyboard.type(PASSWORD);
    await keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(heard(sample, 'Set the console password of lucy')).toBeAttached();

    await goTo(sample, 'Sign in');
    const main = sample.getByRole('main');
    await keyboard.tabTo(main.getByLabel('User name'));
    await keyboard.type('lucy');
    await keyboard.tabTo(main.getByLabel('Password'));
    await keyboard.type(PASSWORD);
    await keyboard.press('Enter');
    await frame.principal.waitFor();
    await keyboard.choose(frame.principal);
    await expect(sample.getByRole('menu')).toBeVisible();
    await keyboard.press('Escape');
    await expect(frame.principal).toBeFocused();
    await keyboard.choose(frame.signOut);
    await expect(frame.designer).toBeVisible();
  });

  test('a request is refused, its missing statement is written where the decision leads, and it is let in', async ({
    sample,
  }) => {
    const [keyboard, composer, decision] = [new Keyboard(sample), new ComposerPage(sample), new DecisionPage(sample)];
    await goTo(sample, 'Composer');
    await keyboard.tabTo(composer.signer);
    await keyboard.write('lucy');
    await expect(sample.getByRole('listbox', { name: 'Signers' }).getByRole('option').first()).toContainText('AKIA');
    await keyboard.press('Enter');
    await expect(composer.signer).toHaveValue(/^lucy: /);
    await keyboard.tabTo(composer.action);
    await keyboard.write('s3:DeleteBucket');
    await expect(sample.getByRole('listbox', { name: 'Actions' }).getByRole('option').first()).toContainText(
      's3:DeleteBucket',
    );
    await keyboard.press('Enter');
    await keyboard.tabTo(composer.parameter('Bucket'));
    await keyboard.type('gatehouse-shop-catalogue');
    await keyboard.press('ControlOrMeta+Enter');
    await expect(heard(sample, 'Answered: HTTP 403, AccessDenied. Implicitly denied.')).toBeAttached();

    await keyboard.choose(composer.result.getByRole('button', { name: 'See why' }));
    await expect(decision.heading('s3:DeleteBucket')).toBeFocused();
    await keyboard.choose(decision.missing.getByRole('button', { name: 'Go to policies of lucy' }));
    await expect(new UserPage(sample).heading('lucy')).toBeFocused();
    await keyboard.choose(sample.getByRole('button', { name: 'Edit create-buckets' }));
    const policy = new InlinePolicyDialog(sample);
    await keyboard.tabTo(policy.editor.text);
    await keyboard.write(policyText({ Effect: 'Allow', Action: 's3:*', Resource: '*' }));
    await expect(heard(sample, 'No problems found.')).toBeAttached();
    await keyboard.choose(policy.saveButton);
    await expect(policy.dialog).toBeHidden();

    await keyboard.press('Alt+ArrowLeft');
    await expect(decision.heading('s3:DeleteBucket')).toBeFocused();
    await keyboard.choose(decision.replayButton);
    await expect(heard(sample, 'Then implicitly denied, now allowed.')).toBeAttached();
    await expect(decision.outcome).toContainText('Allowed');
  });

  test('the timeline is filtered, and two of its requests are compared', async ({ sample }) => {
    await sendTwo(sample);
    const [keyboard, timeline] = [new Keyboard(sample), new TimelinePage(sample)];
    await goTo(sample, 'Timeline');
    await keyboard.tabTo(timeline.filter);
    await keyboard.type('principal:bruce-wayne');
    await keyboard.press('Enter');
    await expect(timeline.rows).toHaveCount(1);
    await expect(heard(sample, '1 of 2 requests')).toBeAttached();
    await keyboard.press('ControlOrMeta+A', 'Delete', 'Enter');
    await expect(timeline.rows).toHaveCount(2);
    await keyboard.tabTo(timeline.list);
    await keyboard.press('Home', 'Space', 'End', 'Space');
    await keyboard.choose(timeline.button('Compare'));
    await expect(sample.getByRole('heading', { level: 1, name: /compar/i })).toBeFocused();
  });

  test('what evaluating the timeline again has shown is said aloud', async ({ sample }) => {
    await sendTwo(sample);
    await goTo(sample, 'Timeline');
    await new Keyboard(sample).choose(new TimelinePage(sample).button('Re-evaluate'));
    await expect(
      sample.getByRole('status').filter({ hasText: /would get (the same|another) verdict now/ }),
    ).toBeAttached();
  });

  test('a theme is chosen, and is the app’s at once', async ({ sample }) => {
    const [keyboard, settings] = [new Keyboard(sample), new SettingsPage(sample)];
    await goTo(sample, 'Settings');
    await keyboard.tabTo(settings.choice('Theme', 'As the system'));
    await keyboard.arrowTo(settings.choice('Theme', 'Dark'), 'ArrowDown');
    await expect(sample.locator('html')).toHaveAttribute('data-theme', 'dark');
  });

  test('a bucket is created', async ({ sample }) => {
    const [keyboard, resources] = [new Keyboard(sample), new ResourcesPage(sample)];
    await goTo(sample, 'Resources');
    await keyboard.choose(sample.getByRole('main').getByRole('button', { name: 'Create bucket' }).first());
    await expect(resources.dialog.getByRole('textbox').first()).toBeFocused();
    await keyboard.type('keyboard-bucket');
    await keyboard.press('Enter');
    await expect(resources.dialog).toBeHidden();
    await expect(sample.getByRole('main').getByRole('button', { name: 'keyboard-bucket', exact: true })).toBeVisible();
  });

  test('the account is exported and imported again', async ({ sample }) => {
    const [keyboard, frame] = [new Keyboard(sample), new Frame(sample)];
    await keyboard.chooseFromMenu(frame.workspaceMenu, 'Export as JSON…');
    const dialog = sample.getByRole('dialog', { name: 'Export account Gatehouse shop' });
    const download = sample.waitForEvent('download');
    await keyboard.choose(dialog.getByRole('button', { name: 'Save file' }).and(sample.locator(':enabled')));
    const content = readFileSync(await (await download).path(), 'utf8');
    await expect(dialog).toBeHidden();
    await expect(frame.workspaceMenu).toBeFocused();

    await keyboard.press('Escape');
    await keyboard.press('Enter');
    await keyboard.arrowTo(sample.getByRole('menuitem', { name: 'Import a file…' }), 'ArrowDown');
    await keyboard.press('Enter');
    const importing = new ImportDialog(sample);
    const input = importing.dialog.getByLabel('File', { exact: true });
    await expect(input).toBeFocused();
    const chooser = sample.waitForEvent('filechooser');
    await keyboard.press('Space');
    await (await chooser).setFiles({ name: 'again.json', mimeType: 'application/json', buffer: Buffer.from(content) });
    expect((await importing.found())['Users']).toBe(5);
    await keyboard.choose(importing.importButton);
    await expect(importing.dialog).toBeHidden();
    await expect(frame.heading('Users')).toBeVisible();
  });
});
