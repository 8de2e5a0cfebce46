import { readFileSync } from 'node:fs';
import { expect, test } from './app.ts';
import { Frame } from './pages/frame.ts';
import { ResourcesPage } from './pages/resources.ts';

const BUCKET = 'gatehouse-shop-catalogue';

test('Files are uploaded into folders, read, saved, deleted and brought back', async ({ sample }) => {
  const bucket = await new ResourcesPage(sample).browse(BUCKET);
  await bucket.upload([{ name: 'notes.md', content: '# Spring\n' }]);
  await bucket.upload(
    [
      { name: 'q1.json', content: '{"sold":3}', type: 'application/json' },
      { name: 'q2.json', content: '{"sold":4}', type: 'application/json' },
    ],
    '2026/',
  );
  await expect(bucket.row('notes.md')).toBeVisible();

  await bucket.row('2026/').click();
  await expect(bucket.row('q2.json')).toBeVisible();
  await bucket.row('q1.json').click();
  await expect(bucket.dialog).toContainText('"sold": 3');
  await expect(bucket.dialog).toContainText('application/json');
  const [download] = await Promise.all([
    sample.waitForEvent('download'),
    bucket.dialog.getByRole('button', { name: 'Save file' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('q1.json');
  expect(readFileSync(await download.path(), 'utf8')).toBe('{"sold":3}');
  await bucket.dialog.getByRole('button', { name: 'Close', exact: true }).last().click();

  await bucket.folder(BUCKET).click();
  await bucket.choose('2026/').check();
  await bucket.choose('notes.md').check();
  await bucket.deleteButton.click();
  await expect(sample.getByText('The bucket is empty')).toBeVisible();
  const { notifications } = new Frame(sample);
  await expect(notifications).toContainText('Deleted 3 objects.');
  await notifications.getByRole('button', { name: 'Undo' }).click();
  await expect(bucket.row('notes.md')).toBeVisible();
  await expect(bucket.row('2026/')).toBeVisible();
});

test('With versioning, a deletion leaves a marker, and older versions can be read', async ({ sample }) => {
  const bucket = await new ResourcesPage(sample).browse(BUCKET);
  await bucket.tab('Properties').click();
  await sample.getByRole('button', { name: 'Enable', exact: true }).click();
  await expect(sample.getByText('Every write keeps the version before it')).toBeVisible();
  await bucket.tab('Objects').click();
  await bucket.upload([{ name: 'a.txt', content: 'old' }]);
  await bucket.upload([{ name: 'a.txt', content: 'new' }]);
  await bucket.choose('a.txt').check();
  await bucket.deleteButton.click();
  await expect(sample.getByText('The bucket is empty')).toBeVisible();
  await bucket.showVersions.check();
  await expect(bucket.objects.getByRole('row')).toHaveCount(4);
  await expect(bucket.objects.getByText('Delete marker')).toBeVisible();
  await bucket.row('a.txt').nth(2).click();
  await expect(bucket.dialog).toContainText('old');
});

test('By keyboard alone, public access is blocked, and undone', async ({ sample }) => {
  const bucket = await new ResourcesPage(sample).browse(BUCKET);
  await bucket.tab('Objects').focus();
  await sample.keyboard.press('ArrowRight');
  const restrict = sample.getByRole('checkbox', { name: /RestrictPublicBuckets/ });
  await restrict.focus();
  await sample.keyboard.press('Space');
  await expect(restrict).toBeChecked();
  await expect(new Frame(sample).notifications).toContainText('Turned on RestrictPublicBuckets');
  await sample.keyboard.press('ControlOrMeta+z');
  await expect(restrict).not.toBeChecked();
});

test('A resource of any type gets its ARN from the pattern of its type, and tags and a policy', async ({ sample }) => {
  const resources = new ResourcesPage(sample);
  await resources.startCreating('Create any resource…');
  const { dialog } = resources;
  await dialog.getByLabel('Service').selectOption('dynamodb');
  await dialog.getByLabel('Type').selectOption('index');
  await dialog.getByLabel('Table name').fill('orders');
  await expect(dialog.getByRole('button', { name: 'Create resource' })).toBeDisabled();
  await dialog.getByLabel('Index name').fill('by-date');
  await expect(dialog).toContainText('arn:aws:dynamodb:us-east-1:123456789012:table/orders/index/by-date');
  await dialog.getByLabel('Tags').fill('Team=shop');
  await dialog.getByRole('button', { name: 'Create resource' }).click();
  await expect(dialog).toBeHidden();
  await resources.open('by-date');
  await expect(dialog.getByRole('table', { name: 'Tags' })).toContainText('Team');
  await dialog.getByRole('button', { name: 'Write a policy' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Policy of by-date' })).toContainText('"dynamodb:*"');
  await dialog.getByRole('button', { name: 'Discard' }).click();
});
