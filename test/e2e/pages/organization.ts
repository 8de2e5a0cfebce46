import { expect, type Locator, type Page } from '@playwright/test';
import { Frame } from './frame.ts';

/** The organization: its tree, its policies, and what is chosen of them. */
export class OrganizationPage {
  readonly page: Page;
  readonly tree: Locator;
  readonly dialog: Locator;
  readonly levels: Locator;
  /** What the policies leave, summed up. */
  readonly effect: Locator;

  constructor(page: Page) {
    this.page = page;
    this.tree = page.getByRole('tree', { name: 'Structure' });
    this.dialog = page.getByRole('dialog');
    this.levels = page.getByRole('list', { name: 'Levels' }).locator('> li');
    this.effect = page.getByRole('region', { name: /^(Service|Resource) control policies$/ }).getByRole('status');
  }

  async open(): Promise<void> {
    await new Frame(this.page).goTo('Organization');
  }

  /** Makes an organization with all features, and waits for its tree. */
  async create(): Promise<void> {
    await this.open();
    await this.page.getByRole('button', { name: 'Create organization' }).click();
    await expect(this.tree).toBeVisible();
  }

  /** A line of the tree. */
  row(name: string): Locator {
    return this.tree.getByRole('treeitem', { name: new RegExp(`^${name},`) });
  }

  /** A policy in the list beside the tree. */
  policy(name: string): Locator {
    return this.page.getByRole('region', { name: 'Policies', exact: true }).getByRole('button', { name });
  }

  /** The heading of what is chosen. */
  heading(name: string): Locator {
    return this.page.getByRole('heading', { level: 2, name: new RegExp(`^${name}`) });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('main').getByRole('button', { name, exact: true });
  }

  async createUnit(name: string, parent = 'Root'): Promise<void> {
    await this.row(parent).click();
    await this.button('Create unit').click();
    await this.dialog.getByLabel('Name').fill(name);
    await this.dialog.getByRole('button', { name: 'Create unit' }).click();
    await expect(this.row(name)).toBeVisible();
  }

  /** @param parent where it is wanted, as the tree's path; left out for the root. */
  async createAccount(name: string, parent = 'Root'): Promise<void> {
    await this.button('Create account').click();
    await this.dialog.getByLabel('Name').fill(name);
    await this.dialog.getByLabel('E-mail of its root user').fill(`${name.toLowerCase()}@example.com`);
    await this.dialog.getByLabel('Place').selectOption({ label: parent });
    await this.dialog.getByRole('button', { name: 'Create account' }).click();
    await expect(this.dialog).toBeHidden();
    await expect(this.row(name)).toBeVisible();
  }

  /** Makes a service control policy of the text; it is attached to nothing. */
  async createPolicy(name: string, text: string): Promise<void> {
    await this.button('Create policy').click();
    await this.dialog.getByLabel('Name').fill(name);
    await this.dialog.getByRole('textbox', { name: 'Policy document' }).click();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.insertText(text);
    await this.dialog.getByRole('button', { name: 'Create policy' }).click();
    await expect(this.heading(name)).toBeVisible();
  }

  /** Where an account or a unit is, by the level of its line: 1 is the root's. */
  async expectLevel(name: string, level: number): Promise<void> {
    await expect(this.row(name)).toHaveAttribute('aria-level', String(level));
  }
}
