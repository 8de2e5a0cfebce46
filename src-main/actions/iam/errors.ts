import { AwsError } from '../../../src-shared/errors.ts';

/*
 * IAM's modelled errors with their HTTP status.
 * Source: the Errors section of each operation, https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html
 */

export const noSuchEntity = (message: string): AwsError => new AwsError('NoSuchEntity', 404, message);
export const entityAlreadyExists = (message: string): AwsError => new AwsError('EntityAlreadyExists', 409, message);
export const deleteConflict = (message: string): AwsError => new AwsError('DeleteConflict', 409, message);
export const limitExceeded = (message: string): AwsError => new AwsError('LimitExceeded', 409, message);
export const invalidInput = (message: string): AwsError => new AwsError('InvalidInput', 400, message);
export const unmodifiableEntity = (message: string): AwsError => new AwsError('UnmodifiableEntity', 400, message);
export const validationError = (message: string): AwsError => new AwsError('ValidationError', 400, message);
export const policyNotAttachable = (message: string): AwsError => new AwsError('PolicyNotAttachable', 400, message);
export const malformedPolicyDocument = (message: string): AwsError =>
  new AwsError('MalformedPolicyDocument', 400, message);
