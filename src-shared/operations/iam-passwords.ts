import { z } from 'zod';
import * as is from './constraints.ts';
import { operation } from './operation.ts';

const Nothing = z.object({});
const LoginProfile = z.object({
  UserName: z.string(),
  CreateDate: z.iso.datetime(),
  PasswordResetRequired: z.boolean(),
});

/** The members that say what a password must be like, as UpdateAccountPasswordPolicy takes them. */
const PASSWORD_POLICY = {
  MinimumPasswordLength: is.MinimumPasswordLength,
  RequireSymbols: is.Flag,
  RequireNumbers: is.Flag,
  RequireUppercaseCharacters: is.Flag,
  RequireLowercaseCharacters: is.Flag,
  AllowUsersToChangePassword: is.Flag,
  MaxPasswordAge: is.MaxPasswordAge,
  PasswordReusePrevention: is.PasswordReusePrevention,
  HardExpiry: is.Flag,
};

/**
 * The IAM operations on passwords, by API name.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html
 */
export const iamPasswordOperations = {
  CreateLoginProfile: operation(
    z.object({ UserName: is.UserName, Password: is.Password, PasswordResetRequired: is.Flag.optional() }),
    z.object({ LoginProfile }),
  ),
  GetLoginProfile: operation(z.object({ UserName: is.UserName }), z.object({ LoginProfile })),
  UpdateLoginProfile: operation(
    z.object({
      UserName: is.UserName,
      Password: is.Password.optional(),
      PasswordResetRequired: is.Flag.optional(),
    }),
    Nothing,
  ),
  DeleteLoginProfile: operation(z.object({ UserName: is.UserName }), Nothing),
  ChangePassword: operation(z.object({ OldPassword: is.Password, NewPassword: is.Password }), Nothing),

  UpdateAccountPasswordPolicy: operation(z.object(PASSWORD_POLICY).partial(), Nothing),
  GetAccountPasswordPolicy: operation(
    Nothing,
    z.object({
      PasswordPolicy: z
        .object({ ...PASSWORD_POLICY, ExpirePasswords: is.Flag })
        .partial({ MaxPasswordAge: true, PasswordReusePrevention: true }),
    }),
  ),
  DeleteAccountPasswordPolicy: operation(Nothing, Nothing),
} as const;
