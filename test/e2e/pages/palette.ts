import { expect, type Locator, type Page } from '@playwright/test';

/** The search over everything, with all commands. */
export class PalettePage {
  readonly page: Page;
  readonly dialog: Locator;
  readonly field: Locator;
  readonly options: Locator;
  /** In the bar at the top. */
  readonly button: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog', { name: 'Search everything' });
    this.field = this.dialog.getByRole('combobox', { name: 'Search everything' });
    this.options = this.dialog.getByRole('option');
    this.button = page.getByRole('banner').getByRole('button', { name: /^Search…/ });
  }

  /** The entries under a heading. */
  section(name: string | RegExp): Locator {
    return this.dialog.getByRole('group', { name });
  }

  option(name: string | RegExp): Locator {
    return this.dialog.getByRole('option', { name });
  }

  /** The entry that Enter chooses. */
  get active(): Locator {
    return this.dialog.getByRole('option', { selected: true });
  }

  async open(): Promise<void> {
    // A window that was just opened and that nobody has touched may miss the first key.
    await expect(async () => {
      if (!(await this.dialog.isVisible())) await this.page.keyboard.press('ControlOrMeta+K');
      await expect(this.field).toBeFocused({ timeout: 2000 });
    }).toPass();
  }

  /** Opens the palette, types, waits for what is to be found, and chooses it with Enter. */
  async choose(typed: string, name: string | RegExp): Promise<void> {
    await this.open();
    await this.page.keyboard.type(typed);
    await expect(this.active).toContainText(name);
    await this.page.keyboard.press('Enter');
    await expect(this.dialog).toBeHidden();
  }
}
