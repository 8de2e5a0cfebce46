import type { HeldSession } from '../../src-shared/contract/composer.ts';
import type { TemporarySession } from './session-token.ts';
import type { SigningCredentials } from './signature-v4/sign.ts';

/** Temporary credentials as STS answers them, with their token. */
export interface IssuedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/**
 * The temporary credentials that the person at the controls was given. They are held in memory alone, by their access
 * key ID, and are forgotten with the workspace: nothing but main ever sees the secret and the token.
 */
export interface HeldSessions {
  /** Takes credentials; where there are too many, the oldest are forgotten. */
  hold(issued: IssuedCredentials, session: TemporarySession): HeldSession;
  /** What to sign with; null when it was forgotten. */
  credentials(sessionId: string): Required<SigningCredentials> | null;
  /** Newest first. */
  list(): HeldSession[];
  forget(sessionId: string): void;
  forgetAll(): void;
}

const CAPACITY = 100;

/**
 * Holds temporary credentials.
 * @param changed is told whenever the list has changed.
 * @param capacity how many at most.
 */
export function createHeldSessions(
  changed: (sessions: HeldSession[]) => void,
  capacity: number = CAPACITY,
): HeldSessions {
  const held = new Map<string, { session: HeldSession; credentials: Required<SigningCredentials> }>();
  const list = (): HeldSession[] => [...held.values()].map(({ session }) => session).toReversed();
  return {
    hold({ accessKeyId, secretAccessKey, sessionToken }, { principal, issuedBy, issuedAt, expiresAt }) {
      const principalArn = 'arn' in principal ? principal.arn : '';
      const session: HeldSession = {
        sessionId: accessKeyId,
        label: sessionLabel(principalArn),
        principalArn,
        issuedBy,
        issuedAt,
        expiresAt,
      };
      held.set(accessKeyId, { session, credentials: { accessKeyId, secretAccessKey, sessionToken } });
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

/** What stands behind the type of resource: `deployer/monday` of a role's session, `lucy` of a user. */
function sessionLabel(arn: string): string {
  const resource = arn.split(':').slice(5).join(':');
  return resource === 'root' ? 'root' : resource.slice(resource.indexOf('/') + 1);
}
