import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { ComposerPage } from './pages/composer.ts';
import { DecisionPage } from './pages/decision.ts';
import { Frame } from './pages/frame.ts';
import { InlinePolicyDialog, PolicyEditor } from './pages/policy-editor.ts';
import { UserPage } from './pages/user.ts';
import { UsersPage } from './pages/users.ts';
import { policyText } from './policies.ts';

const BUCKET = 'gatehouse-shop-catalogue';
const INVOICES = 'gatehouse-shop-invoices';

/** Sends a request and opens its decision. */
async function ask(
  page: Page,
  signer: string,
  action: string,
  parameters: Readonly<Record<string, string>>,
): Promise<DecisionPage> {
  await new Frame(page).goTo('Composer');
  const composer = new ComposerPage(page);
  await composer.signAs(signer);
  await composer.chooseAction(action);
  for (const [name, value] of Object.entries(parameters)) await composer.parameter(name).fill(value);
  await composer.send();
  await composer.result.getByRole('button', { name: 'See why' }).click();
  const decision = new DecisionPage(page);
  await expect(decision.heading(action)).toBeVisible();
  return decision;
}

async function writeInlinePolicy(page: Page, userName: string, name: string, text: string): Promise<void> {
  await new Frame(page).goTo('Users');
  await new UsersPage(page).open(userName);
  const dialog = await new UserPage(page).startInlinePolicy(name);
  await dialog.editor.write(text);
  await dialog.save();
}

