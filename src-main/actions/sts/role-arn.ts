import { parseArn } from '../../../src-shared/arn.ts';
import { validationError } from './errors.ts';

/**
 * Reads the ARN of a role to be assumed, whether there is such a role or not. AWS does not document the two sentences that
 * refuse others; they are those that its users are told.
 * @returns the account of the role.
 * @throws AwsError `ValidationError`.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
 */
export function parseRoleArn(text: string): { readonly accountId: string } {
  const arn = parseArn(text);
  if (arn === null || arn.partition === '' || arn.service === '') throw validationError(`${text} is invalid`);
  const isRole = arn.service === 'iam' && arn.region === '' && arn.resource.startsWith('role/');
  if (!isRole || !/^\d{12}$/.test(arn.accountId)) throw validationError('Request ARN is invalid');
  return { accountId: arn.accountId };
}
