import type { Page } from '@playwright/test';
import { Frame, type Section } from '../pages/frame.ts';

/** One thing that a person can have before them. */
export interface Screen {
  readonly name: string;
  /** Goes there from any other screen of the open sample. */
  show(page: Page): Promise<void>;
  /** Closes what is open, where something is; without it the screen is left by going elsewhere. */
  leave?(page: Page): Promise<void>;
}

/** A section, as it is when one goes there. */
export function section(name: Section): Screen {
  return { name: name.toLowerCase(), show: (page) => new Frame(page).goTo(name) };
}

/** A dialog that is left by one of its buttons. */
export function dialogButton(name: string): Pick<Required<Screen>, 'leave'> {
  return {
    leave: async (page) => {
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name, exact: true }).click();
      await dialog.waitFor({ state: 'hidden' });
    },
  };
}
