import { parseArn, type Arn } from '../../src-shared/arn.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import type {
  OrganizationAccountDocument,
  OrganizationalUnitDocument,
  OrganizationDocument,
  OrganizationPolicyType,
  OrganizationRootDocument,
} from '../../src-shared/model/documents.ts';
import type { ModelView } from './model.ts';

/** What organization policies are attached to. */
export type PolicyTarget = OrganizationRootDocument | OrganizationalUnitDocument | OrganizationAccountDocument;

/** Where in which organization an account is, as condition keys tell it. */
export interface OrganizationPlace {
  /** Such as `o-a1b2c3d4e5`. */
  readonly id: string;
  /**
   * The entity path, such as `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`.
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed-view-data-orgs.html#access_policies_last-accessed-viewing-orgs-entity-path
   */
  readonly path: string;
}

/** An account as a member of the organization. */
export interface Membership {
  readonly root: OrganizationRootDocument;
  readonly isManagementAccount: boolean;
  /** From the root down the organizational units to the account. */
  readonly targets: readonly PolicyTarget[];
  readonly place: OrganizationPlace;
}

/** A policy that AWS keeps and that every organization can attach. */
export interface AwsOrganizationPolicy {
  readonly arn: Arn;
  readonly name: string;
  readonly policyType: OrganizationPolicyType;
  readonly content: string;
}

/**
 * Attached to the root, every organizational unit and every account when service control policies are enabled; whoever
 * detaches it must attach another.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export const FULL_AWS_ACCESS: AwsOrganizationPolicy = {
  arn: 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess',
  name: 'FullAWSAccess',
  policyType: 'SERVICE_CONTROL_POLICY',
  content: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
};

/**
 * Attached everywhere while resource control policies are enabled, and cannot be detached.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_evaluation.html
 */
export const RCP_FULL_AWS_ACCESS: AwsOrganizationPolicy = {
  arn: 'arn:aws:organizations::aws:policy/resource_control_policy/p-RCPFullAWSAccess',
  name: 'RCPFullAWSAccess',
  policyType: 'RESOURCE_CONTROL_POLICY',
  content: JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
  }),
};

/** All policies that AWS keeps. */
export const AWS_ORGANIZATION_POLICIES: readonly AwsOrganizationPolicy[] = [FULL_AWS_ACCESS, RCP_FULL_AWS_ACCESS];

/** What is attached to a root, an organizational unit or an account from the start, given what the root has enabled. */
export function initialAttachments(enabled: readonly OrganizationPolicyType[]): Arn[] {
  return enabled.includes('SERVICE_CONTROL_POLICY') ? [FULL_AWS_ACCESS.arn] : [];
}

/**
 * The account as a member of the workspace's organization.
 * @returns null where there is no organization, or the account is none of its accounts.
 * @throws GatehouseError `OrganizationIncomplete` when a unit that it hangs under is not there: a policy attached to it
 *   might deny, and must not be passed over.
 */
export function membershipOf(model: ModelView, accountId: string): Membership | null {
  const organization = model.list('organization')[0];
  if (organization === undefined) return null;
  const account = model.find('organizationAccount', organizationArn(organization, 'account', accountId));
  if (account === null) return null;
  const units: OrganizationalUnitDocument[] = [];
  let { parentId } = account;
  while (parentId.startsWith('ou-')) {
    const unit = model.find('organizationalUnit', organizationArn(organization, 'ou', parentId));
    if (unit === null || units.includes(unit)) throw incomplete(account, parentId);
    units.unshift(unit);
    parentId = unit.parentId;
  }
  const root = model.find('organizationRoot', organizationArn(organization, 'root', parentId));
  if (root === null) throw incomplete(account, parentId);
  return {
    root,
    isManagementAccount: organization.masterAccountId === accountId,
    targets: [root, ...units, account],
    place: {
      id: organization.id,
      path: `${[organization.id, root.id, ...units.map((unit) => unit.id)].join('/')}/`,
    },
  };
}

/**
 * Whether the account was closed. Nobody of a closed account gets in, and nobody gets into it; its policies and resources
 * stay until it is opened again. An account that is being closed counts as closed.
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-closing.html
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CloseAccount.html
 */
export function isAccountClosed(model: ModelView, accountId: string): boolean {
  const organization = model.list('organization')[0];
  if (organization === undefined) return false;
  const account = model.find('organizationAccount', organizationArn(organization, 'account', accountId));
  return account !== null && account.status !== 'ACTIVE';
}

/** The types of resources of AWS Organizations, as they stand in ARNs. */
export type OrganizationResourceType = 'root' | 'ou' | 'account' | 'policy' | 'handshake' | 'resourcepolicy';

/**
 * The ARN of something of the organization, such as `arn:aws:organizations::999999999999:ou/o-a1b2c3d4e5/ou-ab12-11111111`.
 * @param path what comes behind the organization's ID: an ID, in front of which policies and handshakes have their type.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html#awsorganizations-resources-for-iam-policies
 */
export function organizationArn(
  { arn, id, masterAccountId }: Pick<OrganizationDocument, 'arn' | 'id' | 'masterAccountId'>,
  type: OrganizationResourceType,
  ...path: readonly string[]
): Arn {
  const partition = parseArn(arn)?.partition ?? 'aws';
  return `arn:${partition}:organizations::${masterAccountId}:${type}/${[id, ...path].join('/')}`;
}

function incomplete(account: OrganizationAccountDocument, missing: string): GatehouseError {
  return new GatehouseError(
    'OrganizationIncomplete',
    `The organization has no ${missing} above account ${account.id}.`,
    {
      place: account.arn,
      mend: 'Move the account to the root or to an organizational unit that is there.',
    },
  );
}
