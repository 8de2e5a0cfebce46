import { expect, type Locator, type Page } from '@playwright/test';

export type Section = 'Users' | 'Groups' | 'Roles' | 'Policies' | 'Resources' | 'Composer' | 'Timeline' | 'Sign in';

/** What stands around every screen of an open workspace: the bar at the top, the sections, the notifications. */
export class Frame {
  readonly page: Page;
  readonly undo: Locator;
  readonly redo: Locator;
  readonly signOut: Locator;
  readonly designer: Locator;
  readonly notifications: Locator;

  constructor(page: Page) {
    this.page = page;
    this.undo = page.getByRole('button', { name: /^Undo/ }).first();
    this.redo = page.getByRole('button', { name: /^Redo/ });
    this.signOut = page.getByRole('button', { name: 'Sign out', exact: true });
    this.designer = page.getByRole('button', { name: 'Designer' });
    this.notifications = page.getByRole('region', { name: 'Notifications' });
  }

  section(name: Section): Locator {
    return this.page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: new RegExp(`^${name}`) });
  }

  heading(name: string): Locator {
    return this.page.getByRole('heading', { level: 1, name, exact: true });
  }

  async goTo(name: Section): Promise<void> {
    await this.section(name).click();
    await expect(this.heading(name)).toBeVisible();
  }

  async chooseFromAccountMenu(item: string): Promise<void> {
    await this.page.getByRole('button', { name: /^Account / }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }
}
