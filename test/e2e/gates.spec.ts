import type { Page } from '@playwright/test';
import { decodeBase32 } from '../../src-main/authentication/base32.ts';
import { totp } from '../../src-main/authentication/totp.ts';
import { expect, test } from './app.ts';
import { AccountSettingsPage } from './pages/account-settings.ts';
import { ComposerPage } from './pages/composer.ts';
import { DecisionPage } from './pages/decision.ts';
import { Frame } from './pages/frame.ts';
import { IdentityProviderPage } from './pages/identity-provider.ts';
import { SignInPage } from './pages/sign-in.ts';
import { UserPage } from './pages/user.ts';
import { UsersPage } from './pages/users.ts';
import { policyText } from './policies.ts';

const ACCOUNT = 'gatehouse-shop';
const ACCOUNT_ID = '123456789012';
const PASSWORD = 'Plum-Tart-42';
const STEP_MS = 30_000;

function codeOf(seed: string, ms: number): string {
  return totp(decodeBase32(seed) ?? new Uint8Array(), new Date(ms));
}

async function openUser(page: Page, userName: string): Promise<UserPage> {
  await new Frame(page).goTo('Users');
  await new UsersPage(page).open(userName);
  return new UserPage(page);
}

async function addDevice(user: UserPage, name: string): Promise<string> {
  const seed = await user.startMfaDevice(name);
  await user.giveMfaCodes(codeOf(seed, Date.now() - STEP_MS), codeOf(seed, Date.now()));
  await expect(user.mfaDialog).toBeHidden();
  return seed;
}

test('The designer gives root a password, and root signs in by e-mail', async ({ sample }) => {
  const frame = new Frame(sample);
  const signIn = new SignInPage(sample);
  await frame.goTo('Account settings');
  await new AccountSettingsPage(sample).setRoot({ email: 'root@example.com', password: PASSWORD });
  await frame.goTo('Sign in');
  await signIn.giveRootPassword({ email: 'root@example.com', password: 'wrong' });
  await expect(signIn.alert).not.toBeEmpty();
  await expect(signIn.seeWhy).toBeVisible();
  await signIn.giveRootPassword({ email: 'root@example.com', password: PASSWORD });
  await expect(frame.principal).toHaveAccessibleName('Signed in as root, Root user');

  await new UsersPage(sample).create('rita');
  await expect(new UserPage(sample).heading('rita')).toBeVisible();
  await frame.signOut.click();
  await expect(frame.designer).toBeVisible();
});

test('A password that has to be changed is changed before the session begins', async ({ sample }) => {
  const frame = new Frame(sample);
  const signIn = new SignInPage(sample);
  await frame.goTo('Account settings');
  await new AccountSettingsPage(sample).savePasswordPolicy({ minimumLength: '14' });
  await expect(sample.getByText('Custom', { exact: true })).toBeVisible();
  await (await openUser(sample, 'emma')).setPassword('First-Password-1', { mustChange: true });

  await frame.goTo('Sign in');
  await signIn.givePassword({ account: ACCOUNT, userName: 'emma', password: 'First-Password-1' });
  await expect(sample.getByRole('heading', { name: 'A new password for emma' })).toBeVisible();
  await expect(sample.getByRole('main').getByRole('list')).toContainText('14');
  await expect(frame.signOut).toBeHidden();
  await signIn.giveNewPassword('First-Password-1', 'short');
  await expect(signIn.alert).not.toBeEmpty();
  await signIn.giveNewPassword('First-Password-1', 'Second-Password-2');
  await expect(frame.principal).toContainText('emma');

  await frame.signOut.click();
  await frame.goTo('Sign in');
  await signIn.givePassword({ account: ACCOUNT, userName: 'emma', password: 'Second-Password-2' });
  await expect(frame.principal).toContainText('emma');
});

