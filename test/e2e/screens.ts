import type { Page } from '@playwright/test';
import { createAccounts } from './create-accounts.ts';
import { freePort } from './free-port.ts';
import { AccountSettingsPage } from './pages/account-settings.ts';
import { ComposerPage } from './pages/composer.ts';
import { DecisionPage } from './pages/decision.ts';
import { EndpointPage } from './pages/endpoint.ts';
import { Frame, type Section } from './pages/frame.ts';
import { IdentityProviderPage } from './pages/identity-provider.ts';
import { ResourcesPage } from './pages/resources.ts';
import { TimelinePage } from './pages/timeline.ts';
import { UserPage } from './pages/user.ts';
import { UsersPage } from './pages/users.ts';
import { ImportDialog, WelcomePage } from './pages/welcome.ts';
import { ACCESS_GRAPH_SCREENS } from './screens/access-graph.ts';
import { DECISION_SCREENS } from './screens/decision.ts';
import { RESOURCES_SCREENS } from './screens/resources.ts';
import { FRAME_SCREENS } from './screens/frame.ts';
import { COMPOSER_SCREENS } from './screens/composer.ts';
import { IDENTITY_SCREENS } from './screens/identities.ts';
import { NO_ORGANIZATION_SCREENS, ORGANIZATION_SCREENS } from './screens/organization.ts';
import { POLICY_IMPACT_SCREENS } from './screens/policy-impact.ts';
import { dialogButton, section, type Screen } from './screens/screen.ts';
import { TIMELINE_SCREENS } from './screens/timeline.ts';
import { SETTINGS_SCREENS } from './screens/settings.ts';

async function openUser(page: Page, tab: Parameters<UserPage['tab']>[0]): Promise<UserPage> {
  await new Frame(page).goTo('Users');
  await new UsersPage(page).open('lucy');
  const user = new UserPage(page);
  await user.tab(tab).click();
  return user;
}

async function openRow(page: Page, of: Section, name: string): Promise<void> {
  await new Frame(page).goTo(of);
  await page.getByRole('main').getByRole('button', { name, exact: true }).click();
}

/** Opens the newest decision about a request of that kind. */
async function openDecision(page: Page, who: string, what: string): Promise<void> {
  await new Frame(page).goTo('Timeline');
  await new TimelinePage(page).rows.filter({ hasText: who }).filter({ hasText: what }).first().click();
  await new DecisionPage(page).outcome.waitFor();
}

/** Leads to the welcome screen; another screen may have closed the workspace already. */
async function closeWorkspace(page: Page): Promise<void> {
  const { heading } = new WelcomePage(page);
  if (!(await heading.isVisible())) await new Frame(page).chooseFromWorkspaceMenu('Close workspace');
  await heading.waitFor();
}

async function showDialog(page: Page, of: Section, button: string): Promise<void> {
  await new Frame(page).goTo(of);
  await page.getByRole('main').getByRole('button', { name: button }).first().click();
  await page.getByRole('dialog').waitFor();
}

async function showBrokenPolicy(page: Page): Promise<void> {
  const dialog = await (await openUser(page, 'Permissions')).startInlinePolicy('broken');
  await dialog.editor.write('{\n  "Version": "2012-10-17",\n  "Statement": [{ "Effect": "Maybe" }]\n}');
  await dialog.editor.problems.first().waitFor();
}

