import type { PasswordPolicy } from '../../src-shared/model/documents.ts';

/**
 * What a user's password must be like, in a sentence or two; a refusal says the rest.
 * @param policy the account's own; null where AWS's default counts.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
 */
export function passwordRules(policy: PasswordPolicy | null): string {
  if (policy === null) {
    return 'At least 8 characters of three kinds: upper case, lower case, digits, symbols. Never a real account’s.';
  }
  const needed = [
    policy.requireUppercaseCharacters ? 'an uppercase letter' : null,
    policy.requireLowercaseCharacters ? 'a lowercase letter' : null,
    policy.requireNumbers ? 'a number' : null,
    policy.requireSymbols ? 'a symbol' : null,
  ].filter((kind) => kind !== null);
  const kinds = needed.length === 0 ? '' : ` with ${new Intl.ListFormat('en').format(needed)}`;
  return `At least ${shortestPassword(policy)} characters${kinds}. Never a real account’s.`;
}

/** How many characters a password has at least. */
export function shortestPassword(policy: PasswordPolicy | null): number {
  return policy?.minimumPasswordLength ?? 8;
}