test('Who has two MFA devices chooses one at sign-in', async ({ sample }) => {
  const frame = new Frame(sample);
  const signIn = new SignInPage(sample);
  const user = await openUser(sample, 'emma');
  await user.setPassword(PASSWORD);
  await addDevice(user, 'emma-phone');
  const seed = await addDevice(user, 'emma-tablet');
  await expect(user.mfaDevice('emma-phone')).toBeVisible();

  await frame.goTo('Sign in');
  await signIn.givePassword({ account: ACCOUNT, userName: 'emma', password: PASSWORD });
  await expect(sample.getByRole('heading', { name: 'MFA for emma' })).toBeVisible();
  await expect(signIn.device('emma-phone')).toBeChecked();
  await signIn.giveCode(codeOf(seed, Date.now() + STEP_MS));
  await expect(signIn.alert).not.toBeEmpty();
  await signIn.device('emma-tablet').check();
  await signIn.giveCode(codeOf(seed, Date.now() + STEP_MS));
  await expect(frame.principal).toHaveAccessibleName('Signed in as emma, IAM user, with MFA');
});

test('A user switches to a role that trusts the account, and back', async ({ sample }) => {
  const frame = new Frame(sample);
  const user = await openUser(sample, 'emma');
  await user.setPassword(PASSWORD);
  const dialog = await user.startInlinePolicy('assume-auditor');
  await dialog.editor.write(
    policyText({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: `arn:aws:iam::${ACCOUNT_ID}:role/auditor` }),
  );
  await dialog.save();
  await frame.goTo('Roles');
  await sample.getByRole('main').getByRole('button', { name: 'Create role' }).click();
  const create = sample.getByRole('dialog', { name: 'Create role' });
  await create.getByLabel('Role name').fill('auditor');
  await create.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: 'Trust' }).click();
  await create.getByLabel('Who may assume the role').selectOption('thisAccount');
  await create.getByRole('button', { name: 'Create role' }).click();
  await expect(frame.heading('auditor')).toBeVisible();

  await frame.goTo('Sign in');
  await new SignInPage(sample).givePassword({ account: ACCOUNT, userName: 'emma', password: PASSWORD });
  await test.step('A role that she may not assume is refused, with the way to the reason', async () => {
    await frame.switchRole({ account: ACCOUNT_ID, roleName: 'web-server' });
    const refused = sample.getByRole('dialog', { name: 'Switch role' });
    await expect(refused.getByRole('alert')).not.toBeEmpty();
    await refused.getByRole('button', { name: 'Cancel' }).click();
  });
  await test.step('The other one is hers until she switches back', async () => {
    await frame.switchRole({ account: ACCOUNT_ID, roleName: 'auditor', displayName: 'Yearly audit' });
    await expect(frame.principal).toContainText('Yearly audit');
    await expect(frame.principal).toContainText('Role session');
    await frame.chooseFromPrincipalMenu('Switch back to emma');
    await expect(frame.principal).toHaveAccessibleName('Signed in as emma, IAM user');
  });
  await test.step('It is a recent role from then on', async () => {
    await frame.chooseFromPrincipalMenu(/^Yearly audit @ /);
    await expect(frame.principal).toContainText('Yearly audit');
  });
});

