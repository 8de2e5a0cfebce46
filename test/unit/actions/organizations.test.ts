import { beforeEach, describe, expect, it } from 'vitest';
import { membershipOf } from '../../../src-main/account/organization.ts';
import { accountDocument } from '../../../src-main/account/new-account.ts';
import type { Actor } from '../../../src-main/actions/handler.ts';
import type { OperationName } from '../../../src-main/actions/operations.ts';
import { AwsError } from '../../../src-shared/errors.ts';
import type { ModelDocument } from '../../../src-shared/model/documents.ts';
import {
  MANAGEMENT_ACCOUNT_ID,
  organization,
  organizationAccount,
  organizationalUnit,
  organizationPolicy,
  organizationRoot,
  withPolicies,
} from '../../fixtures/organization-documents.ts';
import { ACCOUNT_ID, OTHER_ACCOUNT_ID, TestAccount, userActor } from './test-account.ts';

/*
 * The operations of AWS Organizations: what they change, and how they are refused.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_Operations.html
 */

const ROOT_ID = 'r-ab12';
const UNIT_ID = 'ou-ab12-workloads';
const CHILD_UNIT_ID = 'ou-ab12-payments1';
const NO_UNIT_ID = 'ou-ab12-nothing12';
const NO_ACCOUNT_ID = '111111111111';
const POLICY_ID = 'p-nobucketsatall';
const ATTACHED_POLICY_ID = 'p-notablesatall';
const NO_POLICY_ID = 'p-nothing12';
const CONFIG = 'config.amazonaws.com';
const ACCESS = 'access-analyzer.amazonaws.com';
const DAY = 86_400_000;

const deny = (Action: string) => ({ Effect: 'Deny', Action, Resource: '*' });
const noBuckets = organizationPolicy('nobucketsatall', 'SERVICE_CONTROL_POLICY', deny('s3:CreateBucket'));
const noTables = organizationPolicy('notablesatall', 'SERVICE_CONTROL_POLICY', deny('dynamodb:CreateTable'));
const SCP = 'SERVICE_CONTROL_POLICY';
const RCP = 'RESOURCE_CONTROL_POLICY';
const CONTENT = JSON.stringify({ Version: '2012-10-17', Statement: [deny('s3:*')] });

type Given = Readonly<Record<string, unknown>>;

const memberOf = (accountId: string): Actor => ({
  kind: 'user',
  arn: `arn:aws:iam::${accountId}:user/ada`,
  accountId,
  userName: 'ada',
  userId: 'AIDAIOSFODNN7EXAMPLE3',
  tags: [],
});

let aws: TestAccount;

beforeEach(() => {
  aws = new TestAccount();
  put(
    accountDocument(
      { accountId: MANAGEMENT_ACCOUNT_ID, name: 'management', rootEmail: 'management@example.com' },
      () => aws.now,
    ),
    organization(),
    organizationRoot(),
    withPolicies(organizationalUnit('workloads'), noTables),
    { ...organizationalUnit('payments1', { parentId: UNIT_ID }) },
    organizationAccount(MANAGEMENT_ACCOUNT_ID, { joinedMethod: 'INVITED' }),
    organizationAccount(ACCOUNT_ID, { joinedMethod: 'INVITED', email: 'shop@example.com' }),
    noBuckets,
    noTables,
  );
});

function put(...documents: ModelDocument[]): void {
  aws.model.apply(documents.map((document) => ({ key: document.arn, before: null, after: document })));
}

/** Asks as an administrator of the management account, or of another. */
function ask<Name extends OperationName>(name: Name, given: Given = {}, accountId = MANAGEMENT_ACCOUNT_ID) {
  return aws.perform(name, given, { as: memberOf(accountId), accountId });
}

/** How an operation is refused: the code, and the reason where there is one. */
async function refusal(name: OperationName, given: Given = {}, accountId?: string): Promise<string> {
  try {
    await ask(name, given, accountId);
  } catch (thrown) {
    if (!(thrown instanceof AwsError)) throw thrown;
    return [thrown.code, thrown.details['Reason']].filter((part) => part !== undefined).join(' ');
  }
  return 'not refused';
}

async function invite(accountId = OTHER_ACCOUNT_ID): Promise<string> {
  const { Handshake } = await ask('organizations:InviteAccountToOrganization', {
    Target: { Type: 'ACCOUNT', Id: accountId },
  });
  return Handshake?.Id ?? '';
}

const register = async () => {
  await ask('organizations:EnableAWSServiceAccess', { ServicePrincipal: CONFIG });
  await ask('organizations:RegisterDelegatedAdministrator', { AccountId: ACCOUNT_ID, ServicePrincipal: CONFIG });
};
const close = () => ask('organizations:CloseAccount', { AccountId: ACCOUNT_ID });
const consolidatedBilling = () => put({ ...organization(), featureSet: 'CONSOLIDATED_BILLING' });
const nothing = () => undefined;

interface Refused {
  readonly because: string;
  readonly operation: OperationName;
  readonly given?: Given;
  readonly after?: () => unknown;
  readonly by?: string;
  readonly code: string;
}

