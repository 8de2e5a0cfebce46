import { nameInArn, parseArn, type Arn } from '../../../src-shared/arn.ts';
import type { ActionScene } from '../handler.ts';
import { invalidInput, noSuchEntity } from './errors.ts';
import type { Identity } from './identities.ts';
import { findPolicy } from './managed-policy.ts';

type PolicyScene = Pick<ActionScene, 'accountId' | 'model' | 'managedPolicies'>;

/** A permissions policy of an identity, and where it comes from. */
export interface PermissionsPolicy {
  readonly name: string;
  /** Null for an inline policy. */
  readonly arn: Arn | null;
  /** The user, group or role that it is attached to or stands in. */
  readonly holder: Identity;
  /** The policy's text; of a managed policy, the default version's. */
  readonly document: string;
}

/**
 * The permissions policies of an identity: inline ones and those attached, for a user those of its groups as well. A
 * permissions boundary is none of them.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPoliciesGrantingServiceAccess.html
 */
export function permissionsPoliciesOf(identity: Identity, scene: PolicyScene): PermissionsPolicy[] {
  const groups =
    identity.type === 'user'
      ? identity.groups.flatMap((name) => scene.model.groupByName(identity.accountId, name) ?? [])
      : [];
  return [identity, ...groups].flatMap((holder) => [
    ...Object.entries(holder.inlinePolicies).map(([name, document]) => ({ name, arn: null, holder, document })),
    ...holder.attachedPolicies.flatMap((arn) => {
      const document = managedPolicyDocument(arn, scene);
      return document === null ? [] : [{ name: nameInArn(arn), arn, holder, document }];
    }),
  ]);
}

/** The text of a managed policy's default version; null where the account has no such policy. */
export function managedPolicyDocument(arn: string, scene: PolicyScene): string | null {
  const own = findPolicy(arn, scene);
  if (own === null) return scene.managedPolicies.get(arn)?.document ?? null;
  return own.versions.find(({ versionId }) => versionId === own.defaultVersionId)?.document ?? null;
}

/**
 * The user, group or role of the caller's account that an ARN names.
 * @throws AwsError `InvalidInput` for an ARN of something else, `NoSuchEntity` when there is none.
 */
export function requireIdentityByArn(arn: string, scene: PolicyScene): Identity {
  const parts = parseArn(arn);
  const type = /^(user|group|role)\//.exec(parts?.resource ?? '')?.[1];
  if (parts?.service !== 'iam' || type === undefined) {
    throw invalidInput(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
  }
  if (parts.accountId !== scene.accountId) {
    throw invalidInput(
      `Invalid Policy Source Arn: caller's account ${scene.accountId} does not have access to policies in account ${parts.accountId}`,
    );
  }
  const found = scene.model.get(arn);
  if (found?.type === 'user' || found?.type === 'group' || found?.type === 'role') return found;
  throw noSuchEntity(`The ${type} with name ${nameInArn(arn)} cannot be found.`);
}
