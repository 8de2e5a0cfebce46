import type { SecretDesk } from '../actions/handler.ts';
import type { SecretReference, Vault } from '../credentials/vault.ts';

/** A secret desk whose writes are held back, and the two ends they can come to. */
export interface HeldSecretDesk extends SecretDesk {
  /** Writes to the vault what was set. Rejects as the vault does; then `rollback` puts back what was written so far. */
  flush(): Promise<void>;
  /** Puts the vault back to how `flush` found it. Does nothing when nothing was flushed. */
  rollback(): Promise<void>;
}

/**
 * Makes the secret desk of one operation. `get` sees what the operation has set; the vault does not before `flush`.
 * @param workspaceId the first part of every reference, see WorkspaceIdentity.
 */
export function createSecretDesk(vault: Vault, workspaceId: string): HeldSecretDesk {
  const held = new Map<SecretReference, string>();
  const replaced = new Map<SecretReference, string | null>();
  const reference: SecretDesk['reference'] = (kind, id) => `${workspaceId}/${kind}/${id}`;

  return {
    reference,
    get: async (kind, id) => held.get(reference(kind, id)) ?? (await vault.get(reference(kind, id))),
    set(kind, id, secret) {
      held.set(reference(kind, id), secret);
    },
    async flush() {
      for (const [place, secret] of held) {
        replaced.set(place, await vault.get(place));
        await vault.set(place, secret);
      }
      held.clear();
    },
    async rollback() {
      for (const [place, before] of replaced) {
        if (before === null) await vault.delete(place);
        else await vault.set(place, before);
      }
      replaced.clear();
    },
  };
}
