import type { Locator, Page } from '@playwright/test';
import { Frame } from './frame.ts';

/** What the account's principals ask to use. */
export class ResourcesPage {
  readonly page: Page;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog');
  }

  /** Opens the dialog that creates something other than a bucket. */
  async startCreating(item: 'Create instance' | 'Create function' | 'Create any resource…'): Promise<void> {
    await new Frame(this.page).goTo('Resources');
    await this.page.getByRole('button', { name: 'Create another kind of resource' }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
    await this.dialog.waitFor();
    if (item === 'Create any resource…') await this.dialog.getByText('Queue name').waitFor();
  }

  async open(name: string): Promise<void> {
    await new Frame(this.page).goTo('Resources');
    await this.page.getByRole('main').getByRole('button', { name, exact: true }).click();
    await this.dialog.waitFor();
  }

  /** Opens a bucket's objects. */
  async browse(bucket: string): Promise<BucketPage> {
    await this.open(bucket);
    await this.dialog.getByRole('button', { name: 'Browse objects' }).click();
    await new Frame(this.page).heading(bucket).waitFor();
    return new BucketPage(this.page);
  }
}

/** The objects and the settings of one bucket. */
export class BucketPage {
  readonly page: Page;
  readonly objects: Locator;
  readonly dialog: Locator;
  readonly showVersions: Locator;
  readonly deleteButton: Locator;

  constructor(page: Page) {
    this.page = page;
    this.objects = page.getByRole('table', { name: /^Objects of / });
    this.dialog = page.getByRole('dialog');
    this.showVersions = page.getByRole('checkbox', { name: 'Show versions' });
    this.deleteButton = page.getByRole('main').getByRole('button', { name: 'Delete', exact: true });
  }

  tab(name: 'Objects' | 'Permissions' | 'Properties'): Locator {
    return this.page.getByRole('tab', { name });
  }

  row(name: string): Locator {
    return this.objects.getByRole('button', { name, exact: true });
  }

  choose(name: string): Locator {
    return this.objects.getByRole('checkbox', { name: `Choose ${name}`, exact: true });
  }

  folder(name: string): Locator {
    return this.page.getByRole('navigation', { name: 'Folder' }).getByRole('button', { name, exact: true });
  }

  async upload(files: readonly { name: string; content: string; type?: string }[], folder?: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Upload' }).first().click();
    await this.dialog.getByLabel('Files').setInputFiles(
      files.map(({ name, content, type = 'text/plain' }) => ({
        name,
        mimeType: type,
        buffer: Buffer.from(content),
      })),
    );
    if (folder !== undefined) await this.dialog.getByLabel('Folder').fill(folder);
    await this.dialog.getByRole('button', { name: /^Upload/ }).click();
    await this.dialog.waitFor({ state: 'hidden' });
  }
}
