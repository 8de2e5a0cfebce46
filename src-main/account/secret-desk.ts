import type { SecretDesk } from '../actions/handler.ts';
import type { SecretReference, Vault } from '../credentials/vault.ts';

/** A secret desk whose writes are held back, and the two ends they can come to. */
export interface HeldSecretDesk extends SecretDesk {
  /** Writes to the vault what was set and deleted. Rejects as the vault does; then `rollback` undoes what was written. */
  flush(): Promise<void>;
  /** Puts the vault back to how `flush` found it. Does nothing when nothing was flushed. */
  rollback(): Promise<void>;
}

/**
 * Makes the secret desk of one operation. `get` sees what the operation has set; the vault does not before `flush`.
 * @param workspaceId the first part of every reference, see WorkspaceIdentity.
 */
export function createSecretDesk(vault: Vault, workspaceId: string): HeldSecretDesk {
  /** Null is what is deleted. */
  const held = new Map<SecretReference, string | null>();
  const replaced = new Map<SecretReference, string | null>();
  const reference: SecretDesk['reference'] = (kind, id) => `${workspaceId}/${kind}/${id}`;

  const write = (place: SecretReference, secret: string | null): Promise<void> =>
    secret === null ? vault.delete(place) : vault.set(place, secret);

  return {
    reference,
    get: async (kind, id) => {
      const known = held.get(reference(kind, id));
      return known === undefined ? vault.get(reference(kind, id)) : known;
    },
    set(kind, id, secret) {
      held.set(reference(kind, id), secret);
    },
    delete(kind, id) {
      held.set(reference(kind, id), null);
    },
    async flush() {
      for (const [place, secret] of held) {
        replaced.set(place, await vault.get(place));
        await write(place, secret);
      }
      held.clear();
    },
    async rollback() {
      for (const [place, before] of replaced) await write(place, before);
      replaced.clear();
    },
  };
}
