import { AwsError } from '../../../src-shared/errors.ts';
import { verifyPassword } from '../../authentication/password.ts';
import { handler, type Actor } from '../handler.ts';
import { onUser, requireUser } from './identities.ts';
import { requireProfile } from './login-profiles.ts';
import { passwordReference, setPassword } from './set-password.ts';

/** The operation by which users change their own password. */
export const changePasswordHandlers = {
  /** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ChangePassword.html */
  'iam:ChangePassword': handler({
    name: 'iam:ChangePassword',
    label: () => 'Change the own password',
    authorize: (_, scene) => onUser('iam:ChangePassword', userNameOf(scene.actor), scene),
    perform: async ({ OldPassword, NewPassword }, scene) => {
      const user = requireUser(scene.model, scene.accountId, userNameOf(scene.actor));
      const profile = requireProfile(user);
      const hash = await scene.secrets.get('password', passwordReference(user, profile));
      if (hash === null || !(await verifyPassword(OldPassword, hash))) throw oldPasswordIncorrect();
      scene.model.put({ ...user, loginProfile: await setPassword(user, NewPassword, false, scene) });
      return {};
    },
  }),
};

/** @throws AwsError `InvalidUserType`: root and roles have no password that this operation could change. */
function userNameOf(actor: Actor): string {
  if (actor.kind === 'user') return actor.userName;
  throw new AwsError('InvalidUserType', 400, 'Only IAM Users can change their own password');
}

/** The documentation names no error for it, and gives no wording. */
function oldPasswordIncorrect(): AwsError {
  return new AwsError('AccessDenied', 403, 'The old password was incorrect.');
}
