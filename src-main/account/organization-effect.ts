import type { ControlLevel, ControlStatement, Extent, Unbound } from '../../src-shared/contract/organization.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { OrganizationPolicyType } from '../../src-shared/model/documents.ts';
import type { PolicyStatement } from '../authorization/policy/document.ts';
import { parsePolicy } from '../authorization/policy/parse-policy.ts';
import { compileWildcards, matchesPattern } from '../authorization/wildcard.ts';
import type { ModelView } from './model.ts';
import { AWS_ORGANIZATION_POLICIES, type PolicyTarget, RCP_FULL_AWS_ACCESS } from './organization.ts';

/** What the policies of a type leave at a place of the organization. */
export interface OrganizationEffect {
  /** From the root down to the place. */
  readonly levels: ControlLevel[];
  /** How many requests pass all levels. */
  readonly passes: Extent;
  /** Why the policies do not bind there; null where they do. */
  readonly unbound: Unbound | null;
}

/** What is asked: of a root, an organizational unit or an account, for one action or, with null, for all. */
export interface EffectAsked {
  readonly targetId: string;
  readonly policyType: OrganizationPolicyType;
  readonly action: string | null;
}

/**
 * What the policies of a type leave at a root, an organizational unit or an account, told from the policies alone. At each
 * level from the root down an Allow statement has to match, and no Deny statement may.
 * @throws GatehouseError `NoSuchTarget`; `OrganizationIncomplete` when a unit above or a policy is not there;
 *   `InvalidPolicy`.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_evaluation.html
 */
export function organizationEffect(
  model: ModelView,
  { targetId, policyType, action }: EffectAsked,
): OrganizationEffect {
  const targets = fromRootTo(model, targetId);
  const levels = targets.map((target) => levelOf(model, target, policyType, action?.trim().toLowerCase() ?? null));
  const isEnabled = targets.some(
    (target) => target.type === 'organizationRoot' && target.policyTypes.includes(policyType),
  );
  const isManagement = model.list('organization').some(({ masterAccountId }) => masterAccountId === targetId);
  return {
    levels,
    passes: least(levels.map((level) => level.passes)),
    unbound: isManagement ? 'managementAccount' : isEnabled ? null : 'notEnabled',
  };
}

/** The targets from the root down to the one with that ID. */
function fromRootTo(model: ModelView, targetId: string): PolicyTarget[] {
  const byId = new Map<string, PolicyTarget>();
  for (const type of ['organizationRoot', 'organizationalUnit', 'organizationAccount'] as const) {
    for (const target of model.list(type)) byId.set(target.id, target);
  }
  const path: PolicyTarget[] = [];
  for (let id = targetId; ;) {
    const target = byId.get(id);
    if (target === undefined || path.includes(target)) throw missing(id, targetId);
    path.unshift(target);
    if (target.type === 'organizationRoot') return path;
    id = target.parentId;
  }
}

function missing(id: string, targetId: string): GatehouseError {
  return id === targetId
    ? new GatehouseError('NoSuchTarget', `The organization has no ${targetId}.`, {
        mend: 'Choose a root, an organizational unit or an account that is there.',
      })
    : new GatehouseError('OrganizationIncomplete', `The organization has no ${id} above ${targetId}.`, {
        mend: 'Move it to the root or to an organizational unit that is there.',
      });
}

function levelOf(
  model: ModelView,
  target: PolicyTarget,
  policyType: OrganizationPolicyType,
  action: string | null,
): ControlLevel {
  // While resource control policies are enabled, AWS's own is attached everywhere without being listed.
  const everywhere = policyType === 'RESOURCE_CONTROL_POLICY' ? [RCP_FULL_AWS_ACCESS.arn] : [];
  const policies = [...new Set([...everywhere, ...target.attachedPolicies])].flatMap((arn) => {
    const kept = AWS_ORGANIZATION_POLICIES.find((policy) => policy.arn === arn);
    const own = kept === undefined ? model.find('organizationPolicy', arn) : null;
    const policy = kept ?? own;
    if (policy === null) {
      throw new GatehouseError('OrganizationIncomplete', `The organization has no policy ${arn}.`, {
        place: `${target.arn}, attachedPolicies`,
        mend: 'Detach the policy, or make it again.',
      });
    }
    if (policy.policyType !== policyType) return [];
    const { statements } = parsePolicy(policy.content, policyType === 'SERVICE_CONTROL_POLICY' ? 'scp' : 'rcp');
    return [
      {
        id: own?.id ?? `p-${policy.name}`,
        arn,
        name: policy.name,
        awsManaged: kept !== undefined,
        statements: statements.map((statement, index) => controlStatement(statement, index, action)),
      },
    ];
  });
  const statements = policies.flatMap((policy) => policy.statements);
  const allowed = most(statements.filter(({ effect }) => effect === 'Allow'));
  const denied = most(statements.filter(({ effect }) => effect === 'Deny'));
  return {
    id: target.id,
    name: target.name,
    kind: KINDS[target.type],
    policies,
    allowed,
    denied,
    passes: passing(allowed, denied),
  };
}

const KINDS: Readonly<Record<PolicyTarget['type'], ControlLevel['kind']>> = {
  organizationRoot: 'root',
  organizationalUnit: 'organizationalUnit',
  organizationAccount: 'account',
};

function controlStatement(statement: PolicyStatement, index: number, action: string | null): ControlStatement {
  const { sid, effect, action: actions, resource, conditions } = statement;
  return {
    index,
    sid,
    effect,
    actions: { negated: actions.negated, values: [...actions.values] },
    resources: resource === null ? null : { negated: resource.negated, values: [...resource.values] },
    conditions: conditions.map(({ operator, key, values }) => ({ operator: operator.name, key, values: [...values] })),
    matches: extentOf(statement, action),
  };
}

function extentOf({ action: actions, resource, conditions }: PolicyStatement, action: string | null): Extent {
  const named = actions.values.map((value) => value.toLowerCase());
  const everyAction = !actions.negated && named.some((name) => name === '*' || name === '*:*');
  if (action !== null) {
    const isNamed = everyAction || named.some((name) => matchesPattern(compileWildcards(name), action));
    if (isNamed === actions.negated) return 'none';
  } else if (!everyAction) return 'some';
  const everyResource = resource === null || (!resource.negated && resource.values.includes('*'));
  return everyResource && conditions.length === 0 ? 'all' : 'some';
}

/** What several statements match together, as far as one of them tells. */
function most(statements: readonly ControlStatement[]): Extent {
  const found = new Set(statements.map(({ matches }) => matches));
  return found.has('all') ? 'all' : found.has('some') ? 'some' : 'none';
}

function passing(allowed: Extent, denied: Extent): Extent {
  if (allowed === 'none' || denied === 'all') return 'none';
  return allowed === 'all' && denied === 'none' ? 'all' : 'some';
}

function least(extents: readonly Extent[]): Extent {
  return extents.includes('none') ? 'none' : extents.includes('some') ? 'some' : 'all';
}
