import type { AwsError } from '../../../src-shared/errors.ts';
import type { GroupDocument, RoleDocument, UserDocument } from '../../../src-shared/model/documents.ts';
import { assertPolicyDocument, policyLength } from '../../authorization/check-policy.ts';
import type { ActionScene } from '../handler.ts';
import { deleteConflict, limitExceeded, noSuchEntity, policyNotAttachable } from './errors.ts';
import { nameOf, type Identity } from './identities.ts';
import { parsePolicyArn, pathOfPolicy, requireAttachable } from './managed-policy.ts';
import { SERVICE_LINKED_ROLE_PATH } from './protected-roles.ts';
import { assertWithinQuota, INLINE_POLICY_SIZE } from './quotas.ts';

/*
 * What PutUserPolicy, PutGroupPolicy, PutRolePolicy and their kin have in common: the policies of an identity. Each
 * function writes the identity back into the draft.
 */

const ATTACHMENT_QUOTA = { user: 'PoliciesPerUser', group: 'PoliciesPerGroup', role: 'PoliciesPerRole' } as const;

/**
 * Attaches a managed policy; attaching it again changes nothing.
 * @throws AwsError `ValidationError`, `NoSuchEntity`, `LimitExceeded`, and `PolicyNotAttachable` for the policies of
 *   service-linked roles.
 */
export function attachPolicy(identity: Identity, policyArn: string, scene: ActionScene): void {
  const arn = requireAttachable(policyArn, scene);
  if (pathOfPolicy(arn).startsWith(SERVICE_LINKED_ROLE_PATH)) {
    throw policyNotAttachable('Cannot attach a Service Role Policy to a Customer Role.');
  }
  if (identity.attachedPolicies.includes(arn)) return;
  const attachedPolicies = [...identity.attachedPolicies, arn];
  assertWithinQuota(ATTACHMENT_QUOTA[identity.type], attachedPolicies.length);
  scene.model.put({ ...identity, attachedPolicies });
}

/** @throws AwsError `ValidationError`, or `NoSuchEntity` when it was not attached. */
export function detachPolicy(identity: Identity, policyArn: string, scene: ActionScene): void {
  const arn = parsePolicyArn(policyArn);
  if (!identity.attachedPolicies.includes(arn)) throw noSuchEntity(`Policy ${arn} was not found.`);
  scene.model.put({
    ...identity,
    attachedPolicies: identity.attachedPolicies.filter((attached) => attached !== arn),
  });
}

/**
 * Writes an inline policy, over one of that name if there is one.
 * @throws AwsError `MalformedPolicyDocument`, or `LimitExceeded` when the identity's inline policies become too large
 *   together.
 */
export function putInlinePolicy(identity: Identity, name: string, text: string, scene: ActionScene): void {
  assertPolicyDocument(text, 'identity');
  const inlinePolicies = { ...identity.inlinePolicies, [name]: text };
  const size = Object.values(inlinePolicies).reduce((sum, document) => sum + policyLength(document), 0);
  const limit = INLINE_POLICY_SIZE[identity.type];
  if (size > limit) {
    throw limitExceeded(`Maximum policy size of ${limit} bytes exceeded for ${identity.type} ${nameOf(identity)}`);
  }
  scene.model.put({ ...identity, inlinePolicies });
}

/** @throws AwsError `NoSuchEntity`. */
export function deleteInlinePolicy(identity: Identity, name: string, scene: ActionScene): void {
  if (!Object.hasOwn(identity.inlinePolicies, name)) {
    throw noSuchEntity(`The ${identity.type} policy with name ${name} cannot be found.`);
  }
  const inlinePolicies = Object.fromEntries(Object.entries(identity.inlinePolicies).filter(([key]) => key !== name));
  scene.model.put({ ...identity, inlinePolicies });
}

/** What stands in the way of deleting an identity: policies attached or inline. Null when there are none. */
export function policyConflict(identity: UserDocument | GroupDocument | RoleDocument): AwsError | null {
  if (identity.attachedPolicies.length > 0)
    return deleteConflict('Cannot delete entity, must detach all policies first.');
  if (Object.keys(identity.inlinePolicies).length > 0) {
    return deleteConflict('Cannot delete entity, must delete policies first.');
  }
  return null;
}
