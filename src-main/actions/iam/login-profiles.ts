import type { LoginProfile, UserDocument } from '../../../src-shared/model/documents.ts';
import { handler } from '../handler.ts';
import { entityAlreadyExists, noSuchEntity } from './errors.ts';
import { onUser, requireUser } from './identities.ts';
import { discardPasswords, knownPasswords, setPassword } from './set-password.ts';

/** Operations on console passwords. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_LoginProfile.html */
export const loginProfileHandlers = {
  'iam:CreateLoginProfile': handler({
    name: 'iam:CreateLoginProfile',
    label: ({ UserName }) => `Set a password for user ${UserName}`,
    authorize: ({ UserName }, scene) => onUser('iam:CreateLoginProfile', UserName, scene),
    perform: async ({ UserName, Password, PasswordResetRequired = false }, scene) => {
      const user = requireUser(scene.model, scene.accountId, UserName);
      if (user.loginProfile !== null) {
        throw entityAlreadyExists(`Login Profile for user ${UserName} already exists.`);
      }
      const loginProfile = await setPassword(user, Password, PasswordResetRequired, scene);
      scene.model.put({ ...user, loginProfile });
      return { LoginProfile: describeProfile(user, loginProfile) };
    },
  }),

  'iam:GetLoginProfile': handler({
    name: 'iam:GetLoginProfile',
    label: null,
    authorize: ({ UserName }, scene) => onUser('iam:GetLoginProfile', UserName, scene),
    perform: ({ UserName }, { model, accountId }) => {
      const user = requireUser(model, accountId, UserName);
      return { LoginProfile: describeProfile(user, requireProfile(user)) };
    },
  }),

  'iam:UpdateLoginProfile': handler({
    name: 'iam:UpdateLoginProfile',
    label: ({ UserName, Password }) =>
      Password === undefined
        ? `Change the login profile of user ${UserName}`
        : `Change the password of user ${UserName}`,
    authorize: ({ UserName }, scene) => onUser('iam:UpdateLoginProfile', UserName, scene),
    perform: async ({ UserName, Password, PasswordResetRequired }, scene) => {
      const user = requireUser(scene.model, scene.accountId, UserName);
      const profile = requireProfile(user);
      const resetRequired = PasswordResetRequired ?? profile.passwordResetRequired;
      const loginProfile =
        Password === undefined
          ? { ...profile, passwordResetRequired: resetRequired }
          : await setPassword(user, Password, resetRequired, scene);
      scene.model.put({ ...user, loginProfile });
      return {};
    },
  }),

  'iam:DeleteLoginProfile': handler({
    name: 'iam:DeleteLoginProfile',
    label: ({ UserName }) => `Delete the password of user ${UserName}`,
    authorize: ({ UserName }, scene) => onUser('iam:DeleteLoginProfile', UserName, scene),
    perform: ({ UserName }, scene) => {
      const user = requireUser(scene.model, scene.accountId, UserName);
      discardPasswords(knownPasswords(user, requireProfile(user)), scene);
      scene.model.put({ ...user, loginProfile: null });
      return {};
    },
  }),
};

/** @throws AwsError `NoSuchEntity`. */
export function requireProfile(user: UserDocument): LoginProfile {
  if (user.loginProfile === null) throw noSuchEntity(`Login Profile for User ${user.userName} cannot be found.`);
  return user.loginProfile;
}

function describeProfile(user: UserDocument, profile: LoginProfile) {
  return {
    UserName: user.userName,
    CreateDate: profile.createDate,
    PasswordResetRequired: profile.passwordResetRequired,
  };
}
