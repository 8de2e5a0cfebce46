import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { AccessGraphPage, createRoleForThisAccount } from './pages/access-graph.ts';
import { Frame } from './pages/frame.ts';
import { PalettePage } from './pages/palette.ts';
import { UserPage } from './pages/user.ts';
import { UsersPage } from './pages/users.ts';
import { policyText } from './policies.ts';

/** Lets the role that lucy may become become another one, `auditor`; emma may become that one with a second factor only. */
async function makeChain(page: Page): Promise<void> {
  const [frame, identity] = [new Frame(page), new UserPage(page)];
  const assume = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::123456789012:role/auditor' };
  await createRoleForThisAccount(page, 'auditor');
  await frame.goTo('Roles');
  await page.getByRole('main').getByRole('button', { name: 'order-desk', exact: true }).click();
  const ofRole = await identity.startInlinePolicy('become-auditor');
  await ofRole.editor.write(policyText(assume));
  await ofRole.save();
  await frame.goTo('Users');
  await new UsersPage(page).open('emma');
  const ofUser = await identity.startInlinePolicy('become-auditor');
  const condition = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
  await ofUser.editor.write(policyText({ ...assume, Condition: condition }));
  await ofUser.save();
}

test.describe('Who can become which role', () => {
  test('is drawn, with the reason for every line', async ({ sample }) => {
    const graph = new AccessGraphPage(sample);
    await graph.open();
    await expect(graph.count).toHaveText('3 ways to become a role');
    await graph.node('User', 'lucy').click();
    const lucy = graph.details('lucy');
    await lucy.getByRole('button', { name: /^order-desk/ }).click();
    const way = graph.details('lucy → order-desk');
    await expect(way).toContainText('May assume');
    await expect(way).toContainText('order-desk');
    await way.getByRole('link', { name: 'Open the trust policy of order-desk' }).click();
    await expect(new Frame(sample).heading('order-desk')).toBeVisible();
    await expect(sample.getByRole('tab', { name: 'Trust policy' })).toHaveAttribute('aria-selected', 'true');
  });

  test('is followed over several roles, and narrowed to what is conditional', async ({ sample }) => {
    await makeChain(sample);
    const graph = new AccessGraphPage(sample);
    await graph.open();
    await graph.reach.fill('auditor');
    await graph.reach.press('Enter');
    await expect(graph.count).toContainText('3 of 5 ways');
    await expect(graph.node('User', 'lucy')).toContainText('in 2 steps');
    await expect(graph.node('Role', 'order-desk')).toContainText('directly');
    await expect(graph.node('AWS service', 'lambda.amazonaws.com')).toHaveCount(0);
    await graph.onlyConditional.check();
    await expect(graph.node('User', 'emma')).toBeVisible();
    await expect(graph.node('User', 'lucy')).toHaveCount(0);
    await expect(graph.picture).toContainText('under conditions');
    await sample.getByRole('button', { name: 'Clear filters' }).click();
    await graph.kind('AWS services').click();
    await expect(graph.count).toContainText('3 of 5 ways');
    await expect(graph.node('AWS service', 'lambda.amazonaws.com')).toHaveCount(0);
  });

  test('is a list as well, whose rows tell why', async ({ sample }) => {
    const graph = new AccessGraphPage(sample);
    await graph.open();
    await graph.showAs('As a list');
    await expect(graph.row('lucy', 'order-desk')).toContainText('May assume');
    await expect(graph.row('lambda.amazonaws.com', 'catalogue-thumbnails')).toContainText('Trusted by');
    await graph.search.fill('ec2');
    await expect(graph.row('lucy', 'order-desk')).toHaveCount(0);
    await graph.row('ec2.amazonaws.com', 'web-server').getByRole('button').click();
    await expect(graph.details('ec2.amazonaws.com → web-server')).toContainText('The trust policy names');
  });

  test('is walked through by keyboard alone', async ({ sample }) => {
    const graph = new AccessGraphPage(sample);
    await new PalettePage(sample).choose('go to access graph', 'Go to access graph');
    await expect(graph.node('User', 'lucy')).toBeVisible();
    for (let steps = 0; steps < 20; steps += 1) {
      await sample.keyboard.press('Tab');
      if ((await graph.picture.locator(':focus').count()) > 0) break;
    }
    await sample.keyboard.press('End');
    await sample.keyboard.press('Home');
    for (
      let steps = 0;
      steps < 3 && !(await graph.node('User', 'lucy').evaluate((node) => node.matches(':focus')));
      steps += 1
    ) {
      await sample.keyboard.press('ArrowDown');
    }
    await expect(graph.node('User', 'lucy')).toBeFocused();
    await sample.keyboard.press('ArrowRight');
    await expect(graph.node('Role', 'order-desk')).toBeFocused();
    await expect(graph.details('order-desk')).toBeVisible();
    await sample.keyboard.press('ArrowLeft');
    await sample.keyboard.press('+');
    await sample.keyboard.press('0');
    await sample.keyboard.press('Enter');
    await expect(new Frame(sample).heading('Access of lucy')).toBeVisible();
    await expect(graph.count).toHaveText('1 way to become a role');
    await expect(graph.node('Role', 'web-server')).toHaveCount(0);
  });

  test('needs no more than a narrow window', async ({ sample }) => {
    const graph = new AccessGraphPage(sample);
    await graph.open();
    await graph.node('User', 'lucy').click();
    await sample.setViewportSize({ width: 512, height: 700 });
    await expect(graph.details('lucy')).toBeVisible();
    const overflow = await sample.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
});

test('Why somebody has no permission is drawn and listed, with the way to the statement', async ({ sample }) => {
  const graph = new AccessGraphPage(sample);
  await graph.open();
  await graph.askWhy('lucy', 's3:DeleteBucket', 'arn:aws:s3:::gatehouse-shop-invoices');
  await expect(sample.getByRole('main')).toContainText('Explicitly denied');
  await expect(graph.node('Permission · denied', 's3:DeleteBucket')).toBeVisible();
  await graph.node('Denies', '“NobodyDeletesInvoices”').click();
  await expect(sample.getByRole('link', { name: 'Open the statement' })).toBeVisible();
  await graph.showAs('As a list');
  const row = graph.statements.getByRole('row').filter({ hasText: 'NobodyDeletesInvoices' });
  await expect(row).toContainText('Denies');
  await expect(row).toContainText('Resource-based policy');
  await row.getByRole('link', { name: 'policy of bucket gatehouse-shop-invoices' }).click();
  await expect(sample.getByRole('dialog')).toContainText('gatehouse-shop-invoices');
});

test('Nobody and nothing is asked about until all is given', async ({ sample }) => {
  const graph = new AccessGraphPage(sample);
  await graph.open();
  await sample.getByRole('tab', { name: 'Why a permission' }).click();
  await sample.getByRole('button', { name: 'Show why' }).click();
  await expect(sample.getByRole('alert').filter({ hasText: 'Choose a user or a role' })).toBeVisible();
});
