import type { AwsError } from '../../../src-shared/errors.ts';
import type { InputFault } from '../input-faults.ts';
import { invalidInput } from './errors.ts';

/**
 * How AWS Organizations refuses parameters that do not keep to its model: by the first fault, with a reason in place of
 * the sentences that other services have.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html#API_CreatePolicy_Errors (InvalidInputException)
 */
export function inputError([fault]: readonly InputFault[]): AwsError {
  if (fault === undefined || fault.value === undefined || fault.value === null) {
    return invalidInput('INPUT_REQUIRED', 'You must include a value for all required parameters.');
  }
  const member = String(fault.path.findLast((step) => typeof step === 'string'));
  const found = REASONS.find(({ begins, of }) => fault.constraint.startsWith(begins) && (of?.includes(member) ?? true));
  return invalidInput(
    found?.reason ?? 'INVALID_PATTERN',
    found?.message ?? 'You provided a value that does not match the required pattern.',
  );
}

/** By how the constraint begins, and the member where it has a reason of its own. */
const REASONS: readonly {
  readonly begins: string;
  readonly of?: readonly string[];
  readonly reason: string;
  readonly message: string;
}[] = [
  {
    begins: 'Member must satisfy enum value set',
    of: ['PolicyType', 'Type', 'Filter'],
    reason: 'INVALID_ENUM_POLICY_TYPE',
    message: 'You specified an invalid policy type string.',
  },
  {
    begins: 'Member must satisfy enum value set',
    reason: 'INVALID_ENUM',
    message: 'You specified an invalid value.',
  },
  {
    begins: 'Member must have length less',
    reason: 'MAX_LENGTH_EXCEEDED',
    message: 'You provided a string parameter that is longer than allowed.',
  },
  {
    begins: 'Member must have length greater',
    reason: 'MIN_LENGTH_EXCEEDED',
    message: 'You provided a string parameter that is shorter than allowed.',
  },
  {
    begins: 'Member must have value less',
    reason: 'MAX_VALUE_EXCEEDED',
    message: 'You provided a numeric parameter that has a larger value than allowed.',
  },
  {
    begins: 'Member must have value greater',
    reason: 'MIN_VALUE_EXCEEDED',
    message: 'You provided a numeric parameter that has a smaller value than allowed.',
  },
  {
    begins: 'Member must satisfy regular expression',
    of: ['TargetId'],
    reason: 'INVALID_PATTERN_TARGET_ID',
    message: "You specified a policy target ID that doesn't match the required pattern.",
  },
  {
    begins: 'Member must satisfy regular expression',
    of: ['PolicyId'],
    reason: 'INVALID_SYNTAX_POLICY_ID',
    message: 'You specified an invalid policy ID.',
  },
];
