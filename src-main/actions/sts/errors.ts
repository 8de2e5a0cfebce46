import { AwsError } from '../../../src-shared/errors.ts';

/*
 * Errors of AWS STS, with their HTTP status.
 * Source: the Errors section of each operation, https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html
 */

export const accessDenied = (message: string): AwsError => new AwsError('AccessDenied', 403, message);
export const validationError = (message: string): AwsError => new AwsError('ValidationError', 400, message);
export const invalidParameterValue = (message: string): AwsError => new AwsError('InvalidParameterValue', 400, message);
export const packedPolicyTooLarge = (message: string): AwsError => new AwsError('PackedPolicyTooLarge', 400, message);
export const invalidAuthorizationMessage = (message: string): AwsError =>
  new AwsError('InvalidAuthorizationMessageException', 400, message);

/** What a request that no principal has signed is answered with, wherever one is needed. */
export const missingAuthenticationToken = (): AwsError =>
  new AwsError('MissingAuthenticationToken', 403, 'Request is missing Authentication Token');
