import type { DocumentOf } from '../../src-shared/model/documents.ts';
import type { DecidedBy, PolicyExplanation } from '../../src-shared/decision/explanation.ts';
import { routeToArn, type Route, type TextPlace } from '../app/route.ts';

/** The documents of the open account that a policy's source may name. */
export interface PolicyHolders {
  readonly users: readonly DocumentOf<'user'>[];
  readonly groups: readonly DocumentOf<'group'>[];
  readonly roles: readonly DocumentOf<'role'>[];
  readonly policies: readonly DocumentOf<'policy'>[];
  readonly resources: readonly DocumentOf<'resource'>[];
}

/** What tells one policy of an explanation from the others. */
export type PolicyIdentity = Pick<PolicyExplanation, 'name' | 'arn' | 'source'>;

type Holder = DocumentOf<'user'> | DocumentOf<'group'> | DocumentOf<'role'> | DocumentOf<'resource'>;

/**
 * Who or what a policy came through, read from the end of its source, such as `attached to group developers` or
 * `bucket lucy-bucket`.
 */
function holderIn(source: string, account: PolicyHolders): Holder | null {
  const [, kind, name] = /\b([\w-]+) (\S+)$/.exec(source) ?? [];
  switch (kind) {
    case 'user':
      return account.users.find(({ userName }) => userName === name) ?? null;
    case 'group':
      return account.groups.find(({ groupName }) => groupName === name) ?? null;
    case 'role':
      return account.roles.find(({ roleName }) => roleName === name) ?? null;
    default:
      return account.resources.find((entry) => source === `${kindOf(entry)} ${entry.name}`) ?? null;
  }
}

/** `bucket` for a resource of type `s3:bucket`. */
export function kindOf({ resourceType }: DocumentOf<'resource'>): string {
  return resourceType.slice(resourceType.indexOf(':') + 1);
}

/**
 * The page of the identity or resource that a policy came through.
 * @param source such as `attached to group developers`.
 * @returns null when the source names none, or one that is no longer there.
 */
export function routeToSource(source: string, account: PolicyHolders): Route | null {
  const holder = holderIn(source, account);
  if (holder === null) return null;
  return holder.type === 'resource'
    ? { screen: 'resources', open: { arn: holder.arn, at: null } }
    : { screen: holder.type, arn: holder.arn };
}

/**
 * Where a policy can be read and, but for AWS's own, written.
 * @param at where in its text to look; null for all of it.
 * @returns null when it is shown nowhere, or is no longer there.
 */
export function routeToPolicy(policy: PolicyIdentity, at: TextPlace | null, account: PolicyHolders): Route | null {
  if (policy.arn !== null) return routeToManagedPolicy(policy.arn, at, account);
  const holder = holderIn(policy.source, account);
  if (holder === null) return null;
  if (holder.type === 'resource') return { screen: 'resources', open: { arn: holder.arn, at } };
  const { type: screen, arn } = holder;
  if (holder.inlinePolicies[policy.name] !== undefined && policy.source.startsWith('inline in ')) {
    return { screen, arn, part: { kind: 'inlinePolicy', name: policy.name, at } };
  }
  // The policy of a role that is not inline in it is the one that says who may assume it.
  const isTrustPolicy = holder.type === 'role' && policy.source === `role ${holder.roleName}`;
  return isTrustPolicy ? { screen, arn, part: { kind: 'trustPolicy', at } } : null;
}

/**
 * The text of a policy as the account has it now.
 * @returns null when it is not there, or is no document of the account, as AWS's own policies and session policies.
 */
export function policyTextOf(policy: PolicyIdentity, account: PolicyHolders): string | null {
  if (policy.arn !== null) {
    const found = account.policies.find(({ arn }) => arn === policy.arn);
    return found?.versions.find(({ versionId }) => versionId === found.defaultVersionId)?.document ?? null;
  }
  const holder = holderIn(policy.source, account);
  if (holder === null) return null;
  if (holder.type === 'resource') return holder.policy;
  if (policy.source.startsWith('inline in ')) return holder.inlinePolicies[policy.name] ?? null;
  return holder.type === 'role' && policy.source === `role ${holder.roleName}` ? holder.assumeRolePolicyDocument : null;
}

function routeToManagedPolicy(arn: string, at: TextPlace | null, account: PolicyHolders): Route | null {
  const isThere = arn.startsWith('arn:aws:iam::aws:') || account.policies.some((policy) => policy.arn === arn);
  const route = isThere ? routeToArn(arn) : null;
  if (route?.screen !== 'policy') return null;
  return at === null ? route : { ...route, at };
}

/** Where a statement that an explanation names can be read. */
export function routeToStatement(statement: DecidedBy, account: PolicyHolders): Route | null {
  const { policyName: name, policyArn: arn, policySource: source } = statement;
  return routeToPolicy({ name, arn, source }, textPlace(statement), account);
}

/** Where in its policy's text a statement begins; null where the text was not at hand. */
export function textPlace({ line, column }: Pick<DecidedBy, 'line' | 'column'>): TextPlace | null {
  return line === null || column === null ? null : { line, column };
}
