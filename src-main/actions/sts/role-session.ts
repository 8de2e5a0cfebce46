import type { RoleDocument } from '../../../src-shared/model/documents.ts';
import type { Principal } from '../../../src-shared/principal.ts';
import type { RoleDelivery } from '../../../src-shared/decision/weighed-request.ts';
import type { TemporarySession } from '../../authentication/session-token.ts';
import type { ActionScene } from '../handler.ts';
import { accessDenied, validationError } from './errors.ts';
import { issueCredentials } from './issue-credentials.ts';
import { type AskedPolicies, newSessionPolicies, packedPolicySize } from './session-policies.ts';
import { inheritedTags, newSessionTags, type SessionTags } from './session-tags.ts';

/** What is asked of the session of a role, by the members that the operations which assume roles share. */
export interface AskedRoleSession extends AskedPolicies {
  readonly role: RoleDocument;
  readonly sessionName: string;
  readonly issuedBy: Exclude<
    TemporarySession['issuedBy'],
    'AssumeRoot' | 'GetFederationToken' | 'GetSessionToken' | 'console'
  >;
  /** Who asks, as people read it: the caller's ARN, or the subject that an identity provider vouches for. */
  readonly requestedBy: string;
  readonly durationSeconds?: number | undefined;
  /** How long the identity provider lets the session last at most, in seconds; left out where it does not say. */
  readonly providerLimitSeconds?: number | undefined;
  readonly tags?: Partial<SessionTags>;
  readonly sourceIdentity?: string | undefined;
  /** The identity provider behind the session, and what it says; left out where there is none. */
  readonly federation?: NonNullable<TemporarySession['federation']>;
  /** For what a service asks; left out for everybody else. */
  readonly delivery?: RoleDelivery | undefined;
  readonly minimumTokenSize?: number | undefined;
}

const DEFAULT_DURATION_SECONDS = 3600;

/** However long sessions of the role may last. */
const CHAINED_LIMIT_SECONDS = 3600;

/**
 * Makes a session of a role and its credentials: what sts:AssumeRole, AssumeRoleWithSAML and AssumeRoleWithWebIdentity do
 * once they are allowed.
 * @param scene its `session` is the one that asks: tags and source identity are handed on from it.
 * @returns the members that the three operations' answers share.
 * @throws AwsError `ValidationError`, `InvalidParameterValue`, `MalformedPolicyDocument`, `PackedPolicyTooLarge`.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export async function makeRoleSession(asked: AskedRoleSession, scene: ActionScene) {
  const { role, sessionName, issuedBy, requestedBy } = asked;
  const caller = scene.session;
  const durationSeconds = sessionDuration(asked, isChained(caller));
  const sourceIdentity = newSourceIdentity(asked.sourceIdentity, caller);
  const sessionTags = newSessionTags(asked.tags ?? {}, inheritedTags(caller));
  const policies = newSessionPolicies(asked, role.accountId, scene);
  const packed = packedPolicySize(policies, sessionTags);
  const principal: Extract<Principal, { kind: 'roleSession' }> = {
    kind: 'roleSession',
    arn: `arn:aws:sts::${role.accountId}:assumed-role/${role.roleName}/${sessionName}`,
    accountId: role.accountId,
    roleArn: role.arn,
    roleId: role.roleId,
    sessionName,
    tags: [...sessionTags.tags],
    serviceLinked: role.path.startsWith('/aws-service-role/'),
  };
  const issued = await issueCredentials(
    {
      principal,
      issuedBy,
      requestedBy,
      // That MFA was used tells whether the role may be assumed; its session knows nothing of it.
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
      mfaAt: null,
      sourceIdentity,
      transitiveTagKeys: [...sessionTags.transitiveTagKeys],
      chained: isChained(caller),
      policy: policies.policy,
      policyArns: [...policies.policyArns],
      federation: asked.federation ?? null,
      ...(asked.delivery && { delivery: asked.delivery }),
    },
    role.accountId,
    { durationSeconds, minimumTokenSize: asked.minimumTokenSize },
    scene,
  );
  return {
    ...issued,
    AssumedRoleUser: { AssumedRoleId: `${role.roleId}:${sessionName}`, Arn: principal.arn },
    ...(packed === 0 ? {} : { PackedPolicySize: packed }),
    ...(sourceIdentity === null ? {} : { SourceIdentity: sourceIdentity }),
  };
}

/**
 * Whether a session is asked for with credentials that are temporary themselves. The console's are, but a user who
 * switches roles there is not held to the limit.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
 */
function isChained(caller: TemporarySession | undefined): boolean {
  return caller !== undefined && caller.issuedBy !== 'console';
}

/**
 * The role's own limit is not for sessions that Amazon EC2 asks for; whether it is for Lambda's, AWS does not say, and
 * they are treated alike.
 * @throws AwsError `ValidationError` past the limits of the role and of role chaining.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html (MaxSessionDuration)
 */
function sessionDuration(asked: AskedRoleSession, chained: boolean): number {
  const { durationSeconds = DEFAULT_DURATION_SECONDS, providerLimitSeconds = Infinity, role } = asked;
  if (chained && durationSeconds > CHAINED_LIMIT_SECONDS) {
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (asked.delivery === undefined && durationSeconds > role.maxSessionDuration) {
    throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  return Math.min(durationSeconds, providerLimitSeconds);
}

/**
 * Set once, a source identity stays through role chaining.
 * @throws AwsError when another is asked for; AWS documents that it cannot be changed, and not its sentence.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
function newSourceIdentity(asked: string | undefined, caller: TemporarySession | undefined): string | null {
  const inherited = caller?.sourceIdentity ?? null;
  if (inherited !== null && asked !== undefined && asked !== inherited) {
    throw accessDenied('The source identity of a session cannot be changed.');
  }
  return inherited ?? asked ?? null;
}
