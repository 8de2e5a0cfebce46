import { AwsError } from '../../../src-shared/errors.ts';

/**
 * The default password policy of an account that has set none of its own.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html#default-policy-details
 */
const MINIMUM_LENGTH = 8;
const CHARACTER_TYPES = [/[A-Z]/, /[a-z]/, /\d/, /[!@#$%^&*()_+\-=[\]{}|']/];
const MINIMUM_CHARACTER_TYPES = 3;

/**
 * Checks a password against the default password policy: at least 8 characters, and at least three of upper case,
 * lower case, numbers and symbols.
 * @throws AwsError `PasswordPolicyViolation`; it never holds the password.
 */
export function assertPasswordPolicy(password: string): void {
  if (password.length < MINIMUM_LENGTH) {
    throw violation(`Password should have a minimum length of ${MINIMUM_LENGTH}`);
  }
  const met = CHARACTER_TYPES.filter((type) => type.test(password)).length;
  if (met < MINIMUM_CHARACTER_TYPES) {
    throw violation(
      `Password should have at least ${MINIMUM_CHARACTER_TYPES} of these character types: uppercase, lowercase, numbers, non-alphanumeric`,
    );
  }
}

const violation = (message: string) => new AwsError('PasswordPolicyViolation', 400, message, 'password');
