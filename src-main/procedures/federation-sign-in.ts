import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import type { Session } from '../../src-shared/contract/session.ts';
import { AwsError } from '../../src-shared/errors.ts';
import { sessionPrincipal } from '../account/session-principal.ts';
import type { HeldSessions } from '../authentication/held-sessions.ts';
import { knownSessionSeals } from '../authentication/session-seals.ts';
import type { TemporarySession } from '../authentication/session-token.ts';
import type { Lab } from '../lab.ts';
import type { GateParts } from '../remaining-steps.ts';
import type { TimelineTeller } from '../timeline/teller.ts';

/**
 * The federation endpoint: getSigninToken and login in one. It takes the credentials of an assumed role and those of
 * sts:GetFederationToken, and the console session ends with them. AWS answers all others with a bare HTTP 400.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html
 */
export function federationSignInProcedures(
  lab: Lab,
  on: GateParts & { readonly sessions: HeldSessions },
  tell: TimelineTeller,
): Pick<Handlers<GatehouseContract>, 'signIn.federation'> {
  async function opened(accessKeyId: string): Promise<TemporarySession | null> {
    const held = on.sessions.credentials(accessKeyId);
    const seals = await knownSessionSeals(on.vault, lab.require().workspace.store.identity.id, on.random);
    const credentials = held === null ? null : (seals?.sessionTokens.open(held.sessionToken) ?? null);
    if (credentials === null) return null;
    const { secretAccessKey: _, ...temporary } = credentials;
    return temporary;
  }

  return {
    'signIn.federation': async ({ accessKeyId }) => {
      const { workspace, gate } = lab.require();
      const temporary = await opened(accessKeyId);
      const principal =
        temporary === null ? null : sessionPrincipal(temporary.principal, temporary.issuedAt, workspace.model);
      const remember = (error: AwsError | null): string => {
        const by = { kind: 'federation', accessKeyId } as const;
        const record = gate.recordSignIn({ event: 'ConsoleLogin', by, principal, error, mfaIdentifier: null });
        tell(record);
        return record.id;
      };
      const session = temporary === null || principal === null ? null : consoleSessionOf(temporary, on.clock());
      if (temporary === null || session === null) {
        const message =
          'The federation endpoint takes credentials of an assumed role or of GetFederationToken that have not expired.';
        const recordId = remember(new AwsError('InvalidRequest', 400, message));
        throw new AwsError('InvalidRequest', 400, message, `timeline:${recordId}`);
      }
      lab.signIn(session, temporary.mfaAt === null ? null : new Date(temporary.mfaAt), temporary);
      return { session, recordId: remember(null) };
    },
  };
}

/** The session that credentials sign in to the console with; null for those that it does not take. */
function consoleSessionOf({ principal, mfaAt, expiresAt }: TemporarySession, now: Date): Session | null {
  if (Date.parse(expiresAt) <= now.getTime()) return null;
  const signedInAt = now.toISOString();
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
