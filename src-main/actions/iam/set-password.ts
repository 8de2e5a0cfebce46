import type {
  AccountDocument,
  LoginProfile,
  PasswordPolicy,
  UserDocument,
} from '../../../src-shared/model/documents.ts';
import { hashPassword, verifyPassword } from '../../authentication/password.ts';
import { assertPasswordMeets, passwordDoesNotConform, userPasswordRules } from '../../authentication/password-rules.ts';
import type { ActionScene } from '../handler.ts';
import { timestamp } from '../timestamp.ts';
import { noSuchEntity } from './errors.ts';

/** The account that an operation takes place in. @throws AwsError `NoSuchEntity`. */
export function requireAccount({ model, accountId }: Pick<ActionScene, 'model' | 'accountId'>): AccountDocument {
  const account = model.accountByIdOrAlias(accountId);
  if (account === null) throw noSuchEntity(`The account ${accountId} cannot be found.`);
  return account;
}

/** The reference under which the vault keeps the hash of a user's password: its ID, or in older workspaces the user's. */
export function passwordReference(user: UserDocument, profile: LoginProfile): string {
  return profile.passwordId ?? user.userId;
}

/**
 * Sets a user's password: holds it against the account's policy, puts its hash on the secret desk, and says what the
 * login profile is then. The profile still has to be put into the model.
 * @throws AwsError `PasswordPolicyViolation`.
 */
export async function setPassword(
  user: UserDocument,
  password: string,
  passwordResetRequired: boolean,
  scene: ActionScene,
): Promise<LoginProfile> {
  const account = requireAccount(scene);
  assertPasswordMeets(userPasswordRules(account), password);
  const known = user.loginProfile === null ? [] : knownPasswords(user, user.loginProfile);
  await assertNotReused(password, known.slice(0, remembered(account.passwordPolicy)), scene);

  const now = timestamp(scene.clock);
  const passwordId = Buffer.from(scene.random(16)).toString('hex');
  scene.secrets.set('password', passwordId, await hashPassword(password, scene.random, scene.passwordCost));
  // The new password is the first of those that the next one must not be.
  const kept = known.slice(0, Math.max(0, remembered(account.passwordPolicy) - 1));
  discardPasswords(known.slice(kept.length), scene);
  return {
    createDate: user.loginProfile?.createDate ?? now,
    passwordResetRequired,
    passwordId,
    passwordSetAt: now,
    formerPasswordIds: kept,
  };
}

/**
 * Lets go of hashes that nobody needs any more. The designer's change can be undone, and then they are needed again: the
 * vault is cleared of them once the history no longer mentions them.
 */
export function discardPasswords(references: readonly string[], { actor, secrets }: ActionScene): void {
  if (actor.kind === 'designer') return;
  for (const reference of references) secrets.delete('password', reference);
}

/** Where the hashes of a user's passwords are, newest first. */
export function knownPasswords(user: UserDocument, profile: LoginProfile): string[] {
  return [passwordReference(user, profile), ...profile.formerPasswordIds];
}

function remembered(policy: PasswordPolicy | null): number {
  return policy?.passwordReusePrevention ?? 0;
}

/** @throws AwsError `PasswordPolicyViolation` when the password is one of those. */
async function assertNotReused(password: string, references: readonly string[], scene: ActionScene): Promise<void> {
  const matches = await Promise.all(
    references.map(async (reference) => {
      const hash = await scene.secrets.get('password', reference);
      return hash !== null && verifyPassword(password, hash);
    }),
  );
  if (matches.includes(true)) throw passwordDoesNotConform();
}
