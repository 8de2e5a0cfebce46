import type { AccessKey } from '../../src-shared/model/documents.ts';

/**
 * Where a rotation of a user's access keys stands; the keys themselves say it, so that it can be left and taken up again.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html
 */
export type KeyRotation =
  /** There is one key: make the second. */
  | { readonly step: 'create'; readonly old: AccessKey; readonly fresh: null }
  /** `use`: the new key has not signed a request yet; `deactivate`: it has; `delete`: the old one is inactive. */
  | { readonly step: 'use' | 'deactivate' | 'delete'; readonly old: AccessKey; readonly fresh: AccessKey };

/** @returns null for a user without a key, who has nothing to rotate. */
export function keyRotation(keys: readonly AccessKey[]): KeyRotation | null {
  const [old, fresh] = keys.toSorted((a, b) => a.createDate.localeCompare(b.createDate));
  if (old === undefined) return null;
  if (fresh === undefined) return { step: 'create', old, fresh: null };
  if (old.status === 'Inactive') return { step: 'delete', old, fresh };
  return { step: fresh.lastUsed === null ? 'use' : 'deactivate', old, fresh };
}
