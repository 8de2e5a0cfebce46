import type { SecretReference, Vault } from '../credentials/vault.ts';
import type { WorkspaceStore } from '../storage/workspace-store.ts';

/** Kinds of secrets that belong to a document. Session keys belong to the workspace and stay. */
const OF_DOCUMENTS = ['access-key', 'password', 'mfa-seed', 'identity-provider-key'];

/**
 * Deletes the secrets of a workspace that neither a document nor a change in the history mentions any more: keys of
 * users long deleted. Nothing is deleted for a copy of a workspace, since the original may still need it.
 * @returns the references that were deleted.
 */
export async function discardUnusedSecrets(
  store: Pick<WorkspaceStore, 'identity' | 'isCopy' | 'documents' | 'mentions'>,
  vault: Vault,
): Promise<SecretReference[]> {
  if (store.isCopy) return [];
  const start = `${store.identity.id}/`;
  const references = await vault.list(start);
  if (references.length === 0) return [];

  // One look at the documents answers for nearly all; asking the store for each would read every row each time.
  const inDocuments = new Set<string>();
  collectStrings(store.documents(), inDocuments);
  const unused = references.filter((reference) => {
    const [kind = '', ...id] = reference.slice(start.length).split('/');
    const name = id.join('/');
    return OF_DOCUMENTS.includes(kind) && !inDocuments.has(name) && !store.mentions(name);
  });
  for (const reference of unused) await vault.delete(reference);
  return unused;
}

function collectStrings(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') into.add(value);
  else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) collectStrings(part, into);
  }
}
