import type { Page } from '@playwright/test';
import { ComposerPage } from '../pages/composer.ts';
import { Frame } from '../pages/frame.ts';
import { SavedRequests } from '../pages/saved-requests.ts';
import { dialogButton, type Screen } from './screen.ts';

async function openComposer(page: Page): Promise<ComposerPage> {
  await new Frame(page).goTo('Composer');
  return new ComposerPage(page);
}

/** What the composer shows beside what it sends. */
export const COMPOSER_SCREENS: readonly Screen[] = [
  {
    name: 'composer, choosing who signs',
    show: async (page) => {
      await (await openComposer(page)).signer.click();
      await page.getByRole('listbox', { name: 'Signers' }).waitFor();
    },
    leave: (page) => page.keyboard.press('Escape'),
  },
  {
    name: 'composer, parameters by their shapes',
    show: async (page) => {
      const composer = await openComposer(page);
      await composer.chooseAction('iam:CreateRole');
      await page.getByRole('button', { name: 'Add to Tags' }).click();
    },
  },
  {
    name: 'composer, what if',
    show: async (page) => {
      const composer = await openComposer(page);
      await composer.chooseAction('sts:GetCallerIdentity');
      await composer.view('What if').click();
      if (!(await composer.result.getByLabel('Source IP', { exact: true }).isVisible())) {
        await composer.result.getByRole('button', { name: 'Suppose something of the request' }).click();
        await page.getByRole('menuitem', { name: 'Source IP' }).click();
      }
      await composer.result.getByRole('button', { name: 'Evaluate' }).click();
      await composer.result.getByRole('region', { name: 'What if' }).waitFor();
    },
  },
  {
    name: 'composer, saved requests',
    show: async (page) => {
      const composer = await openComposer(page);
      const saved = new SavedRequests(page);
      await composer.chooseAction('sts:GetCallerIdentity');
      await saved.saveNew('Who am I');
      await saved.createFolder('Buckets');
    },
    leave: (page) => page.getByRole('button', { name: 'Hide saved requests' }).click(),
  },
  {
    name: 'composer, saving',
    show: async (page) => {
      await openComposer(page);
      await page.getByRole('button', { name: 'New request' }).click();
      await new SavedRequests(page).saveButton.click();
      await page.getByRole('dialog').waitFor();
    },
    ...dialogButton('Cancel'),
  },
];
