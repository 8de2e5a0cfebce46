import { type Arn, nameInArn } from '../../src-shared/arn.ts';
import type {
  GroupDocument,
  ModelDocument,
  ResourceDocument,
  RoleDocument,
  UserDocument,
} from '../../src-shared/model/documents.ts';
import type { Principal } from '../../src-shared/principal.ts';
import type { CompiledPolicy } from '../authorization/compile.ts';
import type { PolicySet } from '../authorization/policy-set.ts';
import type { AwsManagedPolicies } from './managed-policies.ts';
import type { ModelView } from './model.ts';
import { organizationPolicies } from './organization-policies.ts';
import { isAccountClosed } from './organization.ts';
import { createPolicyCompiler, type PolicyCompiler } from './policy-compiler.ts';

/** What the model knows of the resource: its owner, its policy, whose that is, and the document itself. */
export interface TargetResource {
  readonly accountId: string | null;
  readonly policy: string | null;
  readonly policyHolder: string;
  readonly document: ModelDocument | null;
  /** Why nothing that its policy allows counts for the principal; left out where it counts. */
  readonly restriction?: string;
}

/**
 * The session policies that were passed when temporary credentials were asked for, by the members of the STS API: one
 * as text, and the ARNs of managed ones.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export interface SessionPolicies {
  readonly policy: string | null;
  readonly policyArns: readonly string[];
}

/** What a request came with and came through. */
export interface RequestOrigin {
  /** Left out where none were passed. */
  readonly session?: SessionPolicies;
  /** The policy of the task that a session of sts:AssumeRoot is for; left out for all others. */
  readonly rootTask?: Arn;
  /**
   * The VPC endpoint that the request itself came through; left out where a service passed it on, since that call goes
   * through none.
   */
  readonly vpcEndpoint?: ResourceDocument;
}

/** Gathers the policies that apply to a request, compiled. */
export interface ApplicablePolicies {
  /**
   * Every policy that takes part when `principal` asks for `action` on the resource.
   * @throws GatehouseError `InvalidPolicy`, naming the policy, or `OrganizationIncomplete`: what cannot be read must not
   *   be passed over, since it might deny.
   */
  of(principal: Principal, action: string, resource: TargetResource, origin?: RequestOrigin): PolicySet;
}

/** Gathers what a group gives to its members. */
export interface GroupPolicies {
  /** The inline and attached policies of a group, compiled. @throws GatehouseError `InvalidPolicy`. */
  ofGroup(group: GroupDocument): CompiledPolicy[];
}

/**
 * Policies of a model as it is at the time of asking.
 * @param compiled where what is compiled may be shared with policies of the same model, or of one that differs little.
 */
