import type { Page } from '@playwright/test';
import { Frame } from '../pages/frame.ts';
import { IdentityList } from '../pages/identity-list.ts';
import { UserPage } from '../pages/user.ts';
import { UsersPage } from '../pages/users.ts';
import { dialogButton, type Screen } from './screen.ts';

async function openUser(page: Page, tab: Parameters<UserPage['tab']>[0]): Promise<void> {
  await new Frame(page).goTo('Users');
  await new UsersPage(page).open('lucy');
  await new UserPage(page).tab(tab).click();
}

/** Selects two users of the list. */
async function select(page: Page): Promise<IdentityList> {
  await new Frame(page).goTo('Users');
  const list = new IdentityList(page, 'Users');
  for (const name of ['emma', 'lucy']) {
    if (!(await list.checkbox(name).isChecked())) await list.checkbox(name).click();
  }
  return list;
}

/** Lists with a selection, what is done with it, and the newer tabs of a user. */
export const IDENTITY_SCREENS: readonly Screen[] = [
  { name: 'users, some selected', show: async (page) => void (await select(page)) },
  {
    name: 'users, deleting some',
    show: async (page) => void (await (await select(page)).begin('Delete…')),
    ...dialogButton('Keep'),
  },
  {
    name: 'users, tagging some',
    show: async (page) => void (await (await select(page)).begin('Tag…')),
    ...dialogButton('Cancel'),
  },
  {
    name: 'user, effective permissions',
    show: async (page) => {
      await openUser(page, 'Effective permissions');
      await page.getByRole('button', { name: /^Amazon S3 s3/ }).click();
      await page.getByText('s3:ListAllMyBuckets').waitFor();
    },
  },
  { name: 'user, last used', show: (page) => openUser(page, 'Last used') },
  {
    name: 'users, creating one, permissions',
    show: async (page) => {
      await new Frame(page).goTo('Users');
      const users = new UsersPage(page);
      await users.createButton.click();
      await users.createStep('Permissions').click();
    },
    ...dialogButton('Cancel'),
  },
];
