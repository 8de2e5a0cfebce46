import { nameInArn } from '../../src-shared/arn.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { GroupDocument, ModelDocument, RoleDocument, UserDocument } from '../../src-shared/model/documents.ts';
import type { Principal } from '../../src-shared/principal.ts';
import { compilePolicy, type CompiledPolicy, type PolicyLabel } from '../authorization/compile.ts';
import type { PolicyKind } from '../authorization/policy/document.ts';
import type { PolicySet } from '../authorization/policy-set.ts';
import type { AwsManagedPolicies } from './managed-policies.ts';
import type { ModelView } from './model.ts';

/** What the model knows of the resource: its policy, whose that is, and the document itself. */
export interface TargetResource {
  readonly policy: string | null;
  readonly policyHolder: string;
  readonly document: ModelDocument | null;
}

/** Gathers the policies that apply to a request, compiled. */
export interface ApplicablePolicies {
  /**
   * Every policy that takes part when `principal` asks for `action` on the resource.
   * @throws GatehouseError `InvalidPolicy`, naming the policy: one that cannot be read must not be passed over, since it
   *   might deny.
   */
  of(principal: Principal, action: string, resource: TargetResource): PolicySet;
}

/** What compiling gave, kept as long as the same text is asked for under the same label. */
type Shelf = Map<string, CompiledPolicy>;

/** How many compiled policies are kept; beyond that the oldest go. A large account has some thousands. */
const SHELF_SIZE = 20_000;

/** Policies of a model as it is at the time of asking. */
export function createApplicablePolicies(model: ModelView, managedPolicies: AwsManagedPolicies): ApplicablePolicies {
  const shelf: Shelf = new Map();

  function compiled(text: string, label: PolicyLabel, kind: PolicyKind = 'identity'): CompiledPolicy {
    const key = `${label.source}\n${label.arn ?? label.name}\n${text}`;
    const known = shelf.get(key);
    if (known !== undefined) return known;
    const fresh = compileNamed(text, label, kind);
    if (shelf.size >= SHELF_SIZE) shelf.delete(shelf.keys().next().value ?? '');
    shelf.set(key, fresh);
    return fresh;
  }

  function managed(arn: string, source: string): CompiledPolicy[] {
    const own = model.find('policy', arn);
    const text =
      own === null
        ? managedPolicies.get(arn)?.document
        : own.versions.find(({ versionId }) => versionId === own.defaultVersionId)?.document;
    if (text === undefined) return [];
    return [compiled(text, { name: nameInArn(arn), arn, source })];
  }

  function ofHolder(holder: UserDocument | GroupDocument | RoleDocument, whom: string): CompiledPolicy[] {
    const inline = Object.entries(holder.inlinePolicies).map(([name, text]) =>
      compiled(text, { name, arn: null, source: `inline in ${whom}` }),
    );
    return [...inline, ...holder.attachedPolicies.flatMap((arn) => managed(arn, `attached to ${whom}`))];
  }

  function ofUser(user: UserDocument): CompiledPolicy[] {
    const groups = user.groups.flatMap((name) => {
      const group = model.groupByName(user.accountId, name);
      return group === null ? [] : ofHolder(group, `group ${group.groupName}`);
    });
    return [...ofHolder(user, `user ${user.userName}`), ...groups];
  }

  /** A boundary whose policy is gone still bounds: it allows nothing. */
  function boundary(arn: string | null, whom: string): { boundary?: CompiledPolicy[] } {
    if (arn === null) return {};
    const found = managed(arn, `permissions boundary of ${whom}`);
    const label = { name: nameInArn(arn), arn, source: `missing permissions boundary of ${whom}` };
    return { boundary: found.length > 0 ? found : [compiled(ALLOWS_NOTHING, label)] };
  }

  function ofPrincipal(principal: Principal): { identity: CompiledPolicy[]; boundary?: CompiledPolicy[] } {
    if (principal.kind === 'user' || principal.kind === 'federatedUser') {
      const user = model.find('user', principal.kind === 'user' ? principal.arn : principal.userArn);
      if (user === null) return { identity: [] };
      return { identity: ofUser(user), ...boundary(user.permissionsBoundary, `user ${user.userName}`) };
    }
    if (principal.kind === 'roleSession') {
      const role = model.find('role', principal.roleArn);
      if (role === null) return { identity: [] };
      const whom = `role ${role.roleName}`;
      return { identity: ofHolder(role, whom), ...boundary(role.permissionsBoundary, whom) };
    }
    return { identity: [] };
  }

  function trustPolicy({ roleName, assumeRolePolicyDocument }: RoleDocument): CompiledPolicy {
    const label = { name: `trust policy of ${roleName}`, arn: null, source: `role ${roleName}` };
    return compiled(assumeRolePolicyDocument, label, 'trust');
  }

  return {
    of: (principal, action, { policy, policyHolder, document }) => ({
      ...ofPrincipal(principal),
      ...(ASSUMES_ROLE.test(action) && document?.type === 'role' ? { trust: [trustPolicy(document)] } : {}),
      resource:
        policy === null
          ? []
          : [compiled(policy, { name: `policy of ${policyHolder}`, arn: null, source: policyHolder }, 'resource')],
    }),
  };
}

/**
 * The actions that a role's trust policy answers for.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
const ASSUMES_ROLE = /^sts:(AssumeRole(WithSAML|WithWebIdentity)?|TagSession|SetSourceIdentity)$/i;

/** A policy must have a statement, so this one allows an action that no service has. */
const ALLOWS_NOTHING = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 'gatehouse:Nothing', Resource: '*' },
});

/** Compiles a policy; a fault in it says whose policy it is. */
function compileNamed(text: string, label: PolicyLabel, kind: PolicyKind): CompiledPolicy {
  try {
    return compilePolicy(text, label, kind);
  } catch (thrown) {
    if (!(thrown instanceof GatehouseError)) throw thrown;
    throw new GatehouseError(thrown.code, `${label.name} (${label.source}) cannot be evaluated: ${thrown.message}`, {
      place: [label.arn ?? label.name, thrown.place].filter(Boolean).join(', '),
      mend: thrown.mend ?? 'Correct the policy and try again.',
      cause: thrown,
    });
  }
}
