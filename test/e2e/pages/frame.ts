import { expect, type Locator, type Page } from '@playwright/test';

export type Section =
  | 'Users'
  | 'Groups'
  | 'Roles'
  | 'Policies'
  | 'Resources'
  | 'Identity providers'
  | 'Account settings'
  | 'Composer'
  | 'Timeline'
  | 'Sign in'
  | 'Authenticator'
  | 'Organization'
  | 'Access graph'
  | 'Settings';

/** What stands around every screen of an open workspace: the bar at the top, the sections, the notifications. */
export class Frame {
  readonly page: Page;
  readonly undo: Locator;
  readonly redo: Locator;
  readonly signOut: Locator;
  readonly designer: Locator;
  /** Who is signed in, and what they can become. */
  readonly principal: Locator;
  /** What is done with the workspace as a whole. */
  readonly workspaceMenu: Locator;
  /** Which account is shown, and the way to the others; there when there are several. */
  readonly accountSwitcher: Locator;
  /** The accounts, while the switcher is open. */
  readonly accounts: Locator;
  readonly back: Locator;
  readonly forward: Locator;
  readonly notifications: Locator;

  constructor(page: Page) {
    this.page = page;
    this.undo = page.getByRole('button', { name: /^Undo/ }).first();
    this.redo = page.getByRole('button', { name: /^Redo/ });
    this.signOut = page.getByRole('button', { name: 'Sign out', exact: true });
    this.designer = page.getByRole('button', { name: 'Designer' });
    this.principal = page.getByRole('banner').getByRole('button', { name: /^Signed in as / });
    this.workspaceMenu = page.getByRole('banner').getByRole('button', { name: /^Workspace / });
    this.accountSwitcher = page.getByRole('banner').getByRole('button', { name: /^Account / });
    this.accounts = page.getByRole('listbox', { name: 'Accounts' });
    this.back = page.getByRole('button', { name: 'Back', exact: true });
    this.forward = page.getByRole('button', { name: 'Forward', exact: true });
    this.notifications = page.getByRole('region', { name: 'Notifications' });
  }

  section(name: Section): Locator {
    return this.page
      .getByRole('navigation', { name: 'Sections' })
      .getByRole('link', { name: new RegExp(`^${name}( [\\d,]+)?$`) });
  }

  heading(name: string): Locator {
    return this.page.getByRole('heading', { level: 1, name, exact: true });
  }

  async goTo(name: Section): Promise<void> {
    await this.section(name).click();
    await expect(this.heading(name)).toBeVisible();
  }

  async chooseFromPrincipalMenu(item: string | RegExp): Promise<void> {
    await this.principal.click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  /** Switches to a role by the dialog, and does not wait for what becomes of it. */
  async switchRole(role: { account: string; roleName: string; displayName?: string }): Promise<void> {
    await this.chooseFromPrincipalMenu('Switch role…');
    const dialog = this.page.getByRole('dialog', { name: 'Switch role' });
    await dialog.getByLabel('Account ID or alias').fill(role.account);
    await dialog.getByLabel('Role name').fill(role.roleName);
    await dialog.getByLabel('Display name').fill(role.displayName ?? '');
    await dialog.getByRole('button', { name: 'Switch role' }).click();
  }

  async chooseFromWorkspaceMenu(item: string): Promise<void> {
    await this.workspaceMenu.click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  account(name: string): Locator {
    return this.accounts.getByRole('option', { name });
  }

  /** Shows another account, and waits until it is the one in the bar. */
  async switchAccount(name: string): Promise<void> {
    await this.accountSwitcher.click();
    await this.account(name).click();
    await expect(this.accountSwitcher).toHaveAccessibleName(new RegExp(`^Account ${name},`));
  }
}
