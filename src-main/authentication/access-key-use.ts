import type { AccessKey } from '../../src-shared/model/documents.ts';
import type { Draft, ModelView } from '../account/model.ts';

/** When, where and for which service an access key signed a request. */
export type AccessKeyUse = NonNullable<AccessKey['lastUsed']>;

/** Uses in quick succession are noted once: nobody needs the second, and each is a write. */
const WORTH_NOTING_AFTER_MS = 60_000;

/** Whether a use tells something that the model does not know yet. */
export function isWorthNoting(model: ModelView, accessKeyId: string, use: AccessKeyUse): boolean {
  const known = model.accessKey(accessKeyId)?.key.lastUsed ?? null;
  if (known === null || known.region !== use.region || known.service !== use.service) return true;
  return Date.parse(use.date) - Date.parse(known.date) >= WORTH_NOTING_AFTER_MS;
}

/**
 * Notes a use at the key. Does nothing when the key is gone.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html
 */
export function noteUse(draft: Draft, accessKeyId: string, use: AccessKeyUse): void {
  const owner = draft.accessKey(accessKeyId);
  if (owner === null) return;
  const accessKeys = owner.user.accessKeys.map((key) =>
    key.accessKeyId === accessKeyId ? { ...key, lastUsed: use } : key,
  );
  draft.put({ ...owner.user, accessKeys });
}
