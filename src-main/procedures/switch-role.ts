import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import type { Session } from '../../src-shared/contract/session.ts';
import { AwsError, GatehouseError } from '../../src-shared/errors.ts';
import { operations } from '../../src-shared/operations/registry.ts';
import type { Principal } from '../../src-shared/principal.ts';
import { userPrincipal } from '../account/user-principal.ts';
import { consoleSessionEnd } from '../authentication/session-console.ts';
import type { Lab } from '../lab.ts';
import type { GateParts } from '../remaining-steps.ts';
import type { TimelineTeller } from '../timeline/teller.ts';

/** The shortest session of a role that sts:AssumeRole gives, and the one it gives unasked, in seconds. */
const SHORTEST_SECONDS = 900;
const DEFAULT_SECONDS = 3600;

/**
 * What the console says, whatever the reason is: no such role, no permission, no trust.
 * @see https://repost.aws/knowledge-center/iam-switch-role
 */
const CANNOT_SWITCH =
  'Invalid information in one or more fields. Check your information or contact your administrator.';

type UserSession = Extract<Session, { kind: 'user' }>;

/**
 * The console's *Switch role* and the way back. Switching is sts:AssumeRole by the user who signed in, under their name,
 * also from within another role: the console asks with the credentials that the user signed in with.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-console.html
 */
export function switchRoleProcedures(
  lab: Lab,
  on: Pick<GateParts, 'clock'>,
  tell: TimelineTeller,
): Pick<Handlers<GatehouseContract>, 'signIn.switchRole' | 'signIn.switchBack'> {
  /** Who asks to switch: the session behind a role's, or the session itself. */
  function asking(): { principal: Principal; behind: UserSession | null; signedInAt: string; mfaAt: Date | null } {
    const { session } = lab;
    if (session.kind === 'root') {
      const { arn, accountId, signedInAt } = session;
      return { principal: { kind: 'root', arn, accountId }, behind: null, signedInAt, mfaAt: lab.mfaAt };
    }
    const behind = session.kind === 'roleSession' ? session.behind : session.kind === 'user' ? session : null;
    const user = behind === null ? null : lab.require().workspace.model.find('user', behind.arn);
    if (behind === null || user === null) {
      throw new GatehouseError(
        'CannotSwitchRole',
        'Only a user who is signed in with a password can switch to a role.',
        {
          mend: 'Sign in as an IAM user.',
        },
      );
    }
    const mfaAt = session.kind === 'roleSession' ? lab.mfaAtBehind : lab.mfaAt;
    return { principal: userPrincipal(user), behind, signedInAt: behind.signedInAt, mfaAt };
  }

  return {
    'signIn.switchRole': async ({ account, roleName }) => {
      const { workspace, gate } = lab.require();
      const { principal, behind, signedInAt, mfaAt } = asking();
      if (secondsLeft(signedInAt, on.clock()) <= 0) {
        throw new GatehouseError('SessionExpired', `The session that began at ${signedInAt} has ended.`, {
          mend: 'Sign in again.',
        });
      }
      const accountId = workspace.model.accountByIdOrAlias(account)?.accountId ?? account;
      if (!/^\d{12}$/.test(accountId)) {
        const error = new AwsError('AccessDenied', 403, CANNOT_SWITCH);
        const record = gate.recordSignIn({ event: 'SwitchRole', account, roleName, principal, error });
        tell(record);
        throw new AwsError(error.code, error.httpStatus, error.message, `timeline:${record.id}`);
      }
      const roleArn = `arn:aws:iam::${accountId}:role/${roleName.replace(/^\//, '')}`;
      const longest = workspace.model.find('role', roleArn)?.maxSessionDuration ?? DEFAULT_SECONDS;
      const { record, result } = await gate.passConsole(
        {
          operationName: 'sts:AssumeRole',
          parameters: {
            RoleArn: roleArn,
            RoleSessionName: principal.kind === 'user' ? principal.userName : 'root',
            DurationSeconds: Math.min(longest, Math.max(SHORTEST_SECONDS, secondsLeft(signedInAt, on.clock()))),
          },
          principal,
          signedInAt: new Date(signedInAt),
          mfaAt,
          temporary: null,
        },
        { door: 'console', sourceIp: '127.0.0.1', secureTransport: true, replayOf: null },
      );
      tell(record);
      if (!result.ok)
        throw new AwsError(result.error.code, result.error.httpStatus, CANNOT_SWITCH, `timeline:${record.id}`);

      const { Credentials } = operations['sts:AssumeRole'].output.parse(result.output);
      const opened = await gate.openSessionToken(Credentials.SessionToken);
      if (opened?.principal.kind !== 'roleSession') throw new Error('AssumeRole gave no session of a role.');
      const { secretAccessKey: _, ...temporary } = opened;
      const session: Session = {
        kind: 'roleSession',
        arn: opened.principal.arn,
        accountId: opened.principal.accountId,
        roleName: opened.principal.roleArn.split('/').at(-1) ?? '',
        sessionName: opened.principal.sessionName,
        mfa: opened.mfaAt !== null,
        signedInAt: opened.issuedAt,
        expiresAt: opened.expiresAt,
        behind,
      };
      lab.signIn(session, opened.mfaAt === null ? null : new Date(opened.mfaAt), temporary);
      return { session, recordId: record.id };
    },
    'signIn.switchBack': () => {
      const { session } = lab;
      if (session.kind !== 'roleSession' || session.behind === null) {
        throw new GatehouseError('NotSwitched', 'There is no user to switch back to.', { mend: 'Sign out instead.' });
      }
      const user = lab.require().workspace.model.find('user', session.behind.arn);
      const record = lab.require().gate.recordSignIn({
        event: 'ExitRole',
        principal: user === null ? null : userPrincipal(user),
        error: null,
      });
      tell(record);
      return { session: lab.switchBack(), recordId: record.id };
    },
  };
}

/** A role's session in the console ends at the latest with the session of the user who switched to it. */
function secondsLeft(signedInAt: string, now: Date): number {
  return Math.floor((consoleSessionEnd(new Date(signedInAt)).getTime() - now.getTime()) / 1000);
}
