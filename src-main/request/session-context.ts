import type { Principal } from '../../src-shared/principal.ts';
import type { RoleDelivery } from '../../src-shared/decision/weighed-request.ts';
import { type ContextKey, timestamp } from './context-key.ts';

/** What a session token holds of the temporary credentials (the console's included) that it belongs to. */
export interface TemporaryCredentials {
  readonly issuedAt: Date;
  /** When the MFA code was given; null where none was. */
  readonly mfaAt: Date | null;
  /** What was set when the role was assumed; it stays through role chaining. */
  readonly sourceIdentity?: string;
  /** Set for the short-term root session that sts:AssumeRoot gives. */
  readonly assumedRoot?: true;
  /** The EC2 instance or the Lambda function that the credentials were delivered to. */
  readonly delivery?: RoleDelivery;
}

/** What tells how a request was signed. */
interface Signing {
  readonly principal: Principal;
  readonly session: TemporaryCredentials | null;
  readonly federated: boolean;
  /** Whether a service passed the request on. */
  readonly forwarded: boolean;
  readonly at: Date;
}

/**
 * Keys of temporary credentials. A long-term access key leaves them out altogether.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-role-session-properties
 */
export function sessionContext(signing: Signing): ContextKey[] {
  const { session } = signing;
  if (session === null) return forwardedContext(signing);
  const { issuedAt, sourceIdentity, assumedRoot, delivery } = session;
  return [
    ['aws:TokenIssueTime', timestamp(issuedAt), 'when the temporary credentials were issued'],
    ...mfaContext(signing, session),
    ...(sourceIdentity === undefined ? [] : [sessionKey('aws:SourceIdentity', sourceIdentity)]),
    ...(assumedRoot === undefined ? [] : [sessionKey('aws:AssumedRoot', 'true')]),
    ...(delivery === undefined ? [] : deliveryContext(delivery)),
  ];
}

/**
 * Keys of credentials that a service put where code runs. Lambda's is there for the calls of the function's code, and
 * counts in identity-based and service control policies, as AWS says; resource-based policies are not kept from it here.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-role-session-properties
 * @see https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
function deliveryContext(delivery: RoleDelivery): ContextKey[] {
  if (delivery.to === 'function') return [sessionKey('lambda:SourceFunctionArn', delivery.arn)];
  return [
    sessionKey('ec2:SourceInstanceArn', delivery.arn),
    sessionKey('ec2:RoleDelivery', `${delivery.metadataVersion}.0`),
    sessionKey('aws:Ec2InstanceSourceVpc', delivery.vpcId),
    sessionKey('aws:Ec2InstanceSourcePrivateIPv4', delivery.privateIpAddress),
  ];
}

/**
 * A service that passes on the request of a long-term access key uses temporary credentials of its own making, without
 * MFA. When it was given them AWS does not say, so there is no aws:TokenIssueTime.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
function forwardedContext({ forwarded, principal }: Signing): ContextKey[] {
  if (!forwarded || (principal.kind !== 'user' && principal.kind !== 'root')) return [];
  return [['aws:MultiFactorAuthPresent', 'false', 'the service that passed the request on uses no MFA']];
}

/**
 * The MFA keys are absent, not false, for long-term access keys and for federated identities. The console signs its
 * requests with temporary credentials.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
function mfaContext({ principal, federated, at }: Signing, { mfaAt }: TemporaryCredentials): ContextKey[] {
  if (federated || principal.kind === 'federatedUser') return [];
  if (mfaAt === null) {
    return [['aws:MultiFactorAuthPresent', 'false', 'the temporary credentials were issued without MFA']];
  }
  const age = Math.max(0, Math.floor((at.getTime() - mfaAt.getTime()) / 1000));
  return [
    ['aws:MultiFactorAuthPresent', 'true', 'the MFA code given at sign-in'],
    ['aws:MultiFactorAuthAge', String(age), 'seconds since the MFA code was given'],
  ];
}

function sessionKey(key: string, value: string): ContextKey {
  return [key, value, 'the session token'];
}
