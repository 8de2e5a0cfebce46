import { expect, test } from './app.ts';
import { ComposerPage } from './pages/composer.ts';
import { Frame } from './pages/frame.ts';
import { OrganizationPage } from './pages/organization.ts';
import { UserPage } from './pages/user.ts';
import { UsersPage } from './pages/users.ts';
import { policyText } from './policies.ts';

const NO_BUCKETS = policyText({ Sid: 'NoBuckets', Effect: 'Deny', Action: 's3:CreateBucket', Resource: '*' });

test('Without an organization the screen says what one is, and makes it as one step that can be undone', async ({
  sample,
}) => {
  const [organization, frame] = [new OrganizationPage(sample), new Frame(sample)];
  await organization.open();
  await expect(sample.getByText('This workspace has no organization yet')).toBeVisible();
  await sample.getByRole('button', { name: 'Create organization' }).click();
  await expect(organization.row('Root')).toHaveAttribute('aria-selected', 'true');
  await expect(organization.tree.getByRole('treeitem')).toHaveCount(2);
  await frame.undo.click();
  await expect(sample.getByText('This workspace has no organization yet')).toBeVisible();
});

test('An account is dragged from unit to unit, and undo brings it back', async ({ sample }) => {
  const [organization, frame] = [new OrganizationPage(sample), new Frame(sample)];
  await organization.create();
  await organization.createUnit('Workloads');
  await organization.createUnit('Sandboxes');
  await organization.createAccount('Lab', 'Root / Sandboxes');
  await organization.expectLevel('Lab', 3);

  await organization.row('Lab').dragTo(organization.row('Workloads'));
  await expect(frame.notifications).toContainText('Moved Lab to Workloads');
  await organization.row('Workloads').click();
  await sample.getByRole('tab', { name: 'Accounts' }).click();
  await expect(sample.getByRole('table', { name: 'Accounts under Workloads' })).toContainText('Lab');
  await expect(frame.undo).toHaveAccessibleName(/Move Lab to Workloads/);
  await frame.undo.click();
  await expect(sample.getByRole('table', { name: 'Accounts under Workloads' })).not.toContainText('Lab');
});

test('The tree is walked and changed by keyboard alone', async ({ sample }) => {
  const [organization, frame] = [new OrganizationPage(sample), new Frame(sample)];
  await organization.create();
  await organization.createUnit('Workloads');
  await organization.createAccount('Lab');
  await organization.row('Root').focus();
  await sample.keyboard.press('ArrowDown');
  await expect(organization.heading('Workloads')).toBeVisible();
  await sample.keyboard.press('F2');
  await organization.dialog.getByLabel('Name').fill('Production');
  await sample.keyboard.press('Enter');
  await expect(organization.row('Production')).toBeFocused();

  await sample.keyboard.press('l');
  await expect(organization.row('Lab')).toBeFocused();
  await sample.keyboard.press('Alt+Shift+ArrowRight');
  await organization.expectLevel('Lab', 3);
  await expect(organization.row('Lab')).toBeFocused();
  await sample.keyboard.press('Alt+Shift+ArrowLeft');
  await organization.expectLevel('Lab', 2);
  await sample.keyboard.press('ControlOrMeta+X');
  await sample.keyboard.press('Home');
  await sample.keyboard.press('ArrowDown');
  await sample.keyboard.press('ControlOrMeta+V');
  await organization.expectLevel('Lab', 3);

  await sample.keyboard.press('Delete');
  await organization.dialog.getByRole('button', { name: 'Delete unit' }).press('Enter');
  await expect(organization.dialog).toContainText('OrganizationalUnitNotEmptyException');
  await sample.keyboard.press('Escape');
  await expect(organization.row('Production')).toBeFocused();
  await frame.undo.click();
  await organization.expectLevel('Lab', 2);
});

test('A service control policy that is dragged onto a unit turns an allowed request into a denied one', async ({
  sample,
}) => {
  const [organization, frame] = [new OrganizationPage(sample), new Frame(sample)];
  const [users, user, composer] = [new UsersPage(sample), new UserPage(sample), new ComposerPage(sample)];
  await organization.create();
  await organization.createUnit('Workloads');
  await organization.createAccount('Lab', 'Root / Workloads');
  await organization.createPolicy('NoBuckets', NO_BUCKETS);
  await organization.row('Lab').click();
  await expect(organization.effect).toContainText('Nothing is limited');
  await organization.button('Show this account').click();
  await users.create('mia');
  await user.attachPolicy('AmazonS3FullAccess');
  await user.createAccessKey();
  await sample.getByRole('dialog').getByRole('button', { name: 'Done' }).click();

  const createBucket = async (bucket: string): Promise<void> => {
    await frame.goTo('Composer');
    await composer.signAs('mia');
    await composer.chooseAction('s3:CreateBucket');
    await composer.parameter('Bucket').fill(bucket);
    await composer.send();
  };
  await createBucket('mias-first-bucket');
  await expect(composer.result).not.toContainText('AccessDenied');

  await organization.open();
  await organization.policy('NoBuckets').dragTo(organization.row('Workloads'));
  await expect(frame.notifications).toContainText('Attached NoBuckets to Workloads');
  await organization.row('Lab').click();
  await expect(organization.levels).toHaveCount(3);
  await expect(organization.levels.nth(1)).toContainText('Denies some');
  await sample.getByRole('combobox', { name: 'Does an action pass?' }).fill('s3:CreateBucket');
  await sample.keyboard.press('Enter');
  await expect(organization.effect).toContainText('s3:CreateBucket is stopped');
  await expect(organization.effect).toContainText('At Workloads a statement denies it.');

  await createBucket('mias-second-bucket');
  await expect(composer.result).toContainText('explicit deny in a service control policy');
});

test('A policy is edited, attached by its dialog, and deleted with what it is attached to', async ({ sample }) => {
  const [organization, frame] = [new OrganizationPage(sample), new Frame(sample)];
  await organization.create();
  await organization.createPolicy('NoBuckets', NO_BUCKETS);
  await expect(sample.getByRole('heading', { name: 'What would change' })).toBeVisible();
  await organization.button('Attach to…').click();
  await organization.dialog.getByLabel('Root', { exact: true }).check();
  await organization.dialog.getByRole('button', { name: 'Attach' }).click();
  await sample.getByRole('tab', { name: 'Attached to' }).click();
  await expect(sample.getByRole('list', { name: 'What NoBuckets is attached to' })).toContainText('Root');
  await organization.button('Delete').click();
  await expect(organization.dialog).toContainText('It is detached from Root first.');
  await organization.dialog.getByRole('button', { name: 'Delete policy' }).click();
  await expect(organization.policy('NoBuckets')).toBeHidden();
  await frame.undo.click();
  await expect(organization.row('Root')).toHaveAccessibleName(/1 policy attached/);
});

test('The management account is said not to be limited', async ({ sample }) => {
  const organization = new OrganizationPage(sample);
  await organization.create();
  await organization.tree.getByRole('treeitem', { name: /management account/ }).click();
  await expect(organization.effect).toContainText('SCPs do not limit this account');
  await sample.getByRole('tab', { name: 'RCPs' }).click();
  await expect(organization.effect).toContainText('RCPs do not limit this account');
});
