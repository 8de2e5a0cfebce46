import type { Locator, Page } from '@playwright/test';
import { AccountSettingsPage } from './account-settings.ts';
import { Frame } from './frame.ts';

/** The endpoint for AWS clients, in the account's settings. */
export class EndpointPage {
  readonly page: Page;
  readonly port: Locator;
  readonly turnOn: Locator;
  readonly turnOff: Locator;
  readonly alert: Locator;
  /** In the frame, while the endpoint is on; leads here. */
  readonly indicator: Locator;

  constructor(page: Page) {
    this.page = page;
    this.port = page.getByLabel('Port');
    this.turnOn = page.getByRole('button', { name: 'Turn on' });
    this.turnOff = page.getByRole('button', { name: 'Turn off' });
    this.alert = page.getByRole('main').getByRole('alert');
    this.indicator = page.getByRole('banner').getByRole('button', { name: 'Endpoint on' });
  }

  async open(): Promise<void> {
    await new Frame(this.page).goTo('Account settings');
    await new AccountSettingsPage(this.page).tab('Endpoint').click();
  }

  async turnOnAt(port: number): Promise<void> {
    await this.port.fill(String(port));
    await this.turnOn.click();
  }

  /** What to copy for one client. */
  setup(client: string): Locator {
    return this.page.getByRole('region', { name: new RegExp(`^${client}`) });
  }
}
