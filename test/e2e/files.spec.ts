import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { Frame } from './pages/frame.ts';
import { ImportDialog } from './pages/welcome.ts';

interface NamedFile {
  readonly name: string;
  readonly content: string;
}

/** Drops files on the middle of the window, as the file manager of the desktop does. */
async function drop(page: Page, files: readonly NamedFile[]): Promise<void> {
  const dragged = await page.evaluateHandle(`(() => {
    const transfer = new DataTransfer();
    for (const { name, content } of ${JSON.stringify(files)}) transfer.items.add(new File([content], name));
    return transfer;
  })()`);
  const body = page.locator('body');
  await body.dispatchEvent('dragover', { dataTransfer: dragged });
  await body.dispatchEvent('drop', { dataTransfer: dragged });
}

function accountOf(users: number): string {
  return JSON.stringify({
    UserDetailList: Array.from({ length: users }, (_, index) => ({
      Path: '/',
      UserName: `user-${index}`,
      UserId: `AIDA${index}`,
      Arn: `arn:aws:iam::210987654321:user/user-${index}`,
      CreateDate: '2026-01-01T00:00:00Z',
    })),
  });
}

test('A file that is dropped on any screen is shown before anything is made of it, and becomes a workspace', async ({
  sample,
}) => {
  await new Frame(sample).goTo('Timeline');
  await drop(sample, [{ name: 'account.json', content: accountOf(2) }]);
  const dialog = new ImportDialog(sample);
  expect(await dialog.found()).toMatchObject({ Users: 2, Groups: 0 });
  await dialog.importButton.click();
  await expect(new Frame(sample).heading('Users')).toBeVisible();
  await expect(sample.getByRole('banner')).toContainText('Account 210987654321');
  await expect(dialog.dialog).toBeHidden();
});

test('A workspace file that is dropped is not imported, and the way to open it is told', async ({ sample }) => {
  await drop(sample, [{ name: 'shop.gatehouse', content: 'SQLite format 3' }]);
  await expect(new Frame(sample).notifications).toContainText(
    'shop.gatehouse is a workspace, which is opened and not imported. Choose “Open a workspace…” and the file there.',
  );
  await expect(new ImportDialog(sample).dialog).toBeHidden();
});

test('A long import tells how far it is, and is left without a trace when it is cancelled', async ({ sample }) => {
  await new Frame(sample).chooseFromWorkspaceMenu('Import a file…');
  const dialog = new ImportDialog(sample);
  await dialog.choose({ name: 'large.json', content: accountOf(150_000) });
  await expect(dialog.progress).toBeVisible();
  await expect(dialog.dialog).toContainText(/of 150,000/);
  await dialog.dialog.getByRole('button', { name: 'Cancel' }).first().click();
  await expect(dialog.progress).toBeHidden();
  await expect(dialog.alert).toBeHidden();
  await expect(dialog.importButton).toBeDisabled();
  await dialog.choose({ name: 'small.json', content: accountOf(1) });
  expect(await dialog.found()).toMatchObject({ Users: 1 });
});

test('The export says what is left out of the file, and why', async ({ sample }) => {
  await new Frame(sample).chooseFromWorkspaceMenu('Export as JSON…');
  const leftOut = sample.getByRole('dialog').getByRole('region', { name: 'Left out, and why' });
  await expect(leftOut.getByRole('term')).toHaveText([
    /^The secrets of \d+ access keys$/,
    'The history of changes and the decision timeline',
  ]);
  await expect(leftOut.getByRole('definition').first()).toContainText('credential store');
});