test('A local OIDC provider signs a token, and a role is assumed with it', async ({ sample }) => {
  const frame = new Frame(sample);
  const provider = new IdentityProviderPage(sample);
  await frame.goTo('Identity providers');
  await provider.createLocal({ protocol: 'oidc', url: 'https://idp.example.com' });
  await expect(frame.heading('idp.example.com')).toBeVisible();
  await provider.createTrustingRole('federated-reader');

  await provider.mintButton.click();
  await expect(provider.minted('Token')).toHaveText(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  await expect(provider.minted('Claims')).toContainText('"iss": "https://idp.example.com"');

  await provider.assumeRole('federated-reader');
  await expect(provider.result).toContainText('Allowed');
  await expect(provider.result).toContainText('federated-reader/lucy');

  await test.step('A token for another audience is refused', async () => {
    await sample.getByLabel('Audience (aud)').fill('somebody-else');
    await provider.assumeRole('federated-reader');
    await expect(provider.result).not.toContainText('Allowed');
    await provider.result.getByRole('link', { name: 'See why' }).click();
    await expect(new DecisionPage(sample).heading('sts:AssumeRoleWithWebIdentity')).toBeVisible();
  });
});

test('A local SAML provider signs an assertion, and the console is entered with the session', async ({ sample }) => {
  const frame = new Frame(sample);
  const provider = new IdentityProviderPage(sample);
  await frame.goTo('Identity providers');
  await provider.createLocal({ protocol: 'saml', name: 'corporate' });
  await expect(frame.heading('corporate')).toBeVisible();
  await provider.createTrustingRole('corporate-reader');
  await provider.mintButton.click();
  await expect(provider.minted('SAML response')).toContainText('Assertion');
  await provider.assumeRole('corporate-reader');
  await expect(provider.result).toContainText('Allowed');
  await provider.result.getByRole('button', { name: 'Enter the console with it' }).click();
  await expect(frame.principal).toHaveAccessibleName('Signed in as corporate-reader/lucy, Role session');
});

test('An access key is rotated: create, use, deactivate, delete', async ({ sample }) => {
  const frame = new Frame(sample);
  const user = await openUser(sample, 'emma');
  const old = await user.createAccessKey();
  await user.accessKeyDialog.getByRole('button', { name: 'Done' }).click();

  await sample.getByRole('button', { name: 'Rotate…' }).click();
  const guide = sample.getByRole('region', { name: 'Rotate the access key' });
  await guide.getByRole('button', { name: 'Create the new key' }).click();
  await user.accessKeyDialog.getByRole('button', { name: 'Show' }).click();
  const fresh = await user.accessKeyDialog.getByRole('definition').getByRole('code').first().innerText();
  await user.accessKeyDialog.getByRole('button', { name: 'Done' }).click();
  await guide.getByRole('link', { name: 'Sign one in the composer' }).click();

  const composer = new ComposerPage(sample);
  await composer.chooseSigner(fresh);
  await composer.chooseAction('sts:GetCallerIdentity');
  await composer.send();

  await openUser(sample, 'emma');
  await user.tab('Security credentials').click();
  await sample.getByRole('button', { name: 'Rotate…' }).click();
  await expect(guide).toContainText('Last used');
  await guide.getByRole('button', { name: `Deactivate ${old.accessKeyId}` }).click();
  await guide.getByRole('button', { name: `Delete ${old.accessKeyId}` }).click();
  await sample
    .getByRole('dialog', { name: `Delete access key ${old.accessKeyId}?` })
    .getByRole('button', { name: 'Delete access key' })
    .click();
  await expect(user.accessKey(old.accessKeyId)).toBeHidden();
  await expect(user.accessKey(fresh)).toContainText('Active');
  await expect(frame.notifications).toContainText('Deleted access key');
});

test('The authenticator is off until the designer turns it on; then its code signs in', async ({ sample }) => {
  const frame = new Frame(sample);
  const user = await openUser(sample, 'emma');
  await user.setPassword(PASSWORD);
  const seed = await addDevice(user, 'emma-phone');
  await frame.goTo('Authenticator');
  await expect(sample.getByRole('main')).toContainText('second factor on the same machine is no second factor');
  await sample.getByRole('button', { name: 'Turn on' }).click();
  const code = sample.getByRole('status', { name: 'Code of emma-phone' });
  await expect
    .poll(async () => [codeOf(seed, Date.now() - STEP_MS), codeOf(seed, Date.now())].includes(await spoken()))
    .toBe(true);
  async function spoken(): Promise<string> {
    return (await code.innerText()).replaceAll(/\s/g, '');
  }
});

test('The credential report is a table of the users, and a row shows every column of it', async ({ sample }) => {
  const settings = new AccountSettingsPage(sample);
  await new Frame(sample).goTo('Account settings');
  await settings.tab('Credential report').click();
  await sample.getByRole('button', { name: 'Generate report' }).click();
  await expect(settings.report.getByRole('button', { name: '<root_account>' })).toBeVisible();
  await settings.report.getByRole('button', { name: 'lucy', exact: true }).click();
  await expect(sample.getByRole('dialog', { name: 'Credentials of lucy' })).toContainText('access_key_1_active');
});
