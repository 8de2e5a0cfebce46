import type { Vault } from '../credentials/vault.ts';
import type { Random } from '../random.ts';
import { createAuthorizationMessages, type AuthorizationMessages } from './session-message.ts';
import { createSessionTokens, knownSessionTokenKey, sessionTokenKey, type SessionTokens } from './session-token.ts';

/** What a workspace seals with its one key: session tokens, and messages that say why a request was denied. */
export interface SessionSeals {
  readonly sessionTokens: SessionTokens;
  readonly authorizationMessages: AuthorizationMessages;
}

/**
 * The seals of a workspace. The key is made when there is none yet, so this must not run twice at once.
 * @param workspaceId see WorkspaceIdentity.
 */
export async function openSessionSeals(vault: Vault, workspaceId: string, random: Random): Promise<SessionSeals> {
  return sealsOf(await sessionTokenKey(vault, workspaceId, random), random);
}

/** The seals of a workspace that has sealed something before; null where it has not. */
export async function knownSessionSeals(
  vault: Vault,
  workspaceId: string,
  random: Random,
): Promise<SessionSeals | null> {
  const key = await knownSessionTokenKey(vault, workspaceId);
  return key === null ? null : sealsOf(key, random);
}

function sealsOf(key: Uint8Array, random: Random): SessionSeals {
  return {
    sessionTokens: createSessionTokens(key, random),
    authorizationMessages: createAuthorizationMessages(key, random),
  };
}
