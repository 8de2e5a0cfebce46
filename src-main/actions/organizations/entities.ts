import type { Arn } from '../../../src-shared/arn.ts';
import type {
  OrganizationAccountDocument,
  OrganizationalUnitDocument,
  OrganizationDocument,
  OrganizationPolicyDocument,
  OrganizationRootDocument,
} from '../../../src-shared/model/documents.ts';
import type { ModelView } from '../../account/model.ts';
import {
  AWS_ORGANIZATION_POLICIES,
  type AwsOrganizationPolicy,
  organizationArn,
  type PolicyTarget,
  RCP_FULL_AWS_ACCESS,
} from '../../account/organization.ts';

/** What a unit or an account hangs under. */
export type Parent = OrganizationRootDocument | OrganizationalUnitDocument;

/** The account as a member of the organization; null when it is none. */
export function findAccount(
  model: ModelView,
  organization: OrganizationDocument,
  accountId: string,
): OrganizationAccountDocument | null {
  return model.find('organizationAccount', organizationArn(organization, 'account', accountId));
}

/** The organizational unit with that ID. */
export function findUnit(
  model: ModelView,
  organization: OrganizationDocument,
  id: string,
): OrganizationalUnitDocument | null {
  return model.find('organizationalUnit', organizationArn(organization, 'ou', id));
}

/** The root with that ID. */
export function findRoot(
  model: ModelView,
  organization: OrganizationDocument,
  id: string,
): OrganizationRootDocument | null {
  return model.find('organizationRoot', organizationArn(organization, 'root', id));
}

/** The root or organizational unit with that ID. */
export function findParent(model: ModelView, organization: OrganizationDocument, id: string): Parent | null {
  return findRoot(model, organization, id) ?? findUnit(model, organization, id);
}

/** The root, organizational unit or account with that ID. */
export function findTarget(model: ModelView, organization: OrganizationDocument, id: string): PolicyTarget | null {
  return findParent(model, organization, id) ?? findAccount(model, organization, id);
}

/** The ARN that a root, an organizational unit or an account with that ID has, whether there is one or not. */
export function targetArn(organization: OrganizationDocument, id: string): Arn {
  const type = id.startsWith('r-') ? 'root' : id.startsWith('ou-') ? 'ou' : 'account';
  return organizationArn(organization, type, id);
}

/** Every root, organizational unit and account of the organization. */
export function allTargets(model: ModelView): readonly PolicyTarget[] {
  return [...model.list('organizationRoot'), ...model.list('organizationalUnit'), ...model.list('organizationAccount')];
}

/** A policy of the organization, or one that AWS keeps. */
export type AnyPolicy = OrganizationPolicyDocument | AwsOrganizationPolicy;

/** Tells whether a policy is the organization's own: what AWS keeps is no document of the model. */
export function isCustomerManaged(policy: AnyPolicy): policy is OrganizationPolicyDocument {
  return 'type' in policy;
}

/** The ID of a policy, such as `p-FullAWSAccess`. */
export function policyIdOf(policy: AnyPolicy): string {
  return isCustomerManaged(policy) ? policy.id : `p-${policy.name}`;
}

/** The policy with that ID. */
export function findPolicy(model: ModelView, organization: OrganizationDocument, id: string): AnyPolicy | null {
  return (
    AWS_ORGANIZATION_POLICIES.find((policy) => policyIdOf(policy) === id) ??
    model.find('organizationPolicy', organizationArn(organization, 'policy', 'service_control_policy', id)) ??
    model.find('organizationPolicy', organizationArn(organization, 'policy', 'resource_control_policy', id))
  );
}

/**
 * The ARN of the policy with that ID, and the condition key of its type. Of one that is not there the type is not known:
 * it is taken for a service control policy, and without the key.
 */
export function policyForAuthorization(
  model: ModelView,
  organization: OrganizationDocument | null,
  id: string,
): { arn: string; context: Readonly<Record<string, string>> } {
  if (organization === null) return { arn: '*', context: {} };
  const policy = findPolicy(model, organization, id);
  return policy === null
    ? { arn: organizationArn(organization, 'policy', 'service_control_policy', id), context: {} }
    : { arn: policy.arn, context: { 'organizations:PolicyType': policy.policyType } };
}

/** The policy with that ARN. */
export function findPolicyByArn(model: ModelView, arn: string): AnyPolicy | null {
  return AWS_ORGANIZATION_POLICIES.find((policy) => policy.arn === arn) ?? model.find('organizationPolicy', arn);
}

/**
 * The ARNs of all policies of every type that are attached to a target itself. RCPFullAWSAccess is attached to
 * everything while resource control policies are enabled.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export function attachmentsOf(model: ModelView, target: PolicyTarget): readonly Arn[] {
  const isEnabled = model.list('organizationRoot').some((root) => root.policyTypes.includes('RESOURCE_CONTROL_POLICY'));
  return isEnabled ? [RCP_FULL_AWS_ACCESS.arn, ...target.attachedPolicies] : target.attachedPolicies;
}
