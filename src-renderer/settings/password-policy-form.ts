import type { PasswordPolicy } from '../../src-shared/model/documents.ts';
import type { PerformInput } from '../app/perform.ts';

/** A password policy as a person fills it in: numbers as typed. */
export interface PasswordPolicyForm {
  minimumLength: string;
  requireUppercase: boolean;
  requireLowercase: boolean;
  requireNumbers: boolean;
  requireSymbols: boolean;
  allowUsersToChangePassword: boolean;
  expires: boolean;
  /** In days. */
  maxAge: string;
  preventsReuse: boolean;
  /** How many former passwords must not be used again. */
  remembered: string;
  hardExpiry: boolean;
}

/** What is wrong with the numbers; null for each that AWS would take. */
export interface PasswordPolicyFaults {
  readonly minimumLength: string | null;
  readonly maxAge: string | null;
  readonly remembered: string | null;
}

/**
 * AWS's default policy, which counts while the account has none of its own.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html#default-policy-details
 */
export const DEFAULT_PASSWORD_POLICY: readonly string[] = [
  'At least 8 and at most 128 characters.',
  'At least three of these four: uppercase letters, lowercase letters, numbers, symbols.',
  'Not the same as the name of the account or its e-mail address.',
  'Passwords do not expire.',
];

/** The form of a policy; of none, what the AWS console begins with: all four kinds of characters, and users change their own. */
export function passwordPolicyForm(policy: PasswordPolicy | null): PasswordPolicyForm {
  return {
    minimumLength: String(policy?.minimumPasswordLength ?? 8),
    requireUppercase: policy?.requireUppercaseCharacters ?? true,
    requireLowercase: policy?.requireLowercaseCharacters ?? true,
    requireNumbers: policy?.requireNumbers ?? true,
    requireSymbols: policy?.requireSymbols ?? true,
    allowUsersToChangePassword: policy?.allowUsersToChangePassword ?? true,
    expires: (policy?.maxPasswordAge ?? null) !== null,
    maxAge: String(policy?.maxPasswordAge ?? 90),
    preventsReuse: (policy?.passwordReusePrevention ?? null) !== null,
    remembered: String(policy?.passwordReusePrevention ?? 5),
    hardExpiry: policy?.hardExpiry ?? false,
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html for the bounds. */
export function passwordPolicyFaults(form: PasswordPolicyForm): PasswordPolicyFaults {
  return {
    minimumLength: numberFault(form.minimumLength, 6, 128, 'characters'),
    maxAge: form.expires ? numberFault(form.maxAge, 1, 1095, 'days') : null,
    remembered: form.preventsReuse ? numberFault(form.remembered, 1, 24, 'passwords') : null,
  };
}

/** The operation's input for a form without faults. What is left out is not set: the operation has no update in part. */
export function passwordPolicyInput(form: PasswordPolicyForm): PerformInput<'iam:UpdateAccountPasswordPolicy'> {
  return {
    MinimumPasswordLength: Number(form.minimumLength),
    RequireUppercaseCharacters: form.requireUppercase,
    RequireLowercaseCharacters: form.requireLowercase,
    RequireNumbers: form.requireNumbers,
    RequireSymbols: form.requireSymbols,
    AllowUsersToChangePassword: form.allowUsersToChangePassword,
    ...(form.expires ? { MaxPasswordAge: Number(form.maxAge), HardExpiry: form.hardExpiry } : {}),
    ...(form.preventsReuse ? { PasswordReusePrevention: Number(form.remembered) } : {}),
  };
}

function numberFault(text: string, least: number, most: number, unit: string): string | null {
  const number = Number(text);
  const fits = /^\d+$/.test(text.trim()) && number >= least && number <= most;
  return fits ? null : `Give a whole number from ${least} to ${most} ${unit}.`;
}
