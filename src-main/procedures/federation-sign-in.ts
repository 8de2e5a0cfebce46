import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import type { Session } from '../../src-shared/contract/session.ts';
import { AwsError } from '../../src-shared/errors.ts';
import { sessionPrincipal } from '../account/session-principal.ts';
import type { HeldSessions } from '../authentication/held-sessions.ts';
import type { TemporarySession } from '../authentication/session-token.ts';
import type { Clock } from '../clock.ts';
import type { Lab } from '../lab.ts';
import type { TimelineTeller } from '../timeline/teller.ts';

/**
 * The federation endpoint: getSigninToken and login in one. It takes the credentials of an assumed role and those of
 * sts:GetFederationToken. AWS answers all others with a bare HTTP 400; the sentence beside it is Gatehouse's own.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html
 */
export function federationSignInProcedures(
  lab: Lab,
  on: { readonly clock: Clock; readonly sessions: HeldSessions },
  tell: TimelineTeller,
): Pick<Handlers<GatehouseContract>, 'signIn.federation'> {
  async function opened(accessKeyId: string): Promise<TemporarySession | null> {
    const held = on.sessions.credentials(accessKeyId);
    const credentials = held === null ? null : await lab.require().gate.openSessionToken(held.sessionToken);
    if (credentials === null) return null;
    const { secretAccessKey: _, ...temporary } = credentials;
    return temporary;
  }

  return {
    'signIn.federation': async ({ accessKeyId, sessionDuration }) => {
      const { workspace, gate } = lab.require();
      const temporary = await opened(accessKeyId);
      const principal =
        temporary === null ? null : sessionPrincipal(temporary.principal, temporary.issuedAt, workspace.model);
      const remember = (error: AwsError | null): string => {
        const duration = sessionDuration === null ? {} : { sessionDuration };
        const by = { kind: 'federation', accessKeyId, ...duration } as const;
        const record = gate.recordSignIn({ event: 'ConsoleLogin', by, principal, error, mfaIdentifier: null });
        tell(record);
        return record.id;
      };
      const now = on.clock();
      const refusal = principal === null ? NOT_TAKEN : refusalOf(temporary, sessionDuration, now);
      const session = temporary === null || refusal !== null ? null : consoleSessionOf(temporary, sessionDuration, now);
      if (temporary === null || session === null) {
        const message = refusal ?? NOT_TAKEN;
        const recordId = remember(new AwsError('InvalidRequest', 400, message));
        throw new AwsError('InvalidRequest', 400, message, `timeline:${recordId}`);
      }
      lab.signIn(session, temporary.mfaAt === null ? null : new Date(temporary.mfaAt), temporary);
      return { session, recordId: remember(null) };
    },
  };
}

const NOT_TAKEN =
  'The federation endpoint takes credentials of an assumed role or of GetFederationToken that have not expired.';

/** The limits of SessionDuration, in seconds: 15 minutes and 12 hours. */
const SHORTEST_SECONDS = 900;
const LONGEST_SECONDS = 43_200;

/**
 * Why the endpoint refuses; null where it does not. SessionDuration is for the credentials of an assumed role, asked for
 * with long-term credentials.
 */
function refusalOf(temporary: TemporarySession | null, sessionDuration: number | null, now: Date): string | null {
  if (temporary === null || Date.parse(temporary.expiresAt) <= now.getTime()) return NOT_TAKEN;
  const { principal, chained } = temporary;
  if (principal.kind !== 'roleSession' && principal.kind !== 'federatedUser') return NOT_TAKEN;
  if (sessionDuration === null) return null;
  if (principal.kind === 'federatedUser') return 'SessionDuration is not for credentials of GetFederationToken.';
  if (chained) return 'SessionDuration is not for credentials that were obtained by role chaining.';
  if (sessionDuration < SHORTEST_SECONDS || sessionDuration > LONGEST_SECONDS) {
    return `SessionDuration is ${SHORTEST_SECONDS} to ${LONGEST_SECONDS} seconds.`;
  }
  return null;
}

/**
 * The session that credentials sign in to the console with: as long as was asked for, be it longer than the credentials
 * last, or else as long as they do. Null for those that the endpoint does not take.
 */
function consoleSessionOf(
  { principal, mfaAt, expiresAt: credentialsEnd }: TemporarySession,
  sessionDuration: number | null,
  now: Date,
): Session | null {
  const signedInAt = now.toISOString();
  const expiresAt =
    sessionDuration === null ? credentialsEnd : new Date(now.getTime() + sessionDuration * 1000).toISOString();
  if (principal.kind === 'federatedUser') {
    const { arn, accountId, name } = principal;
    return { kind: 'federatedUser', arn, accountId, name, mfa: false, signedInAt, expiresAt };
  }
  if (principal.kind !== 'roleSession') return null;
  const { arn, accountId, roleArn, sessionName } = principal;
  const roleName = roleArn.split('/').at(-1) ?? '';
  const mfa = mfaAt !== null;
  return { kind: 'roleSession', arn, accountId, roleName, sessionName, mfa, signedInAt, expiresAt, behind: null };
}
