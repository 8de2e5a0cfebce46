import { AwsError } from '../../../src-shared/errors.ts';

/*
 * The errors of AWS Organizations. All are the caller's, and have status 400. Where the service's own sentence is not
 * known, the sentence is that by which the API reference describes the error.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/CommonErrors.html
 */

/**
 * @param code such as `OrganizationalUnitNotEmptyException`.
 * @param reason what some errors name beside their message, such as `OU_DEPTH_LIMIT_EXCEEDED`.
 */
export function organizationsError(code: string, message: string, reason?: string): AwsError {
  return new AwsError(code, 400, message, null, reason === undefined ? {} : { Reason: reason });
}

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganization.html#API_DescribeOrganization_Errors */
export function notInUse(): AwsError {
  return organizationsError('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');
}

/** What an account is answered that may not call an operation, whatever its policies allow. */
export function noAccess(): AwsError {
  return organizationsError('AccessDeniedException', "You don't have permissions to access this resource.");
}

/**
 * @param reason one of those that the API reference lists.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html#API_AttachPolicy_Errors
 */
export function constraintViolation(reason: string, message: string): AwsError {
  return organizationsError('ConstraintViolationException', message, reason);
}

/**
 * @param reason one of those that the API reference lists.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html#API_CreateAccount_Errors
 */
export function invalidInput(reason: string, message: string): AwsError {
  return organizationsError('InvalidInputException', message, reason);
}

/** For a value that does not have the form that its parameter asks for. */
export function invalidPattern(): AwsError {
  return invalidInput('INVALID_PATTERN', 'You provided a value that does not match the required pattern.');
}

export function accountNotFound(): AwsError {
  return organizationsError('AccountNotFoundException', "You specified an account that doesn't exist.");
}

export function parentNotFound(): AwsError {
  return organizationsError('ParentNotFoundException', "You specified a parent that doesn't exist.");
}

export function childNotFound(): AwsError {
  return organizationsError('ChildNotFoundException', "You specified a child that doesn't exist.");
}

export function unitNotFound(): AwsError {
  return organizationsError(
    'OrganizationalUnitNotFoundException',
    "You specified an organizational unit that doesn't exist.",
  );
}

export function rootNotFound(): AwsError {
  return organizationsError('RootNotFoundException', "You specified a root that doesn't exist.");
}

export function targetNotFound(): AwsError {
  return organizationsError('TargetNotFoundException', "You specified a target that doesn't exist.");
}

export function policyNotFound(): AwsError {
  return organizationsError('PolicyNotFoundException', "You specified a policy that doesn't exist.");
}

export function policyTypeNotEnabled(): AwsError {
  return organizationsError(
    'PolicyTypeNotEnabledException',
    'This operation can be performed only for enabled policy types.',
  );
}
