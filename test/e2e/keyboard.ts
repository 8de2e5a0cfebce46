import { expect, type Locator, type Page } from '@playwright/test';

/** Further than any control of a screen is away. */
const FURTHEST = 80;

/** Somebody who has no pointer: everything is reached by Tab and arrows, and it is to be seen where the focus is. */
export class Keyboard {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Types letter by letter; a long text is put in at once, as a paste does. */
  async type(text: string): Promise<void> {
    if (text.length > 60) await this.page.keyboard.insertText(text);
    else await this.page.keyboard.type(text);
  }

  /** Presses Tab until the focus is where it should be, and is seen there. */
  async tabTo(target: Locator): Promise<void> {
    await this.pressUntilFocused('Tab', target);
    await this.expectFocusShown();
  }

  /** Presses an arrow until the focus is where it should be, as among rows, tabs and the entries of a menu. */
  async arrowTo(target: Locator, arrow: 'ArrowDown' | 'ArrowRight' | 'ArrowUp' | 'ArrowLeft'): Promise<void> {
    if (!(await isFocused(target))) await this.pressUntilFocused(arrow, target);
    await this.expectFocusShown();
  }

  /** Goes to a button or a link and presses Enter there. */
  async choose(target: Locator): Promise<void> {
    await this.tabTo(target);
    await this.press('Enter');
  }

  /** Opens a menu and chooses one of its entries. */
  async chooseFromMenu(menu: Locator, entry: string): Promise<void> {
    await this.choose(menu);
    await this.page.getByRole('menu').waitFor();
    await this.arrowTo(this.page.getByRole('menuitem', { name: entry }), 'ArrowDown');
    await this.press('Enter');
  }

  /** Replaces what is in the field that has the focus. */
  async write(text: string): Promise<void> {
    await this.press('ControlOrMeta+A');
    await this.type(text);
  }

  private async pressUntilFocused(key: string, target: Locator): Promise<void> {
    await target.waitFor();
    for (let pressed = 0; pressed < FURTHEST; pressed += 1) {
      await this.press(key);
      if (await isFocused(target)) return;
    }
    throw new Error(`${key} does not lead to ${target}.`);
  }

  /** The focus is drawn: around what has it, around the field it stands in, or around the option or row it points to. */
  private async expectFocusShown(): Promise<void> {
    const unmarked = await this.page.locator('body').evaluate((body) => {
      const { ownerDocument: document } = body;
      const focused = document.activeElement;
      if (focused === null || focused === body) return 'nothing has the focus';
      const pointedTo = focused.getAttribute('aria-activedescendant');
      const places = [
        focused,
        focused.parentElement,
        focused.parentElement?.parentElement,
        focused.closest('.cm-editor')?.parentElement,
        // An editor draws it around all of its parts.
        focused.closest('.cm-editor')?.parentElement,
        pointedTo === null ? null : document.getElementById(pointedTo),
      ];
      const isDrawn = places.some((place) => {
        if (place === null || place === undefined) return false;
        const { outlineStyle, outlineWidth, outlineColor } = body.ownerDocument.defaultView.getComputedStyle(place);
        return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1 && outlineColor !== 'rgba(0, 0, 0, 0)';
      });
      return isDrawn ? null : focused.outerHTML.slice(0, 200);
    });
    expect(unmarked, 'where the focus is not seen').toBeNull();
  }
}

function isFocused(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === element.ownerDocument.activeElement);
}
