import { expect, test } from './app.ts';
import { Keyboard } from './keyboard.ts';
import { ComposerPage } from './pages/composer.ts';
import { DecisionPage } from './pages/decision.ts';
import { Frame } from './pages/frame.ts';
import { TimelinePage } from './pages/timeline.ts';
import { UserPage } from './pages/user.ts';
import { UsersPage } from './pages/users.ts';

test.describe('By keyboard alone', () => {
  test('the first stop skips to the content', async ({ app, sample }) => {
    await app.page.reload();
    await expect(new Frame(sample).heading('Users')).toBeVisible();
    await sample.keyboard.press('Tab');
    await expect(sample.getByRole('link', { name: 'Skip to content' })).toBeFocused();
    await sample.keyboard.press('Enter');
    await expect(sample.getByRole('main')).toBeFocused();
    await sample.keyboard.press('Tab');
    await expect(new UsersPage(sample).createButton).toBeFocused();
  });

  test('arrows move among the users and Enter opens one, whose heading has the focus', async ({ sample }) => {
    const users = new UsersPage(sample);
    await new Keyboard(sample).tabTo(users.row('bruce-wayne'));
    await sample.keyboard.press('ArrowDown');
    await expect(users.row('emma')).toBeFocused();
    await sample.keyboard.press('ArrowUp');
    await expect(users.row('bruce-wayne')).toBeFocused();
    await sample.keyboard.press('Enter');
    await expect(new UserPage(sample).heading('bruce-wayne')).toBeFocused();
    await sample.keyboard.press('Alt+ArrowLeft');
    await expect(users.heading).toBeFocused();
  });

  test('a dialog takes the focus, keeps it, and gives it back on Escape', async ({ sample }) => {
    const users = new UsersPage(sample);
    await new Keyboard(sample).tabTo(users.createButton);
    await sample.keyboard.press('Enter');
    await expect(users.createDialog.getByLabel('User name')).toBeFocused();
    await sample.keyboard.press('Escape');
    await expect(users.createDialog).toBeHidden();
    await expect(users.createButton).toBeFocused();
  });

  test('a user is made without a pointer', async ({ sample }) => {
    const users = new UsersPage(sample);
    await new Keyboard(sample).tabTo(users.createButton);
    await sample.keyboard.press('Enter');
    await sample.keyboard.type('mia');
    await new Keyboard(sample).tabTo(users.createStep('Permissions'));
    await sample.keyboard.press('Enter');
    await expect(users.createDialog.getByRole('checkbox', { name: 'developers' })).toBeFocused();
    await sample.keyboard.press('Space');
    await sample.keyboard.press('Enter');
    const user = new UserPage(sample);
    await expect(user.heading('mia')).toBeFocused();
    await new Keyboard(sample).tabTo(user.tab('Permissions'));
    await sample.keyboard.press('ArrowRight');
    await sample.keyboard.press('ArrowRight');
    await expect(user.tab('Groups')).toHaveAttribute('aria-selected', 'true');
    await expect(user.group('developers')).toBeVisible();
  });

  test('a request is composed, sent with Ctrl+Enter, and found in the timeline', async ({ sample }) => {
    const [frame, composer, timeline] = [new Frame(sample), new ComposerPage(sample), new TimelinePage(sample)];
    await new Keyboard(sample).tabTo(frame.section('Composer'));
    await sample.keyboard.press('Enter');
    await expect(frame.heading('Composer')).toBeFocused();

    for (const action of ['s3:ListAllMyBuckets', 'sts:GetCallerIdentity']) {
      await new Keyboard(sample).tabTo(composer.action);
      await sample.keyboard.press('ControlOrMeta+A');
      await sample.keyboard.type(action);
      await expect(sample.getByRole('listbox', { name: 'Actions' }).getByRole('option').first()).toContainText(action);
      await sample.keyboard.press('Enter');
      await expect(composer.sendButton).toBeEnabled();
      await sample.keyboard.press('ControlOrMeta+Enter');
      await expect(composer.view('Answer')).toHaveAttribute('aria-selected', 'true');
      await expect(sample.getByRole('status').filter({ hasText: 'Answered: HTTP 200' })).toBeAttached();
      await expect(composer.code('Body')).toContainText(
        action.split(':')[1] === 'GetCallerIdentity' ? 'Arn' : 'Buckets',
      );
    }

    await new Keyboard(sample).tabTo(frame.section('Timeline'));
    await sample.keyboard.press('Enter');
    await expect(timeline.rows).toHaveCount(2);
    await new Keyboard(sample).tabTo(timeline.list);
    await sample.keyboard.press('ArrowDown');
    await expect(timeline.activeRow).toContainText('s3:ListAllMyBuckets');
    await sample.keyboard.press('Enter');
    await expect(new DecisionPage(sample).heading('s3:ListAllMyBuckets')).toBeFocused();
  });

  test('Tab leaves the policy editor', async ({ sample }) => {
    await new UsersPage(sample).open('lucy');
    const dialog = await new UserPage(sample).startInlinePolicy('some');
    await new Keyboard(sample).tabTo(dialog.editor.text);
    await sample.keyboard.press('Tab');
    await expect(dialog.editor.text).not.toBeFocused();
  });
});
