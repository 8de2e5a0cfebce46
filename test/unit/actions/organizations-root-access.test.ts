import { beforeEach, describe, expect, it } from 'vitest';
import type { OrganizationDocument } from '../../../src-shared/model/documents.ts';
import {
  MANAGEMENT_ACCOUNT_ID,
  organization,
  organizationAccount,
  organizationRoot,
} from '../../fixtures/organization-documents.ts';
import { NOW } from '../../fixtures/fixed-tools.ts';
import { ACCOUNT_ID, OTHER_ACCOUNT_ID, ROLE_SESSION, TestAccount } from './test-account.ts';

const ENABLE_PAGE = 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableOrganizationsRootSessions.html';
const LIST_PAGE = 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOrganizationsFeatures.html';
const ASSUME_ROOT_PAGE = 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html';
const AUDIT_TASK = 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials';
const IAM = { servicePrincipal: 'iam.amazonaws.com' };

const asManagement = { accountId: MANAGEMENT_ACCOUNT_ID };
let aws: TestAccount;

/** An organization with a member, and a second one that IAM's administration is delegated to. */
function organize(stated: Partial<OrganizationDocument> = {}): void {
  const delegatedServices = [{ ...IAM, delegationEnabledDate: NOW }];
  const documents = [
    { ...organization(), enabledServices: [{ ...IAM, dateEnabled: NOW }], ...stated },
    organizationRoot(),
    organizationAccount(MANAGEMENT_ACCOUNT_ID),
    organizationAccount(ACCOUNT_ID),
    organizationAccount(OTHER_ACCOUNT_ID, { delegatedServices }),
  ];
  aws.model.apply(documents.map((document) => ({ key: document.arn, before: null, after: document })));
}

/** What an operation answers while these are enabled. */
function features(...EnabledFeatures: readonly string[]) {
  return { OrganizationId: 'o-a1b2c3d4e5', EnabledFeatures };
}

beforeEach(() => {
  aws = new TestAccount();
});

describe('Centralized root access', () => {
  it(`is enabled feature by feature, and disabled again: ${ENABLE_PAGE}`, async () => {
    organize();
    const steps = [
      'iam:ListOrganizationsFeatures',
      'iam:EnableOrganizationsRootSessions',
      'iam:EnableOrganizationsRootCredentialsManagement',
      'iam:EnableOrganizationsRootSessions',
      'iam:DisableOrganizationsRootSessions',
      'iam:DisableOrganizationsRootCredentialsManagement',
    ] as const;
    const answers: unknown[] = [];
    for (const step of steps) answers.push(await aws.perform(step, {}, asManagement));
    expect(answers).toEqual([
      features(),
      features('RootSessions'),
      features('RootCredentialsManagement', 'RootSessions'),
      features('RootCredentialsManagement', 'RootSessions'),
      features('RootCredentialsManagement'),
      features(),
    ]);
  });

  it(`is shown to IAM's delegated administrator, who cannot enable it: ${LIST_PAGE}`, async () => {
    organize();
    const delegated = { accountId: OTHER_ACCOUNT_ID };
    expect(await aws.perform('iam:ListOrganizationsFeatures', {}, delegated)).toMatchObject({ EnabledFeatures: [] });
    expect(await aws.refusal('iam:EnableOrganizationsRootSessions', {}, delegated)).toMatchObject({
      code: 'CallerIsNotManagementAccountException',
      status: 400,
    });
  });

  it.each([
    ['is in no organization', null, MANAGEMENT_ACCOUNT_ID, 'OrganizationNotFoundException'],
    [
      'is in an organization for billing only',
      { featureSet: 'CONSOLIDATED_BILLING' },
      MANAGEMENT_ACCOUNT_ID,
      'OrganizationNotInAllFeaturesModeException',
    ],
    [
      "is neither the management account nor IAM's delegated administrator",
      {},
      ACCOUNT_ID,
      'AccountNotManagementOrDelegatedAdministratorException',
    ],
    [
      'has not given IAM trusted access',
      { enabledServices: [] },
      MANAGEMENT_ACCOUNT_ID,
      'ServiceAccessNotEnabledException',
    ],
  ] satisfies readonly (readonly [string, Partial<OrganizationDocument> | null, string, string])[])(
    `is refused to an account that %s: ${LIST_PAGE}`,
    async (_, stated, accountId, code) => {
      if (stated !== null) organize(stated);
      expect(await aws.refusal('iam:ListOrganizationsFeatures', {}, { accountId })).toMatchObject({
        code,
        status: 400,
      });
    },
  );

  it(`lets the management account assume root while root sessions are enabled, and no longer: ${ASSUME_ROOT_PAGE}`, async () => {
    organize();
    const boss = { ...ROLE_SESSION, accountId: MANAGEMENT_ACCOUNT_ID };
    const input = { TargetPrincipal: ACCOUNT_ID, TaskPolicyArn: { arn: AUDIT_TASK } };
    await aws.perform('iam:EnableOrganizationsRootSessions', {}, asManagement);
    expect(await aws.perform('sts:AssumeRoot', input, { as: boss })).toHaveProperty('Credentials');
    await aws.perform('iam:DisableOrganizationsRootSessions', {}, asManagement);
    expect(await aws.refusal('sts:AssumeRoot', input, { as: boss })).toMatchObject({
      code: 'AccessDenied',
      status: 403,
    });
  });
});