/** Every screen and the main dialogs, once the sample is open and some requests were sent. */
export const SCREENS: readonly Screen[] = [
  section('Users'),
  ...IDENTITY_SCREENS,
  { name: 'users, creating one', show: (page) => showDialog(page, 'Users', 'Create user'), ...dialogButton('Cancel') },
  { name: 'user, permissions', show: async (page) => void (await openUser(page, 'Permissions')) },
  { name: 'user, groups', show: async (page) => void (await openUser(page, 'Groups')) },
  { name: 'user, security credentials', show: async (page) => void (await openUser(page, 'Security credentials')) },
  { name: 'user, tags', show: async (page) => void (await openUser(page, 'Tags')) },
  {
    name: 'user, attaching policies',
    show: async (page) => {
      await openUser(page, 'Permissions');
      await page.getByRole('button', { name: 'Attach policies' }).click();
      await page.getByRole('checkbox').first().waitFor();
    },
    ...dialogButton('Cancel'),
  },
  { name: 'user, inline policy with problems', show: showBrokenPolicy, ...dialogButton('Cancel') },
  {
    name: 'user, created access key',
    show: async (page) => void (await (await openUser(page, 'Security credentials')).createAccessKey()),
    leave: async (page) => {
      await dialogButton('Done').leave(page);
      // A user has two keys at most.
      await new Frame(page).undo.click();
    },
  },
  {
    name: 'user, setting a password',
    show: async (page) => {
      await openUser(page, 'Security credentials');
      await page.getByRole('button', { name: 'Set password' }).click();
    },
    ...dialogButton('Cancel'),
  },
  {
    name: 'user, adding an MFA device',
    show: async (page) => void (await (await openUser(page, 'Security credentials')).startMfaDevice()),
    ...dialogButton('Cancel'),
  },
  {
    name: 'user, deleting',
    show: async (page) => {
      await (await openUser(page, 'Permissions')).deleteButton.click();
    },
    ...dialogButton('Keep'),
  },
  section('Groups'),
  { name: 'group', show: (page) => openRow(page, 'Groups', 'developers') },
  section('Roles'),
  {
    name: 'role, trust policy',
    show: async (page) => {
      await openRow(page, 'Roles', 'web-server');
      await page.getByRole('tab', { name: 'Trust policy' }).click();
    },
  },
  { name: 'roles, creating one', show: (page) => showDialog(page, 'Roles', 'Create role'), ...dialogButton('Cancel') },
  section('Policies'),
  {
    name: 'policies, AWS managed',
    show: async (page) => {
      await new Frame(page).goTo('Policies');
      await page.getByRole('tab', { name: /^AWS managed/ }).click();
      await page.getByRole('table', { name: 'AWS managed policies' }).getByRole('rowheader').first().waitFor();
    },
    // The tab is kept; the next screen wants the other one.
    leave: (page) => page.getByRole('tab', { name: /^Customer managed/ }).click(),
  },
  { name: 'policy', show: (page) => openRow(page, 'Policies', 'OperateTestInstances') },
  {
    name: 'policies, creating one',
    show: (page) => showDialog(page, 'Policies', 'Create policy'),
    ...dialogButton('Cancel'),
  },
  section('Resources'),
  ...RESOURCES_SCREENS,
  ...NO_ORGANIZATION_SCREENS,
  {
    name: 'resource, bucket with a policy',
    show: (page) => openRow(page, 'Resources', 'gatehouse-shop-invoices'),
    leave: (page) => page.keyboard.press('Escape'),
  },
  {
    name: 'resource, instance with a role',
    show: (page) => openRow(page, 'Resources', 'i-0a1b2c3d4e5f60718'),
    leave: (page) => page.keyboard.press('Escape'),
  },
  {
    name: 'resources, creating an instance',
    show: (page) => new ResourcesPage(page).startCreating('Create instance'),
    ...dialogButton('Cancel'),
  },
  {
    name: 'resources, creating a function',
    show: (page) => new ResourcesPage(page).startCreating('Create function'),
    ...dialogButton('Cancel'),
  },
  {
    name: 'composer, request',
    show: async (page) => {
      const composer = new ComposerPage(page);
      await new Frame(page).goTo('Composer');
      await composer.signAs('lucy');
      await composer.chooseAction('s3:DeleteBucket');
      await composer.parameter('Bucket').fill('lucy-bucket');
      await composer.send();
      await composer.view('Request').click();
    },
  },
  {
    name: 'composer, completing an action',
    show: async (page) => {
      await new Frame(page).goTo('Composer');
      await new ComposerPage(page).action.fill('bucket');
      await page.getByRole('listbox', { name: 'Actions' }).getByRole('option').first().waitFor();
    },
    leave: (page) => page.keyboard.press('Escape'),
  },
  {
    name: 'composer, signing',
    show: async (page) => {
      await new Frame(page).goTo('Composer');
      await new ComposerPage(page).view('Signing').click();
    },
  },
  {
    name: 'composer, answer',
    show: async (page) => {
      await new Frame(page).goTo('Composer');
      await new ComposerPage(page).view('Answer').click();
    },
  },
  {
    name: 'composer, raw request',
    show: async (page) => {
      await new Frame(page).goTo('Composer');
      await new ComposerPage(page).mode('Raw request').click();
    },
    leave: (page) => new ComposerPage(page).mode('Action').click(),
  },
  ...(['Compare', 'Copy as'] as const).map((view): Screen => ({
    name: `composer, ${view.toLowerCase()}`,
    show: async (page) => {
      await new Frame(page).goTo('Composer');
      await new ComposerPage(page).view(view).click();
    },
  })),
  {
    name: 'composer, asking for credentials',
    show: async (page) => {
      await new Frame(page).goTo('Composer');
      await new ComposerPage(page).askForCredentials('AssumeRole');
    },
    ...dialogButton('Cancel'),
  },
  ...COMPOSER_SCREENS,
  section('Timeline'),
  ...TIMELINE_SCREENS,
  { name: 'decision, implicitly denied', show: (page) => openDecision(page, 'lucy', 's3:DeleteBucket') },
  { name: 'decision, explicitly denied', show: (page) => openDecision(page, 'bruce-wayne', 's3:DeleteBucket') },
  { name: 'decision, allowed', show: (page) => openDecision(page, 'lucy', 's3:CreateBucket') },
  { name: 'decision, wrong resource type', show: (page) => openDecision(page, 'lucy', 'ssm:GetParameters') },
  { name: 'decision, no permission needed', show: (page) => openDecision(page, 'lucy', 'sts:GetCallerIdentity') },
  { name: 'decision, several parts', show: (page) => openDecision(page, 'lucy', 's3:GetObject') },
  {
    name: 'decision, led to the statement that denies',
    show: async (page) => {
      await openDecision(page, 'bruce-wayne', 's3:DeleteBucket');
      await new DecisionPage(page).goTo('policy of bucket gatehouse-shop-invoices');
      await page.getByRole('dialog').waitFor();
    },
    leave: (page) => page.keyboard.press('Escape'),
  },
  ...DECISION_SCREENS,
  ...POLICY_IMPACT_SCREENS,
  ...SETTINGS_SCREENS,
  ...ACCESS_GRAPH_SCREENS,
  section('Sign in'),
  {
    name: 'sign in as root',
    show: async (page) => {
      await new Frame(page).goTo('Sign in');
      await page.getByRole('tab', { name: 'Root user' }).click();
    },
  },
  {
    name: 'sign in by federation',
    show: async (page) => {
      await new Frame(page).goTo('Sign in');
      await page.getByRole('tab', { name: 'Federation' }).click();
    },
  },
  ...(['Password policy', 'Root user', 'Credential report', 'Server certificates', 'Endpoint'] as const).map(
    (tab): Screen => ({
      name: `account settings, ${tab.toLowerCase()}`,
      show: async (page) => {
        await new Frame(page).goTo('Account settings');
        await new AccountSettingsPage(page).tab(tab).click();
      },
    }),
  ),
  {
    name: 'account settings, endpoint that is on',
    show: async (page) => {
      const endpoint = new EndpointPage(page);
      await endpoint.open();
      await endpoint.turnOnAt(await freePort());
      await endpoint.turnOff.waitFor();
    },
    leave: (page) => new EndpointPage(page).turnOff.click(),
  },
  {
    name: 'account settings, a report of credentials',
    show: async (page) => {
      const settings = new AccountSettingsPage(page);
      await new Frame(page).goTo('Account settings');
      await settings.tab('Credential report').click();
      await page.getByRole('button', { name: 'Generate report' }).click();
      await settings.report.waitFor();
    },
  },
  {
    name: 'account settings, uploading a certificate',
    show: async (page) => {
      await new Frame(page).goTo('Account settings');
      await new AccountSettingsPage(page).tab('Server certificates').click();
      await page.getByRole('button', { name: 'Upload certificate' }).click();
      await page.getByRole('dialog').waitFor();
    },
    ...dialogButton('Cancel'),
  },
  section('Identity providers'),
  {
    name: 'identity provider, minted token',
    show: async (page) => {
      const provider = new IdentityProviderPage(page);
      await new Frame(page).goTo('Identity providers');
      await provider.createLocal({ protocol: 'oidc', url: 'https://idp.example.com' });
      await provider.mintButton.click();
      await provider.minted('Token').waitFor();
    },
  },
  {
    name: 'identity provider, details',
    show: async (page) => {
      await openRow(page, 'Identity providers', 'idp.example.com');
      await page.getByRole('tab', { name: 'Details' }).click();
    },
  },
  {
    name: 'user, rotating an access key',
    show: async (page) => {
      await openUser(page, 'Security credentials');
      await page.getByRole('button', { name: 'Rotate…' }).click();
    },
  },
  {
    name: 'user, adding a passkey',
    show: async (page) => {
      await openUser(page, 'Security credentials');
      await page.getByRole('button', { name: 'Add MFA device' }).click();
      await page.getByRole('dialog').getByLabel('Kind of device').selectOption('passkey');
    },
    ...dialogButton('Cancel'),
  },
  {
    name: 'authenticator',
    show: async (page) => {
      await new Frame(page).goTo('Authenticator');
      await page.getByRole('button', { name: 'Turn on' }).click();
      await page.getByRole('button', { name: 'Turn off' }).waitFor();
    },
    // It stays on for the machine; the next screen begins with it off.
    leave: (page) => page.getByRole('button', { name: 'Turn off' }).click(),
  },
  ...FRAME_SCREENS,
  {
    name: 'workspace menu',
    show: async (page) => {
      await new Frame(page).goTo('Users');
      await new Frame(page).workspaceMenu.click();
      await page.getByRole('menu').waitFor();
    },
    leave: (page) => page.keyboard.press('Escape'),
  },
  {
    name: 'account switcher',
    show: async (page) => {
      await createAccounts(page, ['Development', 'Logging', 'Data platform, production']);
      await new Frame(page).goTo('Users');
      await new Frame(page).accountSwitcher.click();
      await new Frame(page).accounts.waitFor();
    },
    leave: (page) => page.keyboard.press('Escape'),
  },
  {
    name: 'account switcher, searching',
    show: async (page) => {
      await createAccounts(page, ['Audit', 'Backup', 'Network', 'Sandbox', 'Security']);
      await new Frame(page).goTo('Users');
      await new Frame(page).accountSwitcher.click();
      await page.getByRole('combobox', { name: 'Search accounts' }).fill('o');
    },
    leave: (page) => page.keyboard.press('Escape'),
  },
  ...ORGANIZATION_SCREENS,
  {
    name: 'exporting',
    show: async (page) => {
      await new Frame(page).goTo('Users');
      await new Frame(page).chooseFromWorkspaceMenu('Export as JSON…');
      await page.getByRole('dialog').getByRole('button', { name: 'Save file' }).and(page.locator(':enabled')).waitFor();
    },
    ...dialogButton('Cancel'),
  },
  {
    name: 'importing',
    show: async (page) => {
      await new Frame(page).chooseFromWorkspaceMenu('Import a file…');
      const dialog = new ImportDialog(page);
      const user = { UserName: 'noah', UserId: 'AIDA1', Path: '/', Arn: 'arn:aws:iam::123456789012:user/noah' };
      await dialog.choose({
        name: 'account.json',
        content: JSON.stringify({
          UserDetailList: [{ ...user, CreateDate: '2026-01-01T00:00:00Z', GroupList: ['night-watch'] }],
        }),
      });
      await dialog.found();
    },
    ...dialogButton('Cancel'),
  },
  { name: 'welcome', show: closeWorkspace },
  {
    name: 'welcome, new account',
    show: async (page) => {
      await closeWorkspace(page);
      await new WelcomePage(page).choice('New account').click();
    },
    ...dialogButton('Cancel'),
  },
];