describe('An operation of AWS Organizations is refused', () => {
  // Each error is named on the page of its operation, API_OPERATION.html of the API reference.
  it.each<Refused>([
    {
      because: 'by an account that has an organization already',
      operation: 'organizations:CreateOrganization',
      code: 'AlreadyInOrganizationException',
    },
    {
      because: 'while member accounts are left',
      operation: 'organizations:DeleteOrganization',
      code: 'OrganizationNotEmptyException',
    },
    {
      because: 'when the organization has all features',
      operation: 'organizations:EnableAllFeatures',
      code: 'HandshakeConstraintViolationException ORGANIZATION_ALREADY_HAS_ALL_FEATURES',
    },
    {
      because: 'while it asks for all features already',
      operation: 'organizations:EnableAllFeatures',
      after: async () => {
        consolidatedBilling();
        await ask('organizations:EnableAllFeatures');
      },
      code: 'HandshakeConstraintViolationException ORGANIZATION_IS_ALREADY_PENDING_ALL_FEATURES_MIGRATION',
    },

    {
      because: 'under a parent that is not there',
      operation: 'organizations:CreateOrganizationalUnit',
      given: { ParentId: NO_UNIT_ID, Name: 'new' },
      code: 'ParentNotFoundException',
    },
    {
      because: 'under a name that a sibling has',
      operation: 'organizations:CreateOrganizationalUnit',
      given: { ParentId: ROOT_ID, Name: 'workloads' },
      code: 'DuplicateOrganizationalUnitException',
    },
    {
      because: 'six levels deep',
      operation: 'organizations:CreateOrganizationalUnit',
      given: { ParentId: 'ou-ab12-level0005', Name: 'six' },
      after: () =>
        [3, 4, 5].forEach((level) =>
          put(
            organizationalUnit(`level000${level}`, {
              parentId: level === 3 ? CHILD_UNIT_ID : `ou-ab12-level000${level - 1}`,
            }),
          ),
        ),
      code: 'ConstraintViolationException OU_DEPTH_LIMIT_EXCEEDED',
    },
    {
      because: 'with a tag key twice',
      operation: 'organizations:CreateOrganizationalUnit',
      given: {
        ParentId: ROOT_ID,
        Name: 'new',
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'a', Value: '2' },
        ],
      },
      code: 'InvalidInputException DUPLICATE_TAG_KEY',
    },
    {
      because: 'for a unit that is not there',
      operation: 'organizations:DescribeOrganizationalUnit',
      given: { OrganizationalUnitId: NO_UNIT_ID },
      code: 'OrganizationalUnitNotFoundException',
    },
    {
      because: 'to the name of a sibling',
      operation: 'organizations:UpdateOrganizationalUnit',
      given: { OrganizationalUnitId: UNIT_ID, Name: 'sibling12' },
      after: () => put(organizationalUnit('sibling12')),
      code: 'DuplicateOrganizationalUnitException',
    },
    {
      because: 'while units are under it',
      operation: 'organizations:DeleteOrganizationalUnit',
      given: { OrganizationalUnitId: UNIT_ID },
      code: 'OrganizationalUnitNotEmptyException',
    },
    {
      because: 'while accounts are under it',
      operation: 'organizations:DeleteOrganizationalUnit',
      given: { OrganizationalUnitId: CHILD_UNIT_ID },
      after: () => put(organizationAccount(ACCOUNT_ID, { parentId: CHILD_UNIT_ID })),
      code: 'OrganizationalUnitNotEmptyException',
    },
    {
      because: 'for a parent that is not there',
      operation: 'organizations:ListChildren',
      given: { ParentId: NO_UNIT_ID, ChildType: 'ACCOUNT' },
      code: 'ParentNotFoundException',
    },
    {
      because: 'for a child that is not there',
      operation: 'organizations:ListParents',
      given: { ChildId: NO_ACCOUNT_ID },
      code: 'ChildNotFoundException',
    },

    {
      because: 'for an account that is no member',
      operation: 'organizations:DescribeAccount',
      given: { AccountId: OTHER_ACCOUNT_ID },
      code: 'AccountNotFoundException',
    },
    {
      because: 'from a parent that the account is not under',
      operation: 'organizations:MoveAccount',
      given: { AccountId: ACCOUNT_ID, SourceParentId: UNIT_ID, DestinationParentId: ROOT_ID },
      code: 'SourceParentNotFoundException',
    },
    {
      because: 'to a parent that is not there',
      operation: 'organizations:MoveAccount',
      given: { AccountId: ACCOUNT_ID, SourceParentId: ROOT_ID, DestinationParentId: NO_UNIT_ID },
      code: 'DestinationParentNotFoundException',
    },
    {
      because: 'to where the account is',
      operation: 'organizations:MoveAccount',
      given: { AccountId: ACCOUNT_ID, SourceParentId: ROOT_ID, DestinationParentId: ROOT_ID },
      code: 'DuplicateAccountException',
    },
    {
      because: 'for the management account',
      operation: 'organizations:CloseAccount',
      given: { AccountId: MANAGEMENT_ACCOUNT_ID },
      code: 'ConstraintViolationException CANNOT_CLOSE_MANAGEMENT_ACCOUNT',
    },
    {
      because: 'for an account that is closed',
      operation: 'organizations:CloseAccount',
      given: { AccountId: ACCOUNT_ID },
      after: close,
      code: 'AccountAlreadyClosedException',
    },
    {
      because: 'without all features',
      operation: 'organizations:CloseAccount',
      given: { AccountId: ACCOUNT_ID },
      after: consolidatedBilling,
      code: 'ConstraintViolationException ORGANIZATION_NOT_IN_ALL_FEATURES_MODE',
    },
    {
      because: 'for the management account',
      operation: 'organizations:RemoveAccountFromOrganization',
      given: { AccountId: MANAGEMENT_ACCOUNT_ID },
      code: 'MasterCannotLeaveOrganizationException',
    },
    {
      because: 'to the management account',
      operation: 'organizations:LeaveOrganization',
      code: 'MasterCannotLeaveOrganizationException',
    },
    {
      because: 'to a delegated administrator',
      operation: 'organizations:LeaveOrganization',
      after: register,
      by: ACCOUNT_ID,
      code: 'ConstraintViolationException CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG',
    },
    {
      because: 'to an account that was created less than four days ago',
      operation: 'organizations:LeaveOrganization',
      after: () =>
        put(organizationAccount(ACCOUNT_ID, { joinedTimestamp: new Date(aws.now.getTime() - 3 * DAY).toISOString() })),
      by: ACCOUNT_ID,
      code: 'ConstraintViolationException WAIT_PERIOD_ACTIVE',
    },

    {
      because: 'for a role name that is reserved',
      operation: 'organizations:CreateAccount',
      given: { Email: 'new@example.com', AccountName: 'new', RoleName: 'AWSServiceRoleForMe' },
      code: 'InvalidInputException INVALID_ROLE_NAME',
    },
    {
      because: 'for an e-mail address that is none',
      operation: 'organizations:CreateAccount',
      given: { Email: 'nobody', AccountName: 'new' },
      code: 'InvalidInputException INVALID_PATTERN',
    },
    {
      because: 'past ten accounts',
      operation: 'organizations:CreateAccount',
      given: { Email: 'new@example.com', AccountName: 'new' },
      after: () => {
        for (let count = 2; count < 10; count += 1) put(organizationAccount(`10000000000${count}`));
      },
      code: 'ConstraintViolationException ACCOUNT_NUMBER_LIMIT_EXCEEDED',
    },
    {
      because: 'for a request that was never made',
      operation: 'organizations:DescribeCreateAccountStatus',
      given: { CreateAccountRequestId: 'car-nothing12' },
      code: 'CreateAccountStatusNotFoundException',
    },

    {
      because: 'for an account that is a member',
      operation: 'organizations:InviteAccountToOrganization',
      given: { Target: { Type: 'EMAIL', Id: 'shop@example.com' } },
      after: () =>
        put({ ...accountDocument({ accountId: ACCOUNT_ID, name: '', rootEmail: 'shop@example.com' }, () => aws.now) }),
      code: 'HandshakeConstraintViolationException ALREADY_IN_AN_ORGANIZATION',
    },
    {
      because: 'for an account that has an invitation',
      operation: 'organizations:InviteAccountToOrganization',
      given: { Target: { Type: 'ACCOUNT', Id: OTHER_ACCOUNT_ID } },
      after: () => invite(),
      code: 'DuplicateHandshakeException',
    },
    {
      because: 'for another organization',
      operation: 'organizations:InviteAccountToOrganization',
      given: { Target: { Type: 'ORGANIZATION', Id: 'o-b1b2c3d4e5' } },
      code: 'InvalidInputException INVALID_PARTY_TYPE_TARGET',
    },
    {
      because: 'while all features are asked for',
      operation: 'organizations:InviteAccountToOrganization',
      given: { Target: { Type: 'ACCOUNT', Id: OTHER_ACCOUNT_ID } },
      after: async () => {
        consolidatedBilling();
        await ask('organizations:EnableAllFeatures');
      },
      code: 'HandshakeConstraintViolationException INVITE_DISABLED_DURING_ENABLE_ALL_FEATURES',
    },
    {
      because: 'for a handshake that is not there',
      operation: 'organizations:AcceptHandshake',
      given: { HandshakeId: 'h-nothing12' },
      code: 'HandshakeNotFoundException',
    },
    {
      because: 'with two filters',
      operation: 'organizations:ListHandshakesForOrganization',
      given: { Filter: { ActionType: 'INVITE', ParentHandshakeId: 'h-nothing12' } },
      code: 'InvalidInputException MAX_LIMIT_EXCEEDED_FILTER',
    },

    {
      because: 'for a root that is not there',
      operation: 'organizations:EnablePolicyType',
      given: { RootId: 'r-none', PolicyType: RCP },
      code: 'RootNotFoundException',
    },
    {
      because: 'for a type that is enabled',
      operation: 'organizations:EnablePolicyType',
      given: { RootId: ROOT_ID, PolicyType: RCP },
      code: 'PolicyTypeAlreadyEnabledException',
    },
    {
      because: 'without all features',
      operation: 'organizations:EnablePolicyType',
      given: { RootId: ROOT_ID, PolicyType: RCP },
      after: consolidatedBilling,
      code: 'PolicyTypeNotAvailableForOrganizationException',
    },
    {
      because: 'for a type that is not enabled',
      operation: 'organizations:DisablePolicyType',
      given: { RootId: ROOT_ID, PolicyType: 'TAG_POLICY' },
      code: 'PolicyTypeNotEnabledException',
    },
    {
      because: 'for a type that there is not',
      operation: 'organizations:ListPolicies',
      given: { Filter: 'NO_POLICY' },
      code: 'InvalidInputException INVALID_ENUM_POLICY_TYPE',
    },

    {
      because: 'under a name that another policy of the type has',
      operation: 'organizations:CreatePolicy',
      given: { Name: 'nobucketsatall', Description: '', Content: CONTENT, Type: SCP },
      code: 'DuplicatePolicyException',
    },
    {
      because: 'for a document that is no policy of the type',
      operation: 'organizations:CreatePolicy',
      given: { Name: 'new', Description: '', Content: CONTENT, Type: RCP },
      code: 'MalformedPolicyDocumentException',
    },
    {
      because: 'for a service control policy past 10,240 characters',
      operation: 'organizations:CreatePolicy',
      given: { Name: 'new', Description: '', Content: CONTENT.padEnd(10_241), Type: SCP },
      code: 'ConstraintViolationException POLICY_CONTENT_LIMIT_EXCEEDED',
    },
    {
      because: 'for a resource control policy past 5,120 characters',
      operation: 'organizations:CreatePolicy',
      given: { Name: 'new', Description: '', Content: CONTENT.padEnd(5121), Type: RCP },
      code: 'ConstraintViolationException POLICY_CONTENT_LIMIT_EXCEEDED',
    },
    {
      because: 'for a type that Gatehouse does not model',
      operation: 'organizations:CreatePolicy',
      given: { Name: 'new', Description: '', Content: '{}', Type: 'TAG_POLICY' },
      code: 'PolicyTypeNotAvailableForOrganizationException',
    },
    {
      because: 'for a policy that is not there',
      operation: 'organizations:DescribePolicy',
      given: { PolicyId: NO_POLICY_ID },
      code: 'PolicyNotFoundException',
    },
    {
      because: 'for a policy that AWS keeps',
      operation: 'organizations:UpdatePolicy',
      given: { PolicyId: 'p-FullAWSAccess', Content: CONTENT },
      code: 'InvalidInputException IMMUTABLE_POLICY',
    },
    {
      because: 'for a document that is no policy',
      operation: 'organizations:UpdatePolicy',
      given: { PolicyId: POLICY_ID, Content: '{' },
      code: 'MalformedPolicyDocumentException',
    },
    {
      because: 'while the policy is attached',
      operation: 'organizations:DeletePolicy',
      given: { PolicyId: ATTACHED_POLICY_ID },
      code: 'PolicyInUseException',
    },
    {
      because: 'for a policy that AWS keeps',
      operation: 'organizations:DeletePolicy',
      given: { PolicyId: 'p-RCPFullAWSAccess' },
      code: 'InvalidInputException IMMUTABLE_POLICY',
    },
    {
      because: 'to a target that is not there',
      operation: 'organizations:AttachPolicy',
      given: { PolicyId: POLICY_ID, TargetId: NO_ACCOUNT_ID },
      code: 'TargetNotFoundException',
    },
    {
      because: 'to what the policy is attached to',
      operation: 'organizations:AttachPolicy',
      given: { PolicyId: ATTACHED_POLICY_ID, TargetId: UNIT_ID },
      code: 'DuplicatePolicyAttachmentException',
    },
    {
      because: 'while the type is not enabled',
      operation: 'organizations:AttachPolicy',
      given: { PolicyId: POLICY_ID, TargetId: ROOT_ID },
      after: () => ask('organizations:DisablePolicyType', { RootId: ROOT_ID, PolicyType: SCP }),
      code: 'PolicyTypeNotEnabledException',
    },
    {
      because: 'past ten service control policies',
      operation: 'organizations:AttachPolicy',
      given: { PolicyId: POLICY_ID, TargetId: ROOT_ID },
      after: () => {
        const more = Array.from({ length: 9 }, (_, count) => organizationPolicy(`more0000${count}`, SCP, deny('s3:*')));
        put(...more, withPolicies(organizationRoot(), ...more));
      },
      code: 'ConstraintViolationException MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
    },
    {
      because: 'for a policy that is not attached',
      operation: 'organizations:DetachPolicy',
      given: { PolicyId: POLICY_ID, TargetId: ROOT_ID },
      code: 'PolicyNotAttachedException',
    },
    {
      because: 'for the last service control policy',
      operation: 'organizations:DetachPolicy',
      given: { PolicyId: 'p-FullAWSAccess', TargetId: ROOT_ID },
      code: 'ConstraintViolationException MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
    },
    {
      because: 'for RCPFullAWSAccess',
      operation: 'organizations:DetachPolicy',
      given: { PolicyId: 'p-RCPFullAWSAccess', TargetId: ROOT_ID },
      code: 'InvalidInputException NON_DETACHABLE_POLICY',
    },
    {
      because: 'for service control policies, which have no effective policy',
      operation: 'organizations:DescribeEffectivePolicy',
      given: { PolicyType: SCP },
      code: 'InvalidInputException INVALID_ENUM_POLICY_TYPE',
    },
    {
      because: 'for an organizational unit',
      operation: 'organizations:DescribeEffectivePolicy',
      given: { PolicyType: 'TAG_POLICY', TargetId: UNIT_ID },
      code: 'InvalidInputException TARGET_NOT_SUPPORTED',
    },

    {
      because: 'for what is not there',
      operation: 'organizations:TagResource',
      given: { ResourceId: NO_UNIT_ID, Tags: [{ Key: 'a', Value: '1' }] },
      code: 'TargetNotFoundException',
    },
    {
      because: 'with a key of AWS’s own',
      operation: 'organizations:TagResource',
      given: { ResourceId: ROOT_ID, Tags: [{ Key: 'aws:a', Value: '1' }] },
      code: 'InvalidInputException INVALID_SYSTEM_TAGS_PARAMETER',
    },
    {
      because: 'past fifty tags',
      operation: 'organizations:TagResource',
      given: { ResourceId: ROOT_ID, Tags: Array.from({ length: 51 }, (_, count) => ({ Key: `k${count}`, Value: '' })) },
      code: 'ConstraintViolationException MAX_TAG_LIMIT_EXCEEDED',
    },

    {
      because: 'for what is no service',
      operation: 'organizations:EnableAWSServiceAccess',
      given: { ServicePrincipal: 'example.com' },
      code: 'InvalidInputException UNRECOGNIZED_SERVICE_PRINCIPAL',
    },
    {
      because: 'before the service has trusted access',
      operation: 'organizations:RegisterDelegatedAdministrator',
      given: { AccountId: ACCOUNT_ID, ServicePrincipal: CONFIG },
      code: 'ConstraintViolationException SERVICE_ACCESS_NOT_ENABLED',
    },
    {
      because: 'for the management account',
      operation: 'organizations:RegisterDelegatedAdministrator',
      given: { AccountId: MANAGEMENT_ACCOUNT_ID, ServicePrincipal: CONFIG },
      after: register,
      code: 'ConstraintViolationException CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR',
    },
    {
      because: 'for a closed account',
      operation: 'organizations:RegisterDelegatedAdministrator',
      given: { AccountId: ACCOUNT_ID, ServicePrincipal: CONFIG },
      after: close,
      code: 'ConstraintViolationException CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR',
    },
    {
      because: 'for an account that is registered',
      operation: 'organizations:RegisterDelegatedAdministrator',
      given: { AccountId: ACCOUNT_ID, ServicePrincipal: CONFIG },
      after: register,
      code: 'AccountAlreadyRegisteredException',
    },
    {
      because: 'for an account that is not registered for the service',
      operation: 'organizations:DeregisterDelegatedAdministrator',
      given: { AccountId: ACCOUNT_ID, ServicePrincipal: ACCESS },
      after: register,
      code: 'AccountNotRegisteredException',
    },
    {
      because: 'for an account that is not registered for any service',
      operation: 'organizations:ListDelegatedServicesForAccount',
      given: { AccountId: ACCOUNT_ID },
      code: 'AccountNotRegisteredException',
    },

    {
      because: 'where there is no resource policy',
      operation: 'organizations:DescribeResourcePolicy',
      code: 'ResourcePolicyNotFoundException',
    },
    {
      because: 'for what is no policy',
      operation: 'organizations:PutResourcePolicy',
      given: { Content: '{}' },
      code: 'InvalidInputException INVALID_RESOURCE_POLICY_JSON',
    },
    {
      because: 'for a principal that is not there',
      operation: 'organizations:PutResourcePolicy',
      given: { Content: delegation(`arn:aws:iam::${ACCOUNT_ID}:user/nobody`) },
      code: 'InvalidInputException INVALID_PRINCIPAL',
    },
    {
      because: 'for actions of other services',
      operation: 'organizations:PutResourcePolicy',
      given: { Content: delegation(ACCOUNT_ID, 's3:*') },
      code: 'InvalidInputException UNSUPPORTED_ACTION_IN_RESOURCE_POLICY',
    },
    {
      because: 'for a token that no answer gave',
      operation: 'organizations:ListAccounts',
      given: { NextToken: 'made-up' },
      code: 'InvalidInputException INVALID_NEXT_TOKEN',
    },
  ])('$operation $because: $code', async ({ operation, given = {}, after = nothing, by, code }) => {
    await after();
    expect(await refusal(operation, given, by)).toBe(code);
  });
});

