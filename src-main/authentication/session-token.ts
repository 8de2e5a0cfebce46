import { createCipheriv, createDecipheriv } from 'node:crypto';
import { z } from 'zod';
import { Arn } from '../../src-shared/arn.ts';
import { Principal } from '../../src-shared/principal.ts';
import type { Vault } from '../credentials/vault.ts';
import type { Random } from '../random.ts';

const Assertions = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/**
 * Temporary security credentials, and everything that they stand for. The session token holds all of it, sealed, so that
 * nothing of a session has to be kept anywhere else.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp.html
 */
export const SessionCredentials = z.object({
  /** `ASIA…` */
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  principal: Principal,
  /** The STS operation that gave them, or what else did. */
  issuedBy: z.enum([
    'AssumeRole',
    'AssumeRoleWithSAML',
    'AssumeRoleWithWebIdentity',
    'AssumeRoot',
    'GetFederationToken',
    'GetSessionToken',
    'instanceMetadata',
    'console',
  ]),
  issuedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** When the MFA code was given; null where none was. */
  mfaAt: z.iso.datetime().nullable(),
  /** Set when the role was assumed; it stays through role chaining. */
  sourceIdentity: z.string().nullable(),
  /** Session tags that go on to the next role that is assumed. */
  transitiveTagKeys: z.array(z.string()),
  /** Whether they were asked for with credentials that were temporary themselves: role chaining. */
  chained: z.boolean(),
  /** The session policy passed as text, and the ARNs of those passed as managed policies. */
  policy: z.string().nullable(),
  policyArns: z.array(Arn),
  /** The identity provider behind the session, and what it said; null where there is none. */
  federation: z
    .discriminatedUnion('protocol', [
      z.object({ protocol: z.literal('oidc'), provider: z.string(), claims: Assertions }),
      z.object({ protocol: z.literal('saml'), provider: z.string(), attributes: Assertions }),
    ])
    .nullable(),
});
export type SessionCredentials = z.infer<typeof SessionCredentials>;

/** The session that temporary credentials stand for: all that the token holds but the secret. */
export type TemporarySession = Omit<SessionCredentials, 'secretAccessKey'>;

/** Seals and opens session tokens of one workspace. */
export interface SessionTokens {
  /** The session token, in base64. */
  seal(credentials: SessionCredentials): string;
  /** What a token holds, however old it is; null when it was not sealed here or was changed since. */
  open(token: string): SessionCredentials | null;
}

const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/**
 * Session tokens sealed by AES-256-GCM (NIST SP 800-38D): a format byte, a nonce that is never used twice, the ciphertext,
 * the tag.
 * @param key 32 bytes.
 */
export function createSessionTokens(key: Uint8Array, random: Random): SessionTokens {
  return {
    seal(credentials) {
      const nonce = random(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = Buffer.concat([cipher.update(JSON.stringify(credentials), 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(FORMAT), nonce, sealed, cipher.getAuthTag()]).toString('base64');
    },
    open(token) {
      const bytes = Buffer.from(token, 'base64');
      if (bytes[0] !== FORMAT || bytes.length <= 1 + NONCE_BYTES + TAG_BYTES) return null;
      // Base64 reads leniently; a token is the text that was given and no other.
      if (bytes.toString('base64') !== token) return null;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        const opened = [decipher.update(bytes.subarray(1 + NONCE_BYTES, -TAG_BYTES)), decipher.final()];
        return SessionCredentials.parse(JSON.parse(Buffer.concat(opened).toString('utf8')));
      } catch {
        return null;
      }
    },
  };
}

/**
 * The key that seals the session tokens of a workspace. It is made when it is first asked for, and lives in the vault.
 * @param workspaceId see WorkspaceIdentity.
 */
export async function sessionTokenKey(vault: Vault, workspaceId: string, random: Random): Promise<Uint8Array> {
  const reference = `${workspaceId}/session-key/current` as const;
  const known = await vault.get(reference);
  if (known !== null) return Buffer.from(known, 'base64');
  const key = random(KEY_BYTES);
  await vault.set(reference, Buffer.from(key).toString('base64'));
  return key;
}
