import type { Principal } from '../../src-shared/principal.ts';
import { principalLabel } from '../timeline/steps.ts';
import type { TemporarySession } from './session-token.ts';

/** How long a console session of a user lasts. @see https://docs.aws.amazon.com/signin/latest/userguide/how-to-sign-in.html */
const CONSOLE_SESSION_MS = 12 * 60 * 60_000;

/** When the console session of somebody who signed in with a password ends. */
export function consoleSessionEnd(signedInAt: Date): Date {
  return new Date(signedInAt.getTime() + CONSOLE_SESSION_MS);
}

/** The session of somebody who signed in to the console: temporary credentials that they never see. */
export function consoleSession(
  principal: Principal,
  { signedInAt, mfaAt }: { readonly signedInAt: Date; readonly mfaAt: Date | null },
): TemporarySession {
  return {
    accessKeyId: '',
    principal,
    issuedBy: 'console',
    issuedAt: signedInAt.toISOString(),
    expiresAt: consoleSessionEnd(signedInAt).toISOString(),
    mfaAt: mfaAt?.toISOString() ?? null,
    sourceIdentity: null,
    transitiveTagKeys: [],
    chained: false,
    requestedBy: 'arn' in principal ? principal.arn : '',
    policy: null,
    policyArns: [],
    federation: null,
  };
}

/** What a person reads of temporary credentials, such as `assumed role deployer, session monday, by lucy`. */
export function describeSession({ principal, issuedBy, requestedBy, accessKeyId }: TemporarySession): string {
  const by = requestedBy.slice(requestedBy.lastIndexOf('/') + 1);
  const credentials = accessKeyId === '' ? '' : `, with ${accessKeyId}`;
  return principal.kind === 'roleSession'
    ? `assumed role ${roleName(principal.roleArn)}, session ${principal.sessionName}, by ${by}${credentials}`
    : `temporary credentials of ${issuedBy} for ${principalLabel(principal).label}, by ${by}${credentials}`;
}

function roleName(roleArn: string): string {
  return roleArn.slice(roleArn.lastIndexOf('/') + 1);
}