function delegation(principal: string, Action = 'organizations:ListPolicies'): string {
  const statement = { Effect: 'Allow', Principal: { AWS: principal }, Action, Resource: '*' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

describe('An account that is no member', () => {
  it.each([
    ['organizations:DescribeOrganization', {}],
    ['organizations:ListAccounts', {}],
    ['organizations:LeaveOrganization', {}],
    ['organizations:AttachPolicy', { PolicyId: POLICY_ID, TargetId: ROOT_ID }],
  ] as const)('is told by %s that it is in no organization', async (operation, given) => {
    expect(await refusal(operation, given, OTHER_ACCOUNT_ID)).toBe('AWSOrganizationsNotInUseException');
  });

  it('cannot make another organization in the same workspace', async () => {
    await expect(ask('organizations:CreateOrganization', {}, OTHER_ACCOUNT_ID)).rejects.toThrow(
      'Gatehouse models one organization in a workspace, and this workspace has one already.',
    );
  });
});

const createAccount = (given: Given = {}) =>
  ask('organizations:CreateAccount', { Email: 'new@example.com', AccountName: 'New', ...given });

describe('An account that is created', () => {
  it('is in the workspace, under the root, with FullAWSAccess and its tags', async () => {
    const { CreateAccountStatus } = await createAccount({ Tags: [{ Key: 'team', Value: 'shop' }] });
    const accountId = CreateAccountStatus?.AccountId ?? '';
    expect(aws.model.accountByIdOrAlias(accountId)).toMatchObject({ name: 'New', rootEmail: 'new@example.com' });
    expect(membershipOf(aws.model, accountId)?.targets.at(-1)).toMatchObject({
      name: 'New',
      joinedMethod: 'CREATED',
      parentId: ROOT_ID,
      attachedPolicies: ['arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess'],
      tags: [{ Key: 'team', Value: 'shop' }],
    });
  });

  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access.html
  it.each([undefined, 'Administrators'])('has a role that trusts the management account: %s', async (RoleName) => {
    const { CreateAccountStatus } = await createAccount({ RoleName });
    const role = aws.model.roleByName(
      CreateAccountStatus?.AccountId ?? '',
      RoleName ?? 'OrganizationAccountAccessRole',
    );
    expect(role?.attachedPolicies).toEqual(['arn:aws:iam::aws:policy/AdministratorAccess']);
    expect(JSON.parse(role?.assumeRolePolicyDocument ?? '')).toMatchObject({
      Statement: [{ Principal: { AWS: `arn:aws:iam::${MANAGEMENT_ACCOUNT_ID}:root` }, Action: 'sts:AssumeRole' }],
    });
  });

  // https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html
  it.each(['ALL', 'CONSOLIDATED_BILLING'] as const)(
    'has the service-linked role only with all features: %s',
    async (featureSet) => {
      put({ ...organization(), featureSet });
      const { CreateAccountStatus } = await createAccount();
      const role = aws.model.roleByName(CreateAccountStatus?.AccountId ?? '', 'AWSServiceRoleForOrganizations');
      expect(role !== null).toBe(featureSet === 'ALL');
    },
  );

  // https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccountStatus.html
  it('is not made when its e-mail address is taken, and the request tells so', async () => {
    const accounts = aws.model.list('account').length;
    const { CreateAccountStatus } = await createAccount({ Email: 'Shop@example.com' });
    expect(CreateAccountStatus).toMatchObject({ State: 'FAILED', FailureReason: 'EMAIL_ALREADY_EXISTS' });
    expect(aws.model.list('account')).toHaveLength(accounts);
    const { CreateAccountStatuses } = await ask('organizations:ListCreateAccountStatus', { States: ['FAILED'] });
    expect(CreateAccountStatuses).toEqual([CreateAccountStatus]);
  });
});

describe('An invitation', () => {
  it('makes the account a member under the root when it accepts', async () => {
    const HandshakeId = await invite();
    await ask('organizations:AcceptHandshake', { HandshakeId }, OTHER_ACCOUNT_ID);
    expect(membershipOf(aws.model, OTHER_ACCOUNT_ID)?.targets.at(-1)).toMatchObject({
      joinedMethod: 'INVITED',
      parentId: ROOT_ID,
    });
    expect(aws.model.roleByName(OTHER_ACCOUNT_ID, 'AWSServiceRoleForOrganizations')).not.toBeNull();
    expect(aws.model.roleByName(OTHER_ACCOUNT_ID, 'OrganizationAccountAccessRole')).toBeNull();
  });

  // https://docs.aws.amazon.com/organizations/latest/APIReference/API_CancelHandshake.html
  // https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeclineHandshake.html
  it.each([
    ['organizations:AcceptHandshake', MANAGEMENT_ACCOUNT_ID],
    ['organizations:AcceptHandshake', ACCOUNT_ID],
    ['organizations:DeclineHandshake', MANAGEMENT_ACCOUNT_ID],
    ['organizations:CancelHandshake', OTHER_ACCOUNT_ID],
    ['organizations:DescribeHandshake', ACCOUNT_ID],
  ] as const)('is nothing to %s for account %s, which is not the one that may', async (operation, accountId) => {
    const HandshakeId = await invite();
    expect(await refusal(operation, { HandshakeId }, accountId)).toBe('AccessDeniedException');
  });

  it.each([
    ['Accept', 'Accept', 'HandshakeAlreadyInStateException'],
    ['Decline', 'Decline', 'HandshakeAlreadyInStateException'],
    ['Accept', 'Decline', 'InvalidHandshakeTransitionException'],
    ['Decline', 'Accept', 'InvalidHandshakeTransitionException'],
  ] as const)('is answered once: %s, then %s', async (first, second, code) => {
    const HandshakeId = await invite();
    await ask(`organizations:${first}Handshake`, { HandshakeId }, OTHER_ACCOUNT_ID);
    expect(await refusal(`organizations:${second}Handshake`, { HandshakeId }, OTHER_ACCOUNT_ID)).toBe(code);
  });

  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
  it('expires after fifteen days, and is told of for thirty more', async () => {
    const HandshakeId = await invite();
    const state = async () =>
      (await ask('organizations:DescribeHandshake', { HandshakeId }, OTHER_ACCOUNT_ID)).Handshake?.State;
    const start = aws.now.getTime();
    aws.now = new Date(start + 15 * DAY - 1);
    expect(await state()).toBe('REQUESTED');
    aws.now = new Date(start + 15 * DAY);
    expect(await state()).toBe('EXPIRED');
    expect(await refusal('organizations:AcceptHandshake', { HandshakeId }, OTHER_ACCOUNT_ID)).toBe(
      'InvalidHandshakeTransitionException',
    );
    aws.now = new Date(start + 45 * DAY);
    expect(await refusal('organizations:DescribeHandshake', { HandshakeId }, OTHER_ACCOUNT_ID)).toBe(
      'HandshakeNotFoundException',
    );
  });

  it('counts as an account of the organization while it is open', async () => {
    for (let count = 3; count < 10; count += 1) put(organizationAccount(`10000000000${count}`));
    const HandshakeId = await invite();
    const given = { Email: 'new@example.com', AccountName: 'new' };
    expect(await refusal('organizations:CreateAccount', given)).toBe(
      'ConstraintViolationException ACCOUNT_NUMBER_LIMIT_EXCEEDED',
    );
    await ask('organizations:CancelHandshake', { HandshakeId });
    expect(await refusal('organizations:CreateAccount', given)).toBe('not refused');
  });

  it('is sent twenty times a day at most', async () => {
    for (let count = 0; count < 20; count += 1) {
      await ask('organizations:CancelHandshake', { HandshakeId: await invite(`${100_000_000_000 + count}`) });
    }
    const again = { Target: { Type: 'ACCOUNT', Id: OTHER_ACCOUNT_ID } };
    expect(await refusal('organizations:InviteAccountToOrganization', again)).toBe(
      'HandshakeConstraintViolationException HANDSHAKE_RATE_LIMIT_EXCEEDED',
    );
  });
});

// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_org_support-all-features.html
describe('All features', () => {
  it('come when every invited account and then the management account has agreed', async () => {
    consolidatedBilling();
    put(organizationRoot({ policyTypes: [], attachedPolicies: [] }));
    const { Handshake } = await ask('organizations:EnableAllFeatures');
    expect(Handshake).toMatchObject({ Action: 'ENABLE_ALL_FEATURES', State: 'REQUESTED' });
    const received = async (accountId: string) =>
      (await ask('organizations:ListHandshakesForAccount', {}, accountId)).Handshakes ?? [];
    expect(await received(MANAGEMENT_ACCOUNT_ID)).toEqual([]);
    const [asked] = await received(ACCOUNT_ID);
    expect(asked?.Resources).toContainEqual({ Type: 'PARENT_HANDSHAKE', Value: Handshake?.Id });
    await ask('organizations:AcceptHandshake', { HandshakeId: asked?.Id }, ACCOUNT_ID);
    const [last] = await received(MANAGEMENT_ACCOUNT_ID);
    expect(last?.Action).toBe('APPROVE_ALL_FEATURES');
    expect((await ask('organizations:DescribeOrganization')).Organization?.FeatureSet).toBe('CONSOLIDATED_BILLING');
    await ask('organizations:AcceptHandshake', { HandshakeId: last?.Id });
    expect((await ask('organizations:DescribeOrganization')).Organization?.FeatureSet).toBe('ALL');
    expect(await refusal('organizations:EnablePolicyType', { RootId: ROOT_ID, PolicyType: SCP })).toBe('not refused');
  });
});

/** The names of the policies that are attached to a target itself. */
const attachedNames = async (TargetId: string, Filter = SCP) =>
  (await ask('organizations:ListPoliciesForTarget', { TargetId, Filter })).Policies?.map(({ Name }) => Name);

describe('A policy type', () => {
  // https://docs.aws.amazon.com/organizations/latest/userguide/disable-policy-type.html
  it('that is disabled loses its attachments; enabled again, everything has FullAWSAccess', async () => {
    expect(await attachedNames(UNIT_ID)).toEqual(['FullAWSAccess', 'notablesatall']);
    await ask('organizations:DisablePolicyType', { RootId: ROOT_ID, PolicyType: SCP });
    expect(await attachedNames(UNIT_ID)).toEqual([]);
    await ask('organizations:EnablePolicyType', { RootId: ROOT_ID, PolicyType: SCP });
    expect(await Promise.all([ROOT_ID, UNIT_ID, ACCOUNT_ID].map((id) => attachedNames(id)))).toEqual([
      ['FullAWSAccess'],
      ['FullAWSAccess'],
      ['FullAWSAccess'],
    ]);
  });

  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
  it('of resource control policies has RCPFullAWSAccess attached everywhere while it is enabled', async () => {
    expect(await attachedNames(ACCOUNT_ID, RCP)).toEqual(['RCPFullAWSAccess']);
    const { Targets } = await ask('organizations:ListTargetsForPolicy', { PolicyId: 'p-RCPFullAWSAccess' });
    expect(Targets).toHaveLength(5);
    await ask('organizations:DisablePolicyType', { RootId: ROOT_ID, PolicyType: RCP });
    expect(await attachedNames(ACCOUNT_ID, RCP)).toEqual([]);
  });

  it('that Gatehouse does not model has no policies', async () => {
    expect(await ask('organizations:ListPolicies', { Filter: 'BACKUP_POLICY' })).toEqual({ Policies: [] });
  });
});

describe('A list', () => {
  it('comes in pages that hang together', async () => {
    for (let count = 0; count < 7; count += 1) put(organizationAccount(`10000000000${count}`));
    const seen: string[] = [];
    let NextToken: string | undefined;
    do {
      const answer = await ask('organizations:ListAccounts', { MaxResults: 4, NextToken });
      expect(answer.Accounts?.length).toBeLessThanOrEqual(4);
      seen.push(...(answer.Accounts ?? []).map(({ Id }) => Id ?? ''));
      ({ NextToken } = answer);
    } while (NextToken !== undefined);
    expect(seen).toHaveLength(9);
    expect(new Set(seen)).toEqual(new Set(aws.model.list('organizationAccount').map(({ id }) => id)));
  });
});

describe('Tags', () => {
  it.each([ROOT_ID, UNIT_ID, ACCOUNT_ID, POLICY_ID])('are put on %s and taken away', async (ResourceId) => {
    const tags = async () => (await ask('organizations:ListTagsForResource', { ResourceId })).Tags;
    await ask('organizations:TagResource', { ResourceId, Tags: [{ Key: 'a', Value: '1' }] });
    await ask('organizations:TagResource', {
      ResourceId,
      Tags: [
        { Key: 'a', Value: '2' },
        { Key: 'A', Value: '3' },
      ],
    });
    expect(await tags()).toEqual([
      { Key: 'a', Value: '2' },
      { Key: 'A', Value: '3' },
    ]);
    await ask('organizations:UntagResource', { ResourceId, TagKeys: ['a'] });
    expect(await tags()).toEqual([{ Key: 'A', Value: '3' }]);
  });
});

describe('The designer', () => {
  it('works in the organization from whatever account, as its management account', async () => {
    const made = await aws.perform(
      'organizations:CreateOrganizationalUnit',
      { ParentId: UNIT_ID, Name: 'new' },
      { accountId: OTHER_ACCOUNT_ID },
    );
    expect(made.OrganizationalUnit?.Path).toMatch(new RegExp(`^o-a1b2c3d4e5/${ROOT_ID}/${UNIT_ID}/ou-ab12-.{8}/$`));
  });
});

const neededToOrganize = (FeatureSet: string) =>
  new TestAccount().authorize('organizations:CreateOrganization', { FeatureSet }, { as: userActor('lucy') });

describe('Permission', () => {
  // https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateOrganization.html#API_CreateOrganization_Errors
  it('to make the service-linked role is needed with that to make an organization, unless the role is there', () => {
    expect(neededToOrganize('ALL').map(({ action }) => action)).toEqual([
      'organizations:CreateOrganization',
      'iam:CreateServiceLinkedRole',
    ]);
    expect(neededToOrganize('CONSOLIDATED_BILLING')).toHaveLength(1);
  });

  it('to attach a policy is needed on the policy and on the target, with the type of the policy', () => {
    const given = { PolicyId: POLICY_ID, TargetId: UNIT_ID };
    const as = memberOf(MANAGEMENT_ACCOUNT_ID);
    const parts = aws.authorize('organizations:AttachPolicy', given, { as, accountId: MANAGEMENT_ACCOUNT_ID });
    expect(parts.map(({ resource, context }) => [resource, context])).toEqual([
      [noBuckets.arn, { 'organizations:PolicyType': SCP }],
      [organizationalUnit('workloads').arn, { 'organizations:PolicyType': SCP }],
    ]);
  });

  it('to tag is needed with that to create what has tags', () => {
    const given = { ParentId: ROOT_ID, Name: 'new', Tags: [{ Key: 'team', Value: 'shop' }] };
    const as = memberOf(MANAGEMENT_ACCOUNT_ID);
    const [create, tag] = aws.authorize('organizations:CreateOrganizationalUnit', given, {
      as,
      accountId: MANAGEMENT_ACCOUNT_ID,
    });
    const tagged = { 'aws:RequestTag/team': 'shop', 'aws:TagKeys': ['team'] };
    expect(create).toMatchObject({ action: 'organizations:CreateOrganizationalUnit', context: tagged });
    expect(tag).toMatchObject({ action: 'organizations:TagResource', context: tagged });
  });
});
