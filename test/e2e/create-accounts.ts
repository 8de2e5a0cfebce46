import { expect, type Page } from '@playwright/test';
import { ComposerPage } from './pages/composer.ts';
import { Frame } from './pages/frame.ts';
import { UserPage } from './pages/user.ts';
import { UsersPage } from './pages/users.ts';

/**
 * Makes accounts in the sample by requests of one of its users, who is made an administrator for it. They are in an
 * organization, which is made first where there is none.
 */
export async function createAccounts(page: Page, names: readonly string[]): Promise<void> {
  const [frame, composer] = [new Frame(page), new ComposerPage(page)];
  const isFirst = !(await frame.accountSwitcher.isVisible());
  if (isFirst) {
    await frame.goTo('Users');
    await new UsersPage(page).open('bruce-wayne');
    await new UserPage(page).attachPolicy('AdministratorAccess');
  }
  await frame.goTo('Composer');
  await composer.signAs('bruce-wayne');
  const send = async (operation: string, parameters: Readonly<Record<string, string>>, made: string): Promise<void> => {
    await composer.writeRaw({
      method: 'POST',
      url: 'https://organizations.us-east-1.amazonaws.com/',
      service: 'organizations',
      headers: `content-type: application/x-amz-json-1.1\nx-amz-target: AWSOrganizationsV20161128.${operation}`,
      body: JSON.stringify(parameters),
    });
    await composer.send();
    // What the answer says of it; the one before may be shown still.
    await expect(composer.code('Body')).toContainText(made);
  };
  if (isFirst) await send('CreateOrganization', {}, '"MasterAccountId"');
  for (const AccountName of names) {
    const Email = `${AccountName.toLowerCase().replaceAll(/[^a-z]+/g, '-')}@example.com`;
    await send('CreateAccount', { AccountName, Email }, `"${AccountName}"`);
  }
  await composer.mode('Action').click();
}
