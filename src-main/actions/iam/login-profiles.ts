import type { UserDocument } from '../../../src-shared/model/documents.ts';
import { hashPassword } from '../../authentication/password.ts';
import { handler } from '../handler.ts';
import { timestamp } from '../timestamp.ts';
import { entityAlreadyExists, noSuchEntity } from './errors.ts';
import { onUser, requireUser } from './identities.ts';
import { assertPasswordPolicy } from './password-policy.ts';

type LoginProfile = NonNullable<UserDocument['loginProfile']>;

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
      assertPasswordPolicy(Password);
      scene.secrets.set('password', user.userId, await hashPassword(Password, scene.random));
      const loginProfile = { createDate: timestamp(scene.clock), passwordResetRequired: PasswordResetRequired };
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
      if (Password !== undefined) {
        assertPasswordPolicy(Password);
        scene.secrets.set('password', user.userId, await hashPassword(Password, scene.random));
      }
      const passwordResetRequired = PasswordResetRequired ?? profile.passwordResetRequired;
      scene.model.put({ ...user, loginProfile: { ...profile, passwordResetRequired } });
      return {};
    },
  }),

  'iam:DeleteLoginProfile': handler({
    name: 'iam:DeleteLoginProfile',
    label: ({ UserName }) => `Delete the password of user ${UserName}`,
    authorize: ({ UserName }, scene) => onUser('iam:DeleteLoginProfile', UserName, scene),
    perform: ({ UserName }, { model, accountId }) => {
      const user = requireUser(model, accountId, UserName);
      requireProfile(user);
      model.put({ ...user, loginProfile: null });
      return {};
    },
  }),
};

function requireProfile(user: UserDocument): LoginProfile {
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
