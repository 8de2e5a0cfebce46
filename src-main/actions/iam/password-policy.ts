import type { PasswordPolicy } from '../../../src-shared/model/documents.ts';
import type { OperationOutput } from '../../../src-shared/operations/registry.ts';
import { handler } from '../handler.ts';
import { noSuchEntity } from './errors.ts';
import { requireAccount } from './set-password.ts';

/** Operations on the account's password policy. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PasswordPolicy.html */
export const passwordPolicyHandlers = {
  // Members that are left out take their defaults, whatever the policy said before.
  'iam:UpdateAccountPasswordPolicy': handler({
    name: 'iam:UpdateAccountPasswordPolicy',
    label: () => 'Set the account password policy',
    authorize: () => [{ action: 'iam:UpdateAccountPasswordPolicy', resource: '*' }],
    perform: (input, scene) => {
      const passwordPolicy: PasswordPolicy = {
        minimumPasswordLength: input.MinimumPasswordLength ?? 6,
        requireSymbols: input.RequireSymbols ?? false,
        requireNumbers: input.RequireNumbers ?? false,
        requireUppercaseCharacters: input.RequireUppercaseCharacters ?? false,
        requireLowercaseCharacters: input.RequireLowercaseCharacters ?? false,
        allowUsersToChangePassword: input.AllowUsersToChangePassword ?? false,
        maxPasswordAge: input.MaxPasswordAge ?? null,
        passwordReusePrevention: input.PasswordReusePrevention ?? null,
        hardExpiry: input.HardExpiry ?? false,
      };
      scene.model.put({ ...requireAccount(scene), passwordPolicy });
      return {};
    },
  }),

  'iam:GetAccountPasswordPolicy': handler({
    name: 'iam:GetAccountPasswordPolicy',
    label: null,
    authorize: () => [{ action: 'iam:GetAccountPasswordPolicy', resource: '*' }],
    perform: (_, scene) => {
      const { passwordPolicy } = requireAccount(scene);
      if (passwordPolicy === null) {
        throw noSuchEntity(`The Password Policy with domain name ${scene.accountId} cannot be found.`);
      }
      return { PasswordPolicy: describe(passwordPolicy) };
    },
  }),

  'iam:DeleteAccountPasswordPolicy': handler({
    name: 'iam:DeleteAccountPasswordPolicy',
    label: () => 'Delete the account password policy',
    authorize: () => [{ action: 'iam:DeleteAccountPasswordPolicy', resource: '*' }],
    perform: (_, scene) => {
      const account = requireAccount(scene);
      if (account.passwordPolicy === null) {
        throw noSuchEntity('The account policy with name PasswordPolicy cannot be found.');
      }
      scene.model.put({ ...account, passwordPolicy: null });
      return {};
    },
  }),
};

/** ExpirePasswords follows from MaxPasswordAge; what was not set is left out. */
function describe(policy: PasswordPolicy): OperationOutput<'iam:GetAccountPasswordPolicy'>['PasswordPolicy'] {
  const { maxPasswordAge, passwordReusePrevention } = policy;
  return {
    MinimumPasswordLength: policy.minimumPasswordLength,
    RequireSymbols: policy.requireSymbols,
    RequireNumbers: policy.requireNumbers,
    RequireUppercaseCharacters: policy.requireUppercaseCharacters,
    RequireLowercaseCharacters: policy.requireLowercaseCharacters,
    AllowUsersToChangePassword: policy.allowUsersToChangePassword,
    ExpirePasswords: maxPasswordAge !== null,
    ...(maxPasswordAge === null ? {} : { MaxPasswordAge: maxPasswordAge }),
    ...(passwordReusePrevention === null ? {} : { PasswordReusePrevention: passwordReusePrevention }),
    HardExpiry: policy.hardExpiry,
  };
}
