import { expect, test } from './app.ts';
import { ComposerPage } from './pages/composer.ts';
import { Frame } from './pages/frame.ts';
import { TimelinePage } from './pages/timeline.ts';

test.describe('What if', () => {
  test('evaluates a request without sending it, beside the last answer', async ({ sample }) => {
    await new Frame(sample).goTo('Composer');
    const composer = new ComposerPage(sample);
    await composer.signAs('lucy');
    await composer.chooseAction('s3:ListAllMyBuckets');
    await composer.send();

    await sample.getByRole('button', { name: 'What if' }).first().click();
    const outcome = composer.result.getByRole('region', { name: 'What if' });
    await expect(outcome).toContainText('Not sent');
    await expect(composer.result.getByRole('region', { name: 'Last answer' })).toContainText('Sent');

    await new Frame(sample).goTo('Timeline');
    await expect(new TimelinePage(sample).row(0)).toContainText('s3:ListAllMyBuckets');
  });

  test('supposes a condition key, and shows what it was in the request', async ({ sample }) => {
    await new Frame(sample).goTo('Composer');
    const composer = new ComposerPage(sample);
    await composer.signAs('lucy');
    await composer.chooseAction('s3:ListAllMyBuckets');
    await composer.view('What if').click();
    await composer.result.getByRole('button', { name: 'Suppose something of the request' }).click();
    await sample.getByRole('menuitem', { name: 'Source IP' }).click();
    await composer.result.getByLabel('Source IP', { exact: true }).fill('198.51.100.9');
    await composer.result.getByRole('button', { name: 'Evaluate' }).click();
    const row = composer.result.getByRole('row', { name: /^aws:SourceIp/ });
    await expect(row).toContainText('127.0.0.1');
    await expect(row).toContainText('198.51.100.9');
  });

  test('asks for a role whose credentials nobody holds, and sends nothing for it', async ({ sample }) => {
    await new Frame(sample).goTo('Composer');
    const composer = new ComposerPage(sample);
    await composer.chooseSigner('web-server as a role', /web-server/);
    await composer.chooseAction('sts:GetCallerIdentity');
    await expect(sample.getByRole('main').getByRole('button', { name: 'What if', exact: true })).toBeEnabled();
    await expect(composer.sendButton).toBeDisabled();
    await sample.keyboard.press('Control+Shift+Enter');
    await expect(composer.result.getByRole('region', { name: 'What if' })).toContainText('Allowed');
  });
});
