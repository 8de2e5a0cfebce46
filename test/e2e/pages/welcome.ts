import { expect, type Locator, type Page } from '@playwright/test';

/** The first screen: where a workspace is made, opened or imported. */
export class WelcomePage {
  readonly page: Page;
  readonly heading: Locator;
  readonly alert: Locator;
  readonly recent: Locator;

  constructor(page: Page) {
    this.page = page;
    this.heading = page.getByRole('heading', { level: 1, name: 'Gatehouse' });
    this.alert = page.getByRole('main').getByRole('alert');
    this.recent = page.getByRole('region', { name: 'Recent workspaces' });
  }

  choice(name: 'New account' | 'Open a workspace' | 'Import a file' | 'Open the sample'): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^${name}`) });
  }

  /** The button that opens a recent workspace. */
  recentWorkspace(name: string): Locator {
    return this.recent.getByRole('button', { name: new RegExp(`^${name}`) });
  }

  async openSample(): Promise<void> {
    await this.choice('Open the sample').click();
    await expect(this.page.getByRole('heading', { level: 1, name: 'Users' })).toBeVisible();
    await expect(this.page.getByRole('button', { name: 'bruce-wayne' })).toBeVisible();
  }

  async createAccount(account: { name: string; accountId?: string }): Promise<void> {
    await this.choice('New account').click();
    const dialog = this.page.getByRole('dialog', { name: 'New account' });
    await dialog.getByLabel('Account name').fill(account.name);
    if (account.accountId !== undefined) await dialog.getByLabel('Account ID (optional)').fill(account.accountId);
    await dialog.getByRole('button', { name: 'Create account' }).click();
  }
}

/** The dialog that shows what a file holds before it becomes a workspace. */
export class ImportDialog {
  readonly dialog: Locator;
  readonly alert: Locator;
  readonly remarks: Locator;
  readonly importButton: Locator;
  /** How far the reading is, while it lasts. */
  readonly progress: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Import a file' });
    this.alert = this.dialog.getByRole('alert').first();
    this.remarks = this.dialog.getByRole('list', { name: 'Remarks on the file' }).getByRole('listitem');
    this.progress = this.dialog.getByRole('progressbar');
    this.importButton = this.dialog.getByRole('button', { name: 'Import and open' });
  }

  /** Chooses a file: a path, or a file's name and content. */
  async choose(file: string | { name: string; content: string }): Promise<void> {
    const input = this.dialog.getByLabel('File', { exact: true });
    await input.setInputFiles(
      typeof file === 'string'
        ? file
        : { name: file.name, mimeType: 'application/json', buffer: Buffer.from(file.content) },
    );
  }

  /** What was found, by label. */
  async found(): Promise<Record<string, number>> {
    const found = this.dialog.getByRole('region', { name: 'What was found' });
    await expect(found).toBeVisible();
    const [labels, counts] = await Promise.all([
      found.getByRole('term').allInnerTexts(),
      found.getByRole('definition').allInnerTexts(),
    ]);
    return Object.fromEntries(labels.map((label, index) => [label, Number(counts[index])]));
  }
}

/** The dialog of browser mode that asks for a workspace file's path. */
export class OpenWorkspaceDialog {
  readonly dialog: Locator;
  readonly alert: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Open a workspace' });
    this.alert = this.dialog.getByRole('alert');
  }

  async open(path: string): Promise<void> {
    await this.dialog.getByLabel('Path of the workspace file').fill(path);
    await this.dialog.getByRole('button', { name: 'Open', exact: true }).click();
  }
}
