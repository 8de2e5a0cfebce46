import { nameInArn } from '../../src-shared/arn.ts';
import type { PolicySubject, Reached } from '../../src-shared/contract/what-if.ts';
import type { ModelDocument } from '../../src-shared/model/documents.ts';
import type { Principal } from '../../src-shared/principal.ts';
import type { Identity } from '../account/document-index.ts';
import type { ModelView } from '../account/model.ts';
import { membershipOf } from '../account/organization.ts';
import { resourceOf } from '../request/resource-of.ts';
import type { RecordedRequest } from './recorded-request.ts';

/** Whom and what a policy reaches. */
export interface PolicyReach {
  /** By kind, then by name; a user whom it reaches in two ways stands there once. */
  readonly reached: readonly Reached[];
  /** Whether the policy takes part in deciding a request: only then can another text change the verdict. */
  bearsOn(request: RecordedRequest): boolean;
}

/** Finds whom and what a policy reaches, as the model is. */
export function reachOf(subject: PolicySubject, model: ModelView): PolicyReach {
  switch (subject.kind) {
    case 'managedPolicy':
      return ofIdentities([...attachedTo(subject.arn, model), ...boundedBy(subject.arn, model)], subject.arn);
    case 'inlinePolicy': {
      const holder = model.get(subject.arn);
      return ofIdentities(holder === null || !isIdentity(holder) ? [] : withMembers(holder, 'inline', model), null);
    }
    case 'trustPolicy':
      return ofResource(subject.arn, model, ({ action }) => TRUSTED.test(action));
    case 'resourcePolicy':
      return ofResource(subject.arn, model, () => true);
    case 'organizationPolicy':
      return ofAccounts(subject.arn, model);
  }
}

/** The actions that a role's trust policy answers for. */
const TRUSTED = /^sts:(AssumeRole(WithSAML|WithWebIdentity)?|TagSession|SetSourceIdentity)$/i;

const KINDS: readonly Reached['kind'][] = ['user', 'group', 'role', 'resource', 'account'];

function ofIdentities(found: readonly Reached[], sessionPolicyArn: string | null): PolicyReach {
  const byArn = new Map(found.toReversed().map((reached) => [reached.arn as string, reached]));
  return {
    reached: [...byArn.values()].toSorted(
      (a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.label.localeCompare(b.label, 'en'),
    ),
    bearsOn: ({ circumstances: { principal, session } }) =>
      byArn.has(identityOf(principal) ?? '') ||
      (sessionPolicyArn !== null && session !== null && session.policyArns.some((arn) => arn === sessionPolicyArn)),
  };
}

/** The user or role whose policies a principal has; null for principals without any. */
function identityOf(principal: Principal): string | null {
  switch (principal.kind) {
    case 'user':
      return principal.arn;
    case 'roleSession':
      return principal.roleArn;
    case 'federatedUser':
      return principal.userArn;
    case 'root':
    case 'federated':
    case 'service':
    case 'anonymous':
      return null;
  }
}

function attachedTo(policyArn: string, model: ModelView): Reached[] {
  return model.attachedTo(policyArn).flatMap((identity) => withMembers(identity, 'attached', model));
}

function boundedBy(policyArn: string, model: ModelView): Reached[] {
  return [...model.list('user'), ...model.list('role')]
    .filter(({ permissionsBoundary }) => permissionsBoundary === policyArn)
    .map((identity) => reachedIdentity(identity, 'as permissions boundary'));
}

/** An identity; of a group, its members as well. */
function withMembers(identity: Identity, how: string, model: ModelView): Reached[] {
  const own = reachedIdentity(identity, how);
  if (identity.type !== 'group') return [own];
  const members = model.usersInGroup(identity.accountId, identity.groupName);
  return [own, ...members.map((user) => reachedIdentity(user, `by group ${identity.groupName}`))];
}

function isIdentity(document: ModelDocument): document is Identity {
  return document.type === 'user' || document.type === 'group' || document.type === 'role';
}

function reachedIdentity(identity: Identity, how: string): Reached {
  return { arn: identity.arn, label: nameInArn(identity.arn), kind: identity.type, how };
}

/** A policy of a resource takes part in every request for the resource and what lies in it. */
function ofResource(
  arn: string,
  model: ModelView,
  answersFor: (part: RecordedRequest['parts'][number]) => boolean,
): PolicyReach {
  const document = model.get(arn);
  const kind = document?.type === 'role' ? 'role' : 'resource';
  return {
    reached: document === null ? [] : [{ arn: document.arn, label: nameInArn(arn), kind, how: 'its own policy' }],
    bearsOn: ({ parts }) =>
      parts.some(
        (part) => answersFor(part) && resourceOf(model, part.policyHolder ?? part.resource).document?.arn === arn,
      ),
  };
}

/** An SCP binds the principals of the accounts under it, an RCP the resources. */
function ofAccounts(arn: string, model: ModelView): PolicyReach {
  const bound = model.list('organizationAccount').flatMap((account): Reached[] => {
    const member = membershipOf(model, account.id);
    if (member === null || member.isManagementAccount) return [];
    const target = member.targets.find(({ attachedPolicies }) => attachedPolicies.some((policy) => policy === arn));
    if (target === undefined) return [];
    const how = target.type === 'organizationAccount' ? 'attached' : `by ${target.name}`;
    return [{ arn: account.arn, label: account.id, kind: 'account', how }];
  });
  const ids = new Set(bound.map(({ label }) => label));
  const bindsResources = model.find('organizationPolicy', arn)?.policyType === 'RESOURCE_CONTROL_POLICY';
  return {
    reached: bound,
    bearsOn: ({ circumstances: { principal }, parts }) =>
      // Who owns a resource is found out only when it is weighed.
      bindsResources ? parts.length > 0 && ids.size > 0 : 'accountId' in principal && ids.has(principal.accountId),
  };
}
