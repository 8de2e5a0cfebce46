import type {
  CreateAccountRequest,
  OrganizationAccountDocument,
  OrganizationalUnitDocument,
  OrganizationDocument,
  OrganizationResourcePolicyDocument,
  OrganizationRootDocument,
} from '../../../src-shared/model/documents.ts';
import type { ModelView } from '../../account/model.ts';
import { organizationArn, type PolicyTarget } from '../../account/organization.ts';
import type { OperationOutput } from '../operations.ts';
import { type AnyPolicy, findUnit, isCustomerManaged, policyIdOf } from './entities.ts';

/*
 * The things of an organization as the API's answers show them.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_Types.html
 */

type OrganizationOutput = NonNullable<OperationOutput<'organizations:DescribeOrganization'>['Organization']>;
type RootOutput = NonNullable<OperationOutput<'organizations:EnablePolicyType'>['Root']>;
type UnitOutput = NonNullable<OperationOutput<'organizations:DescribeOrganizationalUnit'>['OrganizationalUnit']>;
type AccountOutput = NonNullable<OperationOutput<'organizations:DescribeAccount'>['Account']>;
type PolicyOutput = NonNullable<OperationOutput<'organizations:DescribePolicy'>['Policy']>;
type PolicySummaryOutput = NonNullable<PolicyOutput['PolicySummary']>;
type TargetOutput = NonNullable<OperationOutput<'organizations:ListTargetsForPolicy'>['Targets']>[number];
type CreateAccountOutput = NonNullable<OperationOutput<'organizations:CreateAccount'>['CreateAccountStatus']>;
type ResourcePolicyOutput = NonNullable<OperationOutput<'organizations:PutResourcePolicy'>['ResourcePolicy']>;

/**
 * `AvailablePolicyTypes` is deprecated, and tells of service control policies alone.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html
 */
export function describeOrganization(organization: OrganizationDocument): OrganizationOutput {
  return {
    Id: organization.id,
    Arn: organization.arn,
    FeatureSet: organization.featureSet,
    MasterAccountArn: organizationArn(organization, 'account', organization.masterAccountId),
    MasterAccountId: organization.masterAccountId,
    ...(organization.masterAccountEmail === '' ? {} : { MasterAccountEmail: organization.masterAccountEmail }),
    AvailablePolicyTypes:
      organization.featureSet === 'ALL' ? [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }] : [],
  };
}

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Root.html */
export function describeRoot(root: OrganizationRootDocument): RootOutput {
  return {
    Id: root.id,
    Arn: root.arn,
    Name: root.name,
    PolicyTypes: root.policyTypes.map((type) => ({ Type: type, Status: 'ENABLED' as const })),
  };
}

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html */
export function describeUnit(
  model: ModelView,
  organization: OrganizationDocument,
  unit: OrganizationalUnitDocument,
): UnitOutput {
  return { Id: unit.id, Arn: unit.arn, Name: unit.name, Path: pathOf(model, organization, unit) };
}

/**
 * An account that was closed has the status SUSPENDED and the state CLOSED.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html
 */
export function describeAccount(
  model: ModelView,
  organization: OrganizationDocument,
  account: OrganizationAccountDocument,
): AccountOutput {
  return { ...accountFacts(account), Paths: [pathOf(model, organization, account)] };
}

/** What every answer shows of an account. */
export function accountFacts(account: OrganizationAccountDocument) {
  return {
    Id: account.id,
    Arn: account.arn,
    ...(account.email === '' ? {} : { Email: account.email }),
    Name: account.name,
    Status: account.status,
    State: account.status === 'SUSPENDED' ? 'CLOSED' : account.status,
    JoinedMethod: account.joinedMethod,
    JoinedTimestamp: account.joinedTimestamp,
  } as const;
}

/** Where a unit or an account is, itself included, such as `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`. */
function pathOf(
  model: ModelView,
  organization: OrganizationDocument,
  child: OrganizationalUnitDocument | OrganizationAccountDocument,
): string {
  const ids: string[] = [child.id];
  let parentId: string = child.parentId;
  for (let unit = findUnit(model, organization, parentId); unit !== null && !ids.includes(unit.id);) {
    ids.unshift(unit.id);
    ({ parentId } = unit);
    unit = findUnit(model, organization, parentId);
  }
  return `${[organization.id, parentId, ...ids].join('/')}/`;
}

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Policy.html */
export function describePolicy(policy: AnyPolicy): PolicyOutput {
  return { PolicySummary: summarizePolicy(policy), Content: policy.content };
}

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_PolicySummary.html */
export function summarizePolicy(policy: AnyPolicy): PolicySummaryOutput {
  return {
    Id: policyIdOf(policy),
    Arn: policy.arn,
    Name: policy.name,
    Description: isCustomerManaged(policy) ? policy.description : AWS_DESCRIPTIONS[policy.policyType],
    Type: policy.policyType,
    AwsManaged: !isCustomerManaged(policy),
  };
}

const AWS_DESCRIPTIONS = {
  SERVICE_CONTROL_POLICY: 'Allows access to every operation',
  RESOURCE_CONTROL_POLICY: 'Allows access to every resource',
} as const;

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_PolicyTargetSummary.html */
export function summarizeTarget(target: PolicyTarget): TargetOutput {
  return { TargetId: target.id, Arn: target.arn, Name: target.name, Type: TARGET_TYPES[target.type] };
}

const TARGET_TYPES = {
  organizationRoot: 'ROOT',
  organizationalUnit: 'ORGANIZATIONAL_UNIT',
  organizationAccount: 'ACCOUNT',
} as const;

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccountStatus.html */
export function describeCreateAccountRequest(request: CreateAccountRequest): CreateAccountOutput {
  return {
    Id: request.id,
    AccountName: request.accountName,
    State: stateOf(request),
    RequestedTimestamp: request.requestedTimestamp,
    CompletedTimestamp: request.completedTimestamp,
    ...(request.accountId === null ? {} : { AccountId: request.accountId }),
    ...(request.failureReason === null ? {} : { FailureReason: request.failureReason }),
  };
}

/** Accounts are made at once, so no request is ever in progress. */
export function stateOf({ failureReason }: CreateAccountRequest): 'SUCCEEDED' | 'FAILED' {
  return failureReason === null ? 'SUCCEEDED' : 'FAILED';
}

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ResourcePolicy.html */
export function describeResourcePolicy(policy: OrganizationResourcePolicyDocument): ResourcePolicyOutput {
  return { ResourcePolicySummary: { Id: policy.id, Arn: policy.arn }, Content: policy.content };
}
