import type { UserDocument } from '../../src-shared/model/documents.ts';
import type { Principal } from '../../src-shared/principal.ts';

/** An IAM user as a principal: what the model knows of them that a decision may depend on. */
export function userPrincipal({
  arn,
  accountId,
  userName,
  userId,
  tags,
}: UserDocument): Extract<Principal, { kind: 'user' }> {
  return { kind: 'user', arn, accountId, userName, userId, tags: [...tags] };
}
