import type { Locator, Page } from '@playwright/test';
import { Frame } from './frame.ts';

export type SettingsTab = 'General' | 'Clock' | 'Endpoint' | 'Credential store' | 'Unsaved text' | 'About';

/** The settings of the app. */
export class SettingsPage {
  readonly page: Page;
  readonly setClock: Locator;
  /** What says that the model's clock is not real time. */
  readonly clockNotice: Locator;
  readonly backToRealTime: Locator;
  readonly drafts: Locator;

  constructor(page: Page) {
    this.page = page;
    this.setClock = page.getByRole('button', { name: 'Set the clock' });
    this.clockNotice = page.getByRole('status').filter({ hasText: 'clock is not real time' });
    this.backToRealTime = page.getByRole('button', { name: 'Back to real time' });
    this.drafts = page.getByRole('region', { name: /^Unsaved text/ }).getByRole('listitem');
  }

  tab(name: SettingsTab): Locator {
    return this.page.getByRole('tablist', { name: 'Settings' }).getByRole('tab', { name: new RegExp(`^${name}`) });
  }

  async show(tab: SettingsTab): Promise<void> {
    await new Frame(this.page).goTo('Settings');
    await this.tab(tab).click();
  }

  choice(group: string, name: string): Locator {
    return this.page.getByRole('group', { name: group }).getByRole('radio', { name });
  }
}
