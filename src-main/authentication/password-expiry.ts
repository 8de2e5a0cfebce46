import type { LoginProfile, PasswordPolicy } from '../../src-shared/model/documents.ts';

const DAY_MS = 24 * 60 * 60_000;

/** When a user's password was set. */
export function passwordSetAt({ passwordSetAt: setAt, createDate }: LoginProfile): Date {
  return new Date(setAt ?? createDate);
}

/**
 * When a password expires: so many days of 24 hours after it was set as the policy says. Null where it never does, which
 * is so under AWS's default policy.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html#password-policy-details
 */
export function passwordExpiresAt(profile: LoginProfile, policy: PasswordPolicy | null): Date | null {
  const days = policy?.maxPasswordAge ?? null;
  return days === null ? null : new Date(passwordSetAt(profile).getTime() + days * DAY_MS);
}

/** Whether a password has expired. A policy counts from the moment at which it is set, for older passwords too. */
export function isPasswordExpired(profile: LoginProfile, policy: PasswordPolicy | null, now: Date): boolean {
  const expiresAt = passwordExpiresAt(profile, policy);
  return expiresAt !== null && now >= expiresAt;
}
