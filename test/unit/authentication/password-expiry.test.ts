import { describe, expect, it } from 'vitest';
import { isPasswordExpired, passwordExpiresAt } from '../../../src-main/authentication/password-expiry.ts';
import type { PasswordPolicy } from '../../../src-shared/model/documents.ts';
import { loginProfile } from '../../fixtures/account-documents.ts';

const SET_AT = '2026-01-31T12:00:00.000Z';
const profile = loginProfile({ createDate: '2025-01-01T00:00:00.000Z', passwordSetAt: SET_AT });

function policy(maxPasswordAge: number | null): PasswordPolicy {
  return {
    minimumPasswordLength: 8,
    requireSymbols: false,
    requireNumbers: false,
    requireUppercaseCharacters: false,
    requireLowercaseCharacters: false,
    allowUsersToChangePassword: false,
    maxPasswordAge,
    passwordReusePrevention: null,
    hardExpiry: false,
  };
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html#password-policy-details
describe('A password', () => {
  it.each([
    ['a moment before its days are over', 1, '2026-02-01T11:59:59.999Z', false],
    ['when its days are over', 1, '2026-02-01T12:00:00.000Z', true],
    ['over a leap day', 1095, '2029-01-30T11:59:59.999Z', false],
    ['after the longest time there is', 1095, '2029-01-30T12:00:00.000Z', true],
  ])('%s: after %i days, at %s, expired is %s', (_, days, now, expired) => {
    expect(isPasswordExpired(profile, policy(days), new Date(now))).toBe(expired);
  });

  it.each([
    ['no policy', null],
    ['a policy without an age', policy(null)],
  ])('never expires with %s', (_, of) => {
    expect(passwordExpiresAt(profile, of)).toBeNull();
    expect(isPasswordExpired(profile, of, new Date('2999-01-01T00:00:00Z'))).toBe(false);
  });

  it('of an older workspace counts from when it was created', () => {
    const older = { ...profile, passwordSetAt: null };
    expect(passwordExpiresAt(older, policy(31))).toEqual(new Date('2025-02-01T00:00:00.000Z'));
  });
});
