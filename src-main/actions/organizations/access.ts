import type { OrganizationDocument, OrganizationResourcePolicyDocument } from '../../../src-shared/model/documents.ts';
import type { ModelView } from '../../account/model.ts';
import { organizationArn } from '../../account/organization.ts';
import type { NeededPart, RequestScene } from '../handler.ts';
import { noAccess, notInUse } from './errors.ts';

/**
 * Which accounts of the organization may call an operation, as its page says; what their policies say comes to that:
 * - `management`: the management account alone;
 * - `administrators`: beside it those that the organization's resource policy lets;
 * - `readers`: beside these the delegated administrators of services;
 * - `members`: all.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_delegate_policies.html
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_RegisterDelegatedAdministrator.html
 */
export type Callers = 'management' | 'administrators' | 'readers' | 'members';

/** Who calls. */
export type CallerScene = Pick<RequestScene, 'accountId' | 'actor' | 'model'>;

/** The organization that the caller's account belongs to; the designer's is that of the workspace. Null for none. */
export function findOrganization({ accountId, actor, model }: CallerScene): OrganizationDocument | null {
  const organization = model.list('organization')[0];
  if (organization === undefined) return null;
  if (actor.kind === 'designer') return organization;
  const isMember = model.find('organizationAccount', organizationArn(organization, 'account', accountId)) !== null;
  return isMember ? organization : null;
}

/**
 * The organization of a caller whose account may call the operation.
 * @throws AwsError `AWSOrganizationsNotInUseException`, or `AccessDeniedException` when the account may not.
 */
export function requireCaller(scene: CallerScene, callers: Callers): OrganizationDocument {
  const organization = findOrganization(scene);
  if (organization === null) throw notInUse();
  // What the resource policy lets an account do was weighed with the caller's own policies.
  const mayCall =
    callers === 'members' ||
    isManagement(scene, organization) ||
    (callers === 'readers' && isDelegatedAdministrator(scene, organization)) ||
    (callers !== 'management' && resourcePolicyOf(scene.model) !== null);
  if (!mayCall) throw noAccess();
  return organization;
}

/**
 * The parts of an operation's permission: the action on each of the resources.
 * What belongs to the organization belongs to the management account. A member account acts on it within its own
 * account's policies, where AWS lets member accounts; where the organization's resource policy has to let it, both
 * must, as across accounts.
 * @param resources the ARNs that the action is on, or `*`; a caller who is in no organization is judged by `*`.
 * @param context the condition keys that the operation sets.
 */
export function neededParts(
  scene: CallerScene,
  action: string,
  callers: Callers,
  resources: (organization: OrganizationDocument) => readonly string[] = () => ['*'],
  context: NonNullable<NeededPart['context']> = {},
): NeededPart[] {
  const organization = findOrganization(scene);
  const policy = organization === null ? null : decisiveResourcePolicy(scene, organization, callers);
  const owner =
    policy === null
      ? { resourceAccountId: scene.accountId }
      : { resourceAccountId: policy.accountId, policyHolder: policy.arn };
  const named = organization === null ? ['*'] : resources(organization);
  return named.map((resource) => ({ action, resource, ...owner, ...(Object.keys(context).length > 0 && { context }) }));
}

/** Tells whether the caller is the management account's, or the designer. */
export function isManagement({ actor, accountId }: CallerScene, organization: OrganizationDocument): boolean {
  return actor.kind === 'designer' || accountId === organization.masterAccountId;
}

/** The organization's resource policy; null where it has none. */
export function resourcePolicyOf(model: ModelView): OrganizationResourcePolicyDocument | null {
  return model.list('organizationResourcePolicy')[0] ?? null;
}

function isDelegatedAdministrator({ accountId, model }: CallerScene, organization: OrganizationDocument): boolean {
  const account = model.find('organizationAccount', organizationArn(organization, 'account', accountId));
  return account !== null && account.delegatedServices.length > 0;
}

/** The organization's resource policy where it has to let the caller; null where it does not. */
function decisiveResourcePolicy(
  scene: CallerScene,
  organization: OrganizationDocument,
  callers: Callers,
): OrganizationResourcePolicyDocument | null {
  if (callers === 'management' || callers === 'members' || isManagement(scene, organization)) return null;
  if (callers === 'readers' && isDelegatedAdministrator(scene, organization)) return null;
  return resourcePolicyOf(scene.model);
}
