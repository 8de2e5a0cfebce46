import { describe, expect, test } from 'vitest';
import {
  passwordPolicyFaults,
  passwordPolicyForm,
  passwordPolicyInput,
} from '../../../src-renderer/settings/password-policy-form.ts';
import type { PasswordPolicy } from '../../../src-shared/model/documents.ts';
import { operations } from '../../../src-shared/operations/registry.ts';

const POLICY: PasswordPolicy = {
  minimumPasswordLength: 14,
  requireSymbols: true,
  requireNumbers: false,
  requireUppercaseCharacters: true,
  requireLowercaseCharacters: false,
  allowUsersToChangePassword: true,
  maxPasswordAge: 30,
  passwordReusePrevention: 24,
  hardExpiry: true,
};

describe('the form of a password policy', () => {
  test('gives back every field of the policy that it was made of', () => {
    expect(passwordPolicyInput(passwordPolicyForm(POLICY))).toEqual({
      MinimumPasswordLength: 14,
      RequireSymbols: true,
      RequireNumbers: false,
      RequireUppercaseCharacters: true,
      RequireLowercaseCharacters: false,
      AllowUsersToChangePassword: true,
      MaxPasswordAge: 30,
      PasswordReusePrevention: 24,
      HardExpiry: true,
    });
  });

  test('leaves out age and reuse where they are not wanted', () => {
    const form = passwordPolicyForm({ ...POLICY, maxPasswordAge: null, passwordReusePrevention: null });
    const input = passwordPolicyInput(form);
    expect(Object.keys(input)).not.toEqual(expect.arrayContaining(['MaxPasswordAge']));
    expect(Object.keys(input)).not.toEqual(expect.arrayContaining(['PasswordReusePrevention']));
    expect(Object.keys(input)).not.toEqual(expect.arrayContaining(['HardExpiry']));
  });

  test('of an account without a policy has no fault', () => {
    const form = passwordPolicyForm(null);
    expect(passwordPolicyFaults(form)).toEqual({ minimumLength: null, maxAge: null, remembered: null });
  });

  // The bounds: https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html
  test.each([
    ['minimumLength', ['6', '128'], ['5', '129', '', '8.5', 'eight']],
    ['maxAge', ['1', '1095'], ['0', '1096', '-1', '']],
    ['remembered', ['1', '24'], ['0', '25', 'all']],
  ] as const)('takes and refuses the same numbers for %s as the operation', (field, right, wrong) => {
    const form = { ...passwordPolicyForm(POLICY) };
    const { input } = operations['iam:UpdateAccountPasswordPolicy'];
    for (const number of right) {
      expect(passwordPolicyFaults({ ...form, [field]: number })[field]).toBeNull();
      expect(input.safeParse(passwordPolicyInput({ ...form, [field]: number })).success).toBe(true);
    }
    for (const number of wrong)
      expect(passwordPolicyFaults({ ...form, [field]: number })[field]).toMatch(/^Give a whole/);
  });

  test('does not hold the age against anybody while passwords do not expire', () => {
    const form = { ...passwordPolicyForm(POLICY), expires: false, maxAge: 'soon' };
    expect(passwordPolicyFaults(form).maxAge).toBeNull();
  });
});
