import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { ComposerPage } from './pages/composer.ts';
import { DecisionPage } from './pages/decision.ts';
import { Frame } from './pages/frame.ts';
import { TimelinePage } from './pages/timeline.ts';
import { UserPage } from './pages/user.ts';
import { UsersPage } from './pages/users.ts';
import { policyText } from './policies.ts';

const CATALOGUE = 'gatehouse-shop-catalogue';
const INVOICES = 'gatehouse-shop-invoices';

/** Sends a request and opens its decision. */
async function ask(page: Page, signer: string, action: string, bucket?: string): Promise<DecisionPage> {
  await new Frame(page).goTo('Composer');
  const composer = new ComposerPage(page);
  await composer.signAs(signer);
  await composer.chooseAction(action);
  if (bucket !== undefined) await composer.parameter('Bucket').fill(bucket);
  await composer.send();
  await composer.result.getByRole('button', { name: 'See why' }).click();
  const decision = new DecisionPage(page);
  await expect(decision.heading(action)).toBeVisible();
  return decision;
}

test.describe('A decision', () => {
  test('draws the path to where no Allow applies, and leads to the policies that were asked', async ({ sample }) => {
    const decision = await ask(sample, 'lucy', 's3:DeleteBucket', CATALOGUE);
    await expect(decision.outcome).toContainText('No identity-based policy allows it.');
    await expect(decision.question('Does any policy explicitly deny?')).toContainText('No Deny applies');
    await expect(decision.question('Do identity-based policies allow?')).toContainText('No Allow applies');
    await expect(decision.question('Does the permissions boundary allow?')).toContainText('Not reached');
    await decision.question('Do identity-based policies allow?').getByRole('button').click();
    await expect(decision.layer('Identity-based policies')).toBeFocused();
    await decision.path.getByText('The path in words').click();
    await expect(decision.path).toContainText('So the request is implicitly denied.');
  });

  test('shows the statement that denies in the text of its policy, with what matched', async ({ sample }) => {
    const decision = await ask(sample, 'bruce-wayne', 's3:DeleteBucket', INVOICES);
    await expect(decision.question('Does any policy explicitly deny?')).toContainText('“NobodyDeletesInvoices”');
    await expect(decision.question('Does the resource-based policy allow?')).toContainText('The Deny stands here');
    const text = decision.sourceText('“NobodyDeletesInvoices”', `policy of bucket ${INVOICES}`);
    await expect(text.getByRole('listitem').filter({ hasText: '"Action"' })).toContainText('Matches:');
    await expect(text.locator('mark').filter({ hasText: 's3:DeleteBucket' })).toHaveCount(1);
  });

  test('has a request context that can be searched', async ({ sample }) => {
    const decision = await ask(sample, 'lucy', 's3:ListAllMyBuckets');
    const rows = decision.context.getByRole('row');
    await decision.context.getByRole('searchbox').fill('principalarn');
    await expect(rows).toHaveCount(2);
    await expect(rows.last()).toContainText('user/lucy');
    await decision.context.getByRole('searchbox').fill('no such key');
    await expect(decision.context).toContainText('No key, value or source holds “no such key”.');
  });

  test('is gone through by keyboard: steps by the outline, other decisions by J and K', async ({ sample }) => {
    await ask(sample, 'lucy', 's3:ListAllMyBuckets');
    const decision = await ask(sample, 'lucy', 's3:DeleteBucket', CATALOGUE);
    await decision.outline.getByRole('button', { name: '3. Authorization' }).press('Enter');
    await expect(sample.getByRole('heading', { level: 2, name: 'Authorization Closed' })).toBeFocused();
    await sample.keyboard.press('?');
    const shortcuts = sample.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect(shortcuts).toContainText(/Older decision\s*J/);
    await expect(shortcuts).toContainText(/Newer decision\s*K/);
    await sample.keyboard.press('Escape');
    await sample.keyboard.press('j');
    await expect(decision.heading('s3:ListAllMyBuckets')).toBeVisible();
    await sample.keyboard.press('k');
    await expect(decision.heading('s3:DeleteBucket')).toBeVisible();
    await expect(sample.getByRole('button', { name: 'Newer decision' })).toBeDisabled();
    await decision.context.getByRole('searchbox').press('j');
    await expect(decision.heading('s3:DeleteBucket')).toBeVisible();
  });

  test('keeps to the timeline’s filter when it goes to other decisions', async ({ sample }) => {
    await ask(sample, 'bruce-wayne', 's3:ListAllMyBuckets');
    await ask(sample, 'lucy', 's3:ListAllMyBuckets');
    await ask(sample, 'bruce-wayne', 's3:DeleteBucket', INVOICES);
    await new Frame(sample).goTo('Timeline');
    const timeline = new TimelinePage(sample);
    await timeline.filter.fill('bruce-wayne');
    await expect(timeline.rows).toHaveCount(2);
    await timeline.row(0).click();
    const decision = new DecisionPage(sample);
    await expect(decision.heading('s3:DeleteBucket')).toBeVisible();
    await sample.getByRole('button', { name: 'Older decision' }).click();
    await expect(decision.heading('s3:ListAllMyBuckets')).toBeVisible();
    await expect(sample.getByText('by bruce-wayne')).toBeVisible();
  });

  test('is copied as Markdown and by its ID, without the signature', async ({ app, sample }) => {
    const decision = await ask(sample, 'lucy', 's3:DeleteBucket', CATALOGUE);
    await decision.share('Copy as Markdown');
    await expect(sample.getByRole('region', { name: 'Notifications' })).toContainText('Copied the decision');
    const text = await app.shell.readClipboard();
    expect(text).toContain('## Implicitly denied: `s3:DeleteBucket`');
    expect(text).toContain('3. ✗ **Authorization** (closed)');
    expect(text).not.toMatch(/AKIA|Signature=|x-amz-/i);
    await decision.share('Copy decision ID');
    await expect.poll(() => app.shell.readClipboard()).not.toContain('##');
    expect(text).toContain(await app.shell.readClipboard());
  });

  test('is saved as an image', async ({ sample }) => {
    const decision = await ask(sample, 'bruce-wayne', 's3:DeleteBucket', INVOICES);
    const downloading = sample.waitForEvent('download');
    await decision.share('Save image');
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^decision-\d+\.png$/);
    const image = readFileSync(await download.path());
    expect(image.subarray(1, 4).toString()).toBe('PNG');
    expect(image.readUInt32BE(16)).toBe(2400);
  });

  test('says what the same request would get now, and why, without sending it', async ({ sample }) => {
    const decision = await ask(sample, 'lucy', 's3:DeleteBucket', CATALOGUE);
    await expect(decision.whyNowButton).toBeHidden();
    await new Frame(sample).goTo('Users');
    await new UsersPage(sample).open('lucy');
    const editing = await new UserPage(sample).editInlinePolicy('create-buckets');
    await editing.editor.write(policyText({ Sid: 'Everything', Effect: 'Allow', Action: 's3:*', Resource: '*' }));
    await editing.save();
    await new Frame(sample).goTo('Timeline');
    await new TimelinePage(sample).row(0).click();
    await expect(decision.outcome).toContainText('Implicitly denied');
    await expect(decision.outcome).toContainText('Now: Allowed');
    await decision.whyNowButton.press('Enter');
    const dialog = sample.getByRole('dialog', { name: 'The same request now' });
    await expect(dialog).toContainText('Then implicitly denied, now allowed.');
    await expect(dialog).toContainText('“Everything” of create-buckets');
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await expect(decision.whyNowButton).toBeFocused();
  });

  test('of an allowed request draws a path that nothing closes', async ({ sample }) => {
    const decision = await ask(sample, 'lucy', 's3:ListAllMyBuckets');
    await expect(decision.outcome).toContainText('Allowed');
    await expect(decision.question('Do identity-based policies allow?')).toContainText('Yes');
    await expect(decision.path).not.toContainText('Not reached');
  });
});
