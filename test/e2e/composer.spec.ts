import { expect, test } from './app.ts';
import { ComposerPage } from './pages/composer.ts';
import { DecisionPage } from './pages/decision.ts';
import { Frame } from './pages/frame.ts';

const WHO = 'sts:GetCallerIdentity';

test.describe('The composer', () => {
  test('signs the next request with the temporary credentials that a user asked for', async ({ sample }) => {
    await new Frame(sample).goTo('Composer');
    const composer = new ComposerPage(sample);
    await composer.signAs('lucy');
    const dialog = await composer.askForCredentials('GetSessionToken');
    await dialog.getByRole('button', { name: 'Get credentials' }).click();
    await expect(dialog).toBeHidden();
    await expect(composer.signer).toHaveValue(/^lucy: GetSessionToken/);

    await composer.chooseAction('s3:ListAllMyBuckets');
    await composer.send();
    await composer.result.getByRole('button', { name: 'See why' }).click();
    await expect(new DecisionPage(sample).heading('s3:ListAllMyBuckets')).toBeVisible();
  });

  test('shows why a role may not be assumed', async ({ sample }) => {
    await new Frame(sample).goTo('Composer');
    const composer = new ComposerPage(sample);
    await composer.signAs('lucy');
    const dialog = await composer.askForCredentials('AssumeRole');
    const role = await dialog.locator('datalist option').first().getAttribute('value');
    await dialog.getByLabel('Role ARN').fill(role ?? '');
    await dialog.getByLabel('Session name').fill('monday');
    await dialog.getByRole('button', { name: 'Get credentials' }).click();
    await expect(dialog.getByText(/^AccessDenied: /)).toBeVisible();
    await dialog.getByRole('button', { name: 'See why' }).click();
    await expect(new DecisionPage(sample).heading('sts:AssumeRole')).toBeVisible();
  });

  test('copies a request as curl, and finds the header that was changed in it', async ({ sample }) => {
    await new Frame(sample).goTo('Composer');
    const composer = new ComposerPage(sample);
    await composer.signAs('lucy');
    await composer.writeRaw({
      method: 'GET',
      url: 'https://s3.us-east-1.amazonaws.com/gatehouse-shop-catalogue',
      headers: 'X-Amz-Expected-Bucket-Owner: 111122223333',
    });
    await composer.view('Copy as').click();
    await expect(composer.code('curl, which signs it')).toContainText('--aws-sigv4 aws:amz:us-east-1:s3');
    await composer.result.getByLabel('Form').selectOption('signedCurl');
    const command = composer.code('curl, signed already');
    await expect(command).toContainText('Signature=');
    const lines = await command.locator('.line').allTextContents();

    await composer.view('Compare').click();
    const field = composer.result.getByLabel('A signed request');
    const compare = composer.result.getByRole('button', { name: 'Compare', exact: true });
    await field.fill(lines.join('\n'));
    await compare.click();
    await expect(composer.result.getByText('The signature matches.')).toBeVisible();

    await field.fill(lines.join('\n').replace('111122223333', '444455556666'));
    await compare.click();
    await expect(composer.result.getByText('The signature does not match.')).toBeVisible();
    await expect(composer.result.getByText(/First difference: the header x-amz-expected-bucket-owner/)).toBeVisible();
  });

  test('presigns a request, and sends it so', async ({ sample }) => {
    await new Frame(sample).goTo('Composer');
    const composer = new ComposerPage(sample);
    await composer.signAs('lucy');
    await composer.chooseAction(WHO);
    await composer.result.getByLabel('Signature', { exact: true }).selectOption('query');
    await composer.result.getByLabel('Expires in (seconds)').fill('60');
    await expect(composer.code('Request line')).toContainText('X-Amz-Expires=60');
    await composer.view('Signing').click();
    await expect(composer.code('Signing key')).toContainText('kSigning = HMAC-SHA256(kService, "aws4_request")');
    await composer.send();
    await expect(composer.result.getByText('HTTP 200')).toBeVisible();
  });
});
