import type { Locator, Page } from '@playwright/test';

/** The strip of open tabs, which is there from the second one on. */
export class AppTabs {
  readonly page: Page;
  readonly strip: Locator;
  readonly all: Locator;
  readonly newTab: Locator;

  constructor(page: Page) {
    this.page = page;
    this.strip = page.getByRole('tablist', { name: 'Open tabs' });
    this.all = this.strip.getByRole('tab');
    this.newTab = page.getByRole('button', { name: 'New tab' });
  }

  tab(name: string | RegExp): Locator {
    return this.strip.getByRole('tab', { name });
  }
}
