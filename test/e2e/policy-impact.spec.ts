import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { ComposerPage } from './pages/composer.ts';
import { Frame } from './pages/frame.ts';
import { PolicyImpactPanel } from './pages/policy-impact.ts';
import { UserPage } from './pages/user.ts';
import { UsersPage } from './pages/users.ts';
import { policyText } from './policies.ts';

const DENY_BUCKETS = policyText({ Effect: 'Deny', Action: 's3:CreateBucket', Resource: '*' });

/** Sends two requests as lucy; both are allowed. */
async function sendAsLucy(page: Page): Promise<void> {
  const composer = new ComposerPage(page);
  await new Frame(page).goTo('Composer');
  await composer.signAs('lucy');
  await composer.chooseAction('s3:CreateBucket');
  await composer.parameter('Bucket').fill('lucy-bucket');
  await composer.send();
  await composer.chooseAction('sts:GetCallerIdentity');
  await composer.send();
}

test.describe('While a policy is edited', () => {
  test('the requests whose verdict it would flip are shown, before anything is saved', async ({ sample }) => {
    await sendAsLucy(sample);
    await new Frame(sample).goTo('Users');
    await new UsersPage(sample).open('lucy');
    const dialog = await new UserPage(sample).startInlinePolicy('no-buckets');
    const impact = new PolicyImpactPanel(dialog.dialog);

    await dialog.editor.write(DENY_BUCKETS);
    await expect(impact.region).toContainText('1 of the 2 requests would change.');
    await expect(impact.region).toContainText('1 allowed → explicitly denied');
    await expect(impact.flips).toHaveCount(1);
    await expect(impact.flips).toContainText('s3:CreateBucket');
    await expect(impact.flips).toContainText('would become');

    await dialog.editor.write('{ "Version": ');
    await expect(impact.region).toContainText('Waits until the policy has no errors.');
    await dialog.editor.write(policyText({ Effect: 'Allow', Action: 's3:CreateBucket', Resource: '*' }));
    await expect(impact.region).toContainText('None of the 2 requests would change.');
  });

  test('what was told is what happens once it is saved', async ({ sample }) => {
    await sendAsLucy(sample);
    await new Frame(sample).goTo('Users');
    await new UsersPage(sample).open('lucy');
    const dialog = await new UserPage(sample).startInlinePolicy('no-buckets');
    await dialog.editor.write(DENY_BUCKETS);
    await expect(new PolicyImpactPanel(dialog.dialog).region).toContainText('1 allowed → explicitly denied');
    await dialog.save();

    const composer = new ComposerPage(sample);
    await new Frame(sample).goTo('Composer');
    await composer.signAs('lucy');
    await composer.chooseAction('s3:CreateBucket');
    await composer.parameter('Bucket').fill('another-bucket-of-lucy');
    await composer.send();
    await expect(composer.result).toContainText('explicit deny');
  });

  test('an account without requests says how to get some', async ({ sample }) => {
    await new UsersPage(sample).open('lucy');
    const dialog = await new UserPage(sample).startInlinePolicy('no-buckets');
    await dialog.editor.write(DENY_BUCKETS);
    await expect(new PolicyImpactPanel(dialog.dialog).region).toContainText('No requests yet.');
  });

  test('the decision behind a flip is opened by the keyboard alone, and the dialog stays', async ({ sample }) => {
    await sendAsLucy(sample);
    await new Frame(sample).goTo('Users');
    await new UsersPage(sample).open('lucy');
    const { dialog, editor } = await new UserPage(sample).startInlinePolicy('no-buckets');
    for (let stops = 0; stops < 20; stops += 1) {
      await sample.keyboard.press('Tab');
      if (await editor.text.evaluate((element) => element.matches(':focus'))) break;
    }
    await expect(editor.text).toBeFocused();
    await sample.keyboard.press('ControlOrMeta+A');
    await sample.keyboard.insertText(DENY_BUCKETS);
    const { flips } = new PolicyImpactPanel(dialog);
    await expect(flips).toHaveCount(1);

    const link = flips.getByRole('button', { name: 's3:CreateBucket' });
    for (let stops = 0; stops < 30; stops += 1) {
      await sample.keyboard.press('Tab');
      if (await link.evaluate((element) => element.matches(':focus'))) break;
    }
    await expect(link).toBeFocused();
    await sample.keyboard.press('Enter');
    await expect(sample.getByRole('status').filter({ hasText: 'Opened the decision in a new tab' })).toBeAttached();
    await expect(dialog).toBeVisible();
  });
});