test.describe('What is missing', () => {
  test('is listed under the verdict, leads to the user’s policies, and is gone once it was added', async ({
    sample,
  }) => {
    const decision = await ask(sample, 'lucy', 's3:DeleteBucket', { Bucket: BUCKET });
    await expect(decision.outcome).toContainText('Implicitly denied');
    await expect(decision.missing.getByRole('listitem')).toHaveCount(1);
    await expect(decision.missingOf('Allow needed')).toContainText(
      `No identity-based policy of lucy allows s3:DeleteBucket on arn:aws:s3:::${BUCKET}`,
    );

    await decision.goTo('policies of lucy');
    const user = new UserPage(sample);
    const dialog = await user.editInlinePolicy('create-buckets');
    await dialog.editor.write(policyText({ Effect: 'Allow', Action: 's3:*', Resource: '*' }));
    await dialog.save();
    await sample.keyboard.press('Alt+ArrowLeft');
    await decision.replayButton.click();
    await expect(sample.getByRole('main').getByText('Then implicitly denied, now allowed.')).toBeVisible();
    await expect(decision.outcome).toContainText('Allowed');
    await expect(decision.missing).toBeHidden();
  });

  test('leads to the statement that denies, marked in the bucket’s policy', async ({ sample }) => {
    const decision = await ask(sample, 'bruce-wayne', 's3:DeleteBucket', { Bucket: INVOICES });
    await expect(decision.outcome).toContainText('Explicitly denied');
    const deny = decision.missingOf('Deny in the way');
    await expect(deny).toContainText('denies bruce-wayne s3:DeleteBucket');
    await expect(deny).toContainText(/At line \d+, column \d+\./);
    await decision.goTo(`policy of bucket ${INVOICES}`);

    const dialog = sample.getByRole('dialog', { name: INVOICES });
    const editor = new PolicyEditor(sample, dialog);
    await expect(editor.text).toBeFocused();
    await expect(editor.shownLines.filter({ hasText: '"Effect": "Deny"' })).toHaveCount(1);
    await expect(editor.shownLines.filter({ hasText: '"Effect": "Allow"' })).toHaveCount(0);

    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await expect(dialog).toBeHidden();
    await sample.keyboard.press('Alt+ArrowLeft');
    await expect(decision.heading('s3:DeleteBucket')).toBeVisible();
    await sample.keyboard.press('Alt+ArrowRight');
    await expect(new Frame(sample).heading('Resources')).toBeVisible();
    await expect(dialog).toBeHidden();
  });

  test('leads to the statement that only a condition keeps from allowing, open in its dialog', async ({ sample }) => {
    const needsMfa = {
      Sid: 'WithMfa',
      Effect: 'Allow',
      Action: 's3:DeleteBucket',
      Resource: '*',
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    };
    const other = { Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' };
    await writeInlinePolicy(sample, 'lucy', 'delete-with-mfa', policyText(other, needsMfa));
    const decision = await ask(sample, 'lucy', 's3:DeleteBucket', { Bucket: BUCKET });
    await expect(decision.missingOf('Allow needed')).toContainText('aws:MultiFactorAuthPresent');
    await decision.goTo('delete-with-mfa');

    const dialog = new InlinePolicyDialog(sample);
    await expect(dialog.dialog).toHaveAccessibleName('Inline policy delete-with-mfa of lucy');
    await expect(dialog.editor.text).toBeFocused();
    await expect(dialog.editor.shownLines.filter({ hasText: '"Sid": "WithMfa"' })).toHaveCount(1);
    await expect(dialog.editor.shownLines.filter({ hasText: 's3:ListBucket' })).toHaveCount(0);
    await dialog.cancel();
    await expect(new UserPage(sample).heading('lucy')).toBeFocused();
  });

  test('is nothing when the request was allowed', async ({ sample }) => {
    const decision = await ask(sample, 'lucy', 's3:ListAllMyBuckets', {});
    await expect(decision.outcome).toContainText('Allowed');
    await expect(decision.missing).toBeHidden();
    const [decided] = await decision.step('Authorization').getByText('Decided by').allInnerTexts();
    expect(decided).toMatch(/“CreateAndListBuckets” of create-buckets .*line \d+, column \d+/);
  });

  test('is another resource, when the action does not take one of that type', async ({ sample }) => {
    await writeInlinePolicy(
      sample,
      'lucy',
      'everything-on-ssm',
      policyText({ Effect: 'Allow', Action: 'ssm:*', Resource: '*' }),
    );
    const decision = await ask(sample, 'lucy', 'ssm:GetParameters', { Resource: `arn:aws:s3:::${BUCKET}` });
    await expect(decision.outcome).toContainText('Implicitly denied');
    await expect(decision.missing.getByRole('listitem')).toHaveCount(1);
    await expect(decision.missingOf('Wrong resource type')).toContainText('ssm:parameter');
    await expect(decision.missing.getByRole('button')).toHaveCount(0);
    const relation = decision
      .step('Authorization')
      .getByText(/^ssm:GetParameters takes ssm:parameter\b.*; this is none\.$/);
    await expect(relation).toBeVisible();
    await expect(decision.step('Authorization')).toContainText('stopped the request');
  });

  test('can be put right by keyboard: Enter on its button opens the page, whose heading has the focus', async ({
    sample,
  }) => {
    const decision = await ask(sample, 'lucy', 's3:DeleteBucket', { Bucket: BUCKET });
    await decision.missing.getByRole('button', { name: 'Go to policies of lucy' }).focus();
    await sample.keyboard.press('Enter');
    await expect(new UserPage(sample).heading('lucy')).toBeFocused();
  });

  test('is told for each part of a request that has several, and the first refused part is unfolded', async ({
    sample,
  }) => {
    await new Frame(sample).goTo('Composer');
    const composer = new ComposerPage(sample);
    await composer.signAs('lucy');
    await composer.writeRaw({
      method: 'PUT',
      url: `https://s3.us-east-1.amazonaws.com/${BUCKET}/copy.jpg`,
      headers: `x-amz-copy-source: /${BUCKET}/picture.jpg`,
    });
    await composer.send();
    await composer.result.getByRole('button', { name: 'See why' }).click();
    const decision = new DecisionPage(sample);
    // The third is s3:ListBucket: only who has it is told that the picture is not there.
    await expect(decision.outcome).toContainText('2 of 3 parts allowed');
    const missing = decision.missing.getByRole('list', { name: 'What is missing for s3:PutObject' });
    await expect(missing).toContainText('No identity-based policy of lucy allows s3:PutObject');
    await expect(decision.part('s3:PutObject').getByRole('region', { name: 'Identity-based policies' })).toBeVisible();
    await expect(decision.part('s3:GetObject')).toContainText('Allowed');
    await expect(decision.part('s3:GetObject').getByRole('region', { name: 'Identity-based policies' })).toBeHidden();
  });
});
