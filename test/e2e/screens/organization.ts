import type { Page } from '@playwright/test';
import { OrganizationPage } from '../pages/organization.ts';
import { policyText } from '../policies.ts';
import { dialogButton, type Screen } from './screen.ts';

const POLICY = 'DenyBucketDeletion';

/** Goes to an organization with a unit and a policy, which are made the first time. */
async function showOrganization(page: Page): Promise<OrganizationPage> {
  const organization = new OrganizationPage(page);
  await organization.open();
  const create = page.getByRole('button', { name: 'Create organization' });
  await create.or(organization.tree).first().waitFor();
  if (await create.isVisible()) await organization.create();
  if (!(await organization.row('Workloads').isVisible())) await organization.createUnit('Workloads');
  if (!(await organization.policy(POLICY).isVisible())) {
    await organization.createPolicy(
      POLICY,
      policyText({ Sid: 'KeepBuckets', Effect: 'Deny', Action: 's3:DeleteBucket', Resource: '*' }),
    );
    await organization.policy(POLICY).dragTo(organization.row('Workloads'));
    await organization
      .row('Workloads')
      .and(page.getByLabel(/1 policy attached/))
      .waitFor();
  }
  await organization.row('Workloads').click();
  return organization;
}

/** The screen as long as there is no organization. */
export const NO_ORGANIZATION_SCREENS: readonly Screen[] = [
  { name: 'organization, none yet', show: (page) => new OrganizationPage(page).open() },
];

/** The organization, which is made where there is none, what can be chosen of it, and its dialogs. */
export const ORGANIZATION_SCREENS: readonly Screen[] = [
  {
    name: 'organization, unit',
    show: async (page) => {
      const organization = await showOrganization(page);
      await organization.levels.first().waitFor();
    },
  },
  {
    name: 'organization, resource control policies not enabled',
    show: async (page) => {
      await showOrganization(page);
      await page.getByRole('tab', { name: 'RCPs' }).click();
    },
    leave: (page) => page.getByRole('tab', { name: 'SCPs' }).click(),
  },
  {
    name: 'organization, accounts',
    show: async (page) => {
      const organization = await showOrganization(page);
      await organization.row('Root').click();
      await page.getByRole('tab', { name: 'Accounts' }).click();
    },
    leave: (page) => page.getByRole('tab', { name: 'SCPs' }).click(),
  },
  {
    name: 'organization, policy',
    show: async (page) => {
      const organization = await showOrganization(page);
      await organization.policy(POLICY).click();
      await organization.heading(POLICY).waitFor();
    },
  },
  {
    name: 'organization, creating an account',
    show: async (page) => {
      const organization = await showOrganization(page);
      await organization.button('Create account').click();
    },
    ...dialogButton('Cancel'),
  },
  {
    name: 'organization, attaching a policy',
    show: async (page) => {
      const organization = await showOrganization(page);
      await organization.row('Root').click();
      await organization.button('Attach SCP').click();
    },
    ...dialogButton('Cancel'),
  },
];
