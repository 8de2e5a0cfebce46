import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { ComparisonPage } from './pages/comparison.ts';
import { ComposerPage } from './pages/composer.ts';
import { DecisionPage } from './pages/decision.ts';
import { Frame } from './pages/frame.ts';
import { UserPage } from './pages/user.ts';
import { UsersPage } from './pages/users.ts';
import { policyText } from './policies.ts';

/** Sends a request that is denied, allows it, replays it, and compares the two decisions. */
async function compareThenAndNow(page: Page): Promise<ComparisonPage> {
  const frame = new Frame(page);
  await frame.goTo('Composer');
  const composer = new ComposerPage(page);
  await composer.signAs('lucy');
  await composer.chooseAction('s3:DeleteBucket');
  await composer.parameter('Bucket').fill('gatehouse-shop-catalogue');
  await composer.send();
  await frame.goTo('Users');
  await new UsersPage(page).open('lucy');
  const dialog = await new UserPage(page).editInlinePolicy('create-buckets');
  await dialog.editor.write(policyText({ Sid: 'Everything', Effect: 'Allow', Action: 's3:*', Resource: '*' }));
  await dialog.save();
  await frame.goTo('Composer');
  await composer.result.getByRole('button', { name: 'See why' }).click();
  const decision = new DecisionPage(page);
  await decision.outcome.waitFor();
  await decision.replayButton.click();
  await page.getByRole('link', { name: 'Compare the two' }).click();
  const comparison = new ComparisonPage(page);
  await expect(comparison.heading).toBeVisible();
  return comparison;
}

test.describe('Two decisions side by side', () => {
  test('show first what differs, by sign and word, and on demand what does not', async ({ sample }) => {
    const comparison = await compareThenAndNow(sample);
    await expect(comparison.side('Left')).toContainText('Implicitly denied');
    await expect(comparison.side('Right')).toContainText('Allowed');
    const verdict = comparison.row('Outcome', 'Verdict');
    await expect(verdict).toContainText('Differs');
    await expect(verdict).toContainText('Implicitly denied');
    await expect(comparison.row('What policies said', 'decided by')).toContainText('“Everything” of create-buckets');
    await expect(comparison.row('Request context', 'aws:CurrentTime')).toContainText('Moment');
    await expect(comparison.row('Request context', 'aws:username')).toBeHidden();
    await comparison.showSame.check();
    await expect(comparison.row('Request context', 'aws:username')).toContainText('Same');
  });

  test('are swapped and followed by keyboard', async ({ sample }) => {
    const comparison = await compareThenAndNow(sample);
    await comparison.swapButton.press('Enter');
    await expect(comparison.side('Left')).toContainText('Allowed');
    await comparison.side('Right').getByRole('link').press('Enter');
    const decision = new DecisionPage(sample);
    await expect(decision.heading('s3:DeleteBucket')).toBeVisible();
    await expect(decision.outcome).toContainText('Implicitly denied');
  });

  test('stand under each other where it is narrow, each with its name', async ({ sample }) => {
    const comparison = await compareThenAndNow(sample);
    await sample.setViewportSize({ width: 512, height: 700 });
    const [left, right] = [await comparison.side('Left').boundingBox(), await comparison.side('Right').boundingBox()];
    expect(right?.y).toBeGreaterThan((left?.y ?? 0) + (left?.height ?? 0) - 1);
    const overflow = await sample.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
