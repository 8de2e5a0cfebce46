import { z } from 'zod';
import type { HeldSession } from '../../src-shared/contract/composer.ts';
import { Arn } from '../../src-shared/arn.ts';
import type { DecisionRecord } from '../../src-shared/decision/record.ts';
import type { SigningCredentials } from './signature-v4/sign.ts';

/** Temporary credentials to sign with. */
export type TemporarySigningCredentials = Required<SigningCredentials>;

/**
 * The temporary credentials that the person at the controls was given. They are held in memory alone, by their access
 * key ID, and are forgotten with the workspace: nothing but main ever sees the secret and the token.
 */
export interface HeldSessions {
  /** Takes credentials; where there are too many, the oldest are forgotten. */
  hold(
    credentials: TemporarySigningCredentials,
    of: Pick<HeldSession, 'principalArn' | 'issuedBy' | 'issuedAt' | 'expiresAt'>,
  ): HeldSession;
  /** What to sign with; null when it was never there, or was forgotten. */
  credentials(sessionId: string): TemporarySigningCredentials | null;
  /** Newest first. */
  list(): HeldSession[];
  forget(sessionId: string): void;
  forgetAll(): void;
}

const CAPACITY = 100;

/**
 * Makes the holder, empty.
 * @param changed is told whenever the list has changed.
 * @param capacity how many sessions at most.
 */
export function createHeldSessions(
  changed: (sessions: HeldSession[]) => void,
  capacity: number = CAPACITY,
): HeldSessions {
  const held = new Map<string, { session: HeldSession; credentials: TemporarySigningCredentials }>();
  const list = (): HeldSession[] => Array.from(held.values(), ({ session }) => session).toReversed();
  return {
    hold(credentials, of) {
      const { accessKeyId } = credentials;
      const session: HeldSession = { sessionId: accessKeyId, label: sessionLabel(of.principalArn), ...of };
      held.set(accessKeyId, { session, credentials });
      for (const oldest of held.keys()) {
        if (held.size <= capacity) break;
        held.delete(oldest);
      }
      changed(list());
      return session;
    },
    credentials: (sessionId) => held.get(sessionId)?.credentials ?? null,
    list,
    forget(sessionId) {
      if (held.delete(sessionId)) changed(list());
    },
    forgetAll() {
      if (held.size === 0) return;
      held.clear();
      changed([]);
    },
  };
}

/**
 * What the operations of STS that give temporary credentials answer, as far as it matters here.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_Credentials.html
 */
export const Issued = z.object({
  Credentials: z.object({
    AccessKeyId: z.string(),
    SecretAccessKey: z.string(),
    SessionToken: z.string(),
    Expiration: z.iso.datetime(),
  }),
  AssumedRoleUser: z.object({ Arn }).optional(),
  FederatedUser: z.object({ Arn }).optional(),
});

/**
 * Holds the credentials that an answer brought, whichever operation of STS gave them.
 * @param answered the request's record, the operation's own output, in which the secret still stands, and what gave
 *   them, where that is not the operation.
 * @returns null where the answer holds no temporary credentials: a refusal, or another operation.
 */
export function holdIssued(
  held: HeldSessions,
  {
    record,
    output,
    issuedBy = record.request.operation,
  }: { readonly record: DecisionRecord; readonly output: unknown; readonly issuedBy?: string },
): HeldSession | null {
  const read = record.request.service === 'sts' ? Issued.safeParse(output) : null;
  if (read?.success !== true) return null;
  const { Credentials, AssumedRoleUser, FederatedUser } = read.data;
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = Credentials;
  // GetSessionToken gives credentials to the caller, and names nobody.
  const caller = Arn.safeParse(record.principal.arn).data;
  const principalArn = AssumedRoleUser?.Arn ?? FederatedUser?.Arn ?? caller;
  if (principalArn === undefined) return null;
  return held.hold(
    { accessKeyId, secretAccessKey, sessionToken },
    {
      principalArn,
      issuedBy,
      issuedAt: record.at,
      expiresAt: new Date(Credentials.Expiration).toISOString(),
    },
  );
}

/** What stands behind the type of resource: `deployer/monday` of a role's session, `lucy` of a user. */
function sessionLabel(arn: string): string {
  const resource = arn.split(':').slice(5).join(':');
  return resource === 'root' ? 'root' : resource.slice(resource.indexOf('/') + 1);
}
