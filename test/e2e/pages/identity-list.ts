import type { Locator, Page } from '@playwright/test';

/** A list of users, groups or roles: what narrows it, what is selected, and what is done with the selection. */
export class IdentityList {
  readonly page: Page;
  readonly table: Locator;
  readonly rows: Locator;
  readonly count: Locator;
  readonly selection: Locator;
  readonly selectAll: Locator;

  constructor(page: Page, caption: 'Users' | 'Groups' | 'Roles') {
    const main = page.getByRole('main');
    this.page = page;
    this.table = main.getByRole('table', { name: caption });
    this.rows = this.table.getByRole('rowheader');
    this.count = main.getByRole('status').filter({ hasText: new RegExp(`${caption.slice(0, -1).toLowerCase()}s?$`) });
    this.selection = main.getByRole('toolbar', { name: 'What to do with the selection' });
    this.selectAll = this.table.getByRole('checkbox', { name: /^Select all/ });
  }

  checkbox(name: string): Locator {
    return this.table.getByRole('checkbox', { name: `Select ${name}`, exact: true });
  }

  open(name: string): Locator {
    return this.table.getByRole('button', { name, exact: true });
  }

  header(name: string): Locator {
    return this.table.getByRole('columnheader', { name });
  }

  /** Adds a filter; one with a value gets it. */
  async filter(name: string, value?: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Add filter' }).click();
    await this.page.getByRole('menuitem', { name }).click();
    if (value === undefined) return;
    const field = this.page.getByRole('main').getByLabel(name, { exact: true });
    await field.fill(value);
    await field.press('Enter');
  }

  removeFilter(text: string): Locator {
    return this.page.getByRole('button', { name: `Remove filter ${text}` });
  }

  /** Opens the dialog of something that is done with all that are selected. */
  async begin(action: 'Tag…' | 'Add to groups…' | 'Attach policies…' | 'Delete…'): Promise<Locator> {
    await this.selection.getByRole('button', { name: action }).click();
    return this.page.getByRole('dialog');
  }
}
