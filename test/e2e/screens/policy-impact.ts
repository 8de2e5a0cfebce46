import type { Locator, Page } from '@playwright/test';
import { Frame, type Section } from '../pages/frame.ts';
import { PolicyEditor } from '../pages/policy-editor.ts';
import { PolicyImpactPanel } from '../pages/policy-impact.ts';
import { ResourcesPage } from '../pages/resources.ts';
import { policyText } from '../policies.ts';
import type { Screen } from './screen.ts';

async function edit(page: Page, within: Locator, text: string): Promise<void> {
  await new PolicyEditor(page, within).write(text);
  await new PolicyImpactPanel(within).region.getByText(/would change\.|is affected\.|No requests yet/).waitFor();
}

async function openRow(page: Page, of: Section, name: string): Promise<void> {
  await new Frame(page).goTo(of);
  await page.getByRole('main').getByRole('button', { name, exact: true }).click();
}

/** Policies that are being edited, with what the edit would change. */
export const POLICY_IMPACT_SCREENS: readonly Screen[] = [
  {
    name: 'policy impact, managed policy',
    show: async (page) => {
      await openRow(page, 'Policies', 'OperateTestInstances');
      const text = policyText({ Effect: 'Deny', Action: 's3:*', Resource: '*' });
      await edit(page, page.getByRole('main'), text);
    },
    leave: (page) => page.getByRole('main').getByRole('button', { name: 'Revert to saved' }).click(),
  },
  {
    name: 'policy impact, trust policy',
    show: async (page) => {
      await openRow(page, 'Roles', 'web-server');
      await page.getByRole('tab', { name: 'Trust policy' }).click();
      const statement = { Effect: 'Deny', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
      await edit(page, page.getByRole('tabpanel'), policyText(statement));
    },
    leave: (page) => page.getByRole('tabpanel').getByRole('button', { name: 'Revert', exact: true }).click(),
  },
  {
    name: 'policy impact, resource policy',
    show: async (page) => {
      const resources = new ResourcesPage(page);
      await resources.open('gatehouse-shop-invoices');
      const statement = {
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:*',
        Resource: 'arn:aws:s3:::gatehouse-shop-invoices',
      };
      await edit(page, resources.dialog, policyText(statement));
    },
    leave: async (page) => {
      await new ResourcesPage(page).dialog.getByRole('button', { name: 'Revert to saved' }).click();
      await page.keyboard.press('Escape');
    },
  },
];
