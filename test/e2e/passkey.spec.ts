import { expect, test } from './app.ts';
import { Frame } from './pages/frame.ts';
import { SignInPage } from './pages/sign-in.ts';
import { UserPage } from './pages/user.ts';
import { UsersPage } from './pages/users.ts';

const PASSWORD = 'Plum-Tart-42';

// Chromium's virtual authenticator: https://chromedevtools.github.io/devtools-protocol/tot/WebAuthn/
test('A passkey is made on the user’s page, and vouches at sign-in', async ({ app, sample }) => {
  await expect(new UsersPage(sample).row('emma')).toBeVisible();
  const page = await app.shell.openTab?.('localhost');
  if (page === undefined) throw new Error('This shell has no tabs.');
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('WebAuthn.enable');
  await devTools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });

  const frame = new Frame(page);
  const signIn = new SignInPage(page);
  await new UsersPage(page).open('emma');
  const user = new UserPage(page);
  await user.setPassword(PASSWORD);
  await user.addPasskey('emma-laptop');
  await expect(page.getByRole('table', { name: 'MFA devices of emma' })).toContainText('emma-laptop');

  await frame.goTo('Sign in');
  await signIn.givePassword({ account: 'gatehouse-shop', userName: 'emma', password: PASSWORD });
  await page.getByRole('main').getByRole('button', { name: 'Sign in with the passkey' }).click();
  await expect(frame.principal).toHaveAccessibleName('Signed in as emma, IAM user, with MFA');
});
