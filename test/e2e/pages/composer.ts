import { expect, type Locator, type Page } from '@playwright/test';

/** Where a request is put together, signed and sent. */
export class ComposerPage {
  readonly page: Page;
  readonly signer: Locator;
  readonly action: Locator;
  readonly sendButton: Locator;
  readonly result: Locator;

  constructor(page: Page) {
    this.page = page;
    this.signer = page.getByRole('combobox', { name: 'Signed by', exact: true });
    this.action = page.getByRole('combobox', { name: 'Action', exact: true });
    this.sendButton = page.getByRole('button', { name: /^Send\b/ });
    this.result = page.getByRole('region', { name: 'What is sent and answered' });
  }

  /** Signs with the first access key of a user. */
  async signAs(userName: string): Promise<void> {
    await this.chooseSigner(userName, new RegExp(`^${userName} AKIA`));
    await expect(this.signer).toHaveValue(new RegExp(`^${userName}: `));
  }

  /** Types who is to sign, and takes the first that is found. */
  async chooseSigner(typed: string, name: RegExp | string = typed): Promise<void> {
    await this.signer.click();
    await this.signer.fill(typed);
    await this.page.getByRole('listbox', { name: 'Signers' }).getByRole('option', { name }).first().click();
  }

  /** Types a part of an action's name and takes the action from the list. */
  async chooseAction(action: string, typed = action): Promise<void> {
    await this.action.fill(typed);
    await this.page
      .getByRole('listbox', { name: 'Actions' })
      .getByRole('option', { name: new RegExp(`^${action}\\b`) })
      .click();
    await expect(this.action).toHaveValue(action);
  }

  /** Writes the request out, as it would travel but for its signature. */
  async writeRaw(request: {
    method: string;
    url: string;
    service?: string;
    headers?: string;
    body?: string;
  }): Promise<void> {
    await this.mode('Raw request').click();
    await this.page.getByLabel('Method').selectOption(request.method);
    await this.page.getByLabel('URL').fill(request.url);
    await this.page.getByLabel('Service', { exact: true }).fill(request.service ?? 's3');
    await this.page.getByLabel('Headers', { exact: true }).fill(request.headers ?? '');
    await this.page.getByRole('textbox', { name: 'Body', exact: true }).fill(request.body ?? '');
  }

  /** Opens the dialog in which STS is asked for temporary credentials. */
  async askForCredentials(operation: 'AssumeRole' | 'GetSessionToken' | 'GetFederationToken'): Promise<Locator> {
    await this.page.getByRole('button', { name: 'Get temporary credentials…' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Get temporary credentials' });
    await dialog.getByLabel('Operation').selectOption(operation);
    return dialog;
  }

  parameter(name: string): Locator {
    return this.page.getByRole('region', { name: 'Request', exact: true }).getByLabel(name, { exact: true });
  }

  mode(name: 'Action' | 'Raw request'): Locator {
    return this.page.getByRole('tab', { name, exact: true });
  }

  view(name: 'Request' | 'Signing' | 'Answer' | 'What if' | 'Copy as' | 'Compare'): Locator {
    return this.result.getByRole('tab', { name, exact: true });
  }

  /** A text of the request, its signature or its answer, by its title. */
  code(title: string): Locator {
    return this.result.getByRole('region', { name: new RegExp(`^${title}`) });
  }

  /** The lines of such a text. */
  async lines(title: string): Promise<string[]> {
    return (await this.code(title).getByRole('code').innerText()).split('\n');
  }

  /** Sends, and waits for the answer. */
  async send(): Promise<void> {
    await this.sendButton.click();
    // The answer of before stays in sight meanwhile.
    await expect(this.sendButton).not.toHaveAttribute('aria-busy');
    await expect(this.view('Answer')).toHaveAttribute('aria-selected', 'true');
    await expect(this.result.getByRole('button', { name: 'See why' })).toBeVisible();
  }
}
