import { newSecretAccessKey } from '../../authentication/access-key.ts';
import { newSessionAccessKeyId } from '../../authentication/session-access-key.ts';
import type { TemporarySession } from '../../authentication/session-token.ts';
import type { ActionScene } from '../handler.ts';

/** A session without what its credentials add to it. */
export type NewSession = Omit<TemporarySession, 'accessKeyId' | 'issuedAt' | 'expiresAt'>;

/** What STS answers with: the one time that the secret comes out. */
export interface IssuedCredentials {
  readonly Credentials: {
    readonly AccessKeyId: string;
    readonly SecretAccessKey: string;
    readonly SessionToken: string;
    readonly Expiration: string;
  };
  /** In bytes. */
  readonly SessionTokenSize: number;
}

/**
 * Issues temporary credentials. Nothing of them is kept: the session token holds it all.
 * @param accountId the account that they belong to.
 * @param lifetime `durationSeconds` from now on; `minimumTokenSize` in bytes.
 */
export async function issueCredentials(
  session: NewSession,
  accountId: string,
  lifetime: { readonly durationSeconds: number; readonly minimumTokenSize?: number | undefined },
  { clock, random, seals }: Pick<ActionScene, 'clock' | 'random' | 'seals'>,
): Promise<IssuedCredentials> {
  const now = clock();
  const { sessionTokens } = await seals();
  const credentials = {
    ...session,
    accessKeyId: newSessionAccessKeyId(accountId, random),
    secretAccessKey: newSecretAccessKey(random),
    issuedAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + lifetime.durationSeconds * 1000).toISOString(),
  };
  const token = sessionTokens.seal(credentials, lifetime.minimumTokenSize);
  return {
    Credentials: {
      AccessKeyId: credentials.accessKeyId,
      SecretAccessKey: credentials.secretAccessKey,
      SessionToken: token,
      Expiration: credentials.expiresAt.replace(/\.\d{3}Z$/, 'Z'),
    },
    SessionTokenSize: token.length,
  };
}
