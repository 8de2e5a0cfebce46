import type { AwsOrganizationPolicy } from '../../src-shared/contract/organization.ts';
import type { DocumentOf, OrganizationPolicyType } from '../../src-shared/model/documents.ts';
import type { OrganizationNode, OrganizationTree } from './organization-tree.ts';
import { parents, accountsUnder } from './organization-tree.ts';

/** A policy of the organization, or one that AWS keeps. */
export interface OrganizationPolicy extends AwsOrganizationPolicy {
  readonly description: string;
  /** Null for one that AWS keeps. */
  readonly own: DocumentOf<'organizationPolicy'> | null;
}

/** What the types are called. */
export const POLICY_TYPES: Readonly<
  Record<OrganizationPolicyType, { readonly name: string; readonly short: string; readonly kind: 'scp' | 'rcp' }>
> = {
  SERVICE_CONTROL_POLICY: { name: 'service control policy', short: 'SCP', kind: 'scp' },
  RESOURCE_CONTROL_POLICY: { name: 'resource control policy', short: 'RCP', kind: 'rcp' },
};

/** The types in the order in which they are shown. */
export const POLICY_TYPE_ORDER: readonly OrganizationPolicyType[] = [
  'SERVICE_CONTROL_POLICY',
  'RESOURCE_CONTROL_POLICY',
];

/** The plural, such as `Service control policies`. */
export function typeTitle(type: OrganizationPolicyType): string {
  return type === 'SERVICE_CONTROL_POLICY' ? 'Service control policies' : 'Resource control policies';
}

/** AWS's policies and the organization's own. */
export function allPolicies(
  kept: readonly AwsOrganizationPolicy[],
  own: readonly DocumentOf<'organizationPolicy'>[],
): readonly OrganizationPolicy[] {
  return [
    ...kept.map((policy) => ({ ...policy, description: 'AWS keeps it. It allows everything.', own: null })),
    ...own.map((policy) => ({ ...policy, own: policy })),
  ];
}

/**
 * Whether a policy is attached to all there is without being listed anywhere, as RCPFullAWSAccess is.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export function isEverywhere({ own, policyType }: OrganizationPolicy): boolean {
  return own === null && policyType === 'RESOURCE_CONTROL_POLICY';
}

/** What a policy is attached to itself, in the order of the tree: the root and units, then accounts. */
export function targetsOf(policy: OrganizationPolicy, tree: OrganizationTree): readonly OrganizationNode[] {
  const all: readonly OrganizationNode[] = [...parents(tree), ...accountsUnder(tree, tree.root.id)];
  return all.filter(({ attachedPolicies }) => attachedPolicies.includes(policy.arn));
}

/** How many of the organization's own policies are attached to a node itself. */
export function ownAttached({ attachedPolicies }: OrganizationNode): number {
  return attachedPolicies.filter((arn) => !arn.includes(':organizations::aws:')).length;
}

/** What a new policy begins as: a guardrail that many organizations have. */
export const NEW_POLICY: Readonly<Record<OrganizationPolicyType, string>> = {
  SERVICE_CONTROL_POLICY: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "DenyLeavingOrganization",
      "Effect": "Deny",
      "Action": "organizations:LeaveOrganization",
      "Resource": "*"
    }
  ]
}`,
  RESOURCE_CONTROL_POLICY: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "DenyInsecureTransport",
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": {
        "BoolIfExists": {
          "aws:SecureTransport": "false"
        }
      }
    }
  ]
}`,
};
