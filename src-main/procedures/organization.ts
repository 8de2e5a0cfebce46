import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import { AWS_ORGANIZATION_POLICIES } from '../account/organization.ts';
import { organizationEffect } from '../account/organization-effect.ts';
import type { Lab } from '../lab.ts';

/** What is asked of the organization beyond its documents. */
export function organizationProcedures(
  lab: Lab,
): Pick<Handlers<GatehouseContract>, 'organization.awsPolicies' | 'organization.effect'> {
  return {
    'organization.awsPolicies': () =>
      AWS_ORGANIZATION_POLICIES.map((policy) => ({ ...policy, id: `p-${policy.name}` })),
    'organization.effect': (asked) => organizationEffect(lab.require().workspace.model, asked),
  };
}
