import { describe, expect, it } from 'vitest';
import { accountDocument } from '../../../src-main/account/new-account.ts';
import {
  assertPasswordMeets,
  describePasswordRules,
  rootPasswordRules,
  userPasswordRules,
} from '../../../src-main/authentication/password-rules.ts';
import type { PasswordPolicy } from '../../../src-shared/model/documents.ts';
import { ACCOUNT_ID } from '../../fixtures/account-documents.ts';
import { fixedClock } from '../../fixtures/fixed-tools.ts';

const account = {
  ...accountDocument({ accountId: ACCOUNT_ID, name: 'Shop account 1', rootEmail: 'Root1@example.com' }, fixedClock),
  alias: 'shop-account-no1',
};

const LENIENT: PasswordPolicy = {
  minimumPasswordLength: 6,
  requireSymbols: false,
  requireNumbers: false,
  requireUppercaseCharacters: false,
  requireLowercaseCharacters: false,
  allowUsersToChangePassword: false,
  maxPasswordAge: null,
  passwordReusePrevention: null,
  hardExpiry: false,
};
const withPolicy = (policy: Partial<PasswordPolicy>) =>
  userPasswordRules({ ...account, passwordPolicy: { ...LENIENT, ...policy } });

const DEFAULT = userPasswordRules(account);
const DOES_NOT_CONFORM = 'Password does not conform to the account password policy.';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html#default-policy-details
describe("AWS's default policy", () => {
  it.each(['correct-horse7', 'CORRECT-horse', 'Correcthorse7', 'C0RRECT-HORSE', 'Abcdef-8'])(
    'takes three of the four types of character: %s',
    (password) => {
      expect(() => assertPasswordMeets(DEFAULT, password)).not.toThrow();
    },
  );

  it.each([
    ['name', 'shop ACCOUNT 1'],
    ['e-mail address', 'rOOT1@example.com'],
    ['alias', 'SHOP-account-no1'],
  ])('does not take the %s of the account, in any letter case', (_, password) => {
    expect(() => assertPasswordMeets(DEFAULT, password)).toThrow(DOES_NOT_CONFORM);
  });
});

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html (RequireSymbols)
describe('A symbol', () => {
  const rules = withPolicy({ requireSymbols: true });

  it.each([..."!@#$%^&*()_+-=[]{}|'"])('is %s', (symbol) => {
    expect(() => assertPasswordMeets(rules, `correct${symbol}`)).not.toThrow();
  });

  it.each(['.', ',', '<', '"', 'ü', ' ', '~', '7'])('is not %s', (other) => {
    expect(() => assertPasswordMeets(rules, `correct${other}`)).toThrow('Password should have at least one symbol');
  });
});

describe("A policy of the account's own", () => {
  it('takes the place of the default policy altogether', () => {
    expect(() => assertPasswordMeets(withPolicy({}), 'simple')).not.toThrow();
    expect(() => assertPasswordMeets(withPolicy({}), account.alias)).not.toThrow();
  });

  // "from the ISO basic Latin alphabet": https://docs.aws.amazon.com/IAM/latest/APIReference/API_PasswordPolicy.html
  it.each([
    ['requireUppercaseCharacters', 'Öcorrect', 'Password should have at least one uppercase letter'],
    ['requireLowercaseCharacters', 'öCORRECT', 'Password should have at least one lowercase letter'],
    ['requireNumbers', 'correct²', 'Password should have at least one number'],
  ])('with %s counts basic Latin characters alone: not %s', (member, password, message) => {
    expect(() => assertPasswordMeets(withPolicy({ [member]: true }), password)).toThrow(message);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-password.html
describe("The root user's password", () => {
  it("is not held to the account's policy", () => {
    const strict = { ...account, passwordPolicy: { ...LENIENT, minimumPasswordLength: 64 } };
    expect(() => assertPasswordMeets(rootPasswordRules(strict), 'Correct-7')).not.toThrow();
  });

  it.each([
    ['Short-7', 'Password should have a minimum length of 8'],
    ['correcthorse7', 'Password should meet 1 more of the following requirements'],
    ['ROOT1@example.com', DOES_NOT_CONFORM],
  ])('is not %s', (password, message) => {
    expect(() => assertPasswordMeets(rootPasswordRules(account), password)).toThrow(message);
  });
});

describe('The rules in words', () => {
  it('name what the default policy asks for', () => {
    expect(describePasswordRules(DEFAULT, null)).toEqual([
      'At least 8 characters.',
      'At least 3 of these: uppercase letter, lowercase letter, number, symbol.',
      'Not the name or the e-mail address of the account.',
    ]);
  });

  it("name what the account's policy asks for", () => {
    const rules = withPolicy({ minimumPasswordLength: 14, requireNumbers: true, requireSymbols: true });
    expect(describePasswordRules(rules, 24)).toEqual([
      'At least 14 characters.',
      'At least one number.',
      'At least one symbol.',
      'Not one of the last 24 passwords.',
    ]);
  });
});
