import type { Locator, Page } from '@playwright/test';

/** The list of saved requests in the composer. */
export class SavedRequests {
  readonly page: Page;
  readonly tree: Locator;
  readonly toggle: Locator;
  readonly saveButton: Locator;

  constructor(page: Page) {
    this.page = page;
    this.tree = page.getByRole('tree', { name: 'Saved requests' });
    this.toggle = page.getByRole('main').getByRole('button', { name: 'Saved requests', exact: true });
    this.saveButton = page.getByRole('main').getByRole('button', { name: 'Save', exact: true });
  }

  item(name: string): Locator {
    return this.tree.getByRole('treeitem', { name: new RegExp(`^${name}(, changed)?$`) });
  }

  /** Saves what is composed under a new name. */
  async saveNew(name: string, folder?: string): Promise<void> {
    await this.saveButton.click();
    const dialog = this.page.getByRole('dialog', { name: 'Save request' });
    await dialog.getByLabel('Name').fill(name);
    if (folder !== undefined) await dialog.getByLabel('Folder').selectOption({ label: folder });
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  async createFolder(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'More about saved requests' }).click();
    await this.page.getByRole('menuitem', { name: 'New folder…' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'New folder' });
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByRole('button', { name: 'Create folder' }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  /** Chooses from the menu of an entry. */
  async choose(name: string, item: string): Promise<void> {
    await this.item(name).hover();
    await this.item(name)
      .getByRole('button', { name: `More about ${name}` })
      .click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }
}
