import { expect, type Locator, type Page } from '@playwright/test';

/** What holds for the whole account: its password policy, its root user, its credential report. */
export class AccountSettingsPage {
  readonly page: Page;
  readonly report: Locator;

  constructor(page: Page) {
    this.page = page;
    this.report = page.getByRole('table', { name: 'Credential report' });
  }

  tab(name: 'Password policy' | 'Root user' | 'Credential report' | 'Server certificates' | 'Endpoint'): Locator {
    return this.page.getByRole('tab', { name: new RegExp(`^${name}`) });
  }

  async savePasswordPolicy(policy: { minimumLength: string }): Promise<void> {
    await this.tab('Password policy').click();
    await this.page.getByLabel('Minimum length').fill(policy.minimumLength);
    await this.page.getByRole('button', { name: 'Save password policy' }).click();
  }

  async setRoot(root: { email: string; password: string }): Promise<void> {
    await this.tab('Root user').click();
    await this.page.getByRole('button', { name: /^(Set|Change) e-mail$/ }).click();
    const email = this.page.getByRole('dialog', { name: 'E-mail of the root user' });
    await email.getByLabel('E-mail address').fill(root.email);
    await email.getByRole('button', { name: 'Save e-mail' }).click();
    await expect(email).toBeHidden();
    await this.page.getByRole('button', { name: 'Set root password' }).click();
    const password = this.page.getByRole('dialog', { name: 'Set root password' });
    await password.getByLabel('Password', { exact: true }).fill(root.password);
    await password.getByLabel('Repeat the password').fill(root.password);
    await password.getByRole('button', { name: 'Set root password' }).click();
    await expect(password).toBeHidden();
  }
}
