import { z } from 'zod';
import { WeighedSession } from '../../src-shared/decision/weighed-request.ts';
import { Principal } from '../../src-shared/principal.ts';
import type { Vault } from '../credentials/vault.ts';
import type { Random } from '../random.ts';
import { createSeal, SEAL_BYTES } from './session-seal.ts';

/**
 * Temporary security credentials, and everything that they stand for. The session token holds all of it, sealed, so that
 * nothing of a session has to be kept anywhere else.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp.html
 */
export const SessionCredentials = WeighedSession.extend({
  /** `ASIA…` */
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  principal: Principal,
  expiresAt: z.iso.datetime(),
  /** Session tags that go on to the next role that is assumed. */
  transitiveTagKeys: z.array(z.string()),
  /** Whether they were asked for with credentials that were temporary themselves: role chaining. */
  chained: z.boolean(),
  /** Who asked for them, as people read it: an ARN, or the subject that an identity provider vouches for. */
  requestedBy: z.string(),
});
export type SessionCredentials = z.infer<typeof SessionCredentials>;

/** The session that temporary credentials stand for: all that the token holds but the secret. */
export type TemporarySession = Omit<SessionCredentials, 'secretAccessKey'>;

/** Seals and opens session tokens of one workspace. */
export interface SessionTokens {
  /**
   * The session token, in base64.
   * @param minimumSize in bytes; a token that would be smaller is made as large.
   */
  seal(credentials: SessionCredentials, minimumSize?: number): string;
  /** What a token holds, however old it is; null when it was not sealed here or was changed since. */
  open(token: string): SessionCredentials | null;
}

const FORMAT = 1;
const KEY_BYTES = 32;

/**
 * Session tokens sealed under a key.
 * @param key 32 bytes, see {@link createSeal}.
 */
export function createSessionTokens(key: Uint8Array, random: Random): SessionTokens {
  const seal = createSeal(key, FORMAT, random);
  return {
    seal(credentials, minimumSize = 0) {
      const text = Buffer.from(JSON.stringify(credentials), 'utf8');
      // Three bytes make four characters of base64. JSON takes white space behind it.
      const missing = Math.ceil(minimumSize / 4) * 3 - SEAL_BYTES - text.length;
      return seal.close(missing > 0 ? Buffer.concat([text, Buffer.alloc(missing, ' ')]) : text);
    },
    open(token) {
      const plain = seal.open(token);
      if (plain === null) return null;
      // A token of an older version of Gatehouse may hold less than this one needs to know.
      const read = SessionCredentials.safeParse(JSON.parse(plain.toString('utf8')));
      return read.success ? read.data : null;
    },
  };
}

const keyReference = (workspaceId: string) => `${workspaceId}/session-key/current` as const;

/** The key that seals the session tokens of a workspace, where it was made already; else null. */
export async function knownSessionTokenKey(vault: Vault, workspaceId: string): Promise<Uint8Array | null> {
  const known = await vault.get(keyReference(workspaceId));
  return known === null ? null : Buffer.from(known, 'base64');
}

/**
 * The key that seals the session tokens of a workspace. It is made when it is first asked for, and lives in the vault.
 * @param workspaceId see WorkspaceIdentity.
 */
export async function sessionTokenKey(vault: Vault, workspaceId: string, random: Random): Promise<Uint8Array> {
  const known = await knownSessionTokenKey(vault, workspaceId);
  if (known !== null) return known;
  const key = random(KEY_BYTES);
  await vault.set(keyReference(workspaceId), Buffer.from(key).toString('base64'));
  return key;
}
