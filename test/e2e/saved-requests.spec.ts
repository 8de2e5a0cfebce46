import { readFile } from 'node:fs/promises';
import { expect, test } from './app.ts';
import { ComposerPage } from './pages/composer.ts';
import { Frame } from './pages/frame.ts';
import { SavedRequests } from './pages/saved-requests.ts';

test.describe('Saved requests', () => {
  test('keep a request in a folder, say that it was changed, and open it again', async ({ sample }) => {
    await new Frame(sample).goTo('Composer');
    const composer = new ComposerPage(sample);
    const saved = new SavedRequests(sample);
    await saved.toggle.click();
    await saved.createFolder('Buckets');
    await composer.signAs('lucy');
    await composer.chooseAction('s3:ListBucket');
    await composer.parameter('Bucket').fill('gatehouse-shop-catalogue');
    await saved.saveNew('List the catalogue', 'Buckets');
    await expect(saved.item('List the catalogue')).toHaveAttribute('aria-selected', 'true');
    await expect(saved.item('List the catalogue')).toHaveAttribute('aria-level', '2');

    await composer.parameter('Bucket').fill('gatehouse-shop-invoices');
    await expect(sample.getByRole('treeitem', { name: 'List the catalogue, changed' })).toBeVisible();
    await sample.keyboard.press('Control+s');
    await expect(sample.getByRole('treeitem', { name: 'List the catalogue', exact: true })).toBeVisible();

    await composer.chooseAction('sts:GetCallerIdentity');
    await saved.item('List the catalogue').click();
    await expect(composer.action).toHaveValue('s3:ListBucket');
    await expect(composer.parameter('Bucket')).toHaveValue('gatehouse-shop-invoices');
    await sample.getByRole('button', { name: 'Bring it back' }).click();
    await expect(composer.action).toHaveValue('sts:GetCallerIdentity');
  });

  test('hold no password, and say that it has to be typed again', async ({ sample }) => {
    await new Frame(sample).goTo('Composer');
    const composer = new ComposerPage(sample);
    const saved = new SavedRequests(sample);
    await composer.signAs('lucy');
    await composer.chooseAction('iam:CreateLoginProfile');
    await composer.parameter('UserName').fill('emma');
    await composer.parameter('Password').fill('Correct-horse-7');
    await saved.saveNew('Give emma a password');
    await sample.getByRole('button', { name: 'New request' }).click();
    await saved.item('Give emma a password').click();
    await expect(composer.parameter('UserName')).toHaveValue('emma');
    await expect(composer.parameter('Password')).toHaveValue('');
    await expect(sample.getByText('fill it in again: Password.')).toBeVisible();
  });

  test('are renamed, moved, duplicated, deleted and brought back by keyboard alone', async ({ sample }) => {
    await new Frame(sample).goTo('Composer');
    const composer = new ComposerPage(sample);
    const saved = new SavedRequests(sample);
    await saved.toggle.click();
    await saved.createFolder('Who am I');
    await composer.chooseAction('sts:GetCallerIdentity');
    await saved.saveNew('who');

    await saved.item('who').focus();
    await sample.keyboard.press('Alt+ArrowRight');
    await expect(saved.item('who')).toHaveAttribute('aria-level', '2');
    await expect(saved.item('who')).toBeFocused();
    await sample.keyboard.press('F2');
    const dialog = sample.getByRole('dialog', { name: 'Rename who' });
    await dialog.getByLabel('Name').fill('me');
    await sample.keyboard.press('Enter');
    await expect(saved.item('me')).toBeFocused();

    await sample.keyboard.press('ArrowLeft');
    await expect(saved.item('Who am I')).toBeFocused();
    await sample.keyboard.press('ArrowLeft');
    await expect(saved.item('me')).toBeHidden();
    await sample.keyboard.press('ArrowRight');
    await sample.keyboard.press('ArrowDown');
    await expect(saved.item('me')).toBeFocused();

    await sample.keyboard.press('Delete');
    await expect(saved.item('me')).toBeHidden();
    await sample.getByText('Undo', { exact: true }).press('Enter');
    await expect(saved.item('me')).toHaveAttribute('aria-level', '2');
  });

  test('are exported as JSON, and imported', async ({ sample }) => {
    await new Frame(sample).goTo('Composer');
    const composer = new ComposerPage(sample);
    const saved = new SavedRequests(sample);
    await composer.chooseAction('sts:GetCallerIdentity');
    await saved.saveNew('who');
    const downloading = sample.waitForEvent('download');
    await saved.choose('who', 'Export');
    const file = await (await downloading).path();
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ entries: [{ request: 'who' }] });

    await saved.choose('who', 'Delete');
    await expect(saved.item('who')).toBeHidden();
    await sample.getByLabel('File of saved requests').setInputFiles(file);
    await expect(saved.item('who')).toBeVisible();
  });
});
