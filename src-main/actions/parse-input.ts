import type { z } from 'zod';
import { AwsError } from '../../src-shared/errors.ts';
import { operations } from '../../src-shared/operations/registry.ts';
import { isSecretParameter } from '../request/secret-parameters.ts';
import type { StructureShape } from '../request/service-model.ts';
import { inputFaults, type InputFault } from './input-faults.ts';
import { isDeclared, type OperationInput, type OperationName } from './operations.ts';
import { inputError } from './organizations/input-error.ts';

/**
 * Parses the parameters of an operation by AWS's rules.
 * @param parameters by the API's member names, such as `{ UserName: 'lucy' }`; members that the operation does not have
 *   are left out.
 * @param shape of the input in AWS's API model, for operations that are not declared in `src-shared`.
 * @throws AwsError as the service words it: `ValidationError` (IAM and STS), `InvalidInputException` (AWS
 *   Organizations), or S3's own codes.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
export function parseInput<Name extends OperationName>(
  name: Name,
  parameters: unknown,
  shape: StructureShape | null = null,
): OperationInput<Name> {
  const given = parameters ?? {};
  if (typeof given !== 'object') {
    throw new AwsError('ValidationError', 400, 'The parameters of an operation are a structure of named members.');
  }
  const { data, faults } = isDeclared(name)
    ? declaredInput(operations[name].input, given)
    : modelledInput(shape, given);
  if (faults.length > 0) throw faultError(name, faults);
  // The shape found under the name is the one that OperationInput is inferred from; TypeScript cannot relate the two
  // through a generic name.
  return data as OperationInput<Name>;
}

function faultError(name: OperationName, faults: readonly InputFault[]): AwsError {
  if (name.startsWith('s3:')) return s3Error(faults);
  if (name.startsWith('organizations:')) return inputError(faults);
  return name.startsWith('iam:') ? iamError(faults) : validationError(faults);
}

interface CheckedInput {
  readonly data: unknown;
  readonly faults: readonly InputFault[];
}

function declaredInput(schema: z.ZodType, given: object): CheckedInput {
  const parsed = schema.safeParse(given);
  if (parsed.success) return { data: parsed.data, faults: [] };
  const faults = parsed.error.issues.map((issue) => ({
    path: issue.path,
    value: valueAt(given, issue.path),
    constraint: issue.message,
    // Of a set's values AWS says neither which there are nor what was given.
    isHidden: issue.code === 'invalid_value',
  }));
  return { data: null, faults };
}

function modelledInput(shape: StructureShape | null, given: object): CheckedInput {
  if (shape === null) throw new Error('An operation is neither declared nor modelled.');
  return { data: given, faults: inputFaults(shape, given) };
}

const NAME_RULE = 'It must contain only alphanumeric characters and/or the following: +=,.@_-';
const PATH_RULE = 'It must begin and end with / and contain only alphanumeric characters and/or / characters.';

/** What IAM says of names and paths that do not match their pattern in AWS's model of it. */
const NAME_RULES: ReadonlyMap<string, string> = new Map([
  [String.raw`[\w+=,.@-]+`, NAME_RULE],
  [String.raw`(\u002F)|(\u002F[\u0021-\u007F]+\u002F)`, PATH_RULE],
  [String.raw`(\u002F)|(\u002F[\u0021-\u007E]+\u002F)`, PATH_RULE],
  [String.raw`((/[A-Za-z0-9\.,\+@=_-]+)*)/`, PATH_RULE],
]);

function nameRule({ constraint }: InputFault): string | undefined {
  return NAME_RULES.get(constraint.replace('Member must satisfy regular expression pattern: ', ''));
}

/**
 * Names and paths IAM refuses in a sentence of their own, once all lengths are right. AWS does not document the sentence; it
 * is the one that users are told.
 */
function iamError(faults: readonly InputFault[]): AwsError {
  const [first] = faults;
  const others = faults.filter((fault) => nameRule(fault) === undefined);
  if (first === undefined || others.length > 0) return validationError(others);
  const place = memberPath(first.path);
  const message = `The specified value for ${place} is invalid. ${nameRule(first)}`;
  return new AwsError('ValidationError', 400, message, place);
}

function validationError(faults: readonly InputFault[]): AwsError {
  const sentences = faults.map(({ path, value, constraint, isHidden }) => {
    const place = memberPath(path);
    if (value === undefined || value === null) {
      return `Value null at '${place}' failed to satisfy constraint: Member must not be null`;
    }
    // An error says where the fault is, never what a secret was.
    const hidden = isHidden || path.some((step) => isSecretParameter(String(step)));
    const shown = hidden ? 'Value' : `Value '${shownValue(value)}'`;
    return `${shown} at '${place}' failed to satisfy constraint: ${constraint}`;
  });
  const noun = faults.length === 1 ? 'validation error' : 'validation errors';
  return new AwsError(
    'ValidationError',
    400,
    `${faults.length} ${noun} detected: ${sentences.join('; ')}`,
    memberPath(faults[0]?.path ?? []),
  );
}

/** What S3 calls a parameter, and what it says of a value that is none of it. */
const S3_ARGUMENTS: Readonly<Record<string, { readonly ArgumentName: string; readonly message: string }>> = {
  MaxKeys: {
    ArgumentName: 'max-keys',
    message: 'Provided max-keys not an integer or within integer range',
  },
  EncodingType: { ArgumentName: 'encoding-type', message: 'Invalid Encoding Method specified in Request' },
};

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function s3Error([fault]: readonly InputFault[]): AwsError {
  const path = fault?.path ?? [];
  const given = shownValue(fault?.value);
  if (path[0] === 'Bucket') {
    const details = fault?.value === undefined ? {} : { BucketName: given };
    return new AwsError('InvalidBucketName', 400, 'The specified bucket is not valid.', 'Bucket', details);
  }
  if (path[0] === 'StorageClass') {
    return new AwsError('InvalidStorageClass', 400, 'The storage class you specified is not valid', 'StorageClass');
  }
  // Labels and parameters are there, or it would be another operation: what is missing is the body, or something in it.
  if (path.length === 1 && fault?.value === undefined) {
    return new AwsError('MissingRequestBodyError', 400, 'Request Body is empty', String(path[0]));
  }
  if (path.length > 1) {
    const message = 'The XML you provided was not well-formed or did not validate against our published schema';
    return new AwsError('MalformedXML', 400, message, path.map(String).join('.'));
  }
  const place = path.map(String).join('.');
  const argument = S3_ARGUMENTS[place];
  if (argument === undefined) return new AwsError('InvalidArgument', 400, 'Invalid Argument', place);
  const { ArgumentName, message } = argument;
  return new AwsError('InvalidArgument', 400, message, place, { ArgumentName, ArgumentValue: given });
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
