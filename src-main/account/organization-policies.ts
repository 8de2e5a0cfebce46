import { nameInArn } from '../../src-shared/arn.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { OrganizationPolicyDocument, OrganizationPolicyType } from '../../src-shared/model/documents.ts';
import type { CompiledPolicy } from '../authorization/compile.ts';
import type { PolicyKind } from '../authorization/policy/document.ts';
import type { ModelView } from './model.ts';
import {
  AWS_ORGANIZATION_POLICIES,
  type AwsOrganizationPolicy,
  membershipOf,
  type PolicyTarget,
  RCP_FULL_AWS_ACCESS,
} from './organization.ts';
import type { PolicyCompiler } from './policy-compiler.ts';

/** The grammar that policies of a type follow, and what is attached everywhere, whatever a target lists. */
const POLICY_TYPES: Readonly<Record<OrganizationPolicyType, { kind: PolicyKind; everywhere: readonly string[] }>> = {
  SERVICE_CONTROL_POLICY: { kind: 'scp', everywhere: [] },
  RESOURCE_CONTROL_POLICY: { kind: 'rcp', everywhere: [RCP_FULL_AWS_ACCESS.arn] },
};

/**
 * The organization's policies of a type that bind an account: a list for the root, for each organizational unit on the
 * way down, and for the account.
 * @param accountId null where the account is not known, which then is in no organization.
 * @returns null when none bind it: it is in no organization, it is the management account, or the type is not enabled.
 * @throws GatehouseError `OrganizationIncomplete`, `InvalidPolicy`.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#scp-effects-on-permissions
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-effects-on-permissions
 */
export function organizationPolicies(
  model: ModelView,
  accountId: string | null,
  type: OrganizationPolicyType,
  compiled: PolicyCompiler,
): CompiledPolicy[][] | null {
  const member = accountId === null ? null : membershipOf(model, accountId);
  if (member === null || member.isManagementAccount || !member.root.policyTypes.includes(type)) return null;
  const { kind, everywhere } = POLICY_TYPES[type];
  return member.targets.map((target) =>
    [...new Set([...everywhere, ...target.attachedPolicies])].flatMap((arn) => {
      const { name, policyType, content } = requirePolicy(model, arn, target);
      return policyType === type ? [compiled(content, { name, arn, source: attachedTo(target) }, kind)] : [];
    }),
  );
}

const KEPT_BY_AWS: ReadonlyMap<string, AwsOrganizationPolicy> = new Map(
  AWS_ORGANIZATION_POLICIES.map((policy) => [policy.arn, policy]),
);

function requirePolicy(
  model: ModelView,
  arn: string,
  target: PolicyTarget,
): AwsOrganizationPolicy | OrganizationPolicyDocument {
  const found = KEPT_BY_AWS.get(arn) ?? model.find('organizationPolicy', arn);
  if (found !== null) return found;
  throw new GatehouseError('OrganizationIncomplete', `The organization has no policy ${nameInArn(arn)}.`, {
    place: `${target.arn}, attachedPolicies`,
    mend: 'Detach the policy, or make it again.',
  });
}

/** As a person would say it. */
function attachedTo(target: PolicyTarget): string {
  switch (target.type) {
    case 'organizationRoot':
      return "attached to the organization's root";
    case 'organizationalUnit':
      return `attached to OU ${target.name}`;
    case 'organizationAccount':
      return `attached to account ${target.id}`;
  }
}
