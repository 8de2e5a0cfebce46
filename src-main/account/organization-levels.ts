import type { OrganizationLevel } from '../../src-shared/contract/identities.ts';
import { nameInArn } from '../../src-shared/arn.ts';
import { AWS_ORGANIZATION_POLICIES, membershipOf, type PolicyTarget } from './organization.ts';
import type { ModelView } from './model.ts';

/** The service control policies that bind an account, by where they are attached; with the reason where none do. */
export interface BindingLevels {
  readonly levels: OrganizationLevel[];
  readonly unbound: 'noOrganization' | 'managementAccount' | 'notEnabled' | null;
}

/**
 * Where in the organization service control policies bind an account, from the root down to the account.
 * @throws GatehouseError `OrganizationIncomplete`.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#scp-effects-on-permissions
 */
export function organizationLevels(model: ModelView, accountId: string): BindingLevels {
  const member = membershipOf(model, accountId);
  if (member === null) return { levels: [], unbound: 'noOrganization' };
  if (member.isManagementAccount) return { levels: [], unbound: 'managementAccount' };
  if (!member.root.policyTypes.includes('SERVICE_CONTROL_POLICY')) return { levels: [], unbound: 'notEnabled' };
  return { levels: member.targets.map((target) => levelOf(target, model)), unbound: null };
}

function levelOf(target: PolicyTarget, model: ModelView): OrganizationLevel {
  return {
    id: target.id,
    name: target.name,
    kind: KINDS[target.type],
    policies: target.attachedPolicies.flatMap((arn) => {
      const kept = AWS_ORGANIZATION_POLICIES.find((policy) => policy.arn === arn);
      const found = kept ?? model.find('organizationPolicy', arn);
      if (found !== null && found.policyType !== 'SERVICE_CONTROL_POLICY') return [];
      return [{ arn, name: found?.name ?? nameInArn(arn), awsManaged: kept !== undefined }];
    }),
  };
}

const KINDS: Readonly<Record<PolicyTarget['type'], OrganizationLevel['kind']>> = {
  organizationRoot: 'root',
  organizationalUnit: 'organizationalUnit',
  organizationAccount: 'account',
};
