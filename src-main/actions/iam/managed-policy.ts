import { parseArn, type Arn } from '../../../src-shared/arn.ts';
import type { PolicyDocumentRow } from '../../../src-shared/model/documents.ts';
import type { ActionScene } from '../handler.ts';
import { AWS_MANAGED_POLICY_PREFIX } from './arns.ts';
import { invalidInput, noSuchEntity, unmodifiableEntity, validationError } from './errors.ts';

type PolicyScene = Pick<ActionScene, 'accountId' | 'model' | 'managedPolicies'>;

/**
 * The ARN of a managed policy.
 * @throws AwsError `ValidationError` for what is no ARN, and `InvalidInput` for that of something else, in IAM's words.
 */
export function parsePolicyArn(text: string): Arn {
  const parts = parseArn(text);
  if (parts === null) throw validationError('Invalid ARN:  Could not be parsed!');
  if (parts.service !== 'iam' || !parts.resource.startsWith('policy/')) throw invalidInput(`ARN ${text} is not valid.`);
  return `arn:${text.slice('arn:'.length)}`;
}

/** A policy of the model that this account may use: its own, or AWS's as an import brought it. */
export function findPolicy(arn: string, { model, accountId }: Pick<PolicyScene, 'model' | 'accountId'>) {
  const policy = model.find('policy', arn);
  return policy !== null && (policy.accountId === accountId || policy.accountId === 'aws') ? policy : null;
}

function policyExists(arn: Arn, scene: PolicyScene): boolean {
  return findPolicy(arn, scene) !== null || scene.managedPolicies.get(arn) !== null;
}

/**
 * A policy to attach.
 * @throws AwsError `ValidationError`, or `NoSuchEntity` when this account cannot attach it.
 */
export function requireAttachable(text: string, scene: PolicyScene): Arn {
  const arn = parsePolicyArn(text);
  if (!policyExists(arn, scene)) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
  return arn;
}

/**
 * A policy to set as permissions boundary.
 * @throws AwsError `ValidationError`, or `NoSuchEntity`.
 */
export function requireBoundary(text: string, scene: PolicyScene): Arn {
  const arn = parsePolicyArn(text);
  if (!policyExists(arn, scene)) throw noSuchEntity(`Scope ARN: ${arn} does not exist or is not attachable.`);
  return arn;
}

/**
 * One of the account's own policies, to be changed.
 * @throws AwsError `UnmodifiableEntity` for AWS managed policies, `NoSuchEntity` for those that are not there.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html#aws-managed-policies
 */
export function requireCustomerManaged(text: string, scene: PolicyScene): PolicyDocumentRow {
  const arn = parsePolicyArn(text);
  if (arn.startsWith(AWS_MANAGED_POLICY_PREFIX)) {
    throw unmodifiableEntity(`Policy ${arn} is an AWS managed policy and can only be changed by AWS.`);
  }
  const policy = findPolicy(arn, scene);
  if (policy === null) throw noSuchEntity(`Policy ${arn} was not found.`);
  return policy;
}

/** The path in a policy's ARN, such as `/aws-service-role/`. */
export function pathOfPolicy(arn: Arn): string {
  return arn.slice(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
}
