import type { Locator, Page } from '@playwright/test';

/** Two decisions side by side. */
export class ComparisonPage {
  readonly page: Page;
  readonly heading: Locator;
  readonly swapButton: Locator;
  readonly showSame: Locator;

  constructor(page: Page) {
    this.page = page;
    this.heading = page.getByRole('heading', { level: 1, name: 'Comparison' });
    this.swapButton = page.getByRole('button', { name: 'Swap' });
    this.showSame = page.getByRole('checkbox', { name: 'Show what is the same, too' });
  }

  side(side: 'Left' | 'Right'): Locator {
    return this.page.getByRole('region', { name: new RegExp(`^${side}: request`) });
  }

  /** A line of a section's table. */
  row(section: string, label: string): Locator {
    return this.page
      .getByRole('table', { name: section })
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name: label, exact: true }) });
  }
}
