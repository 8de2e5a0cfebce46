import { expect, type Locator, type Page } from '@playwright/test';

/** The list of identity providers, and one provider's page with the forms to try it. */
export class IdentityProviderPage {
  readonly page: Page;
  readonly mintButton: Locator;
  readonly result: Locator;

  constructor(page: Page) {
    this.page = page;
    this.mintButton = page.getByRole('button', { name: /^Mint / });
    this.result = page.getByRole('region', { name: 'What became of it' });
  }

  /** Makes a local provider from the list, and arrives at its page. */
  async createLocal(provider: { protocol: 'oidc'; url: string } | { protocol: 'saml'; name: string }): Promise<void> {
    await this.page.getByRole('button', { name: 'Create local provider' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Create a local identity provider' });
    await dialog.getByLabel('Protocol').selectOption(provider.protocol);
    if (provider.protocol === 'oidc') await dialog.getByLabel('Issuer URL').fill(provider.url);
    else await dialog.getByLabel('Name').fill(provider.name);
    await dialog.getByRole('button', { name: 'Create provider' }).click();
    await expect(dialog).toBeHidden();
  }

  async createTrustingRole(roleName: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Create a role that trusts it' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Create a role that trusts it' });
    await dialog.getByLabel('Role name').fill(roleName);
    await dialog.getByRole('button', { name: 'Create role' }).click();
    await expect(dialog).toBeHidden();
  }

  /** A text that was minted, by its title. */
  minted(title: string): Locator {
    return this.page.getByRole('region', { name: new RegExp(`^${title} Copy `) }).getByRole('code');
  }

  async assumeRole(roleName: string): Promise<void> {
    await this.page.getByLabel('Role', { exact: true }).selectOption(roleName);
    await this.page.getByRole('button', { name: 'Assume role', exact: true }).click();
  }
}
