import { GatehouseError } from '../../src-shared/errors.ts';
import type { GroupDocument, RoleDocument, UserDocument } from '../../src-shared/model/documents.ts';
import type { PolicySet } from '../authorization/policy-set.ts';
import { contextOfPrincipal } from '../authorization/principal-context.ts';
import type { KnownOfRequests, Permitted } from '../authorization/statement-reach.ts';
import type { ApplicablePolicies, GroupPolicies, TargetResource } from './applicable-policies.ts';
import { membershipOf } from './organization.ts';
import type { ModelView } from './model.ts';
import { userPrincipal } from './user-principal.ts';

/** A user, a group or a role. */
export type IdentityDocument = UserDocument | GroupDocument | RoleDocument;

/** The policies of an identity, and what is known of every request that is made by them. */
export interface IdentityPolicies {
  readonly policies: PolicySet;
  readonly known: KnownOfRequests;
}

/** @throws GatehouseError `NoSuchIdentity`. */
export function requireIdentity(model: ModelView, arn: string): IdentityDocument {
  const found = model.get(arn);
  if (found?.type === 'user' || found?.type === 'group' || found?.type === 'role') return found;
  throw new GatehouseError('NoSuchIdentity', `There is no user, group or role ${arn}.`, {
    mend: 'It may have been deleted; undo brings it back.',
  });
}

/**
 * The policies that bind an identity whatever it asks for, and what is known of all its requests. Of a group: of a
 * member who has nothing but what the group gives, and of whom no more is known than the account.
 * @throws GatehouseError `InvalidPolicy`, `OrganizationIncomplete`.
 */
export function policiesOfIdentity(
  identity: IdentityDocument,
  model: ModelView,
  applicable: ApplicablePolicies & GroupPolicies,
): IdentityPolicies {
  const { accountId } = identity;
  const target: TargetResource = { accountId, policy: null, policyHolder: '', document: null };
  const place = membershipOf(model, accountId)?.place;
  const organization = place && {
    'aws:principalorgid': place.id,
    'aws:principalorgpaths': [place.path],
  };
  if (identity.type === 'group') {
    const member: Permitted = { kind: 'user', arn: identity.arn, accountId, userName: '', userId: '', tags: [] };
    const { scp, rcp } = applicable.of(member, '*', target);
    const identityPolicies = applicable.ofGroup(identity);
    const context = { 'aws:principalaccount': accountId, 'aws:principaltype': 'User', ...organization };
    return {
      policies: { identity: identityPolicies, resource: [], ...(scp && { scp }), ...(rcp && { rcp }) },
      known: { principal: member, context: new Map(Object.entries(context)), lacks: () => false },
    };
  }
  const principal = identity.type === 'user' ? userPrincipal(identity) : sessionOf(identity);
  const context = new Map([...contextOfPrincipal(principal), ...Object.entries(organization ?? {})]);
  // The ID of a session ends in its name, which whoever assumes the role chooses.
  if (identity.type === 'role') context.delete('aws:userid');
  return {
    policies: applicable.of(principal, '*', target),
    known: {
      principal,
      context,
      // A session may have tags beside those of its role.
      lacks: (key) => identity.type === 'user' && key.startsWith('aws:principaltag/'),
    },
  };
}

/** A session of a role as it is when nothing is passed for it. */
function sessionOf({ arn, accountId, roleName, roleId, path, tags }: RoleDocument): Permitted {
  const partition = arn.split(':')[1] ?? 'aws';
  return {
    kind: 'roleSession',
    arn: `arn:${partition}:sts::${accountId}:assumed-role/${roleName}/session`,
    accountId,
    roleArn: arn,
    roleId,
    sessionName: 'session',
    tags: [...tags],
    serviceLinked: path.startsWith('/aws-service-role/'),
  };
}
