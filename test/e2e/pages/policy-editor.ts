import { expect, type Locator, type Page } from '@playwright/test';

/** The editor of a policy's text, with the problems found in it. */
export class PolicyEditor {
  readonly page: Page;
  readonly within: Locator;
  readonly text: Locator;
  readonly problems: Locator;
  readonly status: Locator;

  /** @param within where the editor stands, such as a dialog. */
  constructor(page: Page, within: Locator) {
    this.page = page;
    this.within = within;
    this.text = within.getByRole('textbox', { name: /policy/i }).and(within.locator('[contenteditable]'));
    this.problems = within.getByRole('list', { name: 'Problems of the policy' }).getByRole('listitem');
    this.status = within.getByRole('group', { name: 'Problems' }).getByRole('status');
  }

  /** Another view of the same policy. */
  async view(name: 'JSON' | 'Visual' | 'Permissions'): Promise<void> {
    await this.within.getByRole('radio', { name, exact: true }).check();
  }

  /** A statement's card in the visual form; the first is 1. */
  statement(number: number): Locator {
    return this.within.getByRole('region', { name: `Statement ${number}`, exact: true });
  }

  /** Puts a value into a statement, such as an action. */
  async add(noun: string, number: number, value: string): Promise<void> {
    const field = this.statement(number).getByRole('combobox', { name: new RegExp(`^Add an? ${noun} to`) });
    await field.fill(value);
    await field.press('Enter');
  }

  /** The policy as the JSON has it. */
  async json(): Promise<unknown> {
    await this.view('JSON');
    const lines = await this.text.locator('.cm-line').allTextContents();
    return JSON.parse(lines.join('\n')) as unknown;
  }

  /** The lines of the statement that somebody was led to. */
  get shownLines(): Locator {
    return this.text.locator('.cm-shownStatement');
  }

  /** Replaces all of the text. */
  async write(text: string): Promise<void> {
    await this.text.click();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.insertText(text);
  }

  async expectProblem(problem: { line: number; message: string | RegExp; mend: string | RegExp }): Promise<void> {
    const found = this.problems.filter({ hasText: problem.message });
    await expect(found).toContainText(`Line ${problem.line}`);
    await expect(found).toContainText(problem.mend);
  }
}

/** The dialog in which an inline policy is written. */
export class InlinePolicyDialog {
  readonly dialog: Locator;
  readonly name: Locator;
  readonly editor: PolicyEditor;
  readonly saveButton: Locator;
  readonly alert: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: /^Inline policy / });
    this.name = this.dialog.getByLabel('Policy name');
    this.editor = new PolicyEditor(page, this.dialog);
    this.saveButton = this.dialog.getByRole('button', { name: 'Save policy' });
    // The panel of what would change may have one of its own, before it.
    this.alert = this.dialog.getByRole('alert').last();
  }

  async save(): Promise<void> {
    await this.saveButton.click();
    await expect(this.dialog).toBeHidden();
  }

  async cancel(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(this.dialog).toBeHidden();
  }
}
