import type { Signer } from '../../src-shared/contract/composer.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { HeldSessions, TemporarySigningCredentials } from '../authentication/held-sessions.ts';
import type { SigningCredentials } from '../authentication/signature-v4/sign.ts';
import type { Vault } from '../credentials/vault.ts';
import type { Lab } from '../lab.ts';

/** Where the secrets are that signers sign with. */
export interface SignerParts {
  readonly vault: Vault;
  readonly sessions: HeldSessions;
}

/** What a signer signs with; null for nobody. @throws GatehouseError `SecretNotHere`, `SessionNotHere`. */
export async function credentialsOf(lab: Lab, on: SignerParts, signer: Signer): Promise<SigningCredentials | null> {
  return signer.kind === 'anonymous' ? null : credentialsOfSigner(lab, on, signer);
}

/** What an access key or a session signs with. @throws GatehouseError `SecretNotHere`, `SessionNotHere`. */
export async function credentialsOfSigner(
  lab: Lab,
  on: SignerParts,
  signer: Exclude<Signer, { kind: 'anonymous' }>,
): Promise<SigningCredentials> {
  if (signer.kind === 'session') return heldCredentials(on, signer.sessionId);
  const { workspace } = lab.require();
  const { accessKeyId } = signer;
  const secretAccessKey = await on.vault.get(`${workspace.store.identity.id}/access-key/${accessKeyId}`);
  if (secretAccessKey !== null) return { accessKeyId, secretAccessKey };
  throw secretMissing(accessKeyId, workspace.model.accessKey(accessKeyId)?.user.userName ?? null);
}

/** Temporary credentials that main holds. @throws GatehouseError `SessionNotHere`. */
function heldCredentials(on: SignerParts, sessionId: string): TemporarySigningCredentials {
  const held = on.sessions.credentials(sessionId);
  if (held === null) throw sessionForgotten(sessionId);
  return held;
}

function secretMissing(accessKeyId: string, userName: string | null): GatehouseError {
  const mend = `Create a new access key for ${userName ?? 'the user'}: a secret cannot be read back.`;
  return new GatehouseError(
    'SecretNotHere',
    `The secret of access key ${accessKeyId} is not in this machine's credential store.`,
    { place: accessKeyId, mend },
  );
}

function sessionForgotten(sessionId: string): GatehouseError {
  return new GatehouseError('SessionNotHere', `The temporary credentials ${sessionId} are no longer held.`, {
    place: sessionId,
    mend: 'Assume the role again: temporary credentials are forgotten when the workspace is closed.',
  });
}
