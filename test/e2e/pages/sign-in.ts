import type { Locator, Page } from '@playwright/test';

/** The console's door: user or root, password, then MFA and a new password where they are asked for. */
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

  async giveRootPassword(attempt: { email: string; password: string }): Promise<void> {
    await this.page.getByRole('tab', { name: 'Root user' }).click();
    const main = this.page.getByRole('main');
    await main.getByLabel('Root user e-mail').fill(attempt.email);
    await main.getByLabel('Password').fill(attempt.password);
    await main.getByRole('button', { name: 'Sign in' }).click();
  }

  /** Which of several MFA devices is to vouch. */
  device(name: string): Locator {
    return this.page
      .getByRole('group', { name: 'Which device?' })
      .getByRole('radio', { name: new RegExp(`^${name}\\b`) });
  }

  async giveNewPassword(oldPassword: string, newPassword: string): Promise<void> {
    const main = this.page.getByRole('main');
    await main.getByLabel('Old password').fill(oldPassword);
    await main.getByLabel('New password', { exact: true }).fill(newPassword);
    await main.getByLabel('Repeat the new password').fill(newPassword);
    await main.getByRole('button', { name: 'Change password and sign in' }).click();
  }

  async giveCode(code: string): Promise<void> {
    await this.codeField.fill(code);
    await this.page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  }
}
