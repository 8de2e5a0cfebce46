import type { z } from 'zod';
import { AwsError } from '../../src-shared/errors.ts';
import { operations, type OperationInput, type OperationName } from '../../src-shared/operations/registry.ts';
import { isSecretParameter } from '../request/secret-parameters.ts';

/**
 * Parses the parameters of an operation by AWS's rules.
 * @param parameters by the API's member names, such as `{ UserName: 'lucy' }`; members that the operation does not have
 *   are left out.
 * @throws AwsError as the service words it: `ValidationError` (IAM and STS), or S3's own codes.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
export function parseInput<Name extends OperationName>(name: Name, parameters: unknown): OperationInput<Name> {
  const schema: z.ZodType = operations[name].input;
  const given = parameters ?? {};
  if (typeof given !== 'object') {
    throw new AwsError('ValidationError', 400, 'The parameters of an operation are a structure of named members.');
  }
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw name.startsWith('s3:') ? s3Error(parsed.error, given) : validationError(parsed.error, given);
  }
  // The schema found under the name is the one that OperationInput is inferred from; TypeScript cannot relate the two
  // through a generic name.
  return parsed.data as OperationInput<Name>;
}

function validationError(error: z.ZodError, parameters: unknown): AwsError {
  const faults = error.issues.map((issue) => {
    const value = valueAt(parameters, issue.path);
    const place = memberPath(issue.path);
    if (value === undefined || value === null) {
      return `Value null at '${place}' failed to satisfy constraint: Member must not be null`;
    }
    // An error says where the fault is, never what a secret was. Of a set's values AWS says as little.
    const hidden = issue.code === 'invalid_value' || issue.path.some((step) => isSecretParameter(String(step)));
    const shown = hidden ? 'Value' : `Value '${shownValue(value)}'`;
    return `${shown} at '${place}' failed to satisfy constraint: ${issue.message}`;
  });
  const noun = faults.length === 1 ? 'validation error' : 'validation errors';
  return new AwsError(
    'ValidationError',
    400,
    `${faults.length} ${noun} detected: ${faults.join('; ')}`,
    memberPath(error.issues[0]?.path ?? []),
  );
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function s3Error(error: z.ZodError, parameters: unknown): AwsError {
  const path = error.issues[0]?.path ?? [];
  if (path[0] === 'Bucket')
    return new AwsError('InvalidBucketName', 400, 'The specified bucket is not valid.', 'Bucket');
  if (path[0] === 'Policy' && valueAt(parameters, path) === undefined) {
    return new AwsError('MissingRequestBodyError', 400, 'Request Body is empty', 'Policy');
  }
  return new AwsError('InvalidArgument', 400, 'Invalid Argument', path.map(String).join('.'));
}

/** A place as AWS writes it: members in lowerCamelCase, list items from 1, such as `tags.1.member.key`. */
function memberPath(path: readonly PropertyKey[]): string {
  return path
    .map((step) => {
      if (typeof step === 'number') return `${step + 1}.member`;
      const name = String(step);
      return name.charAt(0).toLowerCase() + name.slice(1);
    })
    .join('.');
}

function valueAt(parameters: unknown, path: readonly PropertyKey[]): unknown {
  let value = parameters;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

function shownValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shownValue).join(', ')}]`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