export function createApplicablePolicies(
  model: ModelView,
  managedPolicies: AwsManagedPolicies,
  compiled: PolicyCompiler = createPolicyCompiler(),
): ApplicablePolicies & GroupPolicies {
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
    return [...ofHolder(user, `user ${user.userName}`), ...groups, ...ofPasswordPolicy(user)];
  }

  /** What AllowUsersToChangePassword gives to every user of the account, without a policy that is attached anywhere. */
  function ofPasswordPolicy(user: UserDocument): CompiledPolicy[] {
    const account = model.accountByIdOrAlias(user.accountId);
    if (account?.passwordPolicy?.allowUsersToChangePassword !== true) return [];
    const label = { name: 'account password policy', arn: null, source: 'AllowUsersToChangePassword' };
    return [compiled(changesOwnPassword(user.arn), label)];
  }

  /** A boundary whose policy is gone still bounds: it allows nothing. */
  function boundary(arn: string | null, whom: string): { boundary?: CompiledPolicy[] } {
    if (arn === null) return {};
    const found = managed(arn, `permissions boundary of ${whom}`);
    const label = { name: nameInArn(arn), arn, source: `missing permissions boundary of ${whom}` };
    return { boundary: found.length > 0 ? found : [compiled(ALLOWS_NOTHING, label)] };
  }

  /** Session policies that are gone still limit: nothing is allowed by them. */
  function session(passed: SessionPolicies | undefined): { session?: CompiledPolicy[] } {
    const inline = passed?.policy ?? null;
    const arns = passed?.policyArns ?? [];
    if (inline === null && arns.length === 0) return {};
    const source = 'passed for the session';
    const found = [
      ...(inline === null ? [] : [compiled(inline, { name: 'session policy', arn: null, source })]),
      ...arns.flatMap((arn) => managed(arn, source)),
    ];
    const label = {
      name: arns.map(nameInArn).join(', '),
      arn: null,
      source: 'passed for the session and deleted since',
    };
    return { session: found.length > 0 ? found : [compiled(ALLOWS_NOTHING, label)] };
  }

  /** An endpoint without a policy of its own lets everything through. */
  function endpoint(resource: ResourceDocument | undefined): { vpcEndpoint?: CompiledPolicy[] } {
    if (resource === undefined || resource.policy === null) return {};
    const source = `VPC endpoint ${resource.name}`;
    return {
      vpcEndpoint: [compiled(resource.policy, { name: `policy of ${source}`, arn: null, source }, 'resource')],
    };
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

  /**
   * The policy of a root session's task denies all that is no part of it, as an identity-based policy; what it leaves,
   * the root user may do. One that is not known leaves nothing.
   * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html (TaskPolicyArn)
   */
  function rootTask(arn: Arn): CompiledPolicy[] {
    const source = 'the task of the root session';
    const found = managed(arn, source);
    return found.length > 0 ? found : [compiled(DENIES_EVERYTHING, { name: nameInArn(arn), arn, source })];
  }

  function trustPolicy({ roleName, assumeRolePolicyDocument }: RoleDocument): CompiledPolicy {
    const label = { name: `trust policy of ${roleName}`, arn: null, source: `role ${roleName}` };
    return compiled(assumeRolePolicyDocument, label, 'trust');
  }

  /**
   * A role that is not there has no trust policy, and trusts nobody; nor does one of an account that was closed. AWS
   * answers alike to both.
   */
  function trust(action: string, target: ModelDocument | null): { trust?: CompiledPolicy[] } {
    if (!TRUSTED.test(action)) return {};
    if (target?.type === 'role') {
      return { trust: isAccountClosed(model, target.accountId) ? [] : [trustPolicy(target)] };
    }
    return ASSUMES_ROLE.test(action) ? { trust: [] } : {};
  }

  return {
    ofGroup: (group) => ofHolder(group, `group ${group.groupName}`),
    of: (principal, action, { accountId, policy, policyHolder, document, restriction }, origin = {}) => {
      const scp = organizationPolicies(model, accountOf(principal), 'SERVICE_CONTROL_POLICY', compiled);
      const rcp = organizationPolicies(model, accountId, 'RESOURCE_CONTROL_POLICY', compiled);
      return {
        ...ofPrincipal(principal),
        ...(origin.rootTask && { identity: rootTask(origin.rootTask) }),
        ...session(origin.session),
        ...(scp && { scp }),
        ...(rcp && { rcp }),
        ...endpoint(origin.vpcEndpoint),
        ...trust(action, document),
        ...(restriction !== undefined && { resourceRestriction: restriction }),
        resource:
          policy === null
            ? []
            : [compiled(policy, { name: `policy of ${policyHolder}`, arn: null, source: policyHolder }, 'resource')],
      };
    },
  };
}

/**
 * The actions that a role's trust policy answers for.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
const TRUSTED = /^sts:(AssumeRole(WithSAML|WithWebIdentity)?|TagSession|SetSourceIdentity)$/i;

/** Those of them that are asked for on roles alone; federated users have tags as well. */
const ASSUMES_ROLE = /^sts:AssumeRole(WithSAML|WithWebIdentity)?$/i;

/** A policy must have a statement, so this one allows an action that no service has. */
const ALLOWS_NOTHING = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 'gatehouse:Nothing', Resource: '*' },
});

/**
 * What the account's password policy permits its users when it lets them change their passwords. AWS says that the
 * permissions are applied for all users by IAM itself, and not how boundaries bear on them: here they count as
 * identity-based, so that a boundary limits them and a deny outweighs them.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PasswordPolicy.html (AllowUsersToChangePassword)
 */
function changesOwnPassword(userArn: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'iam:ChangePassword', Resource: userArn },
      { Effect: 'Allow', Action: 'iam:GetAccountPasswordPolicy', Resource: '*' },
    ],
  });
}

const DENIES_EVERYTHING = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Deny', Action: '*', Resource: '*' },
});

/** The account whose principals it is one of; null for those that belong to none. */
function accountOf(principal: Principal): string | null {
  return 'accountId' in principal ? principal.accountId : null;
}
