import { expect, type Locator, type Page } from '@playwright/test';

/** The list of changes, beside the button that takes the last one back. */
export class HistoryPage {
  readonly button: Locator;
  readonly panel: Locator;
  /** Newest first, what was taken back on top. */
  readonly rows: Locator;
  /** What parts the changes that were taken back from those that stand. */
  readonly now: Locator;

  constructor(page: Page) {
    this.button = page.getByRole('banner').getByRole('button', { name: 'History of changes' });
    this.panel = page.getByRole('dialog', { name: 'History of changes' });
    this.rows = this.panel.getByRole('list', { name: 'Changes, newest first' }).getByRole('listitem');
    this.now = this.panel.getByText('Now', { exact: true });
  }

  async open(): Promise<void> {
    await this.button.click();
    await expect(this.panel).toBeVisible();
  }

  /** The button of a change, by what choosing it does. */
  step(label: string): Locator {
    return this.panel.getByRole('button', { name: label });
  }
}
