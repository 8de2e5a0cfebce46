import { deflateRawSync } from 'node:zlib';
import { Arn } from '../../../src-shared/arn.ts';
import type { SessionPolicies } from '../../account/applicable-policies.ts';
import { assertPolicyDocument } from '../../authorization/check-policy.ts';
import type { ActionScene } from '../handler.ts';
import { packedPolicyTooLarge, validationError } from './errors.ts';
import type { SessionTags } from './session-tags.ts';

/** Session policies by the members of the STS API. */
export interface AskedPolicies {
  readonly Policy?: string | undefined;
  readonly PolicyArns?: readonly { readonly arn?: string | undefined }[] | undefined;
}

/** The session policies of a new session, known to be readable. */
export interface NewSessionPolicies extends SessionPolicies {
  readonly policyArns: readonly Arn[];
}

/** In characters: the policy as text and the ARNs of the managed ones together. */
const MAX_PLAIN_TEXT = 2048;

/**
 * In bytes. AWS packs policies and tags in a form of its own and does not tell how large that may become; of what is
 * known of its answers, deflating them and taking this for the whole comes close.
 */
const MAX_PACKED = 1024;

/**
 * Checks the session policies that are passed to an operation of STS.
 * @param accountId whose managed policies may be passed, beside AWS's own: the account of the role or user.
 * @throws AwsError `MalformedPolicyDocument`, `PackedPolicyTooLarge`, or `ValidationError` for a managed policy that is
 *   not there (how AWS words that is not documented).
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html (Policy, PolicyArns)
 */
export function newSessionPolicies(
  asked: AskedPolicies,
  accountId: string,
  { model, managedPolicies }: Pick<ActionScene, 'model' | 'managedPolicies'>,
): NewSessionPolicies {
  const { Policy: policy = null, PolicyArns = [] } = asked;
  if (policy !== null) assertPolicyDocument(policy, 'identity');
  const policyArns = PolicyArns.map(({ arn = '' }) => {
    const parsed = Arn.safeParse(arn);
    const known = model.find('policy', arn)?.accountId === accountId || managedPolicies.get(arn) !== null;
    if (!parsed.success || !known) throw validationError(`${arn} is invalid`);
    return parsed.data;
  });
  const length = [policy ?? '', ...policyArns].join('').length;
  if (length > MAX_PLAIN_TEXT) throw policyTooLarge(percentage(length, MAX_PLAIN_TEXT));
  return { policy, policyArns };
}

/**
 * How much of the space for session policies and session tags is used, in percent, as `PackedPolicySize` tells it.
 * @throws AwsError `PackedPolicyTooLarge`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_know
 */
export function packedPolicySize({ policy, policyArns }: SessionPolicies, { tags }: SessionTags): number {
  const pairs = tags.flatMap(({ Key, Value }) => [Key, Value]);
  if (policy === null && policyArns.length === 0 && pairs.length === 0) return 0;
  const packed = deflateRawSync([policy ?? '', ...policyArns, ...pairs].join('\n')).length;
  const used = percentage(packed, MAX_PACKED);
  if (used <= 100) return used;
  throw policy === null && policyArns.length === 0
    ? packedPolicyTooLarge(`Packed size of session tags consumes ${used}% of allotted space.`)
    : policyTooLarge(used);
}

function percentage(size: number, maximum: number): number {
  return Math.ceil((size / maximum) * 100);
}

function policyTooLarge(used: number) {
  return packedPolicyTooLarge(`Packed policy consumes ${used}% of allotted space, please use smaller policy.`);
}
