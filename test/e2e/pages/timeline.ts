import type { Locator, Page } from '@playwright/test';

/** The list of all requests, newest first. */
export class TimelinePage {
  readonly page: Page;
  readonly rows: Locator;
  readonly filter: Locator;

  constructor(page: Page) {
    this.page = page;
    this.rows = page.getByRole('list', { name: 'Requests, newest first' }).getByRole('listitem');
    this.filter = page.getByRole('searchbox', { name: 'Filter the timeline' });
  }

  /** A row's link, counted from the newest. */
  row(index: number): Locator {
    return this.rows.nth(index).getByRole('link');
  }
}
