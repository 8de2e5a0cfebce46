import type { RoleDocument } from '../../src-shared/model/documents.ts';
import type { Draft, ModelView } from '../account/model.ts';

/** When and where the credentials of a role were last used. */
export type RoleUse = NonNullable<RoleDocument['lastUsed']>;

/** Uses in quick succession are noted once: nobody needs the second, and each is a write. */
const WORTH_NOTING_AFTER_MS = 60_000;

/** Whether a use tells something that the model does not know yet. */
export function isRoleUseWorthNoting(model: ModelView, roleArn: string, use: RoleUse): boolean {
  const known = model.find('role', roleArn)?.lastUsed ?? null;
  if (known === null || known.region !== use.region) return true;
  return Date.parse(use.date) - Date.parse(known.date) >= WORTH_NOTING_AFTER_MS;
}

/**
 * Notes a use at the role. Does nothing when the role is gone.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html
 */
export function noteRoleUse(draft: Draft, roleArn: string, use: RoleUse): void {
  const role = draft.find('role', roleArn);
  if (role !== null) draft.put({ ...role, lastUsed: use });
}
