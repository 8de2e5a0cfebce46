import type { Locator, Page } from '@playwright/test';

/** The list of all requests, newest first. */
export class TimelinePage {
  readonly page: Page;
  /** Takes the keys: arrows, Enter, Space, P. */
  readonly list: Locator;
  readonly rows: Locator;
  readonly groups: Locator;
  /** The row that the keyboard is at. */
  readonly activeRow: Locator;
  readonly filter: Locator;
  readonly completions: Locator;
  readonly problem: Locator;
  /** How many there are, and how many wait. */
  readonly counted: Locator;
  readonly histogram: Locator;
  readonly filters: Locator;
  /** The menu of what is done more rarely. */
  readonly more: Locator;
  /** What became of sending requests again. */
  readonly replayed: Locator;

  constructor(page: Page) {
    this.page = page;
    this.list = page.getByRole('grid', { name: 'Requests, newest first' });
    this.rows = this.list.locator('[role="row"][data-record]');
    this.groups = this.list.locator('[role="row"][data-group]');
    this.activeRow = this.list.locator('[role="row"][data-active]');
    this.filter = page.getByRole('combobox', { name: 'Filter the timeline' });
    this.completions = page.getByRole('listbox', { name: 'Completions' }).getByRole('option');
    this.problem = page.getByRole('main').getByRole('alert').filter({ hasText: /\S/ });
    this.counted = page
      .getByRole('main')
      .getByRole('status')
      .filter({ hasText: /requests?\b/ })
      .first();
    this.histogram = page.getByRole('slider', { name: /^Requests over time/ });
    this.more = page.getByRole('button', { name: 'More about the timeline' });
    this.replayed = page.getByRole('region', { name: 'Replayed' });
    this.filters = page.getByRole('dialog', { name: 'Saved and recent filters' });
  }

  /** A row, counted from the newest. */
  row(index: number): Locator {
    return this.rows.nth(index);
  }

  /** Writes a query and waits for its answer. */
  async ask(query: string): Promise<void> {
    await this.filter.fill(query);
    await this.filter.press('Enter');
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('main').getByRole('button', { name });
  }

  async openFilters(name = 'Filters'): Promise<void> {
    await this.button(name).click();
    await this.filters.waitFor();
  }

  groupBy(by: 'none' | 'principal' | 'action' | 'resource' | 'verdict'): Promise<unknown> {
    return this.page.getByRole('combobox', { name: 'Group', exact: true }).selectOption(by);
  }
}
