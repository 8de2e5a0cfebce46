import { expect, type Locator, type Page } from '@playwright/test';

/** The list of users, and the dialog that makes one. */
export class UsersPage {
  readonly page: Page;
  readonly heading: Locator;
  readonly createButton: Locator;
  readonly createDialog: Locator;
  readonly search: Locator;

  constructor(page: Page) {
    this.page = page;
    this.heading = page.getByRole('heading', { level: 1, name: 'Users' });
    this.createButton = page.getByRole('main').getByRole('button', { name: 'Create user' });
    this.createDialog = page.getByRole('dialog', { name: 'Create user' });
    this.search = page.getByRole('searchbox', { name: 'Search users' });
  }

  row(userName: string): Locator {
    return this.page.getByRole('table', { name: 'Users' }).getByRole('button', { name: userName, exact: true });
  }

  async open(userName: string): Promise<void> {
    await this.row(userName).click();
    await expect(this.page.getByRole('heading', { level: 1, name: userName })).toBeVisible();
  }

  /** A step of the dialog that makes a user. */
  createStep(name: 'Name' | 'Access' | 'Permissions' | 'Tags' | 'Review'): Locator {
    return this.createDialog.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name });
  }

  /** Fills the dialog and sends it; does not wait for what becomes of it. */
  async create(userName: string, groups: readonly string[] = []): Promise<void> {
    await this.createButton.click();
    await this.createDialog.getByLabel('User name').fill(userName);
    if (groups.length > 0) await this.createStep('Permissions').click();
    for (const group of groups) await this.createDialog.getByRole('checkbox', { name: group }).check();
    await this.createDialog.getByRole('button', { name: 'Create user' }).click();
  }
}
