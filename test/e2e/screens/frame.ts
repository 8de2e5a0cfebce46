import { HistoryPage } from '../pages/history.ts';
import { PalettePage } from '../pages/palette.ts';
import { type Screen } from './screen.ts';

/** What the frame shows over any page. */
export const FRAME_SCREENS: readonly Screen[] = [
  {
    name: 'search, before typing',
    show: (page) => new PalettePage(page).button.click(),
    leave: async (page) => {
      await page.keyboard.press('Escape');
      await new PalettePage(page).dialog.waitFor({ state: 'hidden' });
    },
  },
  {
    name: 'search, found',
    show: async (page) => {
      const palette = new PalettePage(page);
      await palette.button.click();
      await palette.field.fill('s3 bucket');
      await palette.section(/^Actions/).waitFor();
    },
    leave: async (page) => {
      await page.keyboard.press('Escape');
      await new PalettePage(page).dialog.waitFor({ state: 'hidden' });
    },
  },
  {
    name: 'history of changes',
    show: (page) => new HistoryPage(page).open(),
    leave: async (page) => {
      await page.keyboard.press('Escape');
      await new HistoryPage(page).panel.waitFor({ state: 'hidden' });
    },
  },
  {
    name: 'keyboard shortcuts',
    show: async (page) => {
      await page.keyboard.press('ControlOrMeta+/');
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    },
    leave: async (page) => {
      await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    },
  },
];
