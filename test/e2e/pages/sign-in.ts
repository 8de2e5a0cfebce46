import type { Locator, Page } from '@playwright/test';

/** The console's door: account, user name and password, then the MFA code. */
export class SignInPage {
  readonly page: Page;
  readonly alert: Locator;
  readonly codeField: Locator;
  readonly seeWhy: Locator;

  constructor(page: Page) {
    this.page = page;
    const main = page.getByRole('main');
    this.alert = main.getByRole('alert');
    this.codeField = main.getByLabel('Code', { exact: true });
    this.seeWhy = main.getByRole('link', { name: 'See why' });
  }

  async givePassword(attempt: { account: string; userName: string; password: string }): Promise<void> {
    const main = this.page.getByRole('main');
    await main.getByLabel('Account ID or alias').fill(attempt.account);
    await main.getByLabel('User name').fill(attempt.userName);
    await main.getByLabel('Password').fill(attempt.password);
    await main.getByRole('button', { name: 'Sign in' }).click();
  }

  async giveCode(code: string): Promise<void> {
    await this.codeField.fill(code);
    await this.page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  }
}
