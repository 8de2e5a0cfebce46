import { expect, type Locator, type Page } from '@playwright/test';
import { InlinePolicyDialog } from './policy-editor.ts';

/** One user's page. */
export class UserPage {
  readonly page: Page;
  readonly accessKeyDialog: Locator;
  readonly mfaDialog: Locator;
  readonly deleteButton: Locator;

  constructor(page: Page) {
    this.page = page;
    this.accessKeyDialog = page.getByRole('dialog', { name: /^Access key of / });
    this.mfaDialog = page.getByRole('dialog', { name: /^Add an MFA device for / });
    this.deleteButton = page.getByRole('button', { name: 'Delete user' });
  }

  heading(userName: string): Locator {
    return this.page.getByRole('heading', { level: 1, name: userName, exact: true });
  }

  tab(
    name: 'Permissions' | 'Effective permissions' | 'Groups' | 'Security credentials' | 'Tags' | 'Last used',
  ): Locator {
    return this.page.getByRole('tab', { name: new RegExp(`^${name}`) });
  }

  /** The row of a policy that applies to the user. */
  policy(name: string): Locator {
    return this.page
      .getByRole('table', { name: /^Policies that apply to / })
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name, exact: true }) });
  }

  group(name: string): Locator {
    return this.page.getByRole('table', { name: /^Groups of / }).getByRole('button', { name, exact: true });
  }

  async addToGroup(group: string): Promise<void> {
    await this.tab('Groups').click();
    await this.page.getByRole('button', { name: 'Add to groups' }).click();
    const dialog = this.page.getByRole('dialog', { name: /^Add .* to groups$/ });
    await dialog.getByRole('checkbox', { name: group }).check();
    await dialog.getByRole('button', { name: 'Add to groups' }).click();
  }

  async attachPolicy(policyName: string): Promise<void> {
    await this.tab('Permissions').click();
    await this.page.getByRole('button', { name: 'Attach policies' }).click();
    const dialog = this.page.getByRole('dialog', { name: /^Attach policies to / });
    await dialog.getByRole('searchbox', { name: 'Search policies by name' }).fill(policyName);
    // The list is there already, and moves when the answer comes.
    await expect(dialog.getByRole('checkbox').first()).toHaveAccessibleName(new RegExp(policyName));
    // A name may go on behind a hyphen.
    await dialog.getByRole('checkbox', { name: new RegExp(`^${policyName}(?!\\S)`) }).check();
    await dialog.getByRole('button', { name: 'Attach policy' }).click();
    await expect(dialog).toBeHidden();
  }

  /** Opens the dialog of a new inline policy. */
  async startInlinePolicy(policyName: string): Promise<InlinePolicyDialog> {
    await this.tab('Permissions').click();
    await this.page.getByRole('button', { name: 'Write inline policy' }).click();
    const dialog = new InlinePolicyDialog(this.page);
    await dialog.name.fill(policyName);
    return dialog;
  }

  /** Opens the dialog of an inline policy that is there. */
  async editInlinePolicy(policyName: string): Promise<InlinePolicyDialog> {
    await this.page.getByRole('button', { name: `Edit ${policyName}` }).click();
    return new InlinePolicyDialog(this.page);
  }

  /** Makes an access key and reads what its dialog shows. The dialog stays open. */
  async createAccessKey(): Promise<{ accessKeyId: string; secretAccessKey: string }> {
    await this.tab('Security credentials').click();
    await this.page.getByRole('button', { name: 'Create access key' }).click();
    await this.accessKeyDialog.getByRole('button', { name: 'Show' }).click();
    const values = this.accessKeyDialog.getByRole('definition').getByRole('code');
    await expect(values).toHaveCount(2);
    return {
      accessKeyId: await values.nth(0).innerText(),
      secretAccessKey: await values.nth(1).innerText(),
    };
  }

  accessKey(accessKeyId: string): Locator {
    return this.page
      .getByRole('table', { name: /^Access keys of / })
      .getByRole('row')
      .filter({ hasText: accessKeyId });
  }

  async setPassword(password: string, { mustChange = false } = {}): Promise<void> {
    await this.tab('Security credentials').click();
    await this.page.getByRole('button', { name: 'Set password' }).click();
    const dialog = this.page.getByRole('dialog', { name: /^Set the console password of / });
    await dialog.getByLabel('Password', { exact: true }).fill(password);
    await dialog.getByLabel('Repeat the password').fill(password);
    if (mustChange) await dialog.getByRole('checkbox', { name: /has to change it/ }).check();
    await dialog.getByRole('button', { name: 'Set password' }).click();
    await expect(dialog).toBeHidden();
  }

  /** Makes a virtual MFA device. Its dialog stays open and waits for two codes. @returns the seed, in base32. */
  async startMfaDevice(name?: string): Promise<string> {
    await this.tab('Security credentials').click();
    await this.page.getByRole('button', { name: 'Add MFA device' }).click();
    if (name !== undefined) await this.mfaDialog.getByLabel('Device name').fill(name);
    await this.mfaDialog.getByRole('button', { name: 'Create device' }).click();
    await expect(this.mfaDialog.getByRole('img', { name: /^QR code with the seed of / })).toBeVisible();
    return (await this.mfaDialog.getByRole('code').innerText()).replaceAll(/\s/g, '');
  }

  /** Registers a passkey with the platform's authenticator, which has to be a virtual one. */
  async addPasskey(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Add MFA device' }).click();
    await this.mfaDialog.getByLabel('Kind of device').selectOption('passkey');
    await this.mfaDialog.getByLabel('Device name').fill(name);
    await this.mfaDialog.getByRole('button', { name: 'Create passkey' }).click();
    await expect(this.mfaDialog).toBeHidden();
  }

  async giveMfaCodes(first: string, next: string): Promise<void> {
    await this.mfaDialog.getByLabel('First code').fill(first);
    await this.mfaDialog.getByLabel('Next code').fill(next);
    await this.mfaDialog.getByRole('button', { name: 'Enable device' }).click();
  }

  mfaDevice(name: string): Locator {
    return this.page.getByRole('table', { name: /^MFA devices of / }).getByText(new RegExp(`mfa/${name}$`));
  }

  /** Deletes the user of this page, and confirms it. */
  async delete(): Promise<void> {
    await this.deleteButton.click();
    const dialog = this.page.getByRole('dialog', { name: /^Delete user / });
    await dialog.getByRole('button', { name: 'Delete user' }).click();
    await expect(dialog).toBeHidden();
  }
}
