import { AwsError } from '../../src-shared/errors.ts';
import type { AccountDocument, PasswordPolicy } from '../../src-shared/model/documents.ts';

/** A type of character that a password may have to hold. */
interface CharacterType {
  readonly pattern: RegExp;
  /** As AWS names it in its errors. */
  readonly name: string;
}

const UPPERCASE: CharacterType = { pattern: /[A-Z]/, name: 'uppercase letter' };
const LOWERCASE: CharacterType = { pattern: /[a-z]/, name: 'lowercase letter' };
const NUMBER: CharacterType = { pattern: /\d/, name: 'number' };
/** `! @ # $ % ^ & * ( ) _ + - = [ ] { } | '` */
const SYMBOL: CharacterType = { pattern: /[!@#$%^&*()_+\-=[\]{}|']/, name: 'symbol' };
/** The root user's symbols: `< >` besides, and no apostrophe. */
const ROOT_SYMBOL: CharacterType = { pattern: /[!@#$%^&*()<>[\]{}|_+\-=]/, name: 'symbol' };

/** What a password has to be like. */
export interface PasswordRules {
  readonly minimumLength: number;
  readonly types: readonly CharacterType[];
  /** How many of `types` must be met. */
  readonly typesNeeded: number;
  /** What the password must not be: the account's name and e-mail address. */
  readonly notIdenticalTo: readonly string[];
}

/** The root user's own rules, and those of users where the account has no policy, ask for three of four types. */
const DEFAULT_MINIMUM_LENGTH = 8;
const DEFAULT_TYPES_NEEDED = 3;

/**
 * The rules for the passwords of an account's users: the account's own policy, or AWS's default policy.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html#default-policy-details
 */
export function userPasswordRules(account: AccountDocument): PasswordRules {
  const { passwordPolicy: policy } = account;
  if (policy === null) {
    return {
      minimumLength: DEFAULT_MINIMUM_LENGTH,
      types: [UPPERCASE, LOWERCASE, NUMBER, SYMBOL],
      typesNeeded: DEFAULT_TYPES_NEEDED,
      notIdenticalTo: namesOf(account),
    };
  }
  const types = requiredTypes(policy);
  return { minimumLength: policy.minimumPasswordLength, types, typesNeeded: types.length, notIdenticalTo: [] };
}

/**
 * The rules for the password of the root user. The account's password policy does not apply to it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-password.html
 */
export function rootPasswordRules(account: AccountDocument): PasswordRules {
  return {
    minimumLength: DEFAULT_MINIMUM_LENGTH,
    types: [UPPERCASE, LOWERCASE, NUMBER, ROOT_SYMBOL],
    typesNeeded: DEFAULT_TYPES_NEEDED,
    notIdenticalTo: namesOf(account),
  };
}

/**
 * Holds a password against the rules.
 * @throws AwsError `PasswordPolicyViolation`, which never holds the password. The sentences on length and types are
 *   AWS's own; AWS's documentation does not give them, they are known from answers of the service.
 */
export function assertPasswordMeets(rules: PasswordRules, password: string): void {
  const unmet = rules.types.filter(({ pattern }) => !pattern.test(password)).map(({ name }) => needs(name));
  const missing = unmet.length - (rules.types.length - rules.typesNeeded);
  const tooShort = password.length < rules.minimumLength;
  const faults = [
    ...(tooShort ? [`Password should have a minimum length of ${rules.minimumLength}`] : []),
    ...(missing > 0 ? typeFaults(rules, unmet, missing) : []),
  ];
  if (faults.length > 0) throw passwordPolicyViolation(faults.join(', '));
  if (rules.notIdenticalTo.some((name) => sameText(name, password))) throw passwordDoesNotConform();
}

/** What AWS answers where it does not say which rule was broken: a password that was used before, for one. */
export function passwordDoesNotConform(): AwsError {
  return passwordPolicyViolation('Password does not conform to the account password policy.');
}

/** The rules in words, one sentence each, for whoever has to think of a new password. */
export function describePasswordRules(rules: PasswordRules, reusePrevention: number | null): string[] {
  const names = rules.types.map(({ name }) => name);
  return [
    `At least ${rules.minimumLength} characters.`,
    ...(rules.typesNeeded === names.length
      ? names.map((name) => `At least one ${name}.`)
      : [`At least ${rules.typesNeeded} of these: ${names.join(', ')}.`]),
    ...(rules.notIdenticalTo.length === 0 ? [] : ['Not the name or the e-mail address of the account.']),
    ...(reusePrevention === null ? [] : [reuseRule(reusePrevention)]),
  ];
}

function reuseRule(count: number): string {
  return count === 1 ? 'Not the password that it takes the place of.' : `Not one of the last ${count} passwords.`;
}

/** Where only some of the types are needed, AWS says how many more, and lists those that are not met. */
function typeFaults(rules: PasswordRules, unmet: readonly string[], missing: number): readonly string[] {
  if (rules.typesNeeded === rules.types.length) return unmet;
  return [`Password should meet ${missing} more of the following requirements: ${unmet.join(', ')}`];
}

function requiredTypes(policy: PasswordPolicy): CharacterType[] {
  return [
    ...(policy.requireUppercaseCharacters ? [UPPERCASE] : []),
    ...(policy.requireLowercaseCharacters ? [LOWERCASE] : []),
    ...(policy.requireNumbers ? [NUMBER] : []),
    ...(policy.requireSymbols ? [SYMBOL] : []),
  ];
}

function namesOf({ name, alias, rootEmail }: AccountDocument): string[] {
  return [name, ...(alias === null ? [] : [alias]), ...(rootEmail === null ? [] : [rootEmail])];
}

const needs = (name: string): string => `Password should have at least one ${name}`;

/** Letter case makes no other name of it. */
const sameText = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

function passwordPolicyViolation(message: string): AwsError {
  return new AwsError('PasswordPolicyViolation', 400, message, 'password');
}
