import type { Locator, Page } from '@playwright/test';
import { Frame } from './frame.ts';

/** Who can become which role, as a picture and as a list, and why a permission is there. */
export class AccessGraphPage {
  readonly page: Page;
  readonly picture: Locator;
  readonly list: Locator;
  readonly statements: Locator;
  readonly count: Locator;
  readonly search: Locator;
  readonly reach: Locator;
  readonly onlyConditional: Locator;

  constructor(page: Page) {
    this.page = page;
    this.picture = page.getByRole('group', { name: 'Who can become which role' });
    this.list = page.getByRole('table', { name: 'Who can become which role' });
    this.statements = page.getByRole('table', { name: 'Statements that name the permission' });
    this.count = page.getByRole('main').getByRole('status').filter({ hasText: 'to become a role' });
    this.search = page.getByRole('searchbox', { name: 'Search by name' });
    this.reach = page.getByRole('combobox', { name: /^Who can become this role/ });
    this.onlyConditional = page.getByRole('checkbox', { name: 'Only under conditions' });
  }

  async open(): Promise<void> {
    await new Frame(this.page).goTo('Access graph');
    await this.page.getByRole('tab', { name: 'Who can become which role' }).click();
    await this.count.waitFor();
  }

  /** A node of the picture, by its kind and name, such as `Role web-server`. */
  node(kind: string, name: string): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^${kind}[^.]* ${name}\\s?\\.`) });
  }

  row(who: string, role: string): Locator {
    return this.list.getByRole('row').filter({ hasText: who }).filter({ hasText: role });
  }

  details(title: string): Locator {
    return this.page.getByRole('region', { name: title, exact: true });
  }

  async showAs(view: 'Picture' | 'As a list'): Promise<void> {
    await this.page.getByRole('radio', { name: view }).check();
  }

  kind(name: string): Locator {
    return this.page.getByRole('group', { name: 'Kinds' }).getByRole('button', { name });
  }

  /** Asks why somebody has a permission, or not. */
  async askWhy(who: string, action: string, resource: string): Promise<void> {
    await this.page.getByRole('tab', { name: 'Why a permission' }).click();
    const principal = this.page.getByRole('combobox', { name: 'User or role' });
    await principal.fill(who);
    await principal.press('Enter');
    const actions = this.page.getByRole('combobox', { name: 'Action' });
    await actions.fill(action);
    await this.page.getByRole('option', { name: action }).first().waitFor();
    await actions.press('Enter');
    await this.page.getByRole('textbox', { name: 'Resource' }).fill(resource);
    await this.page.getByRole('button', { name: 'Show why' }).click();
  }
}

/** Makes a role that users and roles of the account may become, as far as their own policies let them. */
export async function createRoleForThisAccount(page: Page, roleName: string): Promise<void> {
  const frame = new Frame(page);
  await frame.goTo('Roles');
  await page.getByRole('main').getByRole('button', { name: 'Create role' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create role' });
  await dialog.getByLabel('Role name').fill(roleName);
  await dialog.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: 'Trust' }).click();
  await dialog.getByLabel('Who may assume the role').selectOption('thisAccount');
  await dialog.getByRole('button', { name: 'Create role' }).click();
  await frame.heading(roleName).waitFor();
}
