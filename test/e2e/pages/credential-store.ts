import type { Locator, Page } from '@playwright/test';

/** The banner and the dialogs that ask where secrets are kept. */
export class CredentialStore {
  readonly page: Page;
  readonly banner: Locator;
  readonly unlockDialog: Locator;
  readonly makeDialog: Locator;
  readonly changeDialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.banner = page.getByRole('status').filter({ hasText: /credential store is locked|no place for secrets/i });
    this.makeDialog = page.getByRole('dialog', { name: 'Make a passphrase file' });
    this.changeDialog = page.getByRole('dialog', { name: 'Change the passphrase' });
    this.unlockDialog = page.getByRole('dialog', { name: 'Unlock the credential store' });
  }

  async makePassphraseFile(passphrase: string): Promise<void> {
    await this.banner.getByRole('button', { name: 'Use a passphrase file…' }).click();
    await this.makeDialog.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await this.makeDialog.getByLabel('Repeat the passphrase').fill(passphrase);
    await this.makeDialog.getByRole('button', { name: 'Make the file' }).click();
  }

  async startUnlocking(): Promise<void> {
    await this.banner.getByRole('button', { name: 'Unlock…' }).click();
  }

  async givePassphrase(passphrase: string): Promise<void> {
    await this.unlockDialog.getByLabel('Passphrase').fill(passphrase);
    await this.unlockDialog.getByRole('button', { name: 'Unlock' }).click();
  }

  /** @param isOpen the dialog is there already, after a try that failed. */
  async changePassphrase(current: string, passphrase: string, { isOpen } = { isOpen: false }): Promise<void> {
    if (!isOpen) await this.page.getByRole('button', { name: 'Change the passphrase…' }).click();
    await this.changeDialog.getByLabel('Current passphrase').fill(current);
    await this.changeDialog.getByLabel('New passphrase').fill(passphrase);
    await this.changeDialog.getByLabel('Repeat the passphrase').fill(passphrase);
    await this.changeDialog.getByRole('button', { name: 'Change the passphrase' }).click();
  }
}
