import { expect, test } from 'vitest';
import { passwordRules, shortestPassword } from '../../../src-renderer/identities/password-rules.ts';
import type { PasswordPolicy } from '../../../src-shared/model/documents.ts';

const POLICY: PasswordPolicy = {
  minimumPasswordLength: 12,
  requireSymbols: true,
  requireNumbers: false,
  requireUppercaseCharacters: true,
  requireLowercaseCharacters: false,
  allowUsersToChangePassword: true,
  maxPasswordAge: null,
  passwordReusePrevention: null,
  hardExpiry: false,
};

test('AWS’s default counts where the account has no policy', () => {
  expect(passwordRules(null)).toMatch(/^At least 8 characters of three kinds/);
  expect(shortestPassword(null)).toBe(8);
});

test('the account’s own policy is said by length and kinds', () => {
  expect(passwordRules(POLICY)).toMatch(/^At least 12 characters with an uppercase letter and a symbol\./);
  expect(shortestPassword(POLICY)).toBe(12);
});

test('a policy that asks for no kind says the length alone', () => {
  const policy = { ...POLICY, requireSymbols: false, requireUppercaseCharacters: false };
  expect(passwordRules(policy)).toMatch(/^At least 12 characters\./);
});
